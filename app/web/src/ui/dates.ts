/** Days are ISO strings ("2026-11-24"), as in the contract: a logical day has no hour and no zone. */

const DAY = 86_400_000;
export const weekdayNames = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

function instant(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** Whether `text` is a day that exists: "2026-02-30" is none. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && addDays(text, 0) === text;
}

export function addDays(day: string, count: number): string {
  const moved = new Date(instant(day) + count * DAY);
  return Number.isNaN(moved.getTime()) ? "" : moved.toISOString().slice(0, 10);
}

/** 0 is Monday, 6 is Sunday. */
export function weekday(day: string): number {
  return (new Date(instant(day)).getUTCDay() + 6) % 7;
}

export function startOfWeek(day: string, firstWeekday: number): string {
  return addDays(day, -((weekday(day) - firstWeekday + 7) % 7));
}

/** "Tuesday, 24 November", with the year when it is not the year of `today`. */
export function longDate(day: string, today: string): string {
  return format(day, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: day.slice(0, 4) === today.slice(0, 4) ? undefined : "numeric",
  });
}

/** "3 – 26 March 2026", with as much of the first day as the last one does not say. */
export function rangeText(first: string, last: string): string {
  const full = { day: "numeric", month: "long", year: "numeric" } as const;
  if (first === last) return format(last, full);
  const sameYear = first.slice(0, 4) === last.slice(0, 4);
  const sameMonth = first.slice(0, 7) === last.slice(0, 7);
  const begin = format(first, {
    day: "numeric",
    month: sameMonth ? undefined : "long",
    year: sameYear ? undefined : "numeric",
  });
  return `${begin} – ${format(last, full)}`;
}

export function format(day: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(instant(day));
}

/** "24 November 2026, 14:05" on the clocks of `timeZone`; `instant` is an ISO date with a time. */
export function moment(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone,
  })
    .format(Date.parse(instant))
    .replace(" at ", ", ");
}

/** The seven weekdays in the order of a week that begins with `first`. */
export function weekdaysFrom(first: number): number[] {
  return Array.from({ length: 7 }, (_, offset) => (first + offset) % 7);
}
