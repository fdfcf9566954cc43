import type { Pause, PauseRequest } from "@/api/types";
import { addDays } from "@/ui/dates";

/** A pause as the form holds it; `subject` is "all", "tag:<name>" or "habit:<id>", as one field asks for it. */
export type PauseValues = {
  subject: string;
  first: string;
  last: string;
  reason: string;
};

const WEEK = 7;
const LONGEST = 366;

export function emptyPause(today: string, reason = ""): PauseValues {
  return { subject: "all", first: today, last: addDays(today, WEEK - 1), reason };
}

export function valuesOf({ habit_id: id, tag, first, last, reason }: Pause): PauseValues {
  const subject = id !== null ? `habit:${id}` : tag ? `tag:${tag}` : "all";
  return { subject, first, last, reason };
}

export function requestOf({ subject, first, last, reason }: PauseValues): PauseRequest {
  return {
    habit_id: subject.startsWith("habit:") ? subject.slice("habit:".length) : null,
    tag: subject.startsWith("tag:") ? subject.slice("tag:".length) : "",
    first,
    last,
    reason: reason.trim(),
  };
}

type Problems = Partial<Record<keyof PauseValues, string>>;

/** What can be said before the server is asked. */
export function problemsOf({ first, last }: PauseValues): Problems {
  if (!first) return { first: "Choose the first day." };
  if (!last) return { last: "Choose the last day." };
  if (last < first) return { last: "The last day must not come before the first." };
  if (last >= addDays(first, LONGEST)) return { last: "A pause lasts a year at most." };
  return {};
}
