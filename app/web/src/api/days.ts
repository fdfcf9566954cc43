import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "./client";
import { keys } from "./keys";

/** The tasks of `date`; without one, of the person's today, which the server knows best. */
export function dayQuery(date: string | null) {
  return queryOptions({
    queryKey: keys.day(date),
    queryFn: () => dataOf(api.GET("/api/tasks", { params: { query: date ? { date } : {} } })),
  });
}
