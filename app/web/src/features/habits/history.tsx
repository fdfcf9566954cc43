import "@mantine/charts/styles.layer.css";
import { Heatmap } from "@mantine/charts";
import { Text, Title } from "@mantine/core";
import { covers } from "@/api/pauses";
import { useUser } from "@/api/session";
import type { Entry, Habit, Pause } from "@/api/types";
import { format } from "@/ui/dates";
import { entryText, share } from "./entries";
import classes from "./habit-page.module.css";

const LATEST = 7;
const shades = [25, 50, 75, 100].map(
  (percent) => `color-mix(in srgb, var(--habit) ${percent}%, var(--surface))`,
);

interface HistoryProps {
  habit: Habit;
  entries: readonly Entry[];
  /** Those of this habit. */
  pauses: readonly Pause[];
  since: string;
  until: string;
}

/** The months as squares, and the latest days as words: the picture is never the only way to read them. */
export function History({ habit, entries, pauses, since, until }: HistoryProps) {
  const { first_weekday: firstWeekday } = useUser();
  const done = entries.filter((entry) => entry.state === "done");
  const isPaused = (day: string) => pauses.some((pause) => covers(pause, day));
  const dayText = (day: string) => {
    const entry = entries.find(({ date }) => date === day);
    if (entry) return entryText(habit, entry);
    return isPaused(day) ? "Paused" : "Nothing recorded";
  };
  const latest = [...entries].sort((a, b) => b.date.localeCompare(a.date)).slice(0, LATEST);
  return (
    <>
      <div className={classes.card}>
        <Heatmap
          className={classes.map}
          role="img"
          aria-label={`${done.length} ${done.length === 1 ? "day" : "days"} with a check-in`}
          data={Object.fromEntries(done.map((entry) => [entry.date, share(habit, entry)]))}
          domain={[0, 1]}
          colors={shades}
          startDate={since}
          endDate={until}
          firstDayOfWeek={((firstWeekday + 1) % 7) as 0 | 1 | 2 | 3 | 4 | 5 | 6}
          withMonthLabels
          withWeekdayLabels
          withOutsideDates={false}
          rectSize={18}
          gap={4}
          rectRadius={5}
          withTooltip
          getRectProps={({ date }) => ({ strokeDasharray: isPaused(date) ? "3 2" : undefined })}
          getTooltipLabel={({ date }) =>
            `${format(date, { weekday: "long", day: "numeric", month: "long" })}: ${dayText(date)}`
          }
        />
        {pauses.length > 0 && (
          <Text size="sm" c="dimmed" mt="xs">
            Days with a dashed rim were paused.
          </Text>
        )}
      </div>
      {latest.length > 0 && (
        <>
          <Title order={3} fz={18} mt="lg">
            Latest
          </Title>
          <ul className={classes.log}>
            {latest.map((entry) => (
              <li key={entry.date}>
                <span>
                  {format(entry.date, { weekday: "short", day: "numeric", month: "short" })}
                </span>
                <Text span c="dimmed" ta="right">
                  {[entryText(habit, entry), entry.note].filter(Boolean).join(" · ")}
                </Text>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
