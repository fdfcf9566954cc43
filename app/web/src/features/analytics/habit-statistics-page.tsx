import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { habitQuery } from "@/api/habits";
import { isMeasured, isReached } from "@/api/kinds";
import type { Habit, HabitOverview } from "@/api/types";
import { Bars } from "@/ui/bars";
import { format, rangeText, weekdayNames } from "@/ui/dates";
import { Figure, Figures } from "@/ui/figures";
import { HabitMark, habitStyle } from "@/ui/habit-mark";
import { number, percent } from "@/ui/numbers";
import { Page } from "@/ui/page";
import { CardSkeletons, ErrorState } from "@/ui/states";
import { HoursReport, RatesReport, Report, Steps, spanLabel, WeekdaysReport } from "./charts";
import { ComparisonsReport } from "./comparisons";
import { type By, csvPath, habitOverviewQuery, type Range, totalsQuery } from "./queries";
import { RangePicker, useRange } from "./range-picker";

/** How it goes with one habit. */
export function HabitStatisticsPage() {
  const { id = "" } = useParams();
  const habit = useQuery(habitQuery(id));
  const { range, error: dayError, refetch, ...picker } = useRange();
  const error = habit.error ?? dayError;
  if (!habit.data || !range) {
    return (
      <Page title="Statistics">
        {error ? (
          <ErrorState error={error} retry={() => Promise.all([habit.refetch(), refetch()])} />
        ) : (
          <CardSkeletons />
        )}
      </Page>
    );
  }
  return (
    <div style={habitStyle(habit.data.color)}>
      <Page
        title="Statistics"
        mark={<HabitMark icon={habit.data.icon} size={52} />}
        overline={
          <Anchor component={Link} to={`/habits/${id}`}>
            {habit.data.name}
          </Anchor>
        }
      >
        <Overview habit={habit.data} />
        <RangePicker {...picker} />
        <RatesReport subject={id} range={range} />
        {isMeasured(habit.data.kind) && <TotalsReport habit={habit.data} range={range} />}
        <WeekdaysReport subject={id} range={range} />
        <HoursReport subject={id} range={range} />
        <ComparisonsReport habitId={id} range={range} />
      </Page>
    </div>
  );
}

function Overview({ habit }: { habit: Habit }) {
  const { data, error, refetch } = useQuery(habitOverviewQuery(habit.id));
  if (error && !data) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <CardSkeletons rows={1} />;
  return (
    <>
      <Figures>
        {data.rate !== null && <Figure value={percent(data.rate)} label="kept in 30 days" />}
        <Figure value={number(data.check_ins)} label="days kept" />
        {isMeasured(habit.kind) && (
          <Figure
            value={number(data.total)}
            label={habit.unit ? `${habit.unit} in all` : "in all"}
          />
        )}
        {data.best_weekday !== null && (
          <Figure value={weekdayNames[data.best_weekday]?.slice(0, 3) ?? ""} label="best weekday" />
        )}
      </Figures>
      {isReached(habit.kind) && <Text c="dimmed">{bestText(data, habit.unit)}</Text>}
    </>
  );
}

/** "Most on a day: 60 pages (3 March 2026); in a month: 900 pages (March 2026)." */
function bestText(data: HabitOverview, unit: string): string {
  const most = (span: string, day: string | null, total: number | null, isMonth = false) =>
    day !== null &&
    total !== null &&
    `${span}: ${number(total)} ${unit} (${format(day, {
      day: isMonth ? undefined : "numeric",
      month: "long",
      year: "numeric",
    })})`;
  const parts = [
    most("Most on a day", data.best_day, data.best_day_total),
    most("in a week", data.best_week, data.best_week_total),
    most("in a month", data.best_month, data.best_month_total, true),
  ].filter(Boolean);
  return parts.length > 0 ? `${parts.join("; ")}.` : "";
}

function TotalsReport({ habit, range }: { habit: Habit; range: Range }) {
  const [by, setBy] = useState<By>("month");
  const query = useQuery(totalsQuery(habit.id, range, by));
  const amount = (value: number) => `${number(value)} ${habit.unit}`.trim();
  return (
    <Report
      title={isReached(habit.kind) ? "Against the target" : "Against the limit"}
      csv={csvPath(habit.id, "totals", { ...range, by })}
      query={query}
      isEmpty={(totals) => totals.every(({ total }) => total === 0)}
      actions={<Steps value={by} onChange={setBy} />}
    >
      {(totals) => {
        const most = Math.max(...totals.map(({ total, target }) => Math.max(total, target ?? 0)));
        return (
          <Bars
            caption="Totals"
            head={["Days", "Total", "Target", "Of it"]}
            bars={totals.map(({ first, last, total, target, share }, index) => ({
              name: rangeText(first, last),
              label: spanLabel(first, index, totals.length, by),
              share: total / most,
              cells: [
                amount(total),
                target === null ? "none" : amount(target),
                share === null ? "–" : percent(share),
              ],
            }))}
          />
        );
      }}
    </Report>
  );
}
