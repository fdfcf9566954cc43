import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "./client";
import { keys } from "./keys";
import { allPages } from "./pages";
import type { Habit, Pause } from "./types";

export const pausesQuery = queryOptions({
  queryKey: keys.pauses,
  queryFn: () => allPages((query) => dataOf(api.GET("/api/pauses", { params: { query } }))),
});

export function covers({ first, last }: Pick<Pause, "first" | "last">, day: string): boolean {
  return first <= day && day <= last;
}

/** Whether a pause is one of all habits, of a tag that `habit` has, or of just this one. */
export function concerns(pause: Pause, { id, tags }: Pick<Habit, "id" | "tags">): boolean {
  if (pause.habit_id !== null) return pause.habit_id === id;
  return pause.tag === "" || tags.includes(pause.tag);
}

/** What rests: "Everything", "Habits tagged “sport”", "Walk". */
export function subjectText({ habit_id: id, tag }: Pause, habits: readonly Habit[]): string {
  if (tag) return `Habits tagged “${tag}”`;
  if (id === null) return "Everything";
  return habits.find((habit) => habit.id === id)?.name ?? "An archived habit";
}
