import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import type { Comparison } from "@/api/types";
import { renderPage } from "@/testing/render";
import { date, dayOf, problem, server } from "@/testing/server";
import { RatesReport, spanLabel } from "./charts";
import { comparisonText } from "./comparisons";
import { OverviewPage } from "./overview-page";

const range = { from: "2026-11-01", to: date };

it("draws the rates as bars, and has the same numbers as a table and as a file", async () => {
  const asked: (string | null)[] = [];
  server.use(
    http.get("*/api/analytics/rates", ({ request }) => {
      asked.push(new URL(request.url).searchParams.get("by"));
      return HttpResponse.json({
        rates: [
          { first: "2026-11-09", last: "2026-11-15", asked: 8, kept: 6, share: 0.75, check_ins: 6 },
          { first: "2026-11-16", last: "2026-11-22", asked: 0, kept: 0, share: null, check_ins: 0 },
        ],
      });
    }),
  );
  renderPage(<RatesReport subject={null} range={range} />);
  await userEvent.click(await screen.findByRole("button", { name: "Show as a table" }));
  const [, first, second] = screen.getAllByRole("row");
  if (!first || !second) throw new Error("There are two weeks.");
  expect(within(first).getByRole("rowheader")).toHaveTextContent("9 – 15 November 2026");
  expect(first).toHaveTextContent(/75.%6 of 8/);
  expect(second).toHaveTextContent("nothing asked");
  expect(screen.getByRole("link", { name: "Save as CSV: Kept over time" })).toHaveAttribute(
    "href",
    "/api/analytics/rates?from=2026-11-01&to=2026-11-24&by=week&format=csv",
  );

  await userEvent.click(screen.getByRole("radio", { name: "Months" }));
  await vi.waitFor(() => expect(asked).toEqual(["week", "month"]));
});

it("labels few enough spans that the labels do not touch", () => {
  const labels = Array.from({ length: 26 }, (_, index) => spanLabel(date, index, 26, "week"));
  expect(labels.filter(Boolean)).toHaveLength(7);
});

it("says that a report could not be loaded, and offers to try again", async () => {
  server.use(http.get("*/api/analytics/rates", () => problem(503)));
  renderPage(<RatesReport subject={null} range={range} />);
  expect(await screen.findByRole("button", { name: "Try again" })).toBeInTheDocument();
});

it("has words instead of empty pictures for whoever has just begun", async () => {
  server.use(
    http.get("*/api/tasks", () => HttpResponse.json(dayOf())),
    http.get("*/api/analytics/overview", () =>
      HttpResponse.json({
        habits: 0,
        check_ins: 0,
        active_days: 0,
        rate: null,
        best_weekday: null,
        best_day: null,
        best_day_check_ins: null,
      }),
    ),
  );
  renderPage(<OverviewPage />);
  expect(await screen.findByText("Nothing to count yet")).toBeInTheDocument();
});

const comparison: Comparison = {
  habit_id: "1",
  name: "Walk",
  verdict: "measured",
  days: 90,
  missing_days: 0,
  method: "phi",
  coefficient: 0.4,
  strength: "medium",
  p_value: 0.001,
  corrected_p_value: 0.01,
};

it.each<[Partial<Comparison>, string]>([
  [{}, "A medium link: on days with one, more often the other"],
  [{ coefficient: -0.4 }, "A medium link: on days with one, less often the other"],
  [{ corrected_p_value: 0.06 }, "No link that chance could not explain"],
  [{ strength: "none" }, "No link that chance could not explain"],
  [
    { verdict: "no_variation", coefficient: null },
    "One of them hardly varies, so nothing can be said",
  ],
  [{ verdict: "not_enough_data", missing_days: 12 }, "Not enough data: 12 more days"],
])("says of %j no more than it shows: %s", (changes, words) => {
  expect(comparisonText({ ...comparison, ...changes })).toBe(words);
});
