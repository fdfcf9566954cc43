import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { keys } from "@/api/keys";
import type { Day, Recorded, Task } from "@/api/types";
import { applied, type Change } from "./task";

export interface CheckIn {
  task: Task;
  date: string;
  change: Change;
}

const mutationKey = ["check-in"];

/**
 * Writes one entry. The page shows the change at once; if the server refuses, the task goes back to what it
 * was. Taps on several tasks may be on their way together, so only the one task is put back, and the day is
 * fetched again only after the last answer: an early answer must not overwrite a later tap.
 */
export function useCheckIn({ onRefused }: { onRefused: (checkIn: CheckIn, error: Error) => void }) {
  const client = useQueryClient();
  return useMutation({
    mutationKey,
    // One entry after the other, or a quick second tap could reach the server first.
    scope: { id: "check-in" },
    mutationFn: send,
    onMutate: async ({ task, date, change }: CheckIn) => {
      await client.cancelQueries({ queryKey: keys.days });
      patchTask(client, date, task.habit.id, (current) => applied(current, change));
    },
    onSuccess: (recorded, { task, date }) => {
      if (!recorded) return;
      patchTask(client, date, task.habit.id, (current) => ({
        ...current,
        habit: { ...current.habit, current_streak: recorded.current_streak },
      }));
    },
    onError: (error, checkIn) => {
      const { task, date } = checkIn;
      patchTask(client, date, task.habit.id, () => task);
      onRefused(checkIn, error);
    },
    onSettled: () => {
      if (client.isMutating({ mutationKey }) > 1) return;
      void client.invalidateQueries({ queryKey: keys.days });
      void client.invalidateQueries({ queryKey: keys.habits });
    },
  });
}

function send({ task, date, change }: CheckIn): Promise<Recorded | null> {
  const params = { path: { habit_id: task.habit.id, date } };
  if (change)
    return dataOf(api.PUT("/api/habits/{habit_id}/entries/{date}", { params, body: change }));
  return api.DELETE("/api/habits/{habit_id}/entries/{date}", { params }).then(() => null);
}

/** A day may stand in the cache twice: under its date and as "today". */
function patchTask(
  client: QueryClient,
  date: string,
  habitId: string,
  patch: (task: Task) => Task,
) {
  client.setQueriesData<Day>({ queryKey: keys.days }, (day) =>
    day?.date === date
      ? {
          ...day,
          tasks: day.tasks.map((task) => (task.habit.id === habitId ? patch(task) : task)),
        }
      : day,
  );
}
