"""A habit's life as the periods that are judged: due days, and calendar weeks of a weekly quota. Pure.

Rates and streaks count the same periods. Why they are judged as they are: docs/decisions/0052.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

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


class Outcome(Enum):
    """What a period says of the habit."""

    KEPT = auto()
    BROKEN = auto()
    NEITHER = auto()
    """Skipped, or still open."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A due day, or the days of a week that belong to the habit's life."""

    first: date
    last: date
    outcome: Outcome
    kept: tuple[date, ...] = ()
    """The days on which it was kept."""
    asked: int = 1
    """On how many days it should be kept, less what skips excuse."""


def periods_back(
    plan: Plan, marks: Mapping[date, Mark], today: date, *, silence_keeps: bool = False
) -> Iterator[Period]:
    """The periods from the one of `today` back to the habit's beginning.

    With `silence_keeps` (for limits), past days without a mark are kept.
    """
    done = {day for day, mark in marks.items() if mark is Mark.DONE}
    day = today
    while day >= plan.start:
        last = plan.week_of(day) + WEEK - DAY
        # A week belongs to the schedule it ends with; the week of a change is judged by the new one.
        _, schedule = plan.schedule_on(last)
        if schedule.counts_weeks:
            week = days(max(plan.week_of(day), plan.start), last)
            yield judged_week(week, marks, schedule.times or 1, today)
            day = week[0] - DAY
            continue
        if not plan.schedule_on(day)[1].counts_weeks and is_due(plan, day, done):
            yield judged_day(day, marks.get(day), today, silence_keeps=silence_keeps)
        day -= DAY


def judged_day(day: date, mark: Mark | None, today: date, *, silence_keeps: bool) -> Period:
    is_over = day < today
    if mark is Mark.DONE or (mark is None and silence_keeps and is_over):
        return Period(first=day, last=day, outcome=Outcome.KEPT, kept=(day,))
    broken = mark is Mark.MISSED or (mark is not Mark.SKIPPED and is_over)
    return Period(first=day, last=day, outcome=Outcome.BROKEN if broken else Outcome.NEITHER)


def judged_week(week: list[date], marks: Mapping[date, Mark], times: int, today: date) -> Period:
    """Kept when its quota is met. Skipped days excuse from a quota that the other days cannot hold."""
    done = tuple(day for day in week if marks.get(day) is Mark.DONE)
    available = sum(marks.get(day) is not Mark.SKIPPED for day in week)
    asked = min(times, available)
    if len(done) >= asked:
        outcome = Outcome.KEPT if done else Outcome.NEITHER
    else:
        outcome = Outcome.BROKEN if week[-1] < today else Outcome.NEITHER
    return Period(first=week[0], last=week[-1], outcome=outcome, kept=done, asked=asked)
