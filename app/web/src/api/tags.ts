import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "./client";
import { keys } from "./keys";

/** Every tag in use, with how many habits have it. */
export const tagsQuery = queryOptions({
  queryKey: keys.tags,
  queryFn: async () => (await dataOf(api.GET("/api/tags"))).tags,
});
