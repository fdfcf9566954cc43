import { UnstyledButton } from "@mantine/core";
import { IconCheck, IconPlayerTrackNextFilled, IconX } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { isMeasured } from "@/api/kinds";
import type { Task } from "@/api/types";
import classes from "./check-button.module.css";
import { amount, target } from "./task";

interface CheckButtonProps {
  task: Task;
  onToggle: () => void;
}

export function checkId(habitId: string): string {
  return `check-${habitId}`;
}

/** The round button of a task. Its rim fills with the amount; the whole disc when the task is done. */
export function CheckButton({ task, onToggle }: CheckButtonProps) {
  const share =
    isMeasured(task.habit.kind) && target(task) > 0 ? Math.min(1, amount(task) / target(task)) : 0;
  const partly = !task.completed && task.state === "done";
  return (
    <UnstyledButton
      role="checkbox"
      aria-checked={task.completed ? true : partly ? "mixed" : false}
      aria-label={task.habit.name}
      id={checkId(task.habit.id)}
      data-check
      className={classes.check}
      data-achieved={task.completed || undefined}
      data-over={(task.habit.kind === "at_most" && partly) || undefined}
      style={{ "--share": `${share * 100}%` } as CSSProperties}
      onClick={onToggle}
    >
      <span className={classes.disc}>
        {task.state === "skipped" ? (
          <IconPlayerTrackNextFilled size={16} aria-hidden className={classes.quiet} />
        ) : task.state === "missed" ? (
          <IconX size={20} aria-hidden className={classes.quiet} />
        ) : (
          <IconCheck size={22} stroke={2.6} aria-hidden className={classes.tick} />
        )}
      </span>
    </UnstyledButton>
  );
}
