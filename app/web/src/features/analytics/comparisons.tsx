import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Comparison } from "@/api/types";
import { number } from "@/ui/numbers";
import { Row, RowList } from "@/ui/row-list";
import { Report } from "./charts";
import { comparisonsQuery, csvPath, type Range } from "./queries";

/** Chance alone looks like this once in twenty times; rarer is worth a word. */
const SIGNIFICANT = 0.05;

/** What may be said of two habits, and no more: together is not because of. */
export function comparisonText({
  verdict,
  missing_days: missing,
  coefficient,
  strength,
  corrected_p_value: chance,
}: Comparison): string {
  if (verdict === "not_enough_data") {
    return missing === 1 ? "Not enough data: 1 more day" : `Not enough data: ${missing} more days`;
  }
  if (verdict === "no_variation") return "One of them hardly varies, so nothing can be said";
  if (coefficient === null || chance === null || chance > SIGNIFICANT || strength === "none") {
    return "No link that chance could not explain";
  }
  return coefficient > 0
    ? `A ${strength} link: on days with one, more often the other`
    : `A ${strength} link: on days with one, less often the other`;
}

export function ComparisonsReport({ habitId, range }: { habitId: string; range: Range }) {
  const query = useQuery(comparisonsQuery(habitId, range));
  return (
    <Report
      title="Together with others"
      lead="Whether the same days go well. It says nothing about which habit brings the other."
      csv={csvPath(habitId, "comparisons", { ...range })}
      query={query}
      isEmpty={(comparisons) => comparisons.length === 0}
    >
      {(comparisons) => (
        <RowList label="Together with others">
          {comparisons.map((comparison) => (
            <Row
              key={comparison.habit_id}
              title={comparison.name}
              details={comparisonText(comparison)}
              action={<Measured comparison={comparison} />}
            />
          ))}
        </RowList>
      )}
    </Report>
  );
}

function Measured({
  comparison: { coefficient, corrected_p_value: chance, days },
}: {
  comparison: Comparison;
}) {
  if (coefficient === null || chance === null) return null;
  return (
    <Text
      size="sm"
      c="dimmed"
      ta="right"
      flex="none"
      style={{ fontVariantNumeric: "tabular-nums" }}
    >
      {/* Not "-0". */}
      {number(Math.round(100 * coefficient) / 100 || 0)}, p = {number(chance)}
      <br />
      {days} days
    </Text>
  );
}
