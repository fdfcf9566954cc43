import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import type { Streaks } from "@/api/types";
import { renderPage } from "@/testing/render";
import { server } from "@/testing/server";
import { BestStreaks } from "./best-streaks";
import { lengthText } from "./words";

it("tells due days from days that follow one another", () => {
  expect(lengthText({ length: 24, unit: "days" }, "periods")).toBe("24 due days");
  expect(lengthText({ length: 24, unit: "days" }, "days")).toBe("24 days");
  expect(lengthText({ length: 1, unit: "weeks" }, "periods")).toBe("1 week");
});

const streaks: Streaks = {
  periods: {
    current: { first: "2026-11-09", last: "2026-11-24", length: 3, unit: "weeks" },
    best: [
      { first: "2026-11-09", last: "2026-11-24", length: 3, unit: "weeks" },
      { first: "2026-03-02", last: "2026-05-03", length: 9, unit: "weeks" },
    ],
  },
  days: { current: null, best: [] },
};

it("lists the best streaks either way they are counted, and marks the one that goes on", async () => {
  server.use(http.get("*/api/habits/:id/streaks", () => HttpResponse.json(streaks)));
  renderPage(<BestStreaks habitId="1" />);

  const [newest, older] = await screen.findAllByRole("listitem");
  expect(newest).toHaveTextContent("3 weeks9 – 24 November 2026, still going");
  expect(older).toHaveTextContent("9 weeks2 March – 3 May 2026");
  expect(older).not.toHaveTextContent("still going");

  await userEvent.click(screen.getByRole("radio", { name: "In days" }));
  expect(screen.getByText("No streak yet. The next kept day begins one.")).toBeInTheDocument();
});
