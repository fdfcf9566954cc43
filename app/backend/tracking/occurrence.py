"""Whether a habit is due on a day: the one answer that tasks, streaks and everything later share. Pure.

A habit's plan is a list of schedules, each valid from a day until the next. A day-based schedule decides day
by day. A quota decides by calendar weeks, calendar months or the last so many days: any day is due until the
quota is met on days before it.
"""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.clock import week_start
from habits.recurrence import days_of_year
from habits.schedules import LAST, Schedule, ScheduleKind
from habits.versions import Versions, valid_on

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """When a habit is due, over its whole life."""

    schedules: Versions[Schedule]
    """Each with the day from which it is valid, oldest first; at least one."""
    first_weekday: int
    """Of the person's calendar weeks, Monday = 0."""
    first_entry: date | None = None
    """The earliest day with an entry: a habit that was kept before it was written down began then."""

    paused: Collection[date] = frozenset()
    """Days that are taken out of the habit's life; none on which it was done all the same."""

    @property
    def start(self) -> date:
        """Nothing is due before."""
        created = self.schedules[0][0]
        return created if self.first_entry is None else min(created, self.first_entry)

    def schedule_on(self, day: date) -> tuple[date, Schedule]:
        """The schedule valid on `day`, with its own first day."""
        return valid_on(self.schedules, day)

    def end_of_week(self, day: date) -> date:
        """The last day of the calendar week of `day`."""
        return self.week_of(day) + WEEK - DAY

    def week_of(self, day: date) -> date:
        """The first day of the calendar week of `day`."""
        return week_start(day, self.first_weekday)


def is_due(plan: Plan, day: date, done: Collection[date]) -> bool:
    """Whether the habit is due on `day`. `done` are days that met their target; later ones do not matter."""
    if day < plan.start or day in plan.paused:
        return False
    return is_asked(plan, *plan.schedule_on(day), day, done)


def is_asked(plan: Plan, valid_from: date, schedule: Schedule, day: date, done: Collection[date]) -> bool:
    """Whether `schedule`, valid from `valid_from`, makes `day` due."""

    def number_since(first: date) -> int:
        return sum(one in done for one in days(first, day - DAY))

    match schedule.kind:
        case ScheduleKind.DAILY:
            return True
        case ScheduleKind.WEEKDAYS:
            return day.weekday() in (schedule.weekdays or ())
        case ScheduleKind.EVERY_N_DAYS:
            return (day - valid_from).days % (schedule.interval or 1) == 0
        case ScheduleKind.DAYS_AFTER_DONE:
            return not any(day - DAY * back in done for back in range(1, schedule.interval or 1))
        case ScheduleKind.TIMES_PER_WEEK:
            return number_since(plan.week_of(day)) < (schedule.times or 1)
        case ScheduleKind.TIMES_PER_MONTH:
            return number_since(day.replace(day=1)) < (schedule.times or 1)
        case ScheduleKind.TIMES_IN_DAYS:
            window = active_days_until(plan, day, schedule.days or 1)
            return sum(one in done for one in window if one < day) < (schedule.times or 1)
        case ScheduleKind.MONTH_DAYS:
            chosen = schedule.month_days or ()
            return day.day in chosen or (LAST in chosen and (day + DAY).month != day.month)
        case ScheduleKind.NTH_WEEKDAYS:
            nths = [(day.day - 1) // 7 + 1]
            if (day + WEEK).month != day.month:
                nths.append(LAST)
            return any((nth, day.weekday()) in (schedule.nth_weekdays or ()) for nth in nths)
        case ScheduleKind.RRULE:
            return day in days_of_year(schedule.rrule or "", valid_from, day.year)


def active_days_until(plan: Plan, day: date, number: int) -> list[date]:
    """The last `number` days up to `day` that are not paused, oldest first."""
    active: list[date] = []
    while len(active) < number:
        if day not in plan.paused:
            active.append(day)
        day -= DAY
    return active[::-1]


def end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def due_days(plan: Plan, first: date, last: date, done: Collection[date]) -> list[date]:
    """The due days from `first` to `last`, both included."""
    return [day for day in days(first, last) if is_due(plan, day, done)]


def days(first: date, last: date) -> list[date]:
    """The days from `first` to `last`, both included; none when `last` is earlier."""
    return [first + DAY * number for number in range((last - first).days + 1)]
