import { createAsyncStoragePersister } from "@tanstack/query-async-storage-persister";
import type {
  PersistedClient,
  PersistQueryClientOptions,
} from "@tanstack/react-query-persist-client";
import { del, get, set } from "idb-keyval";
import { keys } from "@/api/keys";

export const KEPT_MILLISECONDS = 7 * 86_400_000;
const WRITE_MILLISECONDS = 300;

/** What the pages show of a day without a connection, and who is logged in; nothing else of the account. */
const kept: ReadonlySet<unknown> = new Set(
  [keys.session, keys.days, keys.habits, keys.pauses].map(([area]) => area),
);

interface Kept extends PersistedClient {
  contract: string;
}

/** Answers, and check-ins on their way: the app starts without a connection, and forgets no tap. */
export const keeping: Omit<PersistQueryClientOptions, "queryClient"> = {
  persister: createAsyncStoragePersister({
    key: "habits",
    throttleTime: WRITE_MILLISECONDS,
    // A browser may forbid storage; the app then keeps nothing, and works.
    storage: {
      getItem: (key) => get<string>(key).catch(() => undefined),
      setItem: (key, text) => set(key, text).catch(() => {}),
      removeItem: (key) => del(key).catch(() => {}),
    },
    serialize: (client) => JSON.stringify(toKeep(client)),
    deserialize: (text) => restored(JSON.parse(text) as Kept),
  }),
  maxAge: KEPT_MILLISECONDS,
  dehydrateOptions: {
    shouldDehydrateQuery: ({ queryKey, state }) =>
      state.status === "success" && Boolean(state.data) && kept.has(queryKey[0]),
    shouldDehydrateMutation: ({ options, state }) =>
      state.status === "pending" && options.mutationKey?.[0] === keys.checkIn[0],
  },
};

/** What is on its way when the app is closed may not have arrived: it is sent again, and counts once by its key. */
export function toKeep(client: PersistedClient): Kept {
  const mutations = client.clientState.mutations.map((mutation) => ({
    ...mutation,
    state: { ...mutation.state, isPaused: true },
  }));
  const clientState = { ...client.clientState, mutations };
  return { ...client, clientState, contract: __CONTRACT__ };
}

/** Answers of another contract are forgotten, since the pages do not know their shape; check-ins are not. */
export function restored(client: Kept): PersistedClient {
  if (client.contract === __CONTRACT__) return client;
  return { ...client, clientState: { ...client.clientState, queries: [] } };
}
