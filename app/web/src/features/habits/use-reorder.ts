import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import { habitsQuery } from "@/api/habits";
import { keys } from "@/api/keys";
import type { Habit } from "@/api/types";
import { announceUndoable } from "@/ui/announce-undoable";
import { arranged, moved, replaced } from "./order";

const mutationKey = ["reorder"];
const { queryKey } = habitsQuery(false);

/** `reorder(ids, moved)` puts the active habits in the order of `ids`, at once on the page; it can be undone. */
export function useReorder(): (ids: readonly string[], habit: Habit) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationKey,
    // A second move may build on the first, so its places are written after those.
    scope: { id: "reorder" },
    mutationFn: async (habits: readonly Habit[]) => {
      for (const { id, position } of habits) {
        const params = { path: { habit_id: id } };
        await api.PATCH("/api/habits/{habit_id}", { params, body: { position } });
      }
    },
    onError: (error) =>
      notifications.show({
        color: "red",
        title: "The order was not saved",
        message: error.message,
      }),
    onSettled: () => {
      if (client.isMutating({ mutationKey }) > 1) return;
      void client.invalidateQueries({ queryKey: keys.habits });
      void client.invalidateQueries({ queryKey: keys.days });
    },
  });

  const arrange = (ids: readonly string[]) => {
    const before = client.getQueryData(queryKey) ?? [];
    const after = replaced(before, arranged(before, ids));
    void client.cancelQueries({ queryKey });
    client.setQueryData(queryKey, after);
    mutate(moved(before, after));
  };

  return (ids, habit) => {
    const before = (client.getQueryData(queryKey) ?? []).map(({ id }) => id);
    arrange(ids);
    const place = ids.indexOf(habit.id) + 1;
    announceUndoable("order", `${habit.name} is number ${place} now`, () => {
      arrange(before);
      // The button goes, and the focus would go to nowhere with it.
      document.getElementById(handleId(habit.id))?.focus();
    });
  };
}

export function handleId(habitId: string): string {
  return `move-${habitId}`;
}
