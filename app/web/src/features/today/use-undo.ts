import { hideNotification } from "@mantine/notifications";
import { useCallback, useRef } from "react";
import type { Task } from "@/api/types";
import { announceUndoable } from "@/ui/announce-undoable";
import { checkId } from "./check-button";
import { type CheckIn, useCheckIn } from "./check-in";
import { type Change, cellOf } from "./task";
import { outcome } from "./words";

const MEMORY = 50;

/**
 * `checkIn` changes an entry and remembers it; `undo` takes the last change back, as often as there is
 * something to take back. Each change is announced with a button that takes back just that one.
 */
export function useUndoableCheckIn() {
  const past = useRef<CheckIn[]>([]);
  const send = useCheckIn();

  const takeBack = useCallback(
    (back: CheckIn) => {
      past.current = past.current.filter((entry) => entry !== back);
      hideNotification(notificationId(back));
      send({ ...back, ...identity() });
    },
    [send],
  );

  const checkIn = useCallback(
    (task: Task, date: string, change: Change) => {
      const made = { habitId: task.habit.id, name: task.habit.name, date, change, ...identity() };
      const back = { ...made, change: { undo: made.key, back: cellOf(task) } };
      past.current = [...past.current, back].slice(-MEMORY);
      send(made);
      announceUndoable(notificationId(back), outcome(task, change), () => {
        takeBack(back);
        // The button goes, and the focus would go to nowhere with it.
        document.getElementById(checkId(task.habit.id))?.focus();
      });
    },
    [send, takeBack],
  );

  const undo = useCallback(() => {
    const last = past.current.at(-1);
    if (last) takeBack(last);
  }, [takeBack]);

  return { checkIn, undo };
}

function identity(): Pick<CheckIn, "key" | "saidAt"> {
  return { key: crypto.randomUUID(), saidAt: new Date().toISOString() };
}

function notificationId({ habitId, date }: CheckIn): string {
  return `check-in-${habitId}-${date}`;
}
