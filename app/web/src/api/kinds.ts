import type { Habit } from "./types";

type Kind = Habit["kind"];

/** Whether days have amounts and a target. */
export function isMeasured(kind: Kind): boolean {
  return kind === "at_least" || kind === "at_most" || kind === "timed";
}

/** Whether the target is to be reached; a limit is to be stayed under. */
export function isReached(kind: Kind): boolean {
  return kind === "at_least" || kind === "timed";
}

/** Whether silence keeps it. */
export function isLimit(kind: Kind): boolean {
  return kind === "at_most" || kind === "quit";
}
