import type { Habit, Schedule } from "@/api/types";
import { weekdayNames } from "@/ui/dates";

/** "Every day", "Mon, Wed, Fri", "3 times a week". */
export function scheduleText({ kind, weekdays, interval, times }: Schedule): string {
  switch (kind) {
    case "daily":
      return "Every day";
    case "weekdays":
      return weekdaysText(weekdays ?? []);
    case "every_n_days":
      return interval === 1 ? "Every day" : `Every ${interval} days`;
    case "times_per_week":
      return times === 1 ? "Once a week" : `${times} times a week`;
  }
}

function weekdaysText(weekdays: readonly number[]): string {
  const sorted = [...weekdays].sort((a, b) => a - b);
  if (sorted.join() === "0,1,2,3,4") return "Monday to Friday";
  if (sorted.join() === "5,6") return "Weekends";
  return sorted.map((day) => weekdayNames[day]?.slice(0, 3)).join(", ");
}

/** "at least 30 min"; nothing for a habit that is only done or not. */
export function targetText({
  kind,
  target,
  unit,
}: Pick<Habit, "kind" | "target" | "unit">): string {
  if (kind === "yes_no") return "";
  return [kind === "at_least" ? "at least" : "at most", Number(target), unit]
    .filter((part) => part !== "")
    .join(" ");
}
