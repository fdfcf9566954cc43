import createClient, { type Middleware } from "openapi-fetch";
import { ApiError, Unreachable } from "./errors";
import type { paths } from "./schema";

const CSRF_COOKIE = "csrftoken";
const unsafe = new Set(["POST", "PUT", "PATCH", "DELETE"]);

function cookie(name: string): string | undefined {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found && decodeURIComponent(found.slice(name.length + 1));
}

let sessionEnded: () => void = () => {};

/** `listener` is called when the server answers 401: the session is over, whatever the page believed. */
export function onSessionEnd(listener: () => void): void {
  sessionEnded = listener;
}

const protocol: Middleware = {
  async onRequest({ request }) {
    if (unsafe.has(request.method)) {
      // Read at every request: Django changes the token at login, and a person may clear their cookies.
      if (!cookie(CSRF_COOKIE)) await api.GET("/api/session");
      request.headers.set("X-CSRFToken", cookie(CSRF_COOKIE) ?? "");
    }
    return request;
  },
  async onResponse({ request, response }) {
    if (response.ok) return response;
    const error = await ApiError.from(response);
    const isLogin = new URL(request.url).pathname.startsWith("/api/auth/");
    if (error.status === 401 && !isLogin) sessionEnded();
    throw error;
  },
  onError({ error }) {
    return new Unreachable(error);
  },
};

export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: "same-origin",
  headers: { Accept: "application/json" },
  // Looked up at each call, so that a test can put its server in place after this module is loaded.
  fetch: (request) => globalThis.fetch(request),
});
api.use(protocol);

/** The data of a successful answer; failures were thrown before, by the client. */
export async function dataOf<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  return data as T;
}
