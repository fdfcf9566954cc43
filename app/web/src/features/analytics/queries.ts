import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { keys } from "@/api/keys";

export interface Range {
  from: string;
  to: string;
}

export type By = "week" | "month" | "quarter" | "year";

/** Of one habit, or over all with null: the same questions under two addresses. */
export type Subject = string | null;

function habitParams<Query>(habitId: string, query: Query) {
  return { params: { path: { habit_id: habitId }, query } };
}

/** The answer as numbers: asked for another format, the same address answers with text. */
async function numbersOf<T>(answer: Promise<{ data?: T }>): Promise<Exclude<T, string>> {
  return (await dataOf(answer)) as Exclude<T, string>;
}

export function ratesQuery(subject: Subject, range: Range, by: By) {
  const query = { ...range, by };
  return queryOptions({
    queryKey: [...keys.analytics, "rates", subject, query],
    queryFn: async () =>
      (
        await numbersOf(
          subject === null
            ? api.GET("/api/analytics/rates", { params: { query } })
            : api.GET("/api/habits/{habit_id}/rates", habitParams(subject, query)),
        )
      ).rates,
  });
}

export function weekdaysQuery(subject: Subject, range: Range) {
  return queryOptions({
    queryKey: [...keys.analytics, "weekdays", subject, range],
    queryFn: async () =>
      (
        await numbersOf(
          subject === null
            ? api.GET("/api/analytics/weekdays", { params: { query: range } })
            : api.GET("/api/habits/{habit_id}/weekdays", habitParams(subject, range)),
        )
      ).weekdays,
  });
}

export function hoursQuery(subject: Subject, range: Range) {
  return queryOptions({
    queryKey: [...keys.analytics, "hours", subject, range],
    queryFn: () =>
      numbersOf(
        subject === null
          ? api.GET("/api/analytics/hours", { params: { query: range } })
          : api.GET("/api/habits/{habit_id}/hours", habitParams(subject, range)),
      ),
  });
}

export function overviewQuery(range: Range) {
  return queryOptions({
    queryKey: [...keys.analytics, "overview", range],
    queryFn: () => numbersOf(api.GET("/api/analytics/overview", { params: { query: range } })),
  });
}

export function habitOverviewQuery(habitId: string) {
  return queryOptions({
    queryKey: [...keys.analytics, "overview", habitId],
    queryFn: () => numbersOf(api.GET("/api/habits/{habit_id}/overview", habitParams(habitId, {}))),
  });
}

export function heatMapQuery(range: Range) {
  return queryOptions({
    queryKey: [...keys.analytics, "heat-map", range],
    queryFn: async () =>
      (await numbersOf(api.GET("/api/analytics/heat-map", { params: { query: range } }))).cells,
  });
}

export function totalsQuery(habitId: string, range: Range, by: By) {
  const query = { ...range, by };
  return queryOptions({
    queryKey: [...keys.analytics, "totals", habitId, query],
    queryFn: async () =>
      (await numbersOf(api.GET("/api/habits/{habit_id}/totals", habitParams(habitId, query))))
        .totals,
  });
}

export function comparisonsQuery(habitId: string, range: Range) {
  return queryOptions({
    queryKey: [...keys.analytics, "comparisons", habitId, range],
    queryFn: async () =>
      (await numbersOf(api.GET("/api/habits/{habit_id}/comparisons", habitParams(habitId, range))))
        .comparisons,
  });
}

/** Where the browser saves the numbers of a picture as a table. */
export function csvPath(subject: Subject, report: string, query: Record<string, string>): string {
  const base = subject === null ? "/api/analytics" : `/api/habits/${subject}`;
  return `${base}/${report}?${new URLSearchParams({ ...query, format: "csv" })}`;
}
