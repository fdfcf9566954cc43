import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import { habitsQuery } from "@/api/habits";
import { keys } from "@/api/keys";
import type { Habit } from "@/api/types";
import { announceUndoable } from "@/ui/announce-undoable";
import { announceRefusal } from "@/ui/notices";
import { arranged } from "./order";

const mutationKey = ["reorder"];
const { queryKey } = habitsQuery(false);

/** `reorder(ids, moved)` puts the active habits in the order of `ids`, at once on the page; it can be undone. */
export function useReorder(): (ids: readonly string[], habit: Habit) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationKey,
    // A second move builds on the first.
    scope: { id: "reorder" },
    mutationFn: (ids: readonly string[]) =>
      api.PUT("/api/habits/order", { body: { habits: [...ids] } }),
    onError: (error) => announceRefusal("The order was not saved", error),
    onSettled: () => {
      if (client.isMutating({ mutationKey }) > 1) return;
      void client.invalidateQueries({ queryKey: keys.habits });
      void client.invalidateQueries({ queryKey: keys.days });
    },
  });

  const arrange = (ids: readonly string[]) => {
    void client.cancelQueries({ queryKey });
    client.setQueryData(queryKey, (before = []) => arranged(before, ids));
    mutate(ids);
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
