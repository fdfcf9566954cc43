import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import type { ApiToken } from "@/api/types";
import { renderPage } from "@/testing/render";
import { listOf, server } from "@/testing/server";
import { ApiTokens } from "./api-tokens";
import { CalendarFeed } from "./calendar-feed";

const script: ApiToken = {
  id: "77aa",
  name: "Shell script",
  scope: "read",
  created_at: "2026-11-01T08:00:00Z",
  last_used_at: null,
};

function serveTokens(...tokens: ApiToken[]) {
  server.use(http.get("*/api/tokens", () => HttpResponse.json(listOf(...tokens))));
}

it("shows a new token once, and never again", async () => {
  serveTokens();
  server.use(
    http.post("*/api/tokens", async ({ request }) => {
      const made = { ...script, ...((await request.json()) as object) };
      serveTokens(made);
      return HttpResponse.json({ ...made, token: "hab_once-only" }, { status: 201 });
    }),
  );
  renderPage(<ApiTokens />);
  await userEvent.click(await screen.findByRole("button", { name: "New token" }));
  await userEvent.type(await screen.findByLabelText("What is it for"), "Watch");
  await userEvent.click(screen.getByRole("radio", { name: /Read and write/ }));
  await userEvent.click(screen.getByRole("button", { name: "Make it" }));

  expect(await screen.findByLabelText("Token")).toHaveValue("hab_once-only");
  await userEvent.click(screen.getByRole("button", { name: "Copy" }));
  expect(await screen.findByRole("button", { name: "Copied" })).toBeInTheDocument();
  await expect(navigator.clipboard.readText()).resolves.toBe("hab_once-only");

  await userEvent.click(screen.getByRole("button", { name: "I have it" }));
  expect(await screen.findByText("Reads and writes, never used")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "New token" }));
  expect(await screen.findByLabelText("What is it for")).toHaveValue("");
  expect(screen.queryByDisplayValue("hab_once-only")).not.toBeInTheDocument();
});

it("revokes a token after asking", async () => {
  serveTokens(script);
  let revoked: unknown;
  server.use(
    http.delete("*/api/tokens/:id", ({ params }) => {
      revoked = params.id;
      serveTokens();
      return new HttpResponse(null, { status: 204 });
    }),
  );
  renderPage(<ApiTokens />);
  await userEvent.click(await screen.findByRole("button", { name: "Revoke Shell script" }));
  const question = await screen.findByRole("dialog", { name: "Revoke Shell script?" });
  expect(revoked).toBeUndefined();
  await userEvent.click(within(question).getByRole("button", { name: "Revoke" }));
  expect(await screen.findByText("No program has a token.")).toBeInTheDocument();
  await waitFor(() => expect(revoked).toBe(script.id));
});

it("shows a calendar's address when it is made, and asks before a new one takes its place", async () => {
  let feed: object | null = null;
  let made = 0;
  server.use(
    http.get("*/api/feed", () => HttpResponse.json({ feed })),
    http.post("*/api/feed", () => {
      made += 1;
      feed = { created_at: "2026-11-24T08:00:00Z", last_read_at: null };
      return HttpResponse.json(
        { url: `https://habits.example/feed.ics?key=${made}`, created_at: "2026-11-24T08:00:00Z" },
        { status: 201 },
      );
    }),
  );
  renderPage(<CalendarFeed />);
  await userEvent.click(await screen.findByRole("button", { name: "Make an address" }));
  expect(await screen.findByLabelText("Address of the calendar")).toHaveValue(
    "https://habits.example/feed.ics?key=1",
  );
  await userEvent.click(await screen.findByRole("button", { name: "New address" }));
  await userEvent.click(await screen.findByRole("button", { name: "Cancel" }));
  expect(made).toBe(1);
});
