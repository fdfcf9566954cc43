import { HttpResponse, http } from "msw";
import { problem, recorded, server } from "@/testing/server";
import { api, dataOf, onSessionEnd } from "./client";
import { ApiError, Unreachable } from "./errors";

const login = { email: "robin@example.com", password: "quiet-forest-42" };

it("sends the CSRF token of the cookie with every write, as it is then", async () => {
  const tokens: (string | null)[] = [];
  server.use(
    http.post("*/api/auth/logout", ({ request }) => {
      tokens.push(request.headers.get("X-CSRFToken"));
      return new HttpResponse(null, { status: 204 });
    }),
  );
  for (const token of ["first", "second"]) {
    // biome-ignore lint/suspicious/noDocumentCookie: the server of a test sets no cookies
    document.cookie = `csrftoken=${token}`;
    await api.POST("/api/auth/logout");
  }
  expect(tokens).toEqual(["first", "second"]);
});

it("asks for a new CSRF token when the cookie is gone", async () => {
  // biome-ignore lint/suspicious/noDocumentCookie: as a person does who clears their cookies
  document.cookie = "csrftoken=; Max-Age=0";
  let token: string | null = "";
  server.use(
    http.get("*/api/session", () => {
      // biome-ignore lint/suspicious/noDocumentCookie: the server of a test sets no cookies
      document.cookie = "csrftoken=fresh";
      return HttpResponse.json({ user: null });
    }),
    http.post("*/api/auth/logout", ({ request }) => {
      token = request.headers.get("X-CSRFToken");
      return new HttpResponse(null, { status: 204 });
    }),
  );
  await api.POST("/api/auth/logout");
  expect(token).toBe("fresh");
});

it("sends no token with a read", async () => {
  let token: string | null = "";
  server.use(
    http.get("*/api/session", ({ request }) => {
      token = request.headers.get("X-CSRFToken");
      return HttpResponse.json({ user: null });
    }),
  );
  await api.GET("/api/session");
  expect(token).toBeNull();
});

it("reports a session that has ended, but not a login that was refused", async () => {
  const ended = vi.fn();
  onSessionEnd(ended);
  server.use(
    http.get("*/api/tasks", () => problem(401)),
    http.post("*/api/auth/login", () => problem(401)),
  );
  await expect(api.POST("/api/auth/login", { body: login })).rejects.toThrow(ApiError);
  expect(ended).not.toHaveBeenCalled();
  await expect(api.GET("/api/tasks")).rejects.toMatchObject({ status: 401 });
  expect(ended).toHaveBeenCalledOnce();
});

it("tells a server that cannot be reached from one that refuses", async () => {
  server.use(http.get("*/api/tasks", () => HttpResponse.error()));
  await expect(api.GET("/api/tasks")).rejects.toThrow(Unreachable);
});

it("gives the data of an answer", async () => {
  server.use(http.put("*/api/habits/:id/entries/:date", () => HttpResponse.json(recorded())));
  const params = { path: { habit_id: "x", date: "2026-11-24" } };
  const put = api.PUT("/api/habits/{habit_id}/entries/{date}", { params, body: { state: "done" } });
  expect((await dataOf(put)).current_streak.length).toBe(4);
});
