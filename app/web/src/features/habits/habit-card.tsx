import { useSortable } from "@dnd-kit/sortable";
import { ActionIcon, Anchor, RingProgress, Text } from "@mantine/core";
import { IconGripVertical } from "@tabler/icons-react";
import type { CSSProperties, ReactNode } from "react";
import { Link } from "react-router";
import type { Habit } from "@/api/types";
import { HabitMark, habitStyle } from "@/ui/habit-mark";
import { percent } from "@/ui/numbers";
import { HabitMenu, type Moves } from "./habit-menu";
import classes from "./habits-page.module.css";
import { handleId } from "./use-reorder";
import { scheduleText, targetText } from "./words";

export function HabitCard({ habit }: { habit: Habit }) {
  return (
    <li className={classes.card} style={habitStyle(habit.color)}>
      <Face habit={habit} menu={<HabitMenu habit={habit} />} />
    </li>
  );
}

/** The same with a handle, in a list that can be put in another order. */
export function SortableCard({ habit, moves }: { habit: Habit; moves: Moves }) {
  const sortable = useSortable({ id: habit.id });
  const style: CSSProperties = {
    ...habitStyle(habit.color),
    transform: sortable.transform ? `translateY(${sortable.transform.y}px)` : undefined,
    transition: sortable.transition,
  };
  return (
    <li
      ref={sortable.setNodeRef}
      className={classes.card}
      data-lifted={sortable.isDragging || undefined}
      style={style}
    >
      <ActionIcon
        {...sortable.attributes}
        {...sortable.listeners}
        ref={sortable.setActivatorNodeRef}
        id={handleId(habit.id)}
        className={classes.handle}
        aria-label={`Move ${habit.name}`}
      >
        <IconGripVertical size={18} aria-hidden />
      </ActionIcon>
      <Face habit={habit} menu={<HabitMenu habit={habit} moves={moves} />} />
    </li>
  );
}

/** How strong the habit is: a ring to compare at a glance, and the number. */
function Strength({ share }: { share: number }) {
  return (
    <RingProgress
      size={48}
      thickness={4}
      roundCaps
      flex="none"
      role="img"
      aria-label={`Strength ${percent(share)}`}
      rootColor="var(--hairline)"
      sections={[{ value: 100 * share, color: "var(--habit)" }]}
      label={
        <Text ta="center" fz={12} fw={600} aria-hidden>
          {Math.round(100 * share)}
        </Text>
      }
    />
  );
}

function Face({ habit, menu }: { habit: Habit; menu: ReactNode }) {
  return (
    <>
      <HabitMark icon={habit.icon} />
      <div className={classes.body}>
        <Anchor component={Link} to={`/habits/${habit.id}`} className={classes.name}>
          {habit.name}
        </Anchor>
        <Text size="sm" c="dimmed">
          {[scheduleText(habit.schedule), targetText(habit)].filter(Boolean).join(", ")}
        </Text>
      </div>
      <Strength share={habit.strength} />
      {menu}
    </>
  );
}
