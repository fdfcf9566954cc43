import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { concerns } from "@/api/pauses";
import type { Pause } from "@/api/types";
import { renderPage } from "@/testing/render";
import { date, dayOf, habit, listOf, pause, problem, server } from "@/testing/server";
import { emptyPause, problemsOf, requestOf, valuesOf } from "./pause-values";
import { PausesPage } from "./pauses-page";

it.each([pause({ habit_id: "1" }), pause({ tag: "sport", reason: "A cold" }), pause()])(
  "brings the pause %j back unchanged through the form",
  (given) => {
    expect({ id: given.id, ...requestOf(valuesOf(given)) }).toEqual(given);
  },
);

it("asks for days that make sense", () => {
  const values = emptyPause("2026-11-24");
  expect(problemsOf(values)).toEqual({});
  expect(problemsOf({ ...values, first: "" })).toHaveProperty("first");
  expect(problemsOf({ ...values, last: "2026-11-23" })).toHaveProperty("last");
  expect(problemsOf({ ...values, last: "2026-11-24" })).toEqual({});
  expect(problemsOf({ ...values, last: "2027-11-24" })).toEqual({});
  expect(problemsOf({ ...values, last: "2027-11-25" })).toHaveProperty("last");
});

it("knows which habits a pause is of", () => {
  const run = habit({ id: "1", tags: ["sport"] });
  expect(concerns(pause(), run)).toBe(true);
  expect(concerns(pause({ tag: "sport" }), run)).toBe(true);
  expect(concerns(pause({ tag: "health" }), run)).toBe(false);
  expect(concerns(pause({ habit_id: "1" }), run)).toBe(true);
  expect(concerns(pause({ habit_id: "2" }), run)).toBe(false);
});

function serve(...pauses: Pause[]) {
  server.use(
    http.get("*/api/pauses", () => HttpResponse.json(listOf(...pauses))),
    http.get("*/api/habits", () => HttpResponse.json(listOf(habit()))),
    http.get("*/api/tags", () => HttpResponse.json({ tags: [{ name: "sport", habits: 2 }] })),
    http.get("*/api/tasks", () => HttpResponse.json(dayOf())),
  );
}

it("tells pauses of now from those to come and past ones", async () => {
  serve(
    pause({ id: "a", tag: "sport" }),
    pause({ id: "b", habit_id: habit().id, first: "2026-12-01", last: "2026-12-01" }),
    pause({ id: "c", first: "2026-11-01", last: "2026-11-23" }),
  );
  renderPage(<PausesPage />);
  const now = await screen.findByRole("list", { name: "Now" });
  expect(now).toHaveTextContent("Habits tagged “sport”20 – 30 November 2026");
  expect(screen.getByRole("list", { name: "To come" })).toHaveTextContent("Walk1 December 2026");
  expect(screen.getByRole("list", { name: "Past" })).toHaveTextContent("Everything");
});

it("opens with a holiday from today on when it is asked for one", async () => {
  serve();
  let sent: unknown;
  server.use(
    http.post("*/api/pauses", async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json(pause(), { status: 201 });
    }),
  );
  const { router } = renderPage(<PausesPage />, { path: "/?new=Holiday" });
  const dialog = await screen.findByRole("dialog", { name: "Plan a pause" });
  expect(router.state.location.search).toBe("");
  await within(dialog).findByRole("option", { name: "sport" });
  await userEvent.selectOptions(within(dialog).getByLabelText("What rests"), "sport");
  await userEvent.click(within(dialog).getByRole("button", { name: "Pause" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(sent).toEqual({
    habit_id: null,
    tag: "sport",
    first: date,
    last: "2026-11-30",
    reason: "Holiday",
  });
});

it("changes a pause by a new one before the old one goes", async () => {
  serve(pause());
  const done: string[] = [];
  server.use(
    http.post("*/api/pauses", () => {
      done.push("made");
      return HttpResponse.json(pause({ id: "new" }), { status: 201 });
    }),
    http.delete("*/api/pauses/:id", () => {
      done.push("deleted");
      return new HttpResponse(null, { status: 204 });
    }),
  );
  renderPage(<PausesPage />);
  await userEvent.click(await screen.findByRole("button", { name: /Actions for the pause/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Change" }));
  const dialog = await screen.findByRole("dialog", { name: "Change the pause" });
  await userEvent.type(within(dialog).getByLabelText("Reason"), "A cold");
  await userEvent.click(within(dialog).getByRole("button", { name: "Save" }));
  await waitFor(() => expect(done).toEqual(["made", "deleted"]));
});

it("keeps the form open with the server's reason when it refuses", async () => {
  serve();
  server.use(
    http.post("*/api/pauses", () => problem(400, [{ field: "last", message: "Too far away." }])),
  );
  renderPage(<PausesPage />, { path: "/?new=" });
  await userEvent.click(await screen.findByRole("button", { name: "Pause" }));
  expect(await screen.findByText("Too far away.")).toBeInTheDocument();
  expect(screen.getByLabelText("Last day")).toHaveFocus();
});

it("deletes a pause, and brings it back by undo", async () => {
  serve(pause({ reason: "A cold" }));
  let restored: unknown;
  server.use(
    http.delete("*/api/pauses/:id", () => {
      serve();
      return new HttpResponse(null, { status: 204 });
    }),
    http.post("*/api/pauses", async ({ request }) => {
      restored = await request.json();
      serve(pause());
      return HttpResponse.json(pause(), { status: 201 });
    }),
  );
  renderPage(<PausesPage />);
  await userEvent.click(await screen.findByRole("button", { name: /Actions for the pause/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Delete" }));
  expect(await screen.findByText("No pause is planned")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(await screen.findByRole("list", { name: "Now" })).toBeInTheDocument();
  expect(restored).toEqual(requestOf(valuesOf(pause({ reason: "A cold" }))));
});
