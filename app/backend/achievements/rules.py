"""What a log is worth in achievements: everything from the log, every time. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.clock import week_start
from achievements.families import Family
from achievements.ladders import Ladder, counted, highest, summed
from achievements.streak_heights import Height, comebacks, streak_heights
from tracking.occurrence import DAY, WEEK, Plan, end_of_month
from tracking.periods import Outcome, Period
from tracking.streaks import Unit, unit_on

MORNING = range(4, 8)
"""The hours of the wall clock that are early; those before are late."""
STREAKS = {
    Unit.DAYS: Family.STREAK_DAYS,
    Unit.WEEKS: Family.STREAK_WEEKS,
    Unit.MONTHS: Family.STREAK_MONTHS,
}

type Span = tuple[date, date]
"""The first and the last day of a week or month."""


@dataclass(frozen=True, kw_only=True)
class History:
    """One habit, as far as achievements look at it."""

    habit: UUID
    plan: Plan
    done: Sequence[date]
    """The days that met their target."""
    amounts: Sequence[tuple[date, Decimal]] | None
    """What was recorded of a habit to do more of; None when there is nothing to add up."""
    periods: Sequence[Period]
    """Those that were judged, oldest first."""
    is_over: bool = False
    """Whether it is archived: nothing is added any more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckIn:
    """When a day was recorded as done."""

    day: date
    recorded_at: datetime
    zone: str
    """The person's time zone then."""


def ladders(
    histories: Sequence[History], check_ins: Iterable[CheckIn], *, first_weekday: int, today: date
) -> list[Ladder]:
    """Every family of the person, then those of each habit."""
    heights = {history.habit: list(streak_heights(history.plan, history.periods)) for history in histories}
    done = [day for history in histories for day in history.done]
    together = sorted(Counter(done).items())

    @cache
    def week_of(day: date) -> Span:
        first = week_start(day, first_weekday)
        return first, first + WEEK - DAY

    return [
        counted(Family.CHECK_INS, done),
        counted(Family.PERFECT_DAYS, perfect_days(histories, today)),
        counted(Family.PERFECT_WEEKS, perfect_spans(histories, week_of, today)),
        counted(Family.PERFECT_MONTHS, perfect_spans(histories, month_of, today)),
        counted(Family.COMEBACKS, (day for one in heights.values() for day in comebacks(one))),
        counted(Family.EARLY_BIRD, early_days(check_ins)),
        highest(Family.VARIETY, None, together, max((number for _, number in together), default=0)),
        *(ladder for history in histories for ladder in of_habit(history, heights[history.habit], today)),
    ]


def of_habit(history: History, heights: Sequence[Height], today: date) -> Iterator[Ladder]:
    """The ladders of one habit. A unit in which it was counted once keeps what was reached in it."""
    now = unit_on(history.plan)(today)
    for unit, family in STREAKS.items():
        in_unit = [(height.day, height.length) for height in heights if height.unit is unit]
        is_open = unit is now and not history.is_over
        if is_open or in_unit:
            length = heights[-1].length if heights and heights[-1].unit is unit else 0
            yield highest(family, history.habit, in_unit, length if is_open else None)
    if history.amounts is not None:
        yield summed(Family.AMOUNT, history.habit, history.amounts)


def perfect_days(histories: Iterable[History], today: date) -> set[date]:
    """The days on which all that was due was done. A quota for a week or month says nothing about a day."""
    kept: set[date] = set()
    spoilt: set[date] = set()
    for history in histories:
        unit_of = unit_on(history.plan)
        for period in history.periods:
            if unit_of(period.last) is not Unit.DAYS:
                continue
            if period.outcome is Outcome.KEPT:
                kept.add(period.last)
            elif period.outcome is Outcome.BROKEN or period.last >= today:
                # What is skipped spoils no day, but today it may still be done.
                spoilt.add(period.last)
    return kept - spoilt


def perfect_spans(histories: Sequence[History], span_of: Callable[[date], Span], today: date) -> set[date]:
    """The ends of the weeks or months that are over, had something to keep, and in which nothing broke.

    One that had begun before the first habit did is none of the person's.
    """
    kept: set[Span] = set()
    spoilt: set[Span] = set()
    for history in histories:
        for period in history.periods:
            if period.outcome is Outcome.KEPT:
                kept.add(span_of(period.last))
            elif period.outcome is Outcome.BROKEN:
                spoilt.add(span_of(period.last))
    begin = min((history.plan.start for history in histories), default=today)
    return {last for first, last in kept - spoilt if begin <= first and last < today}


@cache
def month_of(day: date) -> Span:
    return day.replace(day=1), end_of_month(day)


def early_days(check_ins: Iterable[CheckIn]) -> set[date]:
    """The days on which something was done early."""
    early: set[date] = set()
    for one in check_ins:
        if one.day not in early and is_early(one):
            early.add(one.day)
    return early


def is_early(check_in: CheckIn) -> bool:
    """Whether it was recorded in the morning of its own day, by the wall clock of the person's zone then."""
    wall = check_in.recorded_at.astimezone(ZoneInfo(check_in.zone))
    return wall.date() == check_in.day and wall.hour in MORNING
