import { Group, Stack, Text, Title, useMatches } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { ApiError } from "@/api/errors";
import { habitQuery } from "@/api/habits";
import { keys } from "@/api/keys";
import type { Habit } from "@/api/types";
import { addDays, format, startOfWeek } from "@/ui/dates";
import { HabitMark, habitStyle } from "@/ui/habit-mark";
import { Page } from "@/ui/page";
import { CardSkeletons, EmptyState, ErrorState } from "@/ui/states";
import { fetchEntries } from "./entries";
import { HabitMenu } from "./habit-menu";
import classes from "./habit-page.module.css";
import { History } from "./history";
import { scheduleText, targetText } from "./words";

export function HabitPage() {
  const { id = "" } = useParams();
  const { data: habit, error, refetch } = useQuery(habitQuery(id));
  if (habit) return <Shown habit={habit} />;
  const missing = error instanceof ApiError && error.status === 404;
  return (
    <Page title={missing ? "No such habit" : "Habit"}>
      {missing ? (
        <EmptyState title="This habit is gone">
          It was deleted, or the address is mistyped.
        </EmptyState>
      ) : error ? (
        <ErrorState error={error} retry={refetch} />
      ) : (
        <CardSkeletons rows={3} />
      )}
    </Page>
  );
}

function Shown({ habit }: { habit: Habit }) {
  return (
    <div style={habitStyle(habit.color)}>
      <Page
        title={habit.name}
        mark={<HabitMark icon={habit.icon} size={52} />}
        actions={<HabitMenu habit={habit} />}
      >
        <Stack gap={4}>
          <Text>
            {[scheduleText(habit.schedule), targetText(habit), habit.archived && "archived"]
              .filter(Boolean)
              .join(", ")}
          </Text>
          {habit.question && <Text c="dimmed">{habit.question}</Text>}
        </Stack>
        <Recent habit={habit} />
        {habit.notes && (
          <section>
            <Title order={2} fz={22} mb="xs">
              Notes
            </Title>
            <Text className={classes.notes}>{habit.notes}</Text>
          </section>
        )}
      </Page>
    </div>
  );
}

function Figure({ value, label }: { value: number; label: string }) {
  return (
    <div className={classes.figure}>
      <span className={classes.value}>{value}</span>
      <Text size="sm" c="dimmed" component="span">
        {label}
      </Text>
    </div>
  );
}

const HALF_YEAR = 26;
const QUARTER = 13;

function Recent({ habit }: { habit: Habit }) {
  const today = new Date().toISOString().slice(0, 10);
  const since = addDays(startOfWeek(today, 0), -7 * (HALF_YEAR - 1));
  const weeksShown = useMatches({ base: QUARTER, md: HALF_YEAR });
  const shownSince = addDays(since, 7 * (HALF_YEAR - weeksShown));
  const {
    data: entries,
    error,
    refetch,
  } = useQuery({
    queryKey: keys.entries(habit.id),
    queryFn: () => fetchEntries(habit.id, since),
  });
  if (error && !entries) return <ErrorState error={error} retry={refetch} />;
  if (!entries) return <CardSkeletons rows={2} />;
  const { length, unit } = habit.current_streak;
  const done = entries.filter((entry) => entry.state === "done").length;
  return (
    <section>
      <Group gap="sm" mb="xl">
        <Figure value={length} label={`${length === 1 ? unit.slice(0, -1) : unit} in a row`} />
        <Figure value={done} label={`${done === 1 ? "check-in" : "check-ins"} in half a year`} />
      </Group>
      <Title order={2} fz={22} mb="sm">
        Since {format(shownSince, { day: "numeric", month: "long" })}
      </Title>
      <History habit={habit} entries={entries} since={shownSince} until={today} />
    </section>
  );
}
