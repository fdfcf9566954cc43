import "@mantine/charts/styles.layer.css";
import { Heatmap } from "@mantine/charts";
import { useMatches } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useUser } from "@/api/session";
import { DataTable } from "@/ui/data-table";
import { addDays, format, startOfWeek } from "@/ui/dates";
import { keptCells, Report } from "./charts";
import { csvPath, heatMapQuery } from "./queries";

const shades = [15, 40, 70, 100].map(
  (percent) =>
    `color-mix(in srgb, var(--mantine-primary-color-filled) ${percent}%, var(--surface))`,
);
const HALF_YEAR = 26;
const QUARTER = 13;

/** How much of each day was kept, as squares: a quarter on a phone, half a year on a desk. */
export function HeatMapReport({ today }: { today: string }) {
  const { first_weekday: firstWeekday } = useUser();
  const weeks = useMatches({ base: QUARTER, md: HALF_YEAR });
  const from = addDays(startOfWeek(today, firstWeekday), -7 * (weeks - 1));
  const query = useQuery(heatMapQuery({ from, to: today }));
  const text = (day: string) =>
    format(day, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  return (
    <Report
      title="Every day"
      csv={csvPath(null, "heat-map", { from, to: today })}
      query={query}
      isEmpty={(cells) => cells.every(({ asked }) => asked === 0)}
    >
      {(cells) => (
        <>
          <Heatmap
            role="img"
            aria-label="How much of each day was kept; the table has the numbers"
            style={{ display: "block", height: "auto", maxWidth: "100%" }}
            data={Object.fromEntries(
              cells.flatMap(({ date, share }) => (share === null ? [] : [[date, share]])),
            )}
            domain={[0, 1]}
            colors={shades}
            startDate={from}
            endDate={today}
            firstDayOfWeek={((firstWeekday + 1) % 7) as 0 | 1 | 2 | 3 | 4 | 5 | 6}
            withMonthLabels
            withWeekdayLabels
            withOutsideDates={false}
            rectSize={18}
            gap={4}
            rectRadius={5}
          />
          <DataTable
            caption="Kept day by day"
            head={["Day", "Kept", "Of asked"]}
            rows={cells
              .toReversed()
              .map(({ date, kept, asked, share }) => [
                text(date),
                ...keptCells(kept, asked, share),
              ])}
          />
        </>
      )}
    </Report>
  );
}
