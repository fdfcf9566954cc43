import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { sessionQuery } from "@/api/session";
import type { OpenSession } from "@/api/types";
import { renderPage } from "@/testing/render";
import { listOf, problem, server, user } from "@/testing/server";
import { AccountPage } from "./account-page";
import { DeleteAccount } from "./delete-account";
import { deviceName } from "./user-agent";

const here: OpenSession = {
  id: "9a1e",
  created_at: "2026-11-01T08:00:00Z",
  last_used_at: "2026-11-24T08:00:00Z",
  user_agent: "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
  address: "192.0.2.7",
  current: true,
};
const phone = {
  ...here,
  id: "5c2d",
  current: false,
  user_agent:
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36",
};

it.each([
  [here.user_agent, "Firefox on Linux"],
  [phone.user_agent, "Chrome on Android"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
    "Safari on iPhone",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/129.0 Safari/537.36 Edg/129.0",
    "Edge on Windows",
  ],
  ["curl/8.5.0", "curl"],
  ["", "Unknown device"],
])("calls %j %s", (agent, name) => {
  expect(deviceName(agent)).toBe(name);
});

function serveSessions(...sessions: OpenSession[]) {
  server.use(http.get("*/api/sessions", () => HttpResponse.json(listOf(...sessions))));
}

it("logs out another device, and does not offer it for this one", async () => {
  serveSessions(here, phone);
  let ended: unknown;
  server.use(
    http.delete("*/api/sessions/:id", ({ params }) => {
      ended = params.id;
      serveSessions(here);
      return new HttpResponse(null, { status: 204 });
    }),
  );
  renderPage(<AccountPage />);
  const list = await screen.findByRole("list", { name: "Open sessions" });
  const [first] = within(list).getAllByRole("listitem");
  expect(first).toHaveTextContent("This one");
  expect(first).toHaveTextContent("Last used 24 November 2026, 09:00 · 192.0.2.7");
  expect(within(list).getAllByRole("button")).toHaveLength(1);

  await userEvent.click(screen.getByRole("button", { name: "Log out Chrome on Android" }));
  await waitFor(() => expect(within(list).getAllByRole("listitem")).toHaveLength(1));
  expect(ended).toBe(phone.id);
});

it("says at the field that the current password is wrong", async () => {
  serveSessions(here);
  server.use(
    http.post("*/api/auth/password", () =>
      problem(400, [{ field: "current_password", message: "This is not your password." }]),
    ),
  );
  renderPage(<AccountPage />);
  await userEvent.type(screen.getByLabelText("Current password"), "wrong");
  await userEvent.type(screen.getByLabelText("New password"), "quiet-forest-43");
  await userEvent.click(screen.getByRole("button", { name: "Change the password" }));
  expect(await screen.findByText("This is not your password.")).toBeInTheDocument();
  expect(screen.getByLabelText("Current password")).toHaveFocus();
});

it("deletes an account only for whoever typed its address and its password", async () => {
  const sent: unknown[] = [];
  server.use(
    http.post("*/api/auth/delete-account", async ({ request }) => {
      sent.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { client } = renderPage(<DeleteAccount email={user.email} />);
  await userEvent.click(screen.getByRole("button", { name: "Delete account …" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete your account?" });
  await userEvent.type(within(dialog).getByLabelText("Password"), "quiet-forest-42");
  await userEvent.click(within(dialog).getByRole("button", { name: "Delete for good" }));
  expect(within(dialog).getByText(`Type ${user.email} to go on.`)).toBeInTheDocument();
  expect(sent).toEqual([]);

  await userEvent.type(within(dialog).getByLabelText("Type your e-mail address"), user.email);
  await userEvent.click(within(dialog).getByRole("button", { name: "Delete for good" }));
  await waitFor(() => expect(client.getQueryData(sessionQuery.queryKey)).toBeNull());
  expect(sent).toEqual([{ password: "quiet-forest-42" }]);
});
