import type { Habit } from "@/api/types";

type Placed = Pick<Habit, "id" | "position">;

/** `habits` in the order of `ids`; what is not among them goes last, as it stood. */
export function arranged<H extends Placed>(habits: readonly H[], ids: readonly string[]): H[] {
  const rank = ({ id }: H) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return [...habits].sort((a, b) => rank(a) - rank(b));
}

/**
 * The places that `before` has, given to the order of `after`: archived habits between them keep theirs, and
 * a step to the neighbour moves two. Habits that share a place are told apart on the way.
 */
export function replaced<H extends Placed>(before: readonly H[], after: readonly H[]): H[] {
  let next = 0;
  const places = before.map(({ position }) => {
    const place = Math.max(position, next);
    next = place + 1;
    return place;
  });
  return after.map((habit, index) => ({ ...habit, position: places[index] ?? habit.position }));
}

/** The habits of `after` whose place is another one than in `before`. */
export function moved<H extends Placed>(before: readonly H[], after: readonly H[]): H[] {
  const old = new Map(before.map(({ id, position }) => [id, position]));
  return after.filter(({ id, position }) => old.get(id) !== position);
}
