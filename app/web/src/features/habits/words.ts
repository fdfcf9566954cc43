import { isMeasured, isReached } from "@/api/kinds";
import type { Habit, Schedule } from "@/api/types";
import { weekdayNames } from "@/ui/dates";

/** "Every day", "Mon, Wed, Fri", "3 times a week". */
export function scheduleText(schedule: Schedule): string {
  const { kind, weekdays, interval, times, days } = schedule;
  switch (kind) {
    case "daily":
      return "Every day";
    case "weekdays":
      return weekdaysText(weekdays ?? []);
    case "every_n_days":
      return interval === 1 ? "Every day" : `Every ${interval} days`;
    case "times_per_week":
      return times === 1 ? "Once a week" : `${times} times a week`;
    case "days_after_done":
      return interval === 1 ? "Every day" : `${interval} days after the last time`;
    case "times_per_month":
      return times === 1 ? "Once a month" : `${times} times a month`;
    case "times_in_days":
      return times === 1 ? `Once in ${days} days` : `${times} times in ${days} days`;
    case "month_days":
      return monthDaysText(schedule.month_days ?? []);
    case "nth_weekdays":
      return nthWeekdaysText(schedule.nth_weekdays ?? []);
    case "rrule":
      return `By the rule ${schedule.rrule}`;
  }
}

/** "On 1, 15 and the last day of the month". */
function monthDaysText(days: readonly number[]): string {
  const dates = days.filter((day) => day > 0).sort((a, b) => a - b);
  return `On ${list([...dates.map(String), ...(days.includes(-1) ? ["the last day"] : [])])} of the month`;
}

/** "On the 1st Monday and last Friday of the month". */
function nthWeekdaysText(pairs: NonNullable<Schedule["nth_weekdays"]>): string {
  const texts = pairs.map(
    ({ nth, weekday }) => `${ordinals[nth] ?? "last"} ${weekdayNames[weekday]}`,
  );
  return `On the ${list(texts)} of the month`;
}

const ordinals: Record<number, string> = { 1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th" };

function list(texts: readonly string[]): string {
  return new Intl.ListFormat("en-GB").format(texts);
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
  if (!isMeasured(kind)) return kind === "quit" ? "to quit" : "";
  return [isReached(kind) ? "at least" : "at most", Number(target), unit]
    .filter((part) => part !== "")
    .join(" ");
}
