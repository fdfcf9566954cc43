import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { sessionQuery } from "@/api/session";
import { renderPage } from "@/testing/render";
import { problem, server } from "@/testing/server";
import { ForgotPasswordPage, ResetPasswordPage } from "./pages";

const link = { path: "/reset-password#key-of-the-mail", pattern: "/reset-password" };

it("says the same whether there is an account or not", async () => {
  server.use(http.post("*/api/auth/reset-link", () => new HttpResponse(null, { status: 204 })));
  renderPage(<ForgotPasswordPage />);
  await userEvent.type(screen.getByLabelText("E-mail"), "robin@example.com");
  await userEvent.click(screen.getByRole("button", { name: "Send the link" }));
  expect(await screen.findByRole("status")).toHaveTextContent(
    "If there is an account of robin@example.com, a link is on its way.",
  );
});

it("tells who runs no mail that none will come", async () => {
  server.use(http.post("*/api/auth/reset-link", () => problem(503)));
  renderPage(<ForgotPasswordPage />);
  await userEvent.type(screen.getByLabelText("E-mail"), "robin@example.com");
  await userEvent.click(screen.getByRole("button", { name: "Send the link" }));
  expect(await screen.findByRole("alert")).toBeInTheDocument();
  expect(screen.queryByText(/is on its way/)).not.toBeInTheDocument();
});

it("takes the key out of the address at once, sends it, and asks for a log-in", async () => {
  let sent: unknown;
  server.use(
    http.post("*/api/auth/reset-password", async ({ request }) => {
      sent = await request.json();
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { router, client } = renderPage(<ResetPasswordPage />, link);
  await waitFor(() => expect(router.state.location.hash).toBe(""));

  await userEvent.type(screen.getByLabelText("New password"), "quiet-forest-43");
  await userEvent.click(screen.getByRole("button", { name: "Set the password" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/login"));
  expect(sent).toEqual({ token: "key-of-the-mail", new_password: "quiet-forest-43" });
  expect(client.getQueryData(sessionQuery.queryKey)).toBeNull();
});

it("says at the field that a password is weak, and on top that a link is old", async () => {
  server.use(
    http.post("*/api/auth/reset-password", () =>
      problem(400, [
        { field: "token", message: "This link is too old." },
        { field: "new_password", message: "Too common." },
      ]),
    ),
  );
  renderPage(<ResetPasswordPage />, link);
  const password = screen.getByLabelText("New password");
  await userEvent.type(password, "password");
  await userEvent.click(screen.getByRole("button", { name: "Set the password" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("This link is too old.");
  expect(password).toHaveAccessibleDescription(/Too common\./);
  expect(password).toHaveFocus();
});

it("offers a new link to whoever comes without a key", () => {
  renderPage(<ResetPasswordPage />, { path: "/reset-password", pattern: "/reset-password" });
  expect(screen.queryByLabelText("New password")).not.toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Ask for a new one" })).toHaveAttribute(
    "href",
    "/forgot-password",
  );
});
