import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import type { Digest } from "@/api/types";
import { renderPage } from "@/testing/render";
import { problem, server } from "@/testing/server";
import { DigestForm } from "./digest-form";

function serve(digest: Digest) {
  server.use(http.get("*/api/digest", () => HttpResponse.json(digest)));
}

it("saves a mail as soon as it is chosen, and asks for its hour only then", async () => {
  serve({ rhythm: "none", hour: 7 });
  const sent: unknown[] = [];
  server.use(
    http.put("*/api/digest", async ({ request }) => {
      const digest = (await request.json()) as Digest;
      sent.push(digest);
      return HttpResponse.json(digest);
    }),
  );
  renderPage(<DigestForm />);
  const rhythm = await screen.findByLabelText("A mail with what was done and what is due");
  expect(screen.queryByLabelText("At")).not.toBeInTheDocument();
  await userEvent.selectOptions(rhythm, "Once a week");
  await userEvent.selectOptions(await screen.findByLabelText("At"), "19:00");
  await waitFor(() =>
    expect(sent).toEqual([
      { rhythm: "weekly", hour: 7 },
      { rhythm: "weekly", hour: 19 },
    ]),
  );
});

it("shows what is saved again when a change is refused, and says why", async () => {
  serve({ rhythm: "daily", hour: 7 });
  server.use(http.put("*/api/digest", () => problem(503)));
  renderPage(<DigestForm />);
  const rhythm = await screen.findByLabelText("A mail with what was done and what is due");
  await userEvent.selectOptions(rhythm, "Never");
  expect(await screen.findByText("Your mail was not changed")).toBeInTheDocument();
  expect(rhythm).toHaveValue("daily");
});
