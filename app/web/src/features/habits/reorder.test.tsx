import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { renderPage } from "@/testing/render";
import { habit, problem, server } from "@/testing/server";
import { HabitsPage } from "./habits-page";

/** A server that keeps three habits in their order. */
function serveHabits() {
  let habits = ["Walk", "Read", "Rest"].map((name, position) =>
    habit({ id: name.toLowerCase(), name, position }),
  );
  server.use(
    http.get("*/api/habits", () => {
      const results = habits.toSorted((a, b) => a.position - b.position);
      return HttpResponse.json({ count: results.length, next: null, previous: null, results });
    }),
    http.put("*/api/habits/order", async ({ request }) => {
      const { habits: ids } = (await request.json()) as { habits: string[] };
      habits = habits.map((one) => ({ ...one, position: ids.indexOf(one.id) }));
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return () => habits.toSorted((a, b) => a.position - b.position).map(({ name }) => name);
}

function shown() {
  const list = screen.getByRole("list", { name: "Active habits" });
  return within(list)
    .getAllByRole("link")
    .map((link) => link.textContent);
}

async function choose(name: string, action: string) {
  await userEvent.click(await screen.findByRole("button", { name: `Actions for ${name}` }));
  await userEvent.click(await screen.findByRole("menuitem", { name: action }));
}

it("moves a habit a step by its menu, saves the order, and takes it back", async () => {
  const saved = serveHabits();
  renderPage(<HabitsPage />);
  await choose("Rest", "Move up");
  expect(shown()).toEqual(["Walk", "Rest", "Read"]);
  await waitFor(() => expect(saved()).toEqual(["Walk", "Rest", "Read"]));

  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(saved()).toEqual(["Walk", "Read", "Rest"]));
  expect(shown()).toEqual(["Walk", "Read", "Rest"]);
  expect(screen.getByRole("button", { name: "Move Rest" })).toHaveFocus();
});

it("leads no further than the ends of the list", async () => {
  serveHabits();
  renderPage(<HabitsPage />);
  await userEvent.click(await screen.findByRole("button", { name: "Actions for Walk" }));
  expect(await screen.findByRole("menuitem", { name: "Move up" })).toBeDisabled();
  expect(screen.getByRole("menuitem", { name: "Move down" })).toBeEnabled();
});

it("shows the order of the server again when it refuses the new one, and says why", async () => {
  serveHabits();
  server.use(http.put("*/api/habits/order", () => problem(503)));
  renderPage(<HabitsPage />);
  await choose("Walk", "Move down");
  expect(await screen.findByText("The order was not saved")).toBeInTheDocument();
  await waitFor(() => expect(shown()).toEqual(["Walk", "Read", "Rest"]));
});
