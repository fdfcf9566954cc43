import type { Habit } from "@/api/types";

/** `habits` in the order of `ids`; what is not among them goes last, as it stood. */
export function arranged<H extends Pick<Habit, "id">>(
  habits: readonly H[],
  ids: readonly string[],
): H[] {
  const rank = ({ id }: H) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return [...habits].sort((a, b) => rank(a) - rank(b));
}
