import { HttpResponse } from "msw";
import { setupServer } from "msw/node";
import type { Day, Habit, Pause, Recorded, Task, User } from "@/api/types";

/** The network of a test. It answers nothing by itself: each test says what its server does. */
export const server = setupServer();

export const user: User = {
  id: "0b9d7a3e-7f4a-4f5a-9b0e-1f2a3b4c5d6e",
  email: "robin@example.com",
  time_zone: "Europe/Berlin",
  day_starts_at: 0,
  first_weekday: 0,
  language: "en",
};

export function habit(changes: Partial<Habit> = {}): Habit {
  return {
    id: "3d6f0a51-0d8e-4a0e-8a55-6c1f6a4d9e10",
    name: "Walk",
    question: "",
    notes: "",
    kind: "yes_no",
    unit: "",
    target: null,
    color: "green",
    icon: "walk",
    tags: [],
    position: 0,
    archived: false,
    schedule: { kind: "daily" },
    current_streak: { length: 0, unit: "days" },
    strength: 0.4,
    created_at: "2026-01-01T08:00:00Z",
    ...changes,
  };
}

export function task(changes: Partial<Task> = {}): Task {
  return {
    habit: habit(),
    state: "unknown",
    amount: null,
    note: "",
    due: true,
    completed: false,
    ...changes,
  };
}

export const date = "2026-11-24";

export function dayOf(...tasks: Task[]): Day {
  return { date, tasks };
}

export function recorded(changes: Partial<Recorded> = {}): Recorded {
  return {
    habit_id: habit().id,
    date,
    state: "done",
    amount: null,
    note: "",
    recorded_at: `${date}T08:00:00Z`,
    key: "6f1c9f0e-3a58-4a57-9c1d-0d6a2f0b7c11",
    current_streak: { length: 4, unit: "days" },
    ...changes,
  };
}

export function problem(status: number, errors: { field: string; message: string }[] = []) {
  const body = {
    type: "about:blank",
    title: "",
    status,
    detail: "The request has mistakes.",
    errors,
  };
  return HttpResponse.json(body, {
    status,
    headers: { "content-type": "application/problem+json" },
  });
}

/** A list as the server pages it, whole. */
export function listOf<Row>(...results: Row[]) {
  return { count: results.length, next: null, previous: null, results };
}

export function pause(changes: Partial<Pause> = {}): Pause {
  return {
    id: "b1f4c3de-7a05-4c1e-8a53-5f1f6b1d2c3e",
    habit_id: null,
    tag: "",
    first: "2026-11-20",
    last: "2026-11-30",
    reason: "",
    ...changes,
  };
}
