import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import type { Achievements, Award } from "@/api/types";
import { renderPage } from "@/testing/render";
import { habit, listOf, server } from "@/testing/server";
import { AchievementsPage, highest } from "./achievements-page";
import { Celebration, newsOf } from "./celebration";
import { milestoneText } from "./words";

const award: Award = {
  family: "streak_days",
  habit_id: habit().id,
  milestone: 30,
  reached_on: "2026-11-24",
  awarded_at: "2026-11-24T08:00:00Z",
};

function serve(achievements: Achievements) {
  server.use(
    http.get("*/api/achievements", () => HttpResponse.json(achievements)),
    http.get("*/api/habits", ({ request }) =>
      HttpResponse.json(
        new URL(request.url).searchParams.get("archived") === "true" ? listOf() : listOf(habit()),
      ),
    ),
  );
}

it("says milestones as people do", () => {
  expect(milestoneText("streak_days", 30, undefined)).toBe("30 days in a row");
  expect(milestoneText("comebacks", 1, undefined)).toBe("1 comeback");
  expect(milestoneText("amount", 1000, habit({ unit: "pages" }))).toBe("1,000 pages");
});

it("shows what was earned, and of what comes next only what was begun, the nearest first", async () => {
  serve({
    earned: [award],
    next: [
      { family: "perfect_days", habit_id: null, standing: 2, next_milestone: 7 },
      { family: "streak_days", habit_id: habit().id, standing: 40, next_milestone: 50 },
      { family: "perfect_months", habit_id: null, standing: 0, next_milestone: 1 },
      { family: "comebacks", habit_id: null, standing: 12, next_milestone: null },
    ],
  });
  renderPage(<AchievementsPage />);
  const next = await screen.findByRole("list", { name: "Within reach" });
  const rows = within(next).getAllByRole("listitem");
  expect(rows.map((row) => row.textContent)).toEqual([
    "50 days in a row40 of 50Walk",
    "7 perfect days2 of 7All that was due was done",
  ]);
  expect(within(next).getByRole("progressbar", { name: "7 perfect days" })).toBeInTheDocument();
  expect(screen.getByRole("list", { name: "Earned" })).toHaveTextContent(
    "30 days in a rowWalk24 Nov 2026",
  );
});

it("shows of each thing the highest milestone, with the smaller ones under it", () => {
  const small = { ...award, milestone: 7 };
  const other = { ...award, family: "comebacks" as const, habit_id: null, milestone: 1 };
  expect(highest([award, other, small])).toEqual([
    { award, before: [7] },
    { award: other, before: [] },
  ]);
});

describe("a celebration", () => {
  it("is held for what was reached lately and not seen yet", () => {
    const old = { ...award, reached_on: "2026-11-01" };
    expect(newsOf([award, old], "2026-11-23T00:00:00Z")).toEqual([award]);
    expect(newsOf([award], award.awarded_at)).toEqual([]);
  });

  it("is held once on a device that has seen earlier ones", async () => {
    localStorage.setItem("habits-awards-seen", JSON.stringify("2026-11-23T00:00:00Z"));
    serve({ earned: [award], next: [] });
    renderPage(<Celebration />);
    expect(await screen.findByText("Walk: 30 days in a row")).toBeInTheDocument();
    expect(localStorage.getItem("habits-awards-seen")).toContain(award.awarded_at);
  });

  it("is not held on a new device, which has seen none", async () => {
    serve({ earned: [award], next: [] });
    renderPage(<Celebration />);
    await vi.waitFor(() =>
      expect(localStorage.getItem("habits-awards-seen")).toContain(award.awarded_at),
    );
    expect(screen.queryByText("Walk: 30 days in a row")).not.toBeInTheDocument();
  });
});
