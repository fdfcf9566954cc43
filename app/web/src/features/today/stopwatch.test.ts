import { clockText, minutes } from "./stopwatch";

it("adds tenths of minutes, and of a run at least one", () => {
  expect(minutes(90_000)).toBe(1.5);
  expect(minutes(1_000)).toBe(0.1);
  expect(minutes(3_600_000)).toBe(60);
});

it("shows hours only when there are some", () => {
  expect(clockText(65_000)).toBe("1:05");
  expect(clockText(3_723_000)).toBe("1:02:03");
  expect(clockText(0)).toBe("0:00");
});
