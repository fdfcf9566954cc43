import { api, dataOf } from "@/api/client";
import { isMeasured, isReached } from "@/api/kinds";
import type { Entry, Habit } from "@/api/types";

/** The entries from `since` to the person's today, oldest first. */
export async function fetchEntries(id: string, since: string): Promise<Entry[]> {
  const params = { path: { habit_id: id }, query: { from: since } };
  return (await dataOf(api.GET("/api/habits/{habit_id}/entries", { params }))).entries;
}

/** How good a day was, 0 to 1: for the shade of its square. */
export function share({ kind, target }: Pick<Habit, "kind" | "target">, entry: Entry): number {
  if (entry.state !== "done") return 0;
  const goal = Number(target ?? 0);
  if (!isMeasured(kind) || entry.amount === null) return 1;
  const amount = Number(entry.amount);
  if (isReached(kind)) return goal > 0 ? Math.min(1, amount / goal) : 1;
  if (amount <= goal) return 1;
  return goal > 0 ? Math.max(0, 1 - (amount - goal) / goal) : 0;
}

/** "20 min", "Done", "Skipped". */
export function entryText({ kind, unit }: Pick<Habit, "kind" | "unit">, entry: Entry): string {
  if (entry.state === "skipped") return "Skipped";
  if (entry.state === "missed") return kind === "quit" ? "A lapse" : "Missed";
  if (!isMeasured(kind) || entry.amount === null) return kind === "quit" ? "Clean" : "Done";
  return `${Number(entry.amount)} ${unit}`.trim();
}
