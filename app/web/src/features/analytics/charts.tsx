import { Anchor, Group, Loader, SegmentedControl, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useUser } from "@/api/session";
import { Bars } from "@/ui/bars";
import { format, rangeText, weekdayNames, weekdaysFrom } from "@/ui/dates";
import { percent } from "@/ui/numbers";
import { Section } from "@/ui/section";
import { ErrorState } from "@/ui/states";
import {
  type By,
  csvPath,
  hoursQuery,
  type Range,
  ratesQuery,
  type Subject,
  weekdaysQuery,
} from "./queries";

interface ChartProps {
  subject: Subject;
  range: Range;
}

interface ReportProps<Data> {
  title: string;
  lead?: string;
  csv: string;
  query: { data: Data | undefined; error: Error | null; refetch: () => unknown };
  isEmpty: (data: Data) => boolean;
  actions?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** A report with its picture, its table and its file. */
export function Report<Data>({
  title,
  lead,
  csv,
  query: { data, error, refetch },
  isEmpty,
  actions,
  children,
}: ReportProps<Data>) {
  return (
    <Section title={title} lead={lead}>
      {actions}
      {error && !data ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <Loader type="dots" role="status" aria-label="Loading" />
      ) : isEmpty(data) ? (
        <Text c="dimmed">Not enough data in this time.</Text>
      ) : (
        <div style={{ width: "100%" }}>
          {children(data)}
          <Group justify="flex-end">
            <Anchor href={csv} download size="sm" aria-label={`Save as CSV: ${title}`}>
              Save as CSV
            </Anchor>
          </Group>
        </div>
      )}
    </Section>
  );
}

const steps: readonly { value: By; label: string }[] = [
  { value: "week", label: "Weeks" },
  { value: "month", label: "Months" },
  { value: "quarter", label: "Quarters" },
];

export function Steps({ value, onChange }: { value: By; onChange: (by: By) => void }) {
  return (
    <SegmentedControl
      aria-label="Step"
      value={value}
      onChange={(chosen) => onChange(chosen as By)}
      data={[...steps]}
    />
  );
}

/** The label of every so many spans, that they do not touch: "3 Nov" of a week, "Nov" of a month. */
export function spanLabel(first: string, index: number, count: number, by: By): string {
  const most = 8;
  const every = Math.ceil(count / most);
  if (index % every !== 0) return "";
  return by === "week"
    ? format(first, { day: "numeric", month: "short" })
    : format(first, { month: "short" });
}

const KEPT = ["Kept", "Of asked"] as const;

export function keptCells(kept: number, asked: number, share: number | null): string[] {
  return [share === null ? "nothing asked" : percent(share), `${kept} of ${asked}`];
}

export function RatesReport({ subject, range }: ChartProps) {
  const [by, setBy] = useState<By>("week");
  const query = useQuery(ratesQuery(subject, range, by));
  return (
    <Report
      title="Kept over time"
      csv={csvPath(subject, "rates", { ...range, by })}
      query={query}
      isEmpty={(rates) => rates.every(({ asked }) => asked === 0)}
      actions={<Steps value={by} onChange={setBy} />}
    >
      {(rates) => (
        <Bars
          caption="Kept over time"
          head={["Days", ...KEPT]}
          bars={rates.map(({ first, last, kept, asked, share }, index) => ({
            name: rangeText(first, last),
            label: spanLabel(first, index, rates.length, by),
            share,
            cells: keptCells(kept, asked, share),
          }))}
        />
      )}
    </Report>
  );
}

export function WeekdaysReport({ subject, range }: ChartProps) {
  const { first_weekday: first } = useUser();
  const query = useQuery(weekdaysQuery(subject, range));
  return (
    <Report
      title="Weekdays"
      csv={csvPath(subject, "weekdays", { ...range })}
      query={query}
      isEmpty={(rates) => rates.every(({ asked }) => asked === 0)}
    >
      {(rates) => (
        <Bars
          caption="Kept by weekday"
          head={["Weekday", ...KEPT]}
          bars={weekdaysFrom(first).flatMap((weekday) => {
            const rate = rates.find((one) => one.weekday === weekday);
            if (!rate) return [];
            const name = weekdayNames[weekday] ?? "";
            const { kept, asked, share } = rate;
            return [{ name, label: name.slice(0, 3), share, cells: keptCells(kept, asked, share) }];
          })}
        />
      )}
    </Report>
  );
}

const LABELLED_HOURS = 6;

export function HoursReport({ subject, range }: ChartProps) {
  const query = useQuery(hoursQuery(subject, range));
  return (
    <Report
      title="Time of day"
      lead="When you checked in, as far as it was on the day itself."
      csv={csvPath(subject, "hours", { ...range })}
      query={query}
      isEmpty={({ hours }) => hours.every(({ check_ins: count }) => count === 0)}
    >
      {({ hours }) => {
        const most = Math.max(...hours.map(({ check_ins: count }) => count));
        return (
          <Bars
            caption="Check-ins by hour"
            head={["Hour", "Check-ins", "Of all"]}
            bars={hours.map(({ hour, check_ins: count, share }) => ({
              name: `${hour}:00 – ${hour}:59`,
              label: hour % LABELLED_HOURS === 0 ? String(hour) : "",
              share: count / most,
              cells: [String(count), percent(share ?? 0)],
            }))}
          />
        );
      }}
    </Report>
  );
}
