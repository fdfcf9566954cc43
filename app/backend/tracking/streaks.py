"""How long a habit has been kept without a break: recomputed from entries each time, never counted up. Pure.

Walking back from today, a kept day lengthens the streak and a broken one ends it. A skipped day, a day that
is not due, and a day or week that is still open do neither. The reasons: docs/decisions/0052.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto

from tracking.occurrence import DAY, WEEK, Plan, days, is_due


class Mark(Enum):
    """What is known of a day."""

    DONE = auto()
    """As much as the target asked."""
    BEGUN = auto()
    """Something, but less than the target asks: it can still become enough while the day is open."""
    MISSED = auto()
    """Not done, or more than a limit allows."""
    SKIPPED = auto()


class Unit(StrEnum):
    """What a streak counts."""

    DAYS = "days"
    WEEKS = "weeks"


@dataclass(frozen=True, kw_only=True)
class Streak:
    """Days that were due, or calendar weeks for a weekly quota."""

    length: int
    unit: Unit


def current_streak(
    plan: Plan, marks: Mapping[date, Mark], today: date, *, silence_keeps: bool = False
) -> Streak:
    """The streak up to `today`. With `silence_keeps` (for limits), past days without a mark are kept."""
    done = {day for day, mark in marks.items() if mark is Mark.DONE}
    kept: list[date] = []
    broken: date | None = None
    day = today
    while day >= plan.start and broken is None:
        last = plan.week_of(day) + WEEK - DAY
        # A week belongs to the schedule it ends with; the week of a change is judged by the new one.
        _, schedule = plan.schedule_on(last)
        if schedule.counts_weeks:
            first = max(plan.week_of(day), plan.start)
            verdict = judged_week(days(first, last), marks, schedule.times or 1)
            if verdict is None and last < today:
                broken = last
            kept += verdict or []
            day = first - DAY
            continue
        if not plan.schedule_on(day)[1].counts_weeks and is_due(plan, day, done):
            mark = marks.get(day)
            if mark is Mark.DONE or (mark is None and silence_keeps and day < today):
                kept.append(day)
            elif mark is Mark.MISSED or (mark is not Mark.SKIPPED and day < today):
                broken = day
        day -= DAY
    return counted(plan, kept, broken, today)


def judged_week(week: list[date], marks: Mapping[date, Mark], times: int) -> list[date] | None:
    """The done days of a week that met its quota, none when all of it was skipped; None when it did not.

    Skipped days excuse from a quota that the other days cannot hold.
    """
    done = [day for day in week if marks.get(day) is Mark.DONE]
    available = sum(marks.get(day) is not Mark.SKIPPED for day in week)
    return done if len(done) >= min(times, available) else None


def counted(plan: Plan, kept: list[date], broken: date | None, today: date) -> Streak:
    """Kept days in the unit of the schedule that is valid today. The week of the break is no whole week."""
    _, schedule = plan.schedule_on(today)
    if not schedule.counts_weeks:
        return Streak(length=len(kept), unit=Unit.DAYS)
    weeks = {plan.week_of(day) for day in kept}
    if broken is not None:
        weeks.discard(plan.week_of(broken))
    return Streak(length=len(weeks), unit=Unit.WEEKS)
