import "@testing-library/jest-dom/vitest";
import { notifications } from "@mantine/notifications";
import { cleanup } from "@testing-library/react";
import { server } from "./server";

// Growing text areas listen for fonts, which happy-dom does not have.
Object.defineProperty(document, "fonts", { value: new EventTarget() });

beforeEach(() => {
  // biome-ignore lint/suspicious/noDocumentCookie: the server of a test sets no cookies
  document.cookie = "csrftoken=of-the-test";
});
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => {
  cleanup();
  notifications.clean();
  server.resetHandlers();
  localStorage.clear();
  sessionStorage.clear();
});
afterAll(() => server.close());
