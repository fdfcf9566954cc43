import {
  addDays,
  isDay,
  longDate,
  moment,
  rangeText,
  startOfWeek,
  weekday,
  weekdaysFrom,
} from "./dates";

it("moves over months, leap days and clock changes by whole days", () => {
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
  expect(addDays("2027-01-01", -1)).toBe("2026-12-31");
});

it("counts weekdays from Monday", () => {
  expect(weekday("2026-11-23")).toBe(0);
  expect(weekday("2026-11-29")).toBe(6);
});

it.each([
  [0, "2026-11-23"],
  [6, "2026-11-22"],
  [2, "2026-11-18"],
])("starts a week with weekday %d on %s", (first, start) => {
  expect(startOfWeek("2026-11-24", first)).toBe(start);
  expect(weekdaysFrom(first)[0]).toBe(first);
});

it.each(["2026-02-30", "2026-2-3", "yesterday", "", "2026-11-24T00:00"])(
  "refuses %j as a day",
  (text) => {
    expect(isDay(text)).toBe(false);
  },
);

it("names the year only when it is another one", () => {
  expect(longDate("2026-11-24", "2026-12-31")).toMatch(/^Tuesday,? 24 November$/);
  expect(longDate("2025-11-24", "2026-01-01")).toMatch(/^Monday,? 24 November 2025$/);
});

it("tells a moment by the person's clock and not the machine's", () => {
  expect(moment("2026-11-24T23:30:00Z", "Europe/Berlin")).toBe("25 November 2026, 00:30");
  expect(moment("2026-11-24T23:30:00Z", "America/New_York")).toBe("24 November 2026, 18:30");
});

it("says as much of the first day of a range as the last one leaves open", () => {
  expect(rangeText("2026-03-03", "2026-03-26")).toBe("3 – 26 March 2026");
  expect(rangeText("2026-03-03", "2026-04-02")).toBe("3 March – 2 April 2026");
  expect(rangeText("2025-12-30", "2026-01-02")).toBe("30 December 2025 – 2 January 2026");
  expect(rangeText("2026-03-03", "2026-03-03")).toBe("3 March 2026");
});
