import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import type { Import } from "@/api/types";
import { renderPage } from "@/testing/render";
import { listOf, problem, server } from "@/testing/server";
import { DataPage } from "./data-page";
import { changesNothing, habitText } from "./words";

const walk: Import["report"]["habits"][number] = {
  name: "Walk",
  habit_id: null,
  match: "new",
  new: 12,
  same: 0,
  conflicting: 0,
  differing: [],
};

function looked(changes: Partial<Import["report"]> = {}): Import {
  return {
    id: null,
    file_name: "loop.db",
    format: "loop-db",
    digest: "0".repeat(64),
    created_at: null,
    rolled_back_at: null,
    report: {
      replace: false,
      with_profile: false,
      habits: [walk],
      twins: [],
      pauses: { new: 0, same: 0 },
      profile: [],
      losses: [{ habit: "Walk", field: "reminder", number: 1, message: "There are no reminders." }],
      ...changes,
    },
  };
}

beforeEach(() => {
  server.use(
    http.get("*/api/exports/losses", () => HttpResponse.json({ forms: [] })),
    http.get("*/api/imports", () => HttpResponse.json(listOf())),
  );
});

const file = new File(["SQLite"], "loop.db");

async function choose() {
  renderPage(<DataPage />);
  const input = document.querySelector<HTMLInputElement>("input[type=file]");
  if (!input) throw new Error("There is a field for a file.");
  await userEvent.upload(input, file);
}

it("shows what a file would change and lose, and sends it again only to bring it in", async () => {
  const sent: { apply: string | null; body: string }[] = [];
  server.use(
    http.post("*/api/imports", async ({ request }) => {
      const { searchParams } = new URL(request.url);
      sent.push({ apply: searchParams.get("apply"), body: await request.text() });
      return HttpResponse.json(looked(), { status: sent.length === 1 ? 200 : 201 });
    }),
  );
  await choose();
  const habits = await screen.findByRole("list", { name: "Habits of the file" });
  expect(habits).toHaveTextContent("WalkNew habit, 12 new days");
  await userEvent.click(screen.getByRole("button", { name: "What does not come along (1)" }));
  expect(screen.getByRole("cell", { name: "There are no reminders." })).toBeInTheDocument();
  expect(sent).toEqual([{ apply: "false", body: "SQLite" }]);

  await userEvent.click(screen.getByRole("button", { name: "Bring it in" }));
  expect(await screen.findByText("Brought in: 1 habit, 12 new days")).toBeInTheDocument();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual({ apply: "true", body: "SQLite" });
});

it("says what is wrong with a file, and offers nothing to bring in", async () => {
  server.use(
    http.post("*/api/imports", () =>
      problem(400, [{ field: "file", message: "The file ends in the middle." }]),
    ),
  );
  await choose();
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "loop.db was not brought inThe file ends in the middle.",
  );
  expect(screen.queryByRole("button", { name: "Bring it in" })).not.toBeInTheDocument();
});

it("looks again when days that differ shall be those of the file", async () => {
  const replaced: (string | null)[] = [];
  server.use(
    http.post("*/api/imports", ({ request }) => {
      const replace = new URL(request.url).searchParams.get("replace");
      replaced.push(replace);
      const habits = [{ ...walk, match: "id" as const, new: 0, same: 3, conflicting: 2 }];
      return HttpResponse.json(looked({ habits, replace: replace === "true" }));
    }),
  );
  await choose();
  expect(await screen.findByRole("button", { name: "Bring it in" })).toBeDisabled();
  await userEvent.click(
    screen.getByRole("checkbox", { name: "Where days differ, take those of the file" }),
  );
  await waitFor(() => expect(screen.getByRole("button", { name: "Bring it in" })).toBeEnabled());
  expect(replaced).toEqual(["false", "true"]);
});

it("takes an import back after asking, and then offers it no more", async () => {
  const made = {
    id: "41",
    file_name: "loop.db",
    format: "loop-db",
    digest: "",
    created_at: "2026-11-24T08:00:00Z",
  };
  let takenBack: string | null = null;
  server.use(
    http.get("*/api/imports", () =>
      HttpResponse.json(listOf({ ...made, rolled_back_at: takenBack })),
    ),
    http.post("*/api/imports/41/rollback", () => {
      takenBack = "2026-11-24T09:00:00Z";
      return HttpResponse.json(looked());
    }),
  );
  renderPage(<DataPage />);
  await userEvent.click(await screen.findByRole("button", { name: "Take back loop.db" }));
  const question = await screen.findByRole("dialog");
  expect(takenBack).toBeNull();
  await userEvent.click(within(question).getByRole("button", { name: "Take it back" }));
  expect(await screen.findByText(/taken back 24 November 2026/)).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Take back loop.db" })).not.toBeInTheDocument();
});

it("says of a habit what comes in, what is here already, and what differs", () => {
  expect(habitText({ ...walk, match: "name", new: 1, same: 1200, conflicting: 1 })).toBe(
    "One of yours, 1 new day, 1,200 the same, 1 that differs",
  );
  const same = { ...walk, match: "id" as const, new: 0, conflicting: 1 };
  expect(changesNothing(looked({ habits: [same] }).report)).toBe(true);
  expect(changesNothing(looked({ habits: [same], replace: true }).report)).toBe(false);
});
