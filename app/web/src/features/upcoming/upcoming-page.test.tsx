import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { renderPage } from "@/testing/render";
import { habit, problem, server } from "@/testing/server";
import { UpcomingPage } from "./upcoming-page";

const walk = habit();

function planned(date: string, due: boolean, completed = false) {
  const task = { habit_id: walk.id, state: "unknown", amount: null, due, completed };
  return { date, tasks: [task] };
}

function serve(days: ReturnType<typeof planned>[]) {
  server.use(
    http.get("*/api/habits", () =>
      HttpResponse.json({ count: 1, next: null, previous: null, results: [walk] }),
    ),
    http.get("*/api/tasks/range", () => HttpResponse.json({ days })),
  );
}

it("names the days to come and what is due on each, and marks what is done", async () => {
  serve([
    planned("2026-11-24", true, true),
    planned("2026-11-25", true),
    planned("2026-11-26", false),
  ]);
  renderPage(<UpcomingPage />);
  const list = await screen.findByRole("list", { name: "Days" });
  const [today, tomorrow, thursday] = [...list.children] as HTMLElement[];
  if (!today || !tomorrow || !thursday) throw new Error("There are three days.");

  expect(within(today).getByRole("heading")).toHaveTextContent("Today24 November");
  expect(within(today).getByRole("img", { name: "done" })).toBeInTheDocument();
  expect(within(tomorrow).getByRole("heading")).toHaveTextContent("Tomorrow");
  expect(within(tomorrow).getByRole("link", { name: "Walk" })).toBeInTheDocument();
  expect(within(tomorrow).queryByRole("img", { name: "done" })).not.toBeInTheDocument();
  expect(within(thursday).getByRole("heading")).toHaveTextContent("Thursday");
  expect(within(thursday).getByText("A free day.")).toBeInTheDocument();
});

it("says that it could not be loaded, and offers to try again", async () => {
  serve([]);
  server.use(http.get("*/api/tasks/range", () => problem(503)));
  renderPage(<UpcomingPage />);
  expect(await screen.findByText("This could not be loaded")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
});
