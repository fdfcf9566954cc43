import { Group, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { DayScore } from "@/api/types";
import { DataTable } from "@/ui/data-table";
import { format } from "@/ui/dates";
import { percent } from "@/ui/numbers";
import { Why } from "./explanation";
import classes from "./strength.module.css";
import { StrengthChart } from "./strength-chart";

const lengths = [
  { value: "91", label: "3 months" },
  { value: "366", label: "Year" },
];

interface StrengthProps {
  habitId: string;
  scores: readonly DayScore[];
}

/** How strong the habit is and was; a tap on a day asks why. */
export function Strength({ habitId, scores }: StrengthProps) {
  const [length, setLength] = useState("91");
  const [chosenDate, setChosenDate] = useState<string>();
  const [whyOpened, setWhyOpened] = useState(false);
  const shown = scores.slice(-Number(length));
  const today = shown.at(-1);
  if (!today) return null;
  const found = shown.findIndex(({ date }) => date === chosenDate);
  const selected = found >= 0 ? found : shown.length - 1;
  return (
    <section>
      <Group justify="space-between" mb="sm">
        <Title order={2} fz={22}>
          Strength
        </Title>
        {scores.length > 91 && (
          <SegmentedControl
            aria-label="How far back"
            value={length}
            onChange={setLength}
            data={lengths}
          />
        )}
      </Group>
      <Stack className={classes.card} gap="md">
        {shown.length > 1 ? (
          <StrengthChart
            scores={shown}
            selected={selected}
            onSelect={(index) => {
              setChosenDate(shown[index]?.date);
              setWhyOpened(true);
            }}
          />
        ) : (
          <Text c="dimmed">The line begins with the second day.</Text>
        )}
        <Why
          habitId={habitId}
          day={shown[selected] ?? today}
          today={today.date}
          opened={whyOpened}
          toggle={() => setWhyOpened(!whyOpened)}
        />
        <DataTable
          caption="Strength, day by day"
          head={["Day", "Strength", "Kept in 30 days"]}
          rows={shown
            .toReversed()
            .map(({ date, score, rate }) => [
              format(date, { weekday: "short", day: "numeric", month: "short", year: "numeric" }),
              percent(score),
              rate === null ? "nothing asked" : percent(rate),
            ])}
        />
      </Stack>
    </section>
  );
}
