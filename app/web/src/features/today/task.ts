import { isLimit, isMeasured, isReached } from "@/api/kinds";
import type { EntryRequest, Task } from "@/api/types";

/** What a day holds of a habit. */
export type Cell = Pick<Task, "state" | "amount" | "note">;

/** What a check-in does: say what the day was, add an amount to it, forget it (`null`), or undo another check-in. */
export type Change = EntryRequest | { add: number } | { undo: string; back: Cell } | null;

export function target(task: Task): number {
  return Number(task.habit.target ?? 0);
}

export function amount(task: Task): number {
  return Number(task.amount ?? 0);
}

/** Whether the day would meet its target: the server's rule, for the moment until its answer is here. */
function meets(task: Task): boolean {
  if (task.state !== "done") return false;
  // Done without an amount means as much as it takes.
  if (!isMeasured(task.habit.kind) || task.amount === null) return true;
  if (task.habit.kind === "at_most") return amount(task) <= target(task);
  return amount(task) >= target(task);
}

/** One tap on the round button; of what is to be quit, on the one that tells a lapse. */
export function toggled(task: Task): Change {
  if (task.habit.kind === "quit") {
    return task.state === "missed" ? null : { state: "missed", note: task.note };
  }
  if (task.state === "done" && (!isReached(task.habit.kind) || task.completed)) return null;
  return {
    state: "done",
    ...(isMeasured(task.habit.kind) && {
      amount: isReached(task.habit.kind) ? target(task) : amount(task),
    }),
    note: task.note,
  };
}

/**
 * A tap on plus, which adds, so that taps on two devices both count; or on minus, which says the smaller
 * amount: never below zero, and back at zero an entry without a note is gone.
 */
export function stepped(task: Task, steps: 1 | -1): Change {
  if (steps > 0) return { add: stepOf(target(task)) };
  const next = Math.max(0, rounded(amount(task) + steps * stepOf(target(task))));
  if (next === 0 && !task.note) return null;
  return { state: "done", amount: next, note: task.note };
}

/** A friendly step: the first of 1, 2, 5, 10 … that reaches the target in ten taps or fewer. */
export function stepOf(goal: number): number {
  if (goal <= 0) return 1;
  const tenth = goal / 10;
  const power = 10 ** Math.floor(Math.log10(tenth));
  const step = [1, 2, 5, 10]
    .map((factor) => rounded(factor * power))
    .find((size) => size >= rounded(tenth));
  return goal >= 1 && Number.isInteger(goal) ? Math.max(1, step ?? 1) : (step ?? 1);
}

export function applied(task: Task, change: Change): Task {
  const next = { ...task, ...cellAfter(task, change) };
  return { ...next, completed: meets(next) };
}

function cellAfter(task: Task, change: Change): Cell {
  if (change === null) return { state: "unknown", amount: null, note: "" };
  if ("undo" in change) return change.back;
  if ("add" in change) {
    return { state: "done", amount: rounded(amount(task) + change.add), note: task.note };
  }
  return { state: change.state, amount: change.amount ?? null, note: change.note ?? "" };
}

export function cellOf({ state, amount, note }: Cell): Cell {
  return { state, amount, note };
}

/** What one tap could still check in: nothing that was skipped, missed, or is kept by silence. */
export function isOpen({ state, completed, habit }: Task): boolean {
  return !completed && !isLimit(habit.kind) && (state === "unknown" || state === "done");
}

/** How far the day has come: what is skipped, or kept by silence, asks for nothing and is left out. */
export function progress(tasks: readonly Task[]): { done: number; total: number } {
  const asked = tasks.filter(
    ({ state, habit }) => state !== "skipped" && (habit.kind !== "quit" || state === "missed"),
  );
  return { done: asked.filter((task) => task.completed).length, total: asked.length };
}

/** 0.1 + 0.2 is 0.3 for a person. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
