import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  type Modifier,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import type { Habit } from "@/api/types";
import { SortableCard } from "./habit-card";
import classes from "./habits-page.module.css";
import { useReorder } from "./use-reorder";

// So that a click on the handle is not yet a drag.
const DRAG_PIXELS = 4;
const upAndDown: Modifier = ({ transform }) => ({ ...transform, x: 0 });

/** The active habits in the person's order, which they change by dragging, by keys, or in a habit's menu. */
export function SortableList({ habits }: { habits: readonly Habit[] }) {
  const reorder = useReorder();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAG_PIXELS } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = habits.map(({ id }) => id);
  const move = (from: number, to: number) => {
    const habit = habits[from];
    if (habit && from !== to) reorder(arrayMove(ids, from, to), habit);
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (over) move(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={[upAndDown]}
      onDragEnd={onDragEnd}
      accessibility={{
        announcements: announcements(habits),
        screenReaderInstructions: {
          draggable:
            "Press space to pick the habit up, the arrow keys to move it, space to put it down, escape to leave it where it was.",
        },
      }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ul className={classes.list} aria-label="Active habits">
          {habits.map((habit, index) => (
            <SortableCard
              key={habit.id}
              habit={habit}
              moves={{
                up: index > 0 ? () => move(index, index - 1) : null,
                down: index < habits.length - 1 ? () => move(index, index + 1) : null,
              }}
            />
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  );
}

function announcements(habits: readonly Habit[]): Announcements {
  const name = (id: UniqueIdentifier) => habits.find((habit) => habit.id === id)?.name ?? "";
  const place = (id: UniqueIdentifier) =>
    `number ${habits.findIndex((habit) => habit.id === id) + 1} of ${habits.length}`;
  return {
    onDragStart: ({ active }) => `Picked up ${name(active.id)}, ${place(active.id)}.`,
    onDragOver: ({ active, over }) =>
      over ? `${name(active.id)} is ${place(over.id)}.` : undefined,
    onDragEnd: ({ active, over }) =>
      `Put down ${name(active.id)}${over ? `, ${place(over.id)}` : ""}.`,
    onDragCancel: ({ active }) => `${name(active.id)} stays where it was.`,
  };
}
