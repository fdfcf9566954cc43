import { Group, SegmentedControl, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Forecast } from "@/api/types";
import { DataTable } from "@/ui/data-table";
import { format } from "@/ui/dates";
import { percent } from "@/ui/numbers";
import { CardSkeletons, ErrorState } from "@/ui/states";
import classes from "./forecast.module.css";
import { linePath } from "./geometry";
import { forecastQuery } from "./queries";
import { change, todayText } from "./words";

const horizons = ["7", "14", "30"];

/** Where the strength goes from here, if the next days are all kept and if none is. */
export function WhatIf({ habitId }: { habitId: string }) {
  const [days, setDays] = useState("7");
  const { data, error, refetch } = useQuery({
    ...forecastQuery(habitId, Number(days)),
    placeholderData: keepPreviousData,
  });
  return (
    <section>
      <Group justify="space-between" mb="sm">
        <Title order={2} fz={22}>
          What if?
        </Title>
        <SegmentedControl
          aria-label="How far ahead"
          value={days}
          onChange={setDays}
          data={horizons.map((value) => ({ value, label: `${value} days` }))}
        />
      </Group>
      {error && !data ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <CardSkeletons rows={2} />
      ) : (
        <Fan forecast={data} />
      )}
    </section>
  );
}

function Fan({ forecast }: { forecast: Forecast }) {
  const { score, done, missed } = forecast;
  const today = todayText(forecast);
  const last = done.at(-1)?.date ?? "";
  const until = format(last, { weekday: "long", day: "numeric", month: "long" });
  return (
    <div className={classes.card}>
      {today && <Text mb="md">{today}</Text>}
      <div className={classes.outlook}>
        <svg
          className={classes.fan}
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <path className={classes.grid} d="M0 0H100M0 50H100M0 100H100" />
          <path className={classes.done} d={linePath([score, ...done.map((day) => day.score)])} />
          <path
            className={classes.missed}
            d={linePath([score, ...missed.map((day) => day.score)])}
          />
        </svg>
        <Outcome label="Kept every time" from={score} to={done.at(-1)?.score ?? score} isKept />
        <Outcome label="Missed every time" from={score} to={missed.at(-1)?.score ?? score} />
      </div>
      <Text size="sm" c="dimmed" mt="sm">
        Until {until}. What is already recorded stays as it is.
      </Text>
      <DataTable
        caption="Strength on the next days"
        head={["Day", "If kept", "If missed"]}
        rows={done.map((day, index) => [
          format(day.date, { weekday: "short", day: "numeric", month: "short" }),
          percent(day.score),
          percent(missed[index]?.score ?? 0),
        ])}
      />
    </div>
  );
}

interface OutcomeProps {
  label: string;
  from: number;
  to: number;
  isKept?: boolean;
}

function Outcome({ label, from, to, isKept = false }: OutcomeProps) {
  return (
    <div className={classes.outcome} data-kept={isKept || undefined}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <span className={classes.value}>{percent(to)}</span>
      <Text size="sm">{change(to - from)}</Text>
    </div>
  );
}
