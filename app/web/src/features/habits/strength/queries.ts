import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { keys } from "@/api/keys";
import { addDays } from "@/ui/dates";

// The longest range that can be asked for is 366 days, and the person's today may be a day after this one.
const YEAR = 363;

/** The strength of each day of about a year; the last one is the person's today. */
export function scoresQuery(id: string) {
  return queryOptions({
    queryKey: keys.scores(id),
    queryFn: async () => {
      const from = addDays(new Date().toISOString().slice(0, 10), -YEAR);
      const params = { path: { habit_id: id }, query: { from } };
      return (await dataOf(api.GET("/api/habits/{habit_id}/score", { params }))).scores;
    },
  });
}

/** What made the strength of `day`. */
export function explanationQuery(id: string, day: string) {
  return queryOptions({
    queryKey: keys.explanation(id, day),
    queryFn: () =>
      dataOf(
        api.GET("/api/habits/{habit_id}/score/explain", {
          params: { path: { habit_id: id }, query: { day } },
        }),
      ),
  });
}

/** What the next `days`, today included, would make of the strength. */
export function forecastQuery(id: string, days: number) {
  return queryOptions({
    queryKey: keys.forecast(id, days),
    queryFn: () =>
      dataOf(
        api.GET("/api/habits/{habit_id}/score/what-if", {
          params: { path: { habit_id: id }, query: { days } },
        }),
      ),
  });
}
