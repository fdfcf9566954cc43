import { Button, Group, SegmentedControl } from "@mantine/core";
import { IconPlus, IconZzz } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { habitsQuery } from "@/api/habits";
import { Page } from "@/ui/page";
import { CardSkeletons, EmptyState, ErrorState } from "@/ui/states";
import { TagFilter, useTagFilter } from "@/ui/tag-filter";
import { HabitCard } from "./habit-card";
import classes from "./habits-page.module.css";
import { SortableList } from "./sortable-list";

export function HabitsPage() {
  const [parameters, setParameters] = useSearchParams();
  const archived = parameters.has("archived");
  const { data: habits, error, refetch } = useQuery(habitsQuery(archived));
  const filter = useTagFilter(habits ?? []);
  const shown = habits?.filter(filter.shows) ?? [];
  return (
    <Page
      title="Your habits"
      actions={
        <Button component={Link} to="/habits/new" leftSection={<IconPlus size={18} aria-hidden />}>
          New habit
        </Button>
      }
    >
      <Group justify="space-between">
        <SegmentedControl
          aria-label="Which habits"
          value={archived ? "archived" : "active"}
          onChange={(value) =>
            setParameters(value === "archived" ? { archived: "" } : {}, { replace: true })
          }
          data={[
            { value: "active", label: "Active" },
            { value: "archived", label: "Archived" },
          ]}
        />
        <Button
          component={Link}
          to="/pauses"
          variant="subtle"
          leftSection={<IconZzz size={18} aria-hidden />}
        >
          Pauses
        </Button>
      </Group>
      <TagFilter {...filter} />
      {error && !habits ? (
        <ErrorState error={error} retry={refetch} />
      ) : !habits ? (
        <CardSkeletons />
      ) : habits.length === 0 ? (
        <Nothing archived={archived} />
      ) : archived || filter.tag ? (
        // Not sortable: a place among those of one tag says nothing of the place among all.
        <ul className={classes.list} aria-label={archived ? "Archived habits" : "Active habits"}>
          {shown.map((habit) => (
            <HabitCard key={habit.id} habit={habit} />
          ))}
        </ul>
      ) : (
        <SortableList habits={habits} />
      )}
    </Page>
  );
}

function Nothing({ archived }: { archived: boolean }) {
  if (archived) {
    return (
      <EmptyState title="Nothing is archived">
        A habit you archive leaves your days and keeps its history. You can bring it back at any
        time.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No habits yet"
      action={
        <Button component={Link} to="/habits/new" mt="md">
          Plant the first one
        </Button>
      }
    >
      One is a good number to begin with.
    </EmptyState>
  );
}
