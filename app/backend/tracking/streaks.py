"""How long a habit has been kept without a break: recomputed from entries each time, never counted up. Pure.

Walking back from today, a kept period lengthens the streak and a broken one ends it. A skipped day, a day
that is not due, and a day or week that is still open do neither. The reasons: docs/decisions/0052.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracking.occurrence import Plan, end_of_month
from tracking.periods import Mark, Outcome, periods_back


class Unit(StrEnum):
    """What a streak counts."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, kw_only=True)
class Streak:
    """Days that were due, or calendar weeks or months of a quota."""

    length: int
    unit: Unit


@dataclass(frozen=True, kw_only=True)
class Span:
    """A streak with its first and last day."""

    first: date
    last: date
    streak: Streak


@dataclass(frozen=True, kw_only=True)
class Run:
    """What was kept between two breaks."""

    kept: Sequence[date]
    broken: date | None
    """The end of the broken period before it, if there is one."""


def current_streak(
    plan: Plan, marks: Mapping[date, Mark], today: date, *, silence_keeps: bool = False
) -> Streak:
    """The streak up to `today`. With `silence_keeps` (for limits), past days without a mark are kept."""
    return counted(plan, next(runs_back(plan, marks, today, silence_keeps=silence_keeps)), today)


def streak_spans(
    plan: Plan, marks: Mapping[date, Mark], today: date, *, silence_keeps: bool = False
) -> tuple[Span | None, list[Span]]:
    """The current streak, if there is one, and all there ever were, newest first.

    A past streak counts in the unit of the schedule with which it ended.
    """
    runs = runs_back(plan, marks, today, silence_keeps=silence_keeps)
    current = span_of(plan, next(runs), today)
    past = [span_of(plan, run, max(run.kept)) for run in runs if run.kept]
    return current, [span for span in (current, *past) if span]


def best(spans: Sequence[Span], number: int) -> list[Span]:
    """The `number` longest, the newer of equals first, again in the order of time, newest first."""
    longest = sorted(spans, key=lambda span: (span.streak.length, span.last), reverse=True)[:number]
    return sorted(longest, key=lambda span: span.last, reverse=True)


def runs_back(
    plan: Plan,
    marks: Mapping[date, Mark],
    today: date,
    *,
    silence_keeps: bool,
    last: date | None = None,
    after: date = date.min,
) -> Iterator[Run]:
    """The runs between breaks, newest first; the first one is the current one, whatever it holds.

    Only of the periods that end after `after` and not after `last`, both ends of periods.
    """
    kept: list[date] = []
    periods = periods_back(plan, marks, today, silence_keeps=silence_keeps, last=last, after=after)
    for period in periods:
        if period.outcome is Outcome.BROKEN:
            yield Run(kept=kept, broken=period.last)
            kept = []
        elif period.outcome is Outcome.KEPT:
            kept += period.kept
    yield Run(kept=kept, broken=None)


def span_of(plan: Plan, run: Run, at: date) -> Span | None:
    streak = counted(plan, run, at)
    return Span(first=min(run.kept), last=max(run.kept), streak=streak) if streak.length else None


def counted(plan: Plan, run: Run, at: date) -> Streak:
    """Kept days in the unit of the schedule that is valid `at`. The week of the break is no whole week."""
    _, schedule = plan.schedule_on(at)
    if schedule.counts_weeks:
        unit, end_of = Unit.WEEKS, plan.end_of_week
    elif schedule.counts_months:
        unit, end_of = Unit.MONTHS, end_of_month
    else:
        return Streak(length=len(run.kept), unit=Unit.DAYS)
    ends = {end_of(day) for day in run.kept}
    if run.broken is not None:
        ends.discard(end_of(run.broken))
    return Streak(length=len(ends), unit=unit)


def unit_on(plan: Plan) -> Callable[[date], Unit]:
    """In what the period that ends on a day is counted."""
    if not any(schedule.counts_weeks or schedule.counts_months for _, schedule in plan.schedules):
        return lambda _: Unit.DAYS

    def unit_of(day: date) -> Unit:
        if plan.schedule_on(end_of_month(day))[1].counts_months:
            return Unit.MONTHS
        return Unit.WEEKS if plan.schedule_on(plan.end_of_week(day))[1].counts_weeks else Unit.DAYS

    return unit_of
