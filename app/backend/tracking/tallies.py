"""A streak as numbers that can be counted on from: pure.

The days of a streak of years need not be read again: what it had reached by some day, and what came after,
make the same streak.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tracking.occurrence import Plan, end_of_month
from tracking.streaks import Run, Streak, Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What a streak holds, in each unit in which it may be counted one day."""

    days: int
    weeks: int
    months: int
    newest: date | None
    """The newest day that was kept."""
    broken: date | None
    """The end of the broken period before it, if there is one."""


NOTHING = Tally(days=0, weeks=0, months=0, newest=None, broken=None)


def tally_of(plan: Plan, run: Run, earlier: Tally = NOTHING) -> Tally:
    """What the streak holds after `run`, which goes on from `earlier` unless it has a break of its own."""
    base = earlier if run.broken is None else NOTHING
    broken = run.broken or base.broken

    def counted(before: int, end_of: Callable[[date], date]) -> int:
        ends = {end_of(day) for day in run.kept}
        if broken is not None:
            ends.discard(end_of(broken))
        if base.newest is not None:
            ends.discard(end_of(base.newest))
        return before + len(ends)

    return Tally(
        days=base.days + len(run.kept),
        weeks=counted(base.weeks, plan.end_of_week),
        months=counted(base.months, end_of_month),
        newest=max(run.kept, default=base.newest),
        broken=broken,
    )


def streak_in(tally: Tally, plan: Plan, today: date) -> Streak:
    """The streak in the unit of the schedule that is valid today."""
    _, schedule = plan.schedule_on(today)
    if schedule.counts_weeks:
        return Streak(length=tally.weeks, unit=Unit.WEEKS)
    if schedule.counts_months:
        return Streak(length=tally.months, unit=Unit.MONTHS)
    return Streak(length=tally.days, unit=Unit.DAYS)
