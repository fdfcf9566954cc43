import { Progress as Bar, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { achievementsQuery } from "@/api/achievements";
import { habitsQuery } from "@/api/habits";
import type { Achievements, Award, Habit, Progress } from "@/api/types";
import { format } from "@/ui/dates";
import { habitStyle } from "@/ui/habit-mark";
import { number } from "@/ui/numbers";
import { CardSkeletons, EmptyState, ErrorState } from "@/ui/states";
import classes from "./achievements.module.css";
import { Medal } from "./medal";
import { meanings, milestoneText } from "./words";

type Named = ReadonlyMap<string | null, Habit>;

export function AchievementsPage() {
  const achievements = useQuery(achievementsQuery);
  const active = useQuery(habitsQuery(false));
  const archived = useQuery(habitsQuery(true));
  const all = [achievements, active, archived];
  const error = all.find((query) => query.error)?.error;
  if (achievements.data && active.data && archived.data) {
    const habits = [...active.data, ...archived.data];
    const named: Named = new Map(habits.map((habit) => [habit.id, habit]));
    return <Shown achievements={achievements.data} named={named} />;
  }
  if (error) {
    return (
      <ErrorState error={error} retry={() => Promise.all(all.map((query) => query.refetch()))} />
    );
  }
  return <CardSkeletons rows={5} />;
}

function Shown({ achievements, named }: { achievements: Achievements; named: Named }) {
  const { earned } = achievements;
  const next = nearest(achievements.next);
  if (earned.length === 0 && next.length === 0) {
    return (
      <EmptyState title="Nothing yet">
        Milestones appear here with your first habit and its first check-ins.
      </EmptyState>
    );
  }
  return (
    <>
      {next.length > 0 && (
        <section>
          <Title order={2} fz={22} mb="sm">
            Within reach
          </Title>
          <ul className={classes.next} aria-label="Within reach">
            {next.map((progress) => (
              <Next
                key={`${progress.family}-${progress.habit_id}`}
                progress={progress}
                habit={named.get(progress.habit_id)}
              />
            ))}
          </ul>
        </section>
      )}
      <section>
        <Title order={2} fz={22} mb="sm">
          Earned
        </Title>
        {earned.length === 0 ? (
          <Text c="dimmed">The first one is the nearest.</Text>
        ) : (
          <ul className={classes.earned} aria-label="Earned">
            {highest(earned).map(({ award, before }) => (
              <Earned
                key={`${award.family}-${award.habit_id}`}
                award={award}
                before={before}
                habit={named.get(award.habit_id)}
              />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

interface Height {
  award: Award;
  /** The smaller milestones of the same thing, in their order. */
  before: number[];
}

/** Of each thing the highest milestone, in the order in which those were reached. */
export function highest(earned: readonly Award[]): Height[] {
  const isSame = (a: Award, b: Award) => a.family === b.family && a.habit_id === b.habit_id;
  return earned.flatMap((award) => {
    const same = earned.filter((other) => isSame(other, award));
    if (same.some(({ milestone }) => milestone > award.milestone)) return [];
    const before = same.map(({ milestone }) => milestone).sort((a, b) => a - b);
    return [{ award, before: before.slice(0, -1) }];
  });
}

const MOST_NEXT = 6;

/** Those that were begun, the nearest first. */
function nearest(next: readonly Progress[]): Progress[] {
  const share = ({ standing, next_milestone: goal }: Progress) => (goal ? standing / goal : 0);
  return next
    .filter((progress) => share(progress) > 0)
    .sort((a, b) => share(b) - share(a))
    .slice(0, MOST_NEXT);
}

function Next({ progress, habit }: { progress: Progress; habit: Habit | undefined }) {
  const id = useId();
  const { family, standing, next_milestone: goal } = progress;
  if (goal === null) return null;
  return (
    <li className={classes.card} style={habit && habitStyle(habit.color)}>
      <div className={classes.line}>
        <Text fw={600} id={id}>
          {milestoneText(family, goal, habit)}
        </Text>
        <Text size="sm" c="dimmed" className={classes.count}>
          {number(standing)} of {number(goal)}
        </Text>
      </div>
      <Text size="sm" c="dimmed" mb={8}>
        {habit?.name ?? meanings[family] ?? "All habits"}
      </Text>
      <Bar.Root size="sm" radius="xl" bg="var(--hairline)">
        <Bar.Section
          value={(100 * standing) / goal}
          color={habit ? "var(--habit)" : "var(--mantine-primary-color-filled)"}
          aria-labelledby={id}
        />
      </Bar.Root>
    </li>
  );
}

function Earned({ award, before, habit }: Height & { habit: Habit | undefined }) {
  return (
    <li className={classes.award} style={habit && habitStyle(habit.color)}>
      <Medal family={award.family} />
      <Text fw={600} ta="center" lh={1.25}>
        {milestoneText(award.family, award.milestone, habit)}
      </Text>
      <Text size="sm" c="dimmed" ta="center">
        {habit?.name ?? meanings[award.family] ?? "All habits"}
      </Text>
      <Text size="xs" c="dimmed">
        {format(award.reached_on, { day: "numeric", month: "short", year: "numeric" })}
      </Text>
      {before.length > 0 && (
        <Text size="xs" c="dimmed" ta="center">
          Before: {before.map(number).join(", ")}
        </Text>
      )}
    </li>
  );
}
