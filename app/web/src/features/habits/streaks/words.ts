import type { Span } from "@/api/types";

export type Count = "days" | "periods";

/** "24 days" that follow one another; "24 due days" when the schedule leaves days out between them. */
export function lengthText({ length, unit }: Pick<Span, "length" | "unit">, count: Count): string {
  const word = length === 1 ? unit.slice(0, -1) : unit;
  return count === "periods" && unit === "days" ? `${length} due ${word}` : `${length} ${word}`;
}
