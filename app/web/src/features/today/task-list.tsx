import { type KeyboardEvent, type RefObject, useCallback } from "react";
import type { Task } from "@/api/types";
import type { Pending } from "./check-in";
import type { Change } from "./task";
import classes from "./task-list.module.css";
import { TaskRow } from "./task-row";

interface TaskListProps {
  tasks: readonly Task[];
  /** Check-ins of the day that are not sent yet. */
  waiting: readonly Pending[];
  list: RefObject<HTMLUListElement | null>;
  change: (task: Task, change: Change) => void;
  openDetails: (task: Task) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export function TaskList({ tasks, waiting, list, change, openDetails, onKeyDown }: TaskListProps) {
  return (
    <ul ref={list} className={classes.list} aria-label="Habits of this day" onKeyDown={onKeyDown}>
      {tasks.map((task) => (
        <TaskRow
          key={task.habit.id}
          task={task}
          isWaiting={waiting.some(({ habitId }) => habitId === task.habit.id)}
          change={(made) => change(task, made)}
          openDetails={() => openDetails(task)}
        />
      ))}
    </ul>
  );
}

/** The row with the focus, as an index (−1: none), and moving the focus from row to row. */
export function useRowFocus(list: RefObject<HTMLUListElement | null>) {
  const focusedRow = useCallback(
    () =>
      [...(list.current?.children ?? [])].findIndex((row) => row.contains(document.activeElement)),
    [list],
  );
  const move = useCallback(
    (by: 1 | -1) => {
      const checks = [...(list.current?.querySelectorAll<HTMLElement>("[data-check]") ?? [])];
      const next = Math.min(checks.length - 1, Math.max(0, focusedRow() + by));
      checks[next]?.focus();
      checks[next]?.closest("li")?.scrollIntoView({ block: "nearest" });
    },
    [list, focusedRow],
  );
  return { focusedRow, move };
}
