import { Anchor, Text } from "@mantine/core";
import { IconZzz } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { habitsQuery } from "@/api/habits";
import { covers, pausesQuery, subjectText } from "@/api/pauses";
import type { Pause } from "@/api/types";
import { format } from "@/ui/dates";
import { EmptyState } from "@/ui/states";
import classes from "./resting.module.css";

/** The pauses that cover a day; none while they are not known. */
export function usePausesOf(day: string | undefined): Pause[] {
  const { data: pauses = [] } = useQuery(pausesQuery);
  return day ? pauses.filter((pause) => covers(pause, day)) : [];
}

export function restsWhole({ habit_id: id, tag }: Pause): boolean {
  return id === null && tag === "";
}

/** Why habits are missing from the day: they rest. */
export function Resting({ pauses }: { pauses: readonly Pause[] }) {
  const { data: habits = [] } = useQuery({
    ...habitsQuery(false),
    enabled: pauses.some(({ habit_id: id }) => id !== null),
  });
  if (pauses.length === 0) return null;
  return (
    <ul className={classes.list} aria-label="Resting">
      {pauses.map((pause) => (
        <li key={pause.id} className={classes.pause}>
          <IconZzz size={18} aria-hidden />
          <Text size="sm" flex={1} miw={0}>
            <strong>{subjectText(pause, habits)}</strong> until{" "}
            {format(pause.last, { weekday: "short", day: "numeric", month: "long" })}
            {pause.reason && ` · ${pause.reason}`}
          </Text>
          <Anchor component={Link} to="/pauses" size="sm" fw={500}>
            Pauses
          </Anchor>
        </li>
      ))}
    </ul>
  );
}

export function RestDay() {
  return (
    <EmptyState title="A day of rest" grown>
      Nothing is due, and nothing is lost: streaks and strength stay as they are.
    </EmptyState>
  );
}
