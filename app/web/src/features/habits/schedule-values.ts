import { isLimit } from "@/api/kinds";
import type { Habit, Schedule } from "@/api/types";

export interface ScheduleValues {
  kind: Schedule["kind"];
  weekdays: string[];
  interval: number | "";
  times: number | "";
  days: number | "";
  month_days: string[];
  nth_weekdays: { nth: string; weekday: string }[];
  rrule: string;
}

export const emptySchedule: ScheduleValues = {
  kind: "daily",
  weekdays: ["0", "1", "2", "3", "4"],
  interval: 2,
  times: 3,
  days: 10,
  month_days: ["1"],
  nth_weekdays: [{ nth: "1", weekday: "0" }],
  rrule: "",
};

export function scheduleValuesOf(schedule: Schedule): ScheduleValues {
  return {
    kind: schedule.kind,
    weekdays: schedule.weekdays?.map(String) ?? emptySchedule.weekdays,
    interval: schedule.interval ?? emptySchedule.interval,
    times: schedule.times ?? emptySchedule.times,
    days: schedule.days ?? emptySchedule.days,
    month_days: schedule.month_days?.map(String) ?? emptySchedule.month_days,
    nth_weekdays:
      schedule.nth_weekdays?.map(({ nth, weekday }) => ({
        nth: String(nth),
        weekday: String(weekday),
      })) ?? emptySchedule.nth_weekdays,
    rrule: schedule.rrule ?? emptySchedule.rrule,
  };
}

/** The chosen kind with the details it needs and no other. */
export function scheduleOf(values: ScheduleValues): Schedule {
  const { kind } = values;
  const [interval, times] = [Number(values.interval), Number(values.times)];
  switch (kind) {
    case "daily":
      return { kind };
    case "weekdays":
      return { kind, weekdays: numbers(values.weekdays) };
    case "every_n_days":
    case "days_after_done":
      return { kind, interval };
    case "times_per_week":
    case "times_per_month":
      return { kind, times };
    case "times_in_days":
      return { kind, times, days: Number(values.days) };
    case "month_days":
      return { kind, month_days: numbers(values.month_days) };
    case "nth_weekdays":
      return {
        kind,
        nth_weekdays: values.nth_weekdays.map(({ nth, weekday }) => ({
          nth: Number(nth),
          weekday: Number(weekday),
        })),
      };
    case "rrule":
      return { kind, rrule: values.rrule.trim() };
  }
}

function numbers(texts: readonly string[]): number[] {
  return texts.map(Number).sort((a, b) => a - b);
}

/** A limit is kept each day, so the server refuses it where the day is left open. */
export function suits(schedule: Schedule["kind"], habit: Habit["kind"]): boolean {
  const leavesTheDayOpen =
    schedule === "times_per_week" ||
    schedule === "times_per_month" ||
    schedule === "times_in_days" ||
    schedule === "days_after_done";
  return !isLimit(habit) || !leavesTheDayOpen;
}

type Detail = Exclude<keyof ScheduleValues, "kind">;

/** What is missing from the details of the chosen kind. */
export function scheduleProblems(values: ScheduleValues): Partial<Record<Detail, string>> {
  const problems: Partial<Record<Detail, string>> = {};
  const needed = scheduleOf(values);
  if (needed.interval !== undefined && values.interval === "")
    problems.interval = "Enter a number of days.";
  if (needed.times !== undefined && values.times === "") problems.times = "Enter how often.";
  if (needed.days !== undefined && values.days === "") problems.days = "Enter a number of days.";
  if (needed.weekdays?.length === 0) problems.weekdays = "Choose at least one day.";
  if (needed.month_days?.length === 0) problems.month_days = "Choose at least one day.";
  if (needed.rrule === "") problems.rrule = "Enter a rule.";
  return problems;
}
