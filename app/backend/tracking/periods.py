"""A habit's life as the periods that are judged: due days, and calendar weeks and months of a quota. Pure.

Rates and streaks count the same periods. Why they are judged as they are: docs/decisions/0052.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from habits.schedules import Schedule, ScheduleKind
from tracking.intervals import covered_days
from tracking.occurrence import DAY, Plan, active_days_until, days, end_of_month, is_due


class Mark(Enum):
    """What is known of a day."""

    DONE = auto()
    """As much as the target asked."""
    BEGUN = auto()
    """Something, but less than the target asks: it can still become enough while the day is open."""
    MISSED = auto()
    """Not done, or more than a limit allows."""
    SKIPPED = auto()


class Outcome(Enum):
    """What a period says of the habit."""

    KEPT = auto()
    BROKEN = auto()
    NEITHER = auto()
    """Skipped, or still open."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A due day, or the days of a week or month that belong to the habit's life."""

    first: date
    last: date
    outcome: Outcome
    kept: tuple[date, ...] = ()
    """The days on which it was kept."""
    asked: int = 1
    """On how many days it should be kept, less what skips excuse."""


def periods_back(
    plan: Plan,
    marks: Mapping[date, Mark],
    today: date,
    *,
    silence_keeps: bool = False,
    last: date | None = None,
    after: date = date.min,
) -> Iterator[Period]:
    """The periods from the one of `today` back to the habit's beginning.

    With `silence_keeps` (for limits), past days without a mark are kept. With `last` and `after`, which must
    be ends of periods, only those that end after `after` and not after `last`.
    """
    done = {day for day, mark in marks.items() if mark is Mark.DONE}
    marks = {**marks, **dict.fromkeys(plan.paused, Mark.SKIPPED)}
    covered = covered_days(plan, done) if any(is_rolling(schedule) for _, schedule in plan.schedules) else ()
    has_quotas = any(schedule.counts_weeks or schedule.counts_months for _, schedule in plan.schedules)
    start = plan.start
    day = today if last is None else last
    judged_from = date.max
    while day >= start and day > after:
        if has_quotas and (quota := calendar_quota(plan, day)) is not None:
            first, last, times = quota
            period = days(max(first, start), min(last, judged_from - DAY))
            yield judged_quota(period, marks, times, today)
            day = judged_from = period[0]
        else:
            _, schedule = plan.schedule_on(day)
            if is_rolling(schedule):
                if (rolling := judged_rolling(plan, schedule, day, marks, covered, today)) is not None:
                    yield rolling
            elif not (schedule.counts_weeks or schedule.counts_months) and is_due(plan, day, done):
                yield judged_day(day, marks.get(day), today, silence_keeps=silence_keeps)
        day -= DAY


def is_rolling(schedule: Schedule) -> bool:
    return schedule.kind is ScheduleKind.TIMES_IN_DAYS


def calendar_quota(plan: Plan, day: date) -> tuple[date, date, int] | None:
    """The week or month of `day` and its quota, if it is judged as a whole.

    It belongs to the schedule it ends with: the period of a change is judged by the new one.
    """
    month = end_of_month(day)
    _, schedule = plan.schedule_on(month)
    if schedule.counts_months:
        return day.replace(day=1), month, schedule.times or 1
    week = plan.end_of_week(day)
    _, schedule = plan.schedule_on(week)
    if schedule.counts_weeks:
        return plan.week_of(day), week, schedule.times or 1
    return None


def judged_day(day: date, mark: Mark | None, today: date, *, silence_keeps: bool) -> Period:
    is_over = day < today
    if mark is Mark.DONE or (mark is None and silence_keeps and is_over):
        return Period(first=day, last=day, outcome=Outcome.KEPT, kept=(day,))
    broken = mark is Mark.MISSED or (mark is not Mark.SKIPPED and is_over)
    return Period(first=day, last=day, outcome=Outcome.BROKEN if broken else Outcome.NEITHER)


def judged_rolling(
    plan: Plan,
    schedule: Schedule,
    day: date,
    marks: Mapping[date, Mark],
    covered: Collection[date],
    today: date,
) -> Period | None:
    """A day of a quota for any so many days: kept when done, broken when the days up to it had too few.

    None for a day that neither is done nor has to be, because checks cover it or the days are not over.
    """
    if marks.get(day) is Mark.DONE:
        return Period(first=day, last=day, outcome=Outcome.KEPT, kept=(day,))
    last_days = active_days_until(plan, day, schedule.days or 1)
    if day in covered or day >= today or last_days[0] < plan.start or marks.get(day) is Mark.SKIPPED:
        return None
    window = judged_quota(last_days, marks, schedule.times or 1, today)
    return Period(first=day, last=day, outcome=Outcome.BROKEN) if window.outcome is Outcome.BROKEN else None


def judged_quota(period: list[date], marks: Mapping[date, Mark], times: int, today: date) -> Period:
    """Kept when its quota is met. Skipped days excuse from a quota that the other days cannot hold."""
    done = tuple(day for day in period if marks.get(day) is Mark.DONE)
    available = sum(marks.get(day) is not Mark.SKIPPED for day in period)
    asked = min(times, available)
    if len(done) >= asked:
        outcome = Outcome.KEPT if done else Outcome.NEITHER
    else:
        outcome = Outcome.BROKEN if period[-1] < today else Outcome.NEITHER
    return Period(first=period[0], last=period[-1], outcome=outcome, kept=done, asked=asked)
