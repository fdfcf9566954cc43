import type { Award, Habit } from "@/api/types";
import { number } from "@/ui/numbers";

type Family = Award["family"];

const one: Record<Exclude<Family, "amount">, [single: string, several: string]> = {
  check_ins: ["check-in", "check-ins"],
  perfect_days: ["perfect day", "perfect days"],
  perfect_weeks: ["perfect week", "perfect weeks"],
  perfect_months: ["perfect month", "perfect months"],
  comebacks: ["comeback", "comebacks"],
  early_bird: ["early morning", "early mornings"],
  variety: ["habit in a day", "habits in a day"],
  streak_days: ["day in a row", "days in a row"],
  streak_weeks: ["week in a row", "weeks in a row"],
  streak_months: ["month in a row", "months in a row"],
};

/** "30 days in a row", "1,000 pages". */
export function milestoneText(family: Family, count: number, habit: Habit | undefined): string {
  if (family === "amount") return `${number(count)} ${habit?.unit ?? ""}`.trim();
  return `${number(count)} ${one[family][count === 1 ? 0 : 1]}`;
}

/** What a family asks for, for those that do not say it themselves. */
export const meanings: Partial<Record<Family, string>> = {
  perfect_days: "All that was due was done",
  perfect_weeks: "All that was due was done",
  perfect_months: "All that was due was done",
  comebacks: "Back after a break",
  early_bird: "Checked in between four and eight",
};
