import type { PersistedClient } from "@tanstack/react-query-persist-client";
import { restored, toKeep } from "./keep";

const client = {
  buster: "",
  timestamp: 0,
  clientState: {
    queries: [{ queryHash: "days" }],
    mutations: [{ state: { status: "pending", isPaused: false } }],
  },
} as unknown as PersistedClient;

it("sends a check-in again that was on its way when the app was closed", () => {
  expect(toKeep(client).clientState.mutations[0]?.state.isPaused).toBe(true);
});

it("brings answers back, but none of another contract; check-ins come back in any case", () => {
  const kept = toKeep(client);
  expect(restored(kept).clientState.queries).toHaveLength(1);
  const { clientState } = restored({ ...kept, contract: "of an older release" });
  expect(clientState.queries).toEqual([]);
  expect(clientState.mutations).toHaveLength(1);
});
