import { ownPath } from "./session-gate";

it("goes on to a page of this site only", () => {
  expect(ownPath("/habits")).toBe("/habits");
  expect(ownPath(null)).toBe("/");
  for (const evil of [
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
  ]) {
    expect(ownPath(evil)).toBe("/");
  }
});
