import { Anchor, Text } from "@mantine/core";
import { IconCloudUp } from "@tabler/icons-react";
import { Link } from "react-router";
import { isMeasured } from "@/api/kinds";
import type { Task } from "@/api/types";
import { HabitMark, habitStyle } from "@/ui/habit-mark";
import { CheckButton } from "./check-button";
import { SlipButton } from "./slip-button";
import { Stepper } from "./stepper";
import { StreakFlame } from "./streak-flame";
import { type Change, toggled } from "./task";
import { TaskMenu } from "./task-menu";
import classes from "./task-row.module.css";

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
      {habit.kind === "quit" ? (
        <SlipButton task={task} onToggle={() => change(toggled(task))} />
      ) : (
        <CheckButton task={task} onToggle={() => change(toggled(task))} />
      )}
      {isMeasured(habit.kind) && task.state !== "skipped" && (
        <Stepper task={task} change={change} />
      )}
    </li>
  );
}

function SecondLine({ task: { state, note, habit } }: { task: Task }) {
  const marker = { skipped: "Skipped", missed: habit.kind === "quit" ? "A lapse" : "Missed" }[
    state as "skipped" | "missed"
  ];
  const text = [marker, note || habit.question].filter(Boolean).join(" · ");
  if (!text) return null;
  return (
    <Text size="sm" c="dimmed" lineClamp={2}>
      {text}
    </Text>
  );
}
