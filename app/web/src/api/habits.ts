import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "./client";
import { keys } from "./keys";
import { allPages } from "./pages";

/** All habits in the person's order, or all that are archived. */
export function habitsQuery(archived: boolean) {
  return queryOptions({
    queryKey: keys.habitList(archived),
    queryFn: () =>
      allPages((page) =>
        dataOf(api.GET("/api/habits", { params: { query: { archived, ...page } } })),
      ),
  });
}

export function habitQuery(id: string) {
  return queryOptions({
    queryKey: keys.habit(id),
    queryFn: () =>
      dataOf(api.GET("/api/habits/{habit_id}", { params: { path: { habit_id: id } } })),
  });
}
