import {
  dehydrate,
  hydrate,
  MutationObserver,
  onlineManager,
  QueryClient,
} from "@tanstack/react-query";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { keys } from "@/api/keys";
import { renderPage } from "@/testing/render";
import { dayOf, habit, recorded, server, task } from "@/testing/server";
import { entryUrl, serveDay, servePauses, shown } from "@/testing/today";
import { type CheckIn, registerCheckIns } from "./check-in";
import { TodayPage } from "./today-page";

beforeEach(() => servePauses());

describe("without a connection", () => {
  beforeEach(() => onlineManager.setOnline(false));
  afterEach(() => onlineManager.setOnline(true));

  it("marks a check-in that waits, and sends it later with the time at which it was made", async () => {
    const sent: unknown[] = [];
    server.use(
      http.put(entryUrl, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(recorded());
      }),
    );
    onlineManager.setOnline(true);
    serveDay(dayOf(task()));
    renderPage(<TodayPage />);
    const check = await shown();
    onlineManager.setOnline(false);
    const tapped = Date.now();
    await userEvent.click(check);
    expect(check).toBeChecked();
    expect(
      await screen.findByRole("img", { name: "Waits for the connection" }),
    ).toBeInTheDocument();
    expect(sent).toEqual([]);

    vi.spyOn(Date, "now").mockReturnValue(tapped + 3_600_000);
    onlineManager.setOnline(true);
    await waitFor(() => expect(sent).toHaveLength(1));
    const [body] = sent as { said_at: string }[];
    expect(Math.abs(Date.parse(body?.said_at ?? "") - tapped)).toBeLessThan(60_000);
    await waitFor(() =>
      expect(
        screen.queryByRole("img", { name: "Waits for the connection" }),
      ).not.toBeInTheDocument(),
    );
  });

  it("sends what an earlier visit left, before any page asks for it", async () => {
    const sent: string[] = [];
    server.use(
      http.put(entryUrl, ({ params }) => {
        sent.push(String(params.date));
        return HttpResponse.json(recorded());
      }),
    );
    const closed = new QueryClient();
    const checkIn: CheckIn = {
      habitId: habit().id,
      name: "Walk",
      date: "2026-11-24",
      change: { state: "done" },
      key: "6f1c9f0e-3a58-4a57-9c1d-0d6a2f0b7c11",
      saidAt: "2026-11-24T08:00:00Z",
    };
    const mutationFn = () => new Promise<never>(() => {});
    const options = { mutationKey: keys.checkIn, mutationFn };
    void new MutationObserver<never, Error, CheckIn>(closed, options).mutate(checkIn);
    const kept = JSON.parse(JSON.stringify(dehydrate(closed)));

    const opened = new QueryClient();
    registerCheckIns(opened);
    hydrate(opened, kept);
    onlineManager.setOnline(true);
    await opened.resumePausedMutations();
    expect(sent).toEqual(["2026-11-24"]);
  });
});
