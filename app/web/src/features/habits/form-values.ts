import type { UseFormReturnType } from "@mantine/form";
import type { Habit, HabitRequest, Schedule } from "@/api/types";
import { type Color, isColor } from "@/ui/palette";

export interface HabitFormValues {
  name: string;
  question: string;
  notes: string;
  kind: Habit["kind"];
  target: number | "";
  unit: string;
  color: Color;
  icon: string;
  schedule: {
    kind: Schedule["kind"];
    weekdays: string[];
    interval: number | "";
    times: number | "";
    /** A schedule that the form cannot change, and keeps. */
    other: Schedule | null;
  };
}

export type HabitForm = UseFormReturnType<HabitFormValues>;

/** The paths a server's message can be shown at. */
export const fieldPaths = [
  "name",
  "question",
  "notes",
  "kind",
  "target",
  "unit",
  "color",
  "icon",
  "schedule.kind",
  "schedule.weekdays",
  "schedule.interval",
  "schedule.times",
] as const;

export function emptyValues(name: string): HabitFormValues {
  return {
    name,
    question: "",
    notes: "",
    kind: "yes_no",
    target: "",
    unit: "",
    color: "green",
    icon: "leaf",
    schedule: {
      kind: "daily",
      weekdays: ["0", "1", "2", "3", "4"],
      interval: 2,
      times: 3,
      other: null,
    },
  };
}

export function valuesOf(habit: Habit): HabitFormValues {
  const empty = emptyValues("");
  const { kind, weekdays, interval, times } = habit.schedule;
  return {
    name: habit.name,
    question: habit.question,
    notes: habit.notes,
    kind: habit.kind,
    target: habit.target === null ? "" : Number(habit.target),
    unit: habit.unit,
    color: isColor(habit.color) ? habit.color : empty.color,
    icon: habit.icon,
    schedule: {
      kind,
      weekdays: weekdays?.map(String) ?? empty.schedule.weekdays,
      interval: interval ?? empty.schedule.interval,
      times: times ?? empty.schedule.times,
      other: isChosenHere(kind) ? null : habit.schedule,
    },
  };
}

/** What is sent: only the details that the chosen kind and schedule have. */
export function requestOf(values: HabitFormValues): HabitRequest {
  const { name, question, notes, kind, color, icon } = values;
  const measured = kind !== "yes_no";
  return {
    name: name.trim(),
    question: question.trim(),
    notes: notes.trim(),
    kind,
    color,
    icon,
    unit: measured ? values.unit.trim() : "",
    target: measured && values.target !== "" ? values.target : null,
    schedule: scheduleOf(values.schedule),
  };
}

const chosenHere = ["daily", "weekdays", "every_n_days", "times_per_week"] as const;

function isChosenHere(kind: Schedule["kind"]): kind is (typeof chosenHere)[number] {
  return chosenHere.some((one) => one === kind);
}

function scheduleOf(values: HabitFormValues["schedule"]): Schedule {
  const { kind, weekdays, interval, times, other } = values;
  if (!isChosenHere(kind)) return other ?? { kind: "daily" };
  switch (kind) {
    case "daily":
      return { kind };
    case "weekdays":
      return { kind, weekdays: weekdays.map(Number).sort((a, b) => a - b) };
    case "every_n_days":
      return { kind, interval: Number(interval) };
    case "times_per_week":
      return { kind, times: Number(times) };
  }
}

type Problems = Partial<Record<(typeof fieldPaths)[number], string>>;

/** What can be said before the server is asked; it stays the judge of everything else. */
export function problemsOf({ name, kind, target, schedule }: HabitFormValues): Problems {
  const problems: Problems = {};
  if (!name.trim()) problems.name = "Give the habit a name.";
  if (kind !== "yes_no" && target === "")
    problems.target = "Enter the amount to reach or to stay under.";
  if (kind === "at_least" && target === 0) problems.target = "The target must be more than 0.";
  if (schedule.kind === "weekdays" && schedule.weekdays.length === 0) {
    problems["schedule.weekdays"] = "Choose at least one day.";
  }
  if (schedule.kind === "every_n_days" && schedule.interval === "") {
    problems["schedule.interval"] = "Enter a number of days.";
  }
  if (schedule.kind === "times_per_week" && schedule.times === "") {
    problems["schedule.times"] = "Enter how often.";
  }
  return problems;
}
