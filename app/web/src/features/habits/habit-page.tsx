import { Badge, Button, Group, Stack, Text, Title, useMatches } from "@mantine/core";
import { IconChartHistogram } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { dayQuery } from "@/api/days";
import { ApiError } from "@/api/errors";
import { habitQuery } from "@/api/habits";
import { keys } from "@/api/keys";
import { concerns, pausesQuery } from "@/api/pauses";
import type { Habit } from "@/api/types";
import { addDays, format, startOfWeek } from "@/ui/dates";
import { Figure, Figures } from "@/ui/figures";
import { HabitMark, habitStyle } from "@/ui/habit-mark";
import { percent } from "@/ui/numbers";
import { Page } from "@/ui/page";
import { CardSkeletons, EmptyState, ErrorState } from "@/ui/states";
import { fetchEntries } from "./entries";
import { HabitMenu } from "./habit-menu";
import classes from "./habit-page.module.css";
import { History } from "./history";
import { HabitPhotos } from "./photos";
import { BestStreaks } from "./streaks/best-streaks";
import { WhatIf } from "./strength/forecast";
import { scoresQuery } from "./strength/queries";
import { Strength } from "./strength/strength";

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
          {habit.tags.length > 0 && (
            <Group gap={6} mt={4} role="list" aria-label="Tags">
              {habit.tags.map((tag) => (
                <Badge key={tag} role="listitem" variant="light" tt="none" size="lg" fw={500}>
                  {tag}
                </Badge>
              ))}
            </Group>
          )}
        </Stack>
        <Standing habit={habit} />
        <Button
          component={Link}
          to={`/habits/${habit.id}/statistics`}
          variant="light"
          style={{ alignSelf: "flex-start" }}
          leftSection={<IconChartHistogram size={18} aria-hidden />}
        >
          Statistics
        </Button>
        <WhatIf habitId={habit.id} />
        <BestStreaks habitId={habit.id} />
        <Recent habit={habit} />
        <HabitPhotos habitId={habit.id} />
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

/** The numbers that say how it goes, and where the first of them comes from. */
function Standing({ habit }: { habit: Habit }) {
  const { data: scores, error, refetch } = useQuery(scoresQuery(habit.id));
  if (error && !scores) return <ErrorState error={error} retry={refetch} />;
  if (!scores) return <CardSkeletons rows={3} />;
  const { length, unit } = habit.current_streak;
  const today = scores.at(-1);
  return (
    <>
      <Figures>
        <Figure value={percent(today?.score ?? 0)} label="strength" />
        <Figure value={length} label={`${length === 1 ? unit.slice(0, -1) : unit} in a row`} />
        {typeof today?.rate === "number" && (
          <Figure value={percent(today.rate)} label="kept in 30 days" />
        )}
      </Figures>
      <Strength habitId={habit.id} scores={scores} />
    </>
  );
}

const HALF_YEAR = 26;
const QUARTER = 13;

function Recent({ habit }: { habit: Habit }) {
  const { data: day, error, refetch } = useQuery(dayQuery(null));
  if (error && !day) return <ErrorState error={error} retry={refetch} />;
  if (!day) return <CardSkeletons rows={2} />;
  return <Months habit={habit} today={day.date} />;
}

function Months({ habit, today }: { habit: Habit; today: string }) {
  const since = addDays(startOfWeek(today, 0), -7 * (HALF_YEAR - 1));
  const weeksShown = useMatches({ base: QUARTER, md: HALF_YEAR });
  const shownSince = addDays(since, 7 * (HALF_YEAR - weeksShown));
  const { data: pauses = [] } = useQuery(pausesQuery);
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
  return (
    <section>
      <Title order={2} fz={22} mb="sm">
        Since {format(shownSince, { day: "numeric", month: "long" })}
      </Title>
      <History
        habit={habit}
        entries={entries}
        pauses={pauses.filter((pause) => concerns(pause, habit) && pause.last >= shownSince)}
        since={shownSince}
        until={today}
      />
    </section>
  );
}
