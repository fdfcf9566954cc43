import type { components } from "./schema";

type Schemas = components["schemas"];

export type User = Schemas["User"];
export type OpenSession = Schemas["OpenSession"];
export type ApiToken = Schemas["ApiToken"];
export type Habit = Schemas["Habit"];
export type HabitRequest = Schemas["HabitWriteRequest"];
export type HabitChanges = Schemas["PatchedHabitWriteRequest"];
export type Schedule = Schemas["Schedule"];
export type Streak = Schemas["Streak"];
export type Day = Schemas["Day"];
export type Task = Schemas["Task"];
export type Entry = Schemas["Entry"];
export type Recorded = Schemas["Recorded"];
export type EntryRequest = Schemas["EntryWriteRequest"];
export type DayScore = Schemas["DayScore"];
export type Explanation = Schemas["Explanation"];
export type Forecast = Schemas["Forecast"];
export type Span = Schemas["Span"];
export type Streaks = Schemas["Streaks"];
export type PlannedDay = Schemas["PlannedDay"];
export type Pause = Schemas["Pause"];
export type PauseRequest = Schemas["PauseWriteRequest"];
export type Tag = Schemas["Tag"];
