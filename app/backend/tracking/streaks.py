"""How long a habit has been kept without a break: recomputed from entries each time, never counted up. Pure.

Walking back from today, a kept period lengthens the streak and a broken one ends it. A skipped day, a day
that is not due, and a day or week that is still open do neither. The reasons: docs/decisions/0052.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracking.occurrence import Plan
from tracking.periods import Mark, Outcome, periods_back


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
    kept: list[date] = []
    broken: date | None = None
    for period in periods_back(plan, marks, today, silence_keeps=silence_keeps):
        if period.outcome is Outcome.BROKEN:
            broken = period.last
            break
        if period.outcome is Outcome.KEPT:
            kept += period.kept
    return counted(plan, kept, broken, today)


def counted(plan: Plan, kept: list[date], broken: date | None, today: date) -> Streak:
    """Kept days in the unit of the schedule that is valid today. The week of the break is no whole week."""
    _, schedule = plan.schedule_on(today)
    if not schedule.counts_weeks:
        return Streak(length=len(kept), unit=Unit.DAYS)
    weeks = {plan.week_of(day) for day in kept}
    if broken is not None:
        weeks.discard(plan.week_of(broken))
    return Streak(length=len(weeks), unit=Unit.WEEKS)
