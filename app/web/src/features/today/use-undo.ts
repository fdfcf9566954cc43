import { hideNotification, notifications } from "@mantine/notifications";
import { useCallback, useRef } from "react";
import type { Task } from "@/api/types";
import { announceUndoable } from "@/ui/announce-undoable";
import { checkId } from "./check-button";
import { type CheckIn, useCheckIn } from "./check-in";
import { applied, type Change, changeTo } from "./task";
import { outcome } from "./words";

const MEMORY = 50;

/**
 * `checkIn` changes an entry and remembers what it was before; `undo` takes the last change back, as often
 * as there is something to take back. Each change is announced with a button that takes back just that one.
 */
export function useUndoableCheckIn() {
  const past = useRef<CheckIn[]>([]);
  const { mutate } = useCheckIn({
    onRefused: ({ task }, error) =>
      notifications.show({
        color: "red",
        title: `${task.habit.name} was not saved`,
        message: error.message,
      }),
  });

  const takeBack = useCallback(
    (back: CheckIn) => {
      past.current = past.current.filter((entry) => entry !== back);
      hideNotification(notificationId(back));
      mutate(back);
    },
    [mutate],
  );

  const checkIn = useCallback(
    (task: Task, date: string, change: Change) => {
      const back: CheckIn = { task: applied(task, change), date, change: changeTo(task) };
      past.current = [...past.current, back].slice(-MEMORY);
      mutate({ task, date, change });
      announceUndoable(notificationId(back), outcome(task, change), () => {
        takeBack(back);
        // The button goes, and the focus would go to nowhere with it.
        document.getElementById(checkId(task.habit.id))?.focus();
      });
    },
    [mutate, takeBack],
  );

  const undo = useCallback(() => {
    const last = past.current.at(-1);
    if (last) takeBack(last);
  }, [takeBack]);

  return { checkIn, undo };
}

function notificationId({ task, date }: CheckIn): string {
  return `check-in-${task.habit.id}-${date}`;
}
