import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { renderPage } from "@/testing/render";
import { problem, server, user } from "@/testing/server";
import { LogInPage } from "./pages";
import { signUp } from "./requests";

const credentials = { email: "robin@example.com", password: "quiet-forest-42" };

describe("signing up", () => {
  it("starts in UTC when the server does not know the browser's time zone", async () => {
    const zones: unknown[] = [];
    server.use(
      http.post("*/api/auth/signup", async ({ request }) => {
        const { time_zone: zone } = (await request.json()) as { time_zone?: string };
        zones.push(zone);
        if (zone) return problem(400, [{ field: "time_zone", message: "No such zone." }]);
        return HttpResponse.json(user, { status: 201 });
      }),
    );
    await expect(signUp(credentials)).resolves.toEqual(user);
    expect(zones).toEqual([expect.any(String), undefined]);
  });

  it("is asked once only when something else is wrong", async () => {
    let asked = 0;
    server.use(
      http.post("*/api/auth/signup", () => {
        asked += 1;
        return problem(400, [{ field: "email", message: "Taken." }]);
      }),
    );
    await expect(signUp(credentials)).rejects.toMatchObject({ status: 400 });
    expect(asked).toBe(1);
  });
});

it("says on top of the form what belongs to no field", async () => {
  server.use(
    http.post("*/api/auth/login", () =>
      problem(400, [{ field: "", message: "E-mail address or password is wrong." }]),
    ),
  );
  renderPage(<LogInPage />);
  await userEvent.type(screen.getByLabelText("E-mail"), credentials.email);
  await userEvent.type(screen.getByLabelText("Password"), credentials.password);
  await userEvent.click(screen.getByRole("button", { name: "Log in" }));
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "E-mail address or password is wrong.",
  );
});

it("asks for what is missing without asking the server", async () => {
  renderPage(<LogInPage />);
  await userEvent.click(screen.getByRole("button", { name: "Log in" }));
  expect(screen.getByLabelText("E-mail")).toHaveAccessibleDescription(/Enter an e-mail address/);
  expect(screen.getByLabelText("E-mail")).toHaveFocus();
});
