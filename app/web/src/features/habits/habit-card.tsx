import { Anchor, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Habit } from "@/api/types";
import { HabitMark, habitStyle } from "@/ui/habit-mark";
import { HabitMenu } from "./habit-menu";
import classes from "./habits-page.module.css";
import { scheduleText, targetText } from "./words";

export function HabitCard({ habit }: { habit: Habit }) {
  return (
    <li className={classes.card} style={habitStyle(habit.color)}>
      <HabitMark icon={habit.icon} />
      <div className={classes.body}>
        <Anchor component={Link} to={`/habits/${habit.id}`} className={classes.name}>
          {habit.name}
        </Anchor>
        <Text size="sm" c="dimmed">
          {[scheduleText(habit.schedule), targetText(habit)].filter(Boolean).join(", ")}
        </Text>
      </div>
      <HabitMenu habit={habit} />
    </li>
  );
}
