import type { Span } from "@/api/types";
import { format } from "@/ui/dates";

export type Count = "days" | "periods";

/** "24 days" that follow one another; "24 due days" when the schedule leaves days out between them. */
export function lengthText({ length, unit }: Pick<Span, "length" | "unit">, count: Count): string {
  const word = length === 1 ? unit.slice(0, -1) : unit;
  return count === "periods" && unit === "days" ? `${length} due ${word}` : `${length} ${word}`;
}

/** "3 – 26 March 2026", with as much of the first day as the last one does not say. */
export function spanText({ first, last }: Pick<Span, "first" | "last">): string {
  const full = { day: "numeric", month: "long", year: "numeric" } as const;
  if (first === last) return format(last, full);
  const sameYear = first.slice(0, 4) === last.slice(0, 4);
  const sameMonth = first.slice(0, 7) === last.slice(0, 7);
  const begin = format(first, {
    day: "numeric",
    month: sameMonth ? undefined : "long",
    year: sameYear ? undefined : "numeric",
  });
  return `${begin} – ${format(last, full)}`;
}
