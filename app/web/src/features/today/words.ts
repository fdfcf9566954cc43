import { isMeasured } from "@/api/kinds";
import type { Streak, Task } from "@/api/types";
import { number } from "@/ui/numbers";
import { amount, type Change, target } from "./task";

/** "20 of 30 min", "1 of at most 2 cups". */
export function amountText(task: Task): string {
  const most = task.habit.kind === "at_most" ? "at most " : "";
  return [`${number(amount(task))} of ${most}${number(target(task))}`, task.habit.unit]
    .filter(Boolean)
    .join(" ");
}

export function streakText({ length, unit }: Streak): string {
  const one = unit.slice(0, -1);
  return `${length} ${length === 1 ? one : unit} in a row`;
}

/** What a check-in did, for the notification. */
export function outcome(task: Task, change: Change): string {
  const { name, unit } = task.habit;
  if (change === null) return `${name}: cleared`;
  if ("undo" in change) return `${name}: undone`;
  if ("add" in change)
    return [`${name}: ${number(change.add)}`, unit, "more"].filter(Boolean).join(" ");
  if (change.state === "skipped") return `${name}: skipped`;
  if (change.state === "missed")
    return `${name}: ${task.habit.kind === "quit" ? "a lapse" : "missed"}`;
  if (!isMeasured(task.habit.kind)) return `${name}: done`;
  return [`${name}: ${number(Number(change.amount ?? 0))}`, unit].filter(Boolean).join(" ");
}
