"""How much was kept of what was asked, in spans of days or on weekdays, and at which hours. Pure."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tracking.occurrence import Plan
from tracking.periods import Outcome, Period
from tracking.streaks import Unit, unit_on

HOURS = range(24)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What was asked, how much of it was kept, and on how many days the habit was done, asked or not."""

    kept: int = 0
    asked: int = 0
    check_ins: int = 0

    @property
    def share(self) -> float | None:
        """0 to 1; None when nothing was asked."""
        return self.kept / self.asked if self.asked else None


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One habit within a range of days."""

    plan: Plan
    periods: Sequence[Period]
    """Those that are counted on a day of the range, newest first."""
    done: Collection[date]
    """The days of the range that met their target."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """A day that was done, when that was recorded, and in which zone."""

    day: date
    recorded_at: datetime
    zone: str


def counted_on(period: Period, today: date) -> date:
    """The day on which a period counts: its last one, or today while it is not over."""
    return min(period.last, today)


def tallied[Key](habits: Iterable[Kept], key_of: Callable[[date], Key], today: date) -> dict[Key, Tally]:
    """The tally of each key that something was asked or done for.

    A period counts for as many days as it asks. What was skipped or is open is left out.
    """
    kept: Counter[Key] = Counter()
    asked: Counter[Key] = Counter()
    check_ins: Counter[Key] = Counter()
    for habit in habits:
        for period in habit.periods:
            if period.outcome is not Outcome.NEITHER:
                key = key_of(counted_on(period, today))
                kept[key] += min(len(period.kept), period.asked)
                asked[key] += period.asked
        check_ins.update(key_of(day) for day in habit.done)
    return {
        key: Tally(kept=kept[key], asked=asked[key], check_ins=check_ins[key])
        for key in asked.keys() | check_ins.keys()
    }


def of_days(habit: Kept) -> Kept:
    """The habit without its quotas for weeks and months, which ask nothing of a day."""
    unit_of = unit_on(habit.plan)
    return Kept(
        plan=habit.plan,
        periods=[period for period in habit.periods if unit_of(period.last) is Unit.DAYS],
        done=habit.done,
    )


def hours(recorded: Iterable[Recorded]) -> tuple[list[int], int]:
    """How often something was done in each hour of the wall clock, and how often nobody can know.

    Only what was recorded on the day itself tells when it was done.
    """
    counts = [0] * len(HOURS)
    unknown = 0
    for one in recorded:
        wall = one.recorded_at.astimezone(ZoneInfo(one.zone))
        if wall.date() == one.day:
            counts[wall.hour] += 1
        else:
            unknown += 1
    return counts, unknown
