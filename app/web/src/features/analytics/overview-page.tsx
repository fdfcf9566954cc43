import { useQuery } from "@tanstack/react-query";
import { weekdayNames } from "@/ui/dates";
import { Figure, Figures } from "@/ui/figures";
import { number, percent } from "@/ui/numbers";
import { CardSkeletons, EmptyState, ErrorState } from "@/ui/states";
import { HoursReport, RatesReport, WeekdaysReport } from "./charts";
import { HeatMapReport } from "./heat-map";
import { overviewQuery, type Range } from "./queries";
import { RangePicker, useRange } from "./range-picker";

/** How it goes with all habits together. */
export function OverviewPage() {
  const { range, error, refetch, ...picker } = useRange();
  if (error && !range) return <ErrorState error={error} retry={refetch} />;
  if (!range) return <CardSkeletons />;
  return (
    <>
      <RangePicker {...picker} />
      <Reports range={range} />
    </>
  );
}

function Reports({ range }: { range: Range }) {
  const { data, error, refetch } = useQuery(overviewQuery(range));
  if (error && !data) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <CardSkeletons />;
  if (data.habits === 0) {
    return (
      <EmptyState title="Nothing to count yet">
        Check in for a few days, and see here how it goes.
      </EmptyState>
    );
  }
  return (
    <>
      <Figures>
        {data.rate !== null && <Figure value={percent(data.rate)} label="kept" />}
        <Figure value={number(data.check_ins)} label="check-ins" />
        <Figure value={number(data.active_days)} label="days with a check-in" />
        {data.best_weekday !== null && (
          <Figure value={weekdayNames[data.best_weekday]?.slice(0, 3) ?? ""} label="best weekday" />
        )}
      </Figures>
      <HeatMapReport today={range.to} />
      <RatesReport subject={null} range={range} />
      <WeekdaysReport subject={null} range={range} />
      <HoursReport subject={null} range={range} />
    </>
  );
}
