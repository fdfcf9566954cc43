import type { UseFormReturnType } from "@mantine/form";
import { isMeasured, isReached } from "@/api/kinds";
import type { Habit, HabitRequest } from "@/api/types";
import { type Color, isColor } from "@/ui/palette";
import {
  emptySchedule,
  type ScheduleValues,
  scheduleOf,
  scheduleProblems,
  scheduleValuesOf,
} from "./schedule-values";

export interface HabitFormValues {
  name: string;
  question: string;
  notes: string;
  kind: Habit["kind"];
  target: number | "";
  unit: string;
  color: Color;
  icon: string;
  tags: string[];
  schedule: ScheduleValues;
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
  "tags",
  "schedule.kind",
  "schedule.weekdays",
  "schedule.interval",
  "schedule.times",
  "schedule.days",
  "schedule.month_days",
  "schedule.nth_weekdays",
  "schedule.rrule",
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
    tags: [],
    schedule: emptySchedule,
  };
}

export function valuesOf(habit: Habit): HabitFormValues {
  const empty = emptyValues("");
  return {
    name: habit.name,
    question: habit.question,
    notes: habit.notes,
    kind: habit.kind,
    target: habit.target === null ? "" : Number(habit.target),
    unit: habit.unit,
    color: isColor(habit.color) ? habit.color : empty.color,
    icon: habit.icon,
    tags: habit.tags,
    schedule: scheduleValuesOf(habit.schedule),
  };
}

/** What is sent: only the details that the chosen kind and schedule have. */
export function requestOf(values: HabitFormValues): HabitRequest {
  const { name, question, notes, kind, color, icon, tags } = values;
  const measured = isMeasured(kind);
  return {
    name: name.trim(),
    question: question.trim(),
    notes: notes.trim(),
    kind,
    color,
    icon,
    tags,
    // A timed habit is measured in minutes, which is not up to the form.
    unit: kind === "timed" ? undefined : measured ? values.unit.trim() : "",
    target: measured && values.target !== "" ? values.target : null,
    schedule: scheduleOf(values.schedule),
  };
}

type Problems = Partial<Record<(typeof fieldPaths)[number], string>>;

/** What can be said before the server is asked; it stays the judge of everything else. */
export function problemsOf({ name, kind, target, schedule }: HabitFormValues): Problems {
  const problems: Problems = {};
  if (!name.trim()) problems.name = "Give the habit a name.";
  if (isMeasured(kind) && target === "")
    problems.target = "Enter the amount to reach or to stay under.";
  if (isReached(kind) && target === 0) problems.target = "The target must be more than 0.";
  for (const [detail, problem] of Object.entries(scheduleProblems(schedule))) {
    problems[`schedule.${detail as keyof ReturnType<typeof scheduleProblems>}`] = problem;
  }
  return problems;
}
