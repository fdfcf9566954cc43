import {
  type MutationOptions,
  type QueryClient,
  useMutation,
  useMutationState,
  useQueryClient,
} from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { ApiError, Unreachable } from "@/api/errors";
import { keys } from "@/api/keys";
import type { Day, Recorded, Task } from "@/api/types";
import { announceRefusal } from "@/ui/notices";
import { applied, type Change, cellOf } from "./task";

/** One check-in. It outlives the page that made it, so it holds plain values only. */
export interface CheckIn {
  habitId: string;
  name: string;
  date: string;
  change: Change;
  /** Names it for the server: sent twice, it counts once, and it can be undone. */
  key: string;
  saidAt: string;
}

/** A check-in on its way; `waits` when there is no connection, or others go before it. */
export type Pending = CheckIn & { waits: boolean };

const LATE = 10_000;
const SLOWEST_RETRY = 30_000;

/**
 * How check-ins are sent: one after the other, and again until the server answers. The client has to know
 * this apart from any page, for those that are sent after the app was closed.
 */
function checkInOptions(client: QueryClient): MutationOptions<Recorded | null, Error, CheckIn> {
  return {
    mutationKey: keys.checkIn,
    // Or a quick second tap could reach the server first.
    scope: { id: "check-in" },
    mutationFn: send,
    // Without a session it waits for the next log-in, which may be another person's: they do not reach the habit.
    retry: (_, error) =>
      error instanceof Unreachable || (error instanceof ApiError && error.status === 401),
    retryDelay: (failures) => Math.min(1000 * 2 ** failures, SLOWEST_RETRY),
    onSuccess: async (recorded, checkIn) => {
      await client.cancelQueries({ queryKey: keys.days });
      settle(client, checkIn, recorded);
    },
    onError: (error, { name }) => announceRefusal(`${name} was not saved`, error),
    onSettled: () => {
      if (client.isMutating({ mutationKey: keys.checkIn }) > 1) return;
      void client.invalidateQueries({ queryKey: keys.days });
      void client.invalidateQueries({ queryKey: keys.habits });
      void client.invalidateQueries({ queryKey: keys.achievements });
      void client.invalidateQueries({ queryKey: keys.analytics });
    },
  };
}

export function registerCheckIns(client: QueryClient): void {
  client.setMutationDefaults(keys.checkIn, checkInOptions(client));
}

export function useCheckIn(): (checkIn: CheckIn) => void {
  return useMutation(checkInOptions(useQueryClient())).mutate;
}

/** What was checked in and not answered yet, in the order it was made. */
export function usePendingCheckIns(): Pending[] {
  return useMutationState({
    filters: { mutationKey: keys.checkIn, status: "pending" },
    select: ({ state }): Pending => ({
      ...(state.variables as CheckIn),
      waits: state.isPaused || state.failureCount > 0,
    }),
  });
}

/** The task as it will be once `pending` has arrived: a tap is seen at once, and a refusal is not seen any more. */
export function foreseen(task: Task, date: string, pending: readonly Pending[]): Task {
  return pending
    .filter((checkIn) => checkIn.habitId === task.habit.id && checkIn.date === date)
    .reduce((seen, { change }) => applied(seen, change), task);
}

async function send({ habitId, date, change, key, saidAt }: CheckIn): Promise<Recorded | null> {
  const path = { habit_id: habitId, date };
  // What arrives at once counts as said on arrival, so that a wrong clock here does no harm.
  const isLate = Date.now() - Date.parse(saidAt) > LATE;
  const identity = isLate ? { key, said_at: saidAt } : { key };
  if (change === null) {
    const params = { path, query: { key } };
    await api.DELETE("/api/habits/{habit_id}/entries/{date}", { params });
    return null;
  }
  if ("undo" in change) {
    const params = { path: { ...path, check_in_id: change.undo } };
    return dataOf(
      api.DELETE("/api/habits/{habit_id}/entries/{date}/check-ins/{check_in_id}", { params }),
    );
  }
  if ("add" in change) {
    const body = { amount: change.add, ...identity };
    return dataOf(
      api.POST("/api/habits/{habit_id}/entries/{date}/amounts", { params: { path }, body }),
    );
  }
  const body = { ...change, ...identity };
  return dataOf(api.PUT("/api/habits/{habit_id}/entries/{date}", { params: { path }, body }));
}

/** Writes into the cache what the server made of it. A day may stand there twice: by its date and as "today". */
function settle(
  client: QueryClient,
  { habitId, date, change }: CheckIn,
  recorded: Recorded | null,
) {
  const settled = (task: Task): Task => {
    if (!recorded) return applied(task, change);
    const habit = { ...task.habit, current_streak: recorded.current_streak };
    return applied({ ...task, habit }, { undo: "", back: cellOf(recorded) });
  };
  client.setQueriesData<Day>({ queryKey: keys.days }, (day) =>
    day?.date === date
      ? {
          ...day,
          tasks: day.tasks.map((task) => (task.habit.id === habitId ? settled(task) : task)),
        }
      : day,
  );
}
