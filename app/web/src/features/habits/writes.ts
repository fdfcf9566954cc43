import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { keys } from "@/api/keys";
import type { Habit, HabitChanges, HabitRequest } from "@/api/types";

/** Every write to habits changes the lists and the days they appear in. */
function useHabitWrite<Variables, Result>(mutationFn: (variables: Variables) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.habits, refetchType: "active" }),
        client.invalidateQueries({ queryKey: keys.days }),
      ]),
  });
}

export function useCreateHabit() {
  return useHabitWrite((body: HabitRequest) => dataOf(api.POST("/api/habits", { body })));
}

export function useChangeHabit() {
  return useHabitWrite(
    ({ id, body }: { id: string; body: HabitChanges }): Promise<Habit> =>
      dataOf(api.PATCH("/api/habits/{habit_id}", { params: { path: { habit_id: id } }, body })),
  );
}

export function useDeleteHabit() {
  return useHabitWrite((id: string) =>
    dataOf(api.DELETE("/api/habits/{habit_id}", { params: { path: { habit_id: id } } })),
  );
}
