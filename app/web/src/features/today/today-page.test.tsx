import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { renderPage } from "@/testing/render";
import { dayOf, habit, pause, problem, recorded, server, task } from "@/testing/server";
import { entryUrl, serveDay, servePauses, shown } from "@/testing/today";
import { TodayPage } from "./today-page";

beforeEach(() => servePauses());

it("shows a check-in at once, before the server has answered, and its streak after", async () => {
  serveDay(dayOf(task()));
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  server.use(
    http.put(entryUrl, async () => {
      await held;
      serveDay(
        dayOf(
          task({
            state: "done",
            completed: true,
            habit: habit({ current_streak: { length: 4, unit: "days" } }),
          }),
        ),
      );
      return HttpResponse.json(recorded());
    }),
  );
  renderPage(<TodayPage />);

  await userEvent.click(await shown());
  expect(await shown()).toBeChecked();
  expect(screen.queryByText("4 days in a row")).not.toBeInTheDocument();
  answer();
  expect(await screen.findByText("4 days in a row")).toBeInTheDocument();
});

it("takes a check-in back when the server refuses it, and says why", async () => {
  serveDay(dayOf(task()));
  server.use(http.put(entryUrl, () => problem(503)));
  renderPage(<TodayPage />);

  await shown();
  // Nor can the day be fetched again: what is shown next is what the page itself put back.
  server.use(http.get("*/api/tasks", () => problem(503)));
  await userEvent.click(await shown());
  expect(await screen.findByText("Walk was not saved")).toBeInTheDocument();
  expect(await shown()).not.toBeChecked();
});

it("undoes with the button and with the keyboard, by naming the check-in that is taken back", async () => {
  serveDay(dayOf(task()));
  const made: unknown[] = [];
  const undone: unknown[] = [];
  server.use(
    http.put(entryUrl, async ({ request }) => {
      made.push(((await request.json()) as { key: string }).key);
      return HttpResponse.json(recorded());
    }),
    http.delete(`${entryUrl}/check-ins/:key`, ({ params }) => {
      undone.push(params.key);
      return HttpResponse.json(recorded({ state: "unknown" }));
    }),
  );
  renderPage(<TodayPage />);

  await userEvent.click(await shown());
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(undone).toHaveLength(1));
  expect(await shown()).toHaveFocus();
  expect(await shown()).not.toBeChecked();

  await userEvent.click(await shown());
  await userEvent.keyboard("{Control>}z{/Control}");
  await waitFor(() => expect(undone).toHaveLength(2));
  expect(undone).toEqual(made);
});

it("adds a step to whatever there is by then, and shows the sum at once", async () => {
  const water = habit({ kind: "at_least", target: 8, unit: "glasses" });
  serveDay(dayOf(task({ habit: water, state: "done", amount: 3 })));
  const sent: unknown[] = [];
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  server.use(
    http.post(`${entryUrl}/amounts`, async ({ request }) => {
      sent.push(await request.json());
      await held;
      return HttpResponse.json(recorded({ amount: 6 }));
    }),
  );
  renderPage(<TodayPage />);

  await userEvent.click(await screen.findByRole("button", { name: "Walk: 1 glasses more" }));
  expect(await screen.findByText("4 of 8 glasses")).toBeInTheDocument();
  await waitFor(() => expect(sent).toEqual([{ amount: 1, key: expect.any(String) }]));
  serveDay(dayOf(task({ habit: water, state: "done", amount: 6 })));
  answer();
  expect(await screen.findByText("6 of 8 glasses")).toBeInTheDocument();
});

