import { Group, SegmentedControl, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { keys } from "@/api/keys";
import type { Span } from "@/api/types";
import { rangeText } from "@/ui/dates";
import { CardSkeletons, ErrorState } from "@/ui/states";
import classes from "./best-streaks.module.css";
import { type Count, lengthText } from "./words";

const explained: Record<Count, string> = {
  days: "Days that follow one another. Skips, and the days between that a check covers, are days too.",
  periods:
    "What the schedule asks for: due days, weeks or months, one kept after the other. A skip neither counts nor breaks.",
};

/** The longest streaks with their dates, counted in either of the two honest ways. */
export function BestStreaks({ habitId }: { habitId: string }) {
  const [count, setCount] = useState<Count>("periods");
  const { data, error, refetch } = useQuery({
    queryKey: keys.streaks(habitId),
    queryFn: () =>
      dataOf(
        api.GET("/api/habits/{habit_id}/streaks", { params: { path: { habit_id: habitId } } }),
      ),
  });
  return (
    <section>
      <Group justify="space-between" mb="sm">
        <Title order={2} fz={22}>
          Best streaks
        </Title>
        <SegmentedControl
          aria-label="Count streaks in"
          value={count}
          onChange={(value) => setCount(value as Count)}
          data={[
            { value: "periods", label: "As scheduled" },
            { value: "days", label: "In days" },
          ]}
        />
      </Group>
      {error && !data ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <CardSkeletons rows={2} />
      ) : (
        <div className={classes.card}>
          <Streaks best={data[count].best} current={data[count].current} count={count} />
          <Text size="sm" c="dimmed" mt="md">
            {explained[count]}
          </Text>
        </div>
      )}
    </section>
  );
}

interface StreaksProps {
  best: readonly Span[];
  current: Span | null;
  count: Count;
}

function Streaks({ best, current, count }: StreaksProps) {
  if (best.length === 0) return <Text>No streak yet. The next kept day begins one.</Text>;
  const longest = Math.max(...best.map(({ length }) => length));
  return (
    <ol className={classes.list} aria-label="Best streaks, newest first">
      {best.map((span) => (
        <li key={span.first} className={classes.streak}>
          <span className={classes.words}>
            <Text span fw={600}>
              {lengthText(span, count)}
            </Text>
            <Text span size="sm" c="dimmed">
              {rangeText(span.first, span.last)}
              {span.first === current?.first && ", still going"}
            </Text>
          </span>
          <span
            className={classes.bar}
            data-current={span.first === current?.first || undefined}
            style={{ width: `${(100 * span.length) / longest}%` }}
          />
        </li>
      ))}
    </ol>
  );
}
