import { hideNotification } from "@mantine/notifications";
import { useCallback, useRef } from "react";
import type { Task } from "@/api/types";
import { announceUndoable } from "@/ui/announce-undoable";
import { checkId } from "./check-button";
import { type CheckIn, useCheckIn } from "./check-in";
import { type Change, cellOf, toggled } from "./task";
import { outcome } from "./words";

const MEMORY = 50;

/** What takes back one thing a person did, which may be several check-ins. */
interface Back {
  notification: string;
  checkIns: CheckIn[];
}

/**
 * `checkIn` changes an entry and remembers it, `checkInAll` does so with several; `undo` takes the last of
 * these back, as often as there is something to take back. Each is announced with a button that takes back
 * just that one.
 */
export function useUndoableCheckIn() {
  const past = useRef<Back[]>([]);
  const send = useCheckIn();

  const takeBack = useCallback(
    (back: Back) => {
      past.current = past.current.filter((entry) => entry !== back);
      hideNotification(back.notification);
      for (const checkIn of back.checkIns) send({ ...checkIn, ...identity() });
    },
    [send],
  );

  const make = useCallback(
    (changes: readonly [Task, Change][], date: string, notification: string, words: string) => {
      const made = changes.map(([task, change]) => {
        const checkIn = {
          habitId: task.habit.id,
          name: task.habit.name,
          date,
          change,
          ...identity(),
        };
        send(checkIn);
        return { ...checkIn, change: { undo: checkIn.key, back: cellOf(task) } };
      });
      const back: Back = { notification, checkIns: made };
      past.current = [...past.current, back].slice(-MEMORY);
      announceUndoable(notification, words, () => {
        takeBack(back);
        // The button goes, and the focus would go to nowhere with it.
        document.getElementById(checkId(made[0]?.habitId ?? ""))?.focus();
      });
    },
    [send, takeBack],
  );

  const checkIn = useCallback(
    (task: Task, date: string, change: Change) =>
      make([[task, change]], date, `check-in-${task.habit.id}-${date}`, outcome(task, change)),
    [make],
  );
  const checkInAll = useCallback(
    (tasks: readonly Task[], date: string) => {
      const changes = tasks.map((task): [Task, Change] => [task, toggled(task)]);
      make(changes, date, `check-in-all-${date}`, `${tasks.length} habits: done`);
    },
    [make],
  );
  const undo = useCallback(() => {
    const last = past.current.at(-1);
    if (last) takeBack(last);
  }, [takeBack]);

  return { checkIn, checkInAll, undo };
}

function identity(): Pick<CheckIn, "key" | "saidAt"> {
  return { key: crypto.randomUUID(), saidAt: new Date().toISOString() };
}
