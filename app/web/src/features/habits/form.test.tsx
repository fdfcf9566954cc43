import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import type { Schedule } from "@/api/types";
import { renderPage } from "@/testing/render";
import { habit, problem, server } from "@/testing/server";
import { EditHabitPage, NewHabitPage } from "./edit-pages";
import { emptyValues, problemsOf, requestOf, valuesOf } from "./form-values";
import { emptySchedule, type ScheduleValues } from "./schedule-values";
import { scheduleText } from "./words";

function serveTags(...names: string[]) {
  const tags = names.map((name) => ({ name, habits: 1 }));
  server.use(http.get("*/api/tags", () => HttpResponse.json({ tags })));
}

beforeEach(() => serveTags());

describe("what is sent", () => {
  it("leaves out the details of other kinds and schedules", () => {
    const values = { ...emptyValues(" Read "), target: 20, unit: "pages" };
    expect(requestOf(values)).toMatchObject({
      name: "Read",
      target: null,
      unit: "",
      schedule: { kind: "daily" },
    });
    expect(requestOf(values).schedule).not.toHaveProperty("times");
  });

  it.each<Schedule>([
    { kind: "daily" },
    { kind: "weekdays", weekdays: [0, 4] },
    { kind: "every_n_days", interval: 3 },
    { kind: "days_after_done", interval: 3 },
    { kind: "times_per_week", times: 2 },
    { kind: "times_per_month", times: 2 },
    { kind: "times_in_days", times: 3, days: 10 },
    { kind: "month_days", month_days: [-1, 15] },
    { kind: "nth_weekdays", nth_weekdays: [{ nth: -1, weekday: 4 }] },
    { kind: "rrule", rrule: "FREQ=DAILY;INTERVAL=2" },
  ])("brings the schedule %j back unchanged", (schedule) => {
    expect(requestOf(valuesOf(habit({ schedule }))).schedule).toEqual(schedule);
  });
});

it.each<[Schedule, string]>([
  [{ kind: "days_after_done", interval: 3 }, "3 days after the last time"],
  [{ kind: "times_per_month", times: 4 }, "4 times a month"],
  [{ kind: "times_in_days", times: 1, days: 10 }, "Once in 10 days"],
  [{ kind: "month_days", month_days: [-1, 15, 1] }, "On 1, 15 and the last day of the month"],
  [
    {
      kind: "nth_weekdays",
      nth_weekdays: [
        { nth: 1, weekday: 0 },
        { nth: -1, weekday: 4 },
      ],
    },
    "On the 1st Monday and last Friday of the month",
  ],
  [{ kind: "rrule", rrule: "FREQ=YEARLY" }, "By the rule FREQ=YEARLY"],
])("tells the schedule %j in words", (schedule, words) => {
  expect(scheduleText(schedule)).toBe(words);
});

it("asks for what is missing before the server is asked", () => {
  const values = emptyValues("");
  expect(problemsOf(values)).toHaveProperty("name");
  expect(problemsOf({ ...values, name: "Read" })).toEqual({});
  expect(problemsOf({ ...values, kind: "at_least", target: 0 })).toHaveProperty("target");
});

it.each<[keyof ScheduleValues, Partial<ScheduleValues>]>([
  ["weekdays", { kind: "weekdays", weekdays: [] }],
  ["month_days", { kind: "month_days", month_days: [] }],
  ["interval", { kind: "days_after_done", interval: "" }],
  ["times", { kind: "times_per_month", times: "" }],
  ["days", { kind: "times_in_days", days: "" }],
  ["rrule", { kind: "rrule", rrule: "  " }],
])("asks for the %s of a schedule that needs them, and of no other", (detail, changes) => {
  const values = { ...emptyValues("Read"), schedule: { ...emptySchedule, ...changes } };
  expect(Object.keys(problemsOf(values))).toEqual([`schedule.${detail}`]);
  const daily = { ...values, schedule: { ...values.schedule, kind: "daily" as const } };
  expect(problemsOf(daily)).toEqual({});
});

it("shows the server's message at its field and puts the cursor there", async () => {
  server.use(
    http.post("*/api/habits", () => problem(400, [{ field: "name", message: "Too long by far." }])),
  );
  renderPage(<NewHabitPage />);
  const name = screen.getByRole("textbox", { name: "Name" });
  await userEvent.type(name, "Read");
  await userEvent.click(screen.getByRole("button", { name: "Create habit" }));
  expect(await screen.findByText("Too long by far.")).toBeInTheDocument();
  expect(name).toHaveAccessibleDescription("Too long by far.");
  expect(name).toHaveFocus();
});

it("offers the rarer ways behind one more, and sends what was chosen there", async () => {
  let sent: unknown;
  server.use(
    http.post("*/api/habits", async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json(habit(), { status: 201 });
    }),
  );
  renderPage(<NewHabitPage />, { path: "/?name=Water" });
  await userEvent.click(screen.getByLabelText("Another way"));
  await userEvent.selectOptions(
    screen.getByLabelText("Which other way"),
    "On the first, second … weekday of the month",
  );
  await userEvent.click(screen.getByText("Another one"));
  await userEvent.selectOptions(screen.getByLabelText("Weekday, 2"), "Sunday");
  await userEvent.click(screen.getByRole("button", { name: "Create habit" }));
  await waitFor(() => expect(sent).toBeDefined());
  expect(sent).toMatchObject({
    schedule: {
      kind: "nth_weekdays",
      nth_weekdays: [
        { nth: 1, weekday: 0 },
        { nth: -1, weekday: 6 },
      ],
    },
  });
});

it("does not offer a number of times a week for a limit", async () => {
  renderPage(<NewHabitPage />);
  await userEvent.click(screen.getByRole("radio", { name: /times a week/ }));
  await userEvent.click(screen.getByRole("radio", { name: /At most/ }));
  expect(screen.queryByRole("radio", { name: /times a week/ })).not.toBeInTheDocument();
  expect(screen.getByRole("radio", { name: "Every day" })).toBeChecked();
});

it("never sends the kind of a habit that exists", async () => {
  let sent: unknown;
  const walk = habit();
  server.use(
    http.get("*/api/habits/:id", () => HttpResponse.json(walk)),
    http.patch("*/api/habits/:id", async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json(walk);
    }),
  );
  const { router } = renderPage(<EditHabitPage />, {
    path: `/habits/${walk.id}/edit`,
    pattern: "/habits/:id/edit",
  });
  await userEvent.click(await screen.findByRole("button", { name: "Save changes" }));
  await waitFor(() => expect(router.state.location.pathname).toBe(`/habits/${walk.id}`));
  expect(sent).toMatchObject({ name: "Walk" });
  expect(sent).not.toHaveProperty("kind");
});

it("offers the tags of other habits, and sends those that were typed and chosen", async () => {
  let sent: unknown;
  serveTags("health", "morning");
  server.use(
    http.post("*/api/habits", async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json(habit(), { status: 201 });
    }),
  );
  renderPage(<NewHabitPage />, { path: "/?name=Water" });
  const tags = screen.getByRole("combobox", { name: "Tags" });
  await userEvent.type(tags, "evening{Enter}mor");
  await userEvent.click(await screen.findByRole("option", { name: "morning" }));
  await userEvent.click(screen.getByRole("button", { name: "Create habit" }));
  await waitFor(() => expect(sent).toBeDefined());
  expect(sent).toMatchObject({ tags: ["evening", "morning"] });
});
