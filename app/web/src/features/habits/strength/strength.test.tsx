import { fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import type { DayScore, Explanation } from "@/api/types";
import { renderPage } from "@/testing/render";
import { server } from "@/testing/server";
import { WhatIf } from "./forecast";
import { Strength } from "./strength";

const scores: DayScore[] = [
  { date: "2026-11-22", score: 0.6, rate: null },
  { date: "2026-11-23", score: 0.58, rate: 0.5 },
  { date: "2026-11-24", score: 0.63, rate: 0.75 },
];

function explanation(date: string): Explanation {
  return {
    terms: {
      date,
      score: 0.63,
      previous_score: 0.61,
      multiplier: 0.95,
      frequency: { times: 1, days: 1 },
      window: { first: date, last: date, total: 1, asked: 1 },
      completion: 1,
      contribution: 0.05,
    },
    sentences: [`On ${date} you have 1 of 1 times.`],
  };
}

function serveExplanations() {
  server.use(
    http.get("*/api/habits/:id/score/explain", ({ request }) =>
      HttpResponse.json(explanation(new URL(request.url).searchParams.get("day") ?? "")),
    ),
  );
}

it("explains today when asked, and nothing before", async () => {
  serveExplanations();
  renderPage(<Strength habitId="1" scores={scores} />);
  const why = screen.getByRole("button", { name: /Why 63.%\?/ });
  expect(why).toHaveAttribute("aria-expanded", "false");
  expect(screen.queryByRole("list")).not.toBeInTheDocument();

  await userEvent.click(why);
  expect(await screen.findByText("On 24 November you have 1 of 1 times.")).toBeInTheDocument();
});

it("explains the day that is chosen on the line", async () => {
  serveExplanations();
  renderPage(<Strength habitId="1" scores={scores} />);
  const day = screen.getByRole("slider", { name: "Day" });
  fireEvent.change(day, { target: { value: "1" } });

  expect(day).toHaveAttribute("aria-valuetext", expect.stringMatching(/23 November: 58.%/));
  expect(screen.getByRole("button", { name: /Why 58.%\?/ })).toBeInTheDocument();
  expect(await screen.findByText("On 23 November you have 1 of 1 times.")).toBeInTheDocument();
});

it("has a table of the same days, newest first", async () => {
  renderPage(<Strength habitId="1" scores={scores} />);
  await userEvent.click(screen.getByRole("button", { name: "Show as a table" }));
  const [, ...rows] = screen.getAllByRole("row");
  const strengths = rows.map((row) => within(row).getAllByRole("cell")[0]?.textContent);
  expect(strengths).toEqual(["63", "58", "60"].map((number) => `${number}\u00a0%`));
  expect(rows[2]).toHaveTextContent("nothing asked");
});

it("draws no line through a single day", () => {
  renderPage(<Strength habitId="1" scores={scores.slice(-1)} />);
  expect(screen.queryByRole("slider")).not.toBeInTheDocument();
  expect(screen.getByText(/Today: 63.%/)).toBeInTheDocument();
});

it("tells where the chosen number of days leads", async () => {
  const asked: (string | null)[] = [];
  server.use(
    http.get("*/api/habits/:id/score/what-if", ({ request }) => {
      const days = new URL(request.url).searchParams.get("days");
      asked.push(days);
      const end = days === "30" ? "2026-12-23" : "2026-11-30";
      return HttpResponse.json({
        score: 0.63,
        done: [{ date: end, score: 0.71 }],
        missed: [{ date: end, score: 0.44 }],
      });
    }),
  );
  renderPage(<WhatIf habitId="1" />);
  expect(await screen.findByText(/\+8.points/)).toBeInTheDocument();
  expect(screen.getByText(/−19.points/)).toBeInTheDocument();

  await userEvent.click(screen.getByRole("radio", { name: "30 days" }));
  expect(await screen.findByText(/Until Wednesday.* 23 December/)).toBeInTheDocument();
  expect(asked).toEqual(["7", "30"]);
});
