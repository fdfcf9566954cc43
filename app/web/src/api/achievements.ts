import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "./client";
import { keys } from "./keys";

export const achievementsQuery = queryOptions({
  queryKey: keys.achievements,
  queryFn: () => dataOf(api.GET("/api/achievements")),
});
