import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "./client";
import { keys } from "./keys";
import type { Habit } from "./types";

const PAGE_SIZE = 200;

/** All habits in the person's order, or all that are archived. */
export function habitsQuery(archived: boolean) {
  return queryOptions({
    queryKey: keys.habitList(archived),
    queryFn: async () => {
      const habits: Habit[] = [];
      for (let page = 1; ; page += 1) {
        const query = { archived, page, page_size: PAGE_SIZE };
        const answer = await dataOf(api.GET("/api/habits", { params: { query } }));
        habits.push(...answer.results);
        if (!answer.next) return habits;
      }
    },
  });
}

export function habitQuery(id: string) {
  return queryOptions({
    queryKey: keys.habit(id),
    queryFn: () =>
      dataOf(api.GET("/api/habits/{habit_id}", { params: { path: { habit_id: id } } })),
  });
}
