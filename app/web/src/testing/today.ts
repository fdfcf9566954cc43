import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import type { Day, Pause } from "@/api/types";
import { listOf, server } from "./server";

export const entryUrl = "*/api/habits/:id/entries/:date";

export function servePauses(...pauses: Pause[]) {
  server.use(http.get("*/api/pauses", () => HttpResponse.json(listOf(...pauses))));
}

export function serveDay(day: Day) {
  server.use(http.get("*/api/tasks", () => HttpResponse.json(day)));
}

/** The check button of the habit called Walk, once the day is there. */
export async function shown() {
  return screen.findByRole("checkbox", { name: "Walk" });
}
