import { ActionIcon, Anchor, Text } from "@mantine/core";
import { IconCloudUp, IconMinus, IconPlus } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Task } from "@/api/types";
import { HabitMark, habitStyle } from "@/ui/habit-mark";
import { CheckButton } from "./check-button";
import { StreakFlame } from "./streak-flame";
import { amount, type Change, isMeasured, stepOf, stepped, target, toggled } from "./task";
import { TaskMenu } from "./task-menu";
import classes from "./task-row.module.css";
import { amountText, number } from "./words";

interface TaskRowProps {
  task: Task;
  isWaiting: boolean;
  change: (change: Change) => void;
  openDetails: () => void;
}

export function TaskRow({ task, isWaiting, change, openDetails }: TaskRowProps) {
  const { habit } = task;
  return (
    <li className={classes.row} data-state={task.state} style={habitStyle(habit.color)}>
      <HabitMark icon={habit.icon} />
      <div className={classes.body}>
        <div className={classes.nameLine}>
          <Anchor component={Link} to={`/habits/${habit.id}`} className={classes.name}>
            {habit.name}
          </Anchor>
          <StreakFlame streak={habit.current_streak} />
          {isWaiting && (
            <span className={classes.waiting} title="Waits for the connection">
              <IconCloudUp size={18} role="img" aria-label="Waits for the connection" />
            </span>
          )}
        </div>
        <SecondLine task={task} />
      </div>
      <TaskMenu task={task} change={change} openDetails={openDetails} />
      <CheckButton task={task} onToggle={() => change(toggled(task))} />
      {isMeasured(task) && task.state !== "skipped" && <Stepper task={task} change={change} />}
    </li>
  );
}

function SecondLine({ task: { state, note, habit } }: { task: Task }) {
  const marker = state === "skipped" ? "Skipped" : state === "missed" ? "Missed" : "";
  const text = [marker, note || habit.question].filter(Boolean).join(" · ");
  if (!text) return null;
  return (
    <Text size="sm" c="dimmed" lineClamp={2}>
      {text}
    </Text>
  );
}

function Stepper({ task, change }: Pick<TaskRowProps, "task" | "change">) {
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
    </div>
  );
}
