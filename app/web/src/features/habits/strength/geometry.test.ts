import { addDays } from "@/ui/dates";
import { across, areaPath, linePath, monthStarts } from "./geometry";

it("draws nothing at the ground and everything at the top, from edge to edge", () => {
  expect(linePath([0, 1, 0.25])).toBe("M0.00 100.00L50.00 0.00L100.00 75.00");
  expect(areaPath([1, 1])).toBe("M0.00 0.00L100.00 0.00V100H0Z");
});

it("puts a single day at the right, where today stands", () => {
  expect(across(0, 1)).toBe(100);
  expect(across(0, 2)).toBe(0);
});

it("names the months, and fewer of them when there are many", () => {
  const year = Array.from({ length: 365 }, (_, index) => addDays("2025-12-15", index));
  expect(monthStarts(year.slice(0, 40), 6).map((index) => year[index])).toEqual(["2026-01-01"]);
  const thinned = monthStarts(year, 6).map((index) => year[index]);
  expect(thinned).toHaveLength(6);
  expect(thinned.slice(0, 2)).toEqual(["2026-01-01", "2026-03-01"]);
});
