import { Button, Group, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { habitsQuery } from "@/api/habits";
import { EmptyState } from "@/ui/states";

const ideas = ["Drink water", "Read", "Walk", "Stretch"];

/** No task: there is no habit yet, or none is due on this day. */
export function NothingDue({ isPast }: { isPast: boolean }) {
  const { data: habits } = useQuery(habitsQuery(false));
  if (!habits) return null;
  if (habits.length > 0) {
    return (
      <EmptyState title={isPast ? "Nothing was due" : "Nothing is due today"} grown>
        A free day. Your habits wait for their next day.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Plant your first habit"
      action={
        <Button
          component={Link}
          to="/habits/new"
          mt="md"
          leftSection={<IconPlus size={18} aria-hidden />}
        >
          New habit
        </Button>
      }
    >
      <Text c="dimmed">Something so small that you can do it on your worst day. For example:</Text>
      <Group gap="xs" justify="center" mt="md">
        {ideas.map((idea) => (
          <Button
            key={idea}
            component={Link}
            to={`/habits/new?name=${encodeURIComponent(idea)}`}
            variant="default"
            size="sm"
            radius="xl"
          >
            {idea}
          </Button>
        ))}
      </Group>
    </EmptyState>
  );
}

export function AllDone() {
  return (
    <EmptyState title="All done for today" grown>
      Rest is part of it. See you tomorrow.
    </EmptyState>
  );
}
