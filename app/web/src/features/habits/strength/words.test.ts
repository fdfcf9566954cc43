import { percent } from "@/ui/numbers";
import { change, points, todayText, withSpokenDays } from "./words";

const space = "\u00a0";

it("says a share in whole percent and a difference in tenths of a point", () => {
  expect(percent(0.6349)).toBe(`63${space}%`);
  expect(points(-0.0333)).toBe(`3.3${space}points`);
  expect(points(0.01)).toBe(`1${space}point`);
});

it("gives a change its direction, and none to what rounds to nothing", () => {
  expect(change(0.082)).toBe(`+8.2${space}points`);
  expect(change(-0.25)).toBe(`−25${space}points`);
  expect(change(-0.0001)).toBe(`+0${space}points`);
});

it("reads the days of a sentence as people do", () => {
  expect(withSpokenDays("From 2026-10-26 to 2026-11-24 you have 3 of 6 times.")).toBe(
    "From 26 October to 24 November you have 3 of 6 times.",
  );
  expect(withSpokenDays("That is worth 50.0 %.")).toBe("That is worth 50.0 %.");
});

it("says what today decides, and nothing when it decides nothing", () => {
  const day = (score: number) => [{ date: "2026-11-24", score }];
  expect(todayText({ score: 0.62, done: day(0.65), missed: day(0.6) })).toBe(
    `Today decides over 5${space}points: 65${space}% if you keep it, 60${space}% if you do not.`,
  );
  expect(todayText({ score: 0.65, done: day(0.65), missed: day(0.65) })).toBe("");
});
