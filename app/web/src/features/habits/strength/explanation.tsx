import { Button, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId } from "react";
import type { DayScore } from "@/api/types";
import { longDate } from "@/ui/dates";
import { percent } from "@/ui/numbers";
import { CardSkeletons, ErrorState } from "@/ui/states";
import classes from "./explanation.module.css";
import { explanationQuery } from "./queries";
import { withSpokenDays } from "./words";

// A finger on the line passes many days; only the one it rests on is asked for.
const REST_MILLISECONDS = 200;

interface WhyProps {
  habitId: string;
  day: DayScore;
  today: string;
  opened: boolean;
  toggle: () => void;
}

/** "Why 63 %?", and the answer when it is asked. */
export function Why({ habitId, day, today, opened, toggle }: WhyProps) {
  const id = useId();
  return (
    <div>
      <div className={classes.question}>
        <Text fw={550} aria-live="polite">
          {day.date === today ? "Today" : longDate(day.date, today)}: {percent(day.score)}
        </Text>
        <Button
          variant="light"
          size="sm"
          aria-expanded={opened}
          aria-controls={id}
          onClick={toggle}
        >
          Why {percent(day.score)}?
        </Button>
      </div>
      <div id={id}>{opened && <Because habitId={habitId} day={day.date} />}</div>
    </div>
  );
}

function Because({ habitId, day }: { habitId: string; day: string }) {
  const [rested] = useDebouncedValue(day, REST_MILLISECONDS);
  const { data, error, refetch } = useQuery({
    ...explanationQuery(habitId, rested),
    placeholderData: keepPreviousData,
  });
  if (error && !data) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <CardSkeletons rows={1} />;
  const { score, contribution } = data.terms;
  return (
    <div className={classes.answer}>
      <div className={classes.bar} aria-hidden="true">
        <span className={classes.kept} style={{ width: `${(score - contribution) * 100}%` }} />
        <span className={classes.added} style={{ width: `${contribution * 100}%` }} />
      </div>
      <ul className={classes.sentences} aria-label="What made it">
        {data.sentences.map((sentence) => (
          <li key={sentence}>{withSpokenDays(sentence)}</li>
        ))}
      </ul>
    </div>
  );
}
