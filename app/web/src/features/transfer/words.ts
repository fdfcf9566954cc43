import type { Import } from "@/api/types";

export const formats: Record<Import["format"], string> = {
  json: "an export of this tracker",
  "loop-db": "a backup of Loop Habit Tracker",
  "loop-csv": "tables of Loop Habit Tracker",
  mhabit: "an export of Table Habit",
  beaver: "an export of Beaver Habits",
};

function counted(count: number, one: string, several: string): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : several}`;
}

type HabitReport = Import["report"]["habits"][number];

/** "12 new days, 3 the same, 2 that differ" of a habit of the file. */
export function habitText({ match, new: fresh, same, conflicting }: HabitReport): string {
  return [
    match === "new" ? "New habit" : "One of yours",
    fresh > 0 && counted(fresh, "new day", "new days"),
    same > 0 && `${same.toLocaleString("en-GB")} the same`,
    conflicting > 0 && counted(conflicting, "that differs", "that differ"),
  ]
    .filter(Boolean)
    .join(", ");
}

/** "3 habits, 120 new days" of a file as a whole. */
export function reportText({ habits, pauses }: Import["report"]): string {
  const days = habits.reduce((sum, { new: fresh }) => sum + fresh, 0);
  return [
    counted(habits.length, "habit", "habits"),
    counted(days, "new day", "new days"),
    pauses.new > 0 && counted(pauses.new, "new pause", "new pauses"),
  ]
    .filter(Boolean)
    .join(", ");
}

/** Whether bringing the file in would change anything. */
export function changesNothing({ habits, pauses, profile, replace }: Import["report"]): boolean {
  return (
    pauses.new === 0 &&
    profile.length === 0 &&
    habits.every(
      ({ match, new: fresh, conflicting }) =>
        match !== "new" && fresh === 0 && !(replace && conflicting > 0),
    )
  );
}
