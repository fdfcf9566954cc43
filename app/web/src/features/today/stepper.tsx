import { ActionIcon, Text } from "@mantine/core";
import { IconMinus, IconPlayerPlay, IconPlayerStop, IconPlus } from "@tabler/icons-react";
import type { Task } from "@/api/types";
import { number } from "@/ui/numbers";
import { clockText, useStopwatch } from "./stopwatch";
import { amount, type Change, stepOf, stepped, target } from "./task";
import classes from "./task-row.module.css";
import { amountText } from "./words";

interface StepperProps {
  task: Task;
  change: (change: Change) => void;
}

/** The amount of the day with a step less and a step more; of a timed habit, with a stopwatch that adds to it. */
export function Stepper({ task, change }: StepperProps) {
  const step = `${number(stepOf(target(task)))} ${task.habit.unit}`.trim();
  return (
    <div className={classes.stepper}>
      <ActionIcon
        variant="default"
        radius="xl"
        aria-label={`${task.habit.name}: ${step} less`}
        disabled={amount(task) <= 0}
        onClick={() => change(stepped(task, -1))}
      >
        <IconMinus size={18} aria-hidden />
      </ActionIcon>
      <Text size="sm" fw={550} className={classes.amount}>
        {amountText(task)}
      </Text>
      <ActionIcon
        variant="default"
        radius="xl"
        aria-label={`${task.habit.name}: ${step} more`}
        onClick={() => change(stepped(task, 1))}
      >
        <IconPlus size={18} aria-hidden />
      </ActionIcon>
      {task.habit.kind === "timed" && <Stopwatch task={task} change={change} />}
    </div>
  );
}

function Stopwatch({ task, change }: StepperProps) {
  const { elapsed, start, stop } = useStopwatch(task.habit.id);
  if (elapsed === null) {
    return (
      <ActionIcon
        variant="default"
        radius="xl"
        aria-label={`${task.habit.name}: start the stopwatch`}
        onClick={start}
      >
        <IconPlayerPlay size={18} aria-hidden />
      </ActionIcon>
    );
  }
  return (
    <>
      <ActionIcon
        variant="filled"
        radius="xl"
        aria-label={`${task.habit.name}: stop the stopwatch`}
        onClick={() => change({ add: stop() })}
      >
        <IconPlayerStop size={18} aria-hidden />
      </ActionIcon>
      <Text size="sm" fw={550} role="timer" className={classes.clock}>
        {clockText(elapsed)}
      </Text>
    </>
  );
}
