import {
  type QueryClient,
  queryOptions,
  useQueryClient,
  useSuspenseQuery,
} from "@tanstack/react-query";
import { api, dataOf } from "./client";
import { keys } from "./keys";
import type { User } from "./types";

/** Who is logged in, if anybody. Asking also sets the CSRF cookie every later write needs. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async () => (await dataOf(api.GET("/api/session"))).user,
  staleTime: Number.POSITIVE_INFINITY,
});

/** The person using the page; only for pages behind the login. */
export function useUser(): User {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new Error("This page needs somebody logged in.");
  return data;
}

/** Puts another person (or nobody) in place and forgets everything the last one saw. */
export function enterSession(client: QueryClient, user: User | null): void {
  client.setQueryData(sessionQuery.queryKey, user);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
}

/** The same as an act of the person, who by logging out also gives up what was not sent. */
export function useEnterSession(): (user: User | null) => void {
  const client = useQueryClient();
  return (user) => {
    enterSession(client, user);
    if (user) return;
    const mutations = client.getMutationCache();
    for (const unsent of mutations.findAll({ mutationKey: keys.checkIn })) mutations.remove(unsent);
  };
}
