/** The names of what the query cache holds; a write names here what it makes stale. */
export const keys = {
  session: ["session"] as const,
  sessions: ["sessions"] as const,
  tokens: ["tokens"] as const,
  pauses: ["pauses"] as const,
  tags: ["habits", "tags"] as const,
  /** Of the writes, not of anything kept. */
  checkIn: ["check-in"] as const,
  days: ["days"] as const,
  day: (date: string | null) => ["days", date ?? "today"] as const,
  upcoming: ["days", "upcoming"] as const,
  habits: ["habits"] as const,
  habitList: (archived: boolean) => ["habits", "list", archived] as const,
  habit: (id: string) => ["habits", "one", id] as const,
  entries: (id: string) => ["habits", "one", id, "entries"] as const,
  scores: (id: string) => ["habits", "one", id, "scores"] as const,
  explanation: (id: string, day: string) => ["habits", "one", id, "explanation", day] as const,
  forecast: (id: string, days: number) => ["habits", "one", id, "forecast", days] as const,
  streaks: (id: string) => ["habits", "one", id, "streaks"] as const,
};