it("leaves single keys alone when they are switched off", async () => {
  localStorage.setItem("habits-shortcuts", "false");
  serveDay(dayOf(task()));
  renderPage(<TodayPage />);
  (await shown()).focus();
  await userEvent.keyboard("x?");
  expect(await shown()).not.toBeChecked();
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

it("keeps the page still under an open dialog", async () => {
  serveDay(dayOf(task()));
  renderPage(<TodayPage />);
  await shown();
  await userEvent.keyboard("?");
  await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
  await userEvent.keyboard("h");
  expect(screen.getByText("Today", { selector: "p" })).toBeInTheDocument();
});

it("asks for another day when one is chosen, and lets nobody go to tomorrow", async () => {
  const asked: (string | null)[] = [];
  server.use(
    http.get("*/api/tasks", ({ request }) => {
      const wanted = new URL(request.url).searchParams.get("date");
      asked.push(wanted);
      return HttpResponse.json({ ...dayOf(task()), date: wanted ?? "2026-11-24" });
    }),
  );
  renderPage(<TodayPage />);

  const days = within(await screen.findByRole("navigation", { name: "Days" }));
  expect(days.queryByRole("link", { name: /25/ })).not.toBeInTheDocument();
  await userEvent.click(days.getByRole("link", { name: /23/ }));
  expect(await screen.findByRole("heading", { name: /Monday,? 23 November/ })).toBeInTheDocument();
  expect(asked).toContain("2026-11-23");
  expect(days.getByRole("link", { name: /23/ })).toHaveFocus();
});

it("offers to try again when the day cannot be loaded", async () => {
  server.use(http.get("*/api/tasks", () => problem(503)));
  renderPage(<TodayPage />);
  const retry = await screen.findByRole("button", { name: "Try again" });
  serveDay(dayOf(task()));
  await userEvent.click(retry);
  expect(await shown()).toBeInTheDocument();
});

describe("while habits rest", () => {
  it("says what rests and until when, and shows the others", async () => {
    serveDay(dayOf(task()));
    servePauses(
      pause({ tag: "sport", reason: "A cold" }),
      pause({ id: "over", last: "2026-11-23" }),
    );
    renderPage(<TodayPage />);
    const resting = await screen.findByRole("list", { name: "Resting" });
    expect(within(resting).getAllByRole("listitem")).toHaveLength(1);
    expect(resting).toHaveTextContent(/^Habits tagged “sport” until Mon,? 30 November · A cold/);
    expect(await shown()).toBeInTheDocument();
  });

  it("calls a day on which everything rests a day of rest", async () => {
    serveDay(dayOf());
    servePauses(pause());
    renderPage(<TodayPage />);
    expect(await screen.findByRole("heading", { name: "A day of rest" })).toBeInTheDocument();
  });
});

it("shows the habits of a tag, and counts only those", async () => {
  const read = habit({ id: "2", name: "Read", tags: ["evening"] });
  serveDay(dayOf(task({ state: "done", completed: true }), task({ habit: read })));
  renderPage(<TodayPage />);
  expect(await screen.findByRole("img", { name: "1 of 2 done" })).toBeInTheDocument();

  await userEvent.click(screen.getByRole("radio", { name: "evening" }));
  expect(screen.queryByRole("checkbox", { name: "Walk" })).not.toBeInTheDocument();
  expect(screen.getByRole("img", { name: "0 of 1 done" })).toBeInTheDocument();

  await userEvent.click(screen.getByRole("radio", { name: "All" }));
  expect(await shown()).toBeInTheDocument();
});

it("marks all that is open as done, and takes all of it back by one undo", async () => {
  const quit = habit({ id: "3", name: "Smoking", kind: "quit" });
  serveDay(dayOf(task(), task({ habit: habit({ id: "2", name: "Read" }) }), task({ habit: quit })));
  const done: unknown[] = [];
  const undone: unknown[] = [];
  server.use(
    http.put(entryUrl, ({ params }) => {
      done.push(params.id);
      return HttpResponse.json(recorded());
    }),
    http.delete(`${entryUrl}/check-ins/:key`, ({ params }) => {
      undone.push(params.id);
      return HttpResponse.json(recorded({ state: "unknown" }));
    }),
  );
  renderPage(<TodayPage />);
  await userEvent.click(await screen.findByRole("button", { name: "Mark all 2 as done" }));
  await waitFor(() => expect(done).toEqual([habit().id, "2"]));
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(undone).toEqual([habit().id, "2"]));
});

it("asks of what is to be quit for a lapse only, and of that with a button that says so", async () => {
  const quit = habit({ name: "Smoking", kind: "quit" });
  serveDay(dayOf(task({ habit: quit })));
  let sent: unknown;
  server.use(
    http.put(entryUrl, async ({ request }) => {
      sent = await request.json();
      serveDay(dayOf(task({ habit: quit, state: "missed" })));
      return HttpResponse.json(recorded({ state: "missed" }));
    }),
  );
  renderPage(<TodayPage />);
  const slip = await screen.findByRole("button", { name: "Smoking: I slipped" });
  expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
  await userEvent.click(slip);
  expect(slip).toHaveAttribute("aria-pressed", "true");
  await waitFor(() => expect(sent).toMatchObject({ state: "missed" }));
});

it("adds what the stopwatch measured to a timed habit", async () => {
  const spanish = habit({ name: "Spanish", kind: "timed", target: 15, unit: "minutes" });
  serveDay(dayOf(task({ habit: spanish })));
  let sent: unknown;
  server.use(
    http.post(`${entryUrl}/amounts`, async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json(recorded({ amount: 5 }));
    }),
  );
  renderPage(<TodayPage />);
  await userEvent.click(
    await screen.findByRole("button", { name: "Spanish: start the stopwatch" }),
  );
  const stop = await screen.findByRole("button", { name: "Spanish: stop the stopwatch" });
  const now = Date.now();
  vi.spyOn(Date, "now").mockReturnValue(now + 300_000);
  await userEvent.click(stop);
  await waitFor(() => expect(sent).toMatchObject({ amount: 5 }));
  expect(
    await screen.findByRole("button", { name: "Spanish: start the stopwatch" }),
  ).toBeInTheDocument();
});
