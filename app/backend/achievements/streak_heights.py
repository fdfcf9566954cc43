"""How high a habit's streaks rose, day by day: the same walk as the streak that is shown, forwards. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracking.occurrence import Plan
from tracking.periods import Outcome, Period
from tracking.streaks import Unit, unit_on

STILL = timedelta(weeks=4)
"""How long a habit lies still before taking it up again is a comeback."""
FOR_GOOD = {Unit.DAYS: 7, Unit.WEEKS: 3, Unit.MONTHS: 2}
"""The length of the streak that makes it one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Height:
    """A streak after a period that counts."""

    day: date
    """On which it got there; of a broken one, the end of the period."""
    unit: Unit
    length: int
    """0 when the period was broken."""
    began: date | None = None
    """The streak's first day."""
    last_kept_before: date | None = None
    """When the habit was last kept before this streak, if ever."""


def streak_heights(plan: Plan, periods: Iterable[Period]) -> Iterator[Height]:
    """The heights of the streaks in `periods`, which are in order of time."""
    unit_of = unit_on(plan)
    length = 0
    unit = Unit.DAYS
    began: date | None = None
    last_kept: date | None = None
    before: date | None = None
    for period in periods:
        if period.outcome is Outcome.NEITHER:
            continue
        its_unit = unit_of(period.last)
        if period.outcome is Outcome.BROKEN or its_unit is not unit:
            length, unit = 0, its_unit
        if period.outcome is Outcome.BROKEN:
            yield Height(day=period.last, unit=unit, length=0)
            continue
        day = period.kept[period.asked - 1]
        if length == 0:
            began, before = day, last_kept
        length += 1
        last_kept = period.kept[-1]
        yield Height(day=day, unit=unit, length=length, began=began, last_kept_before=before)


def comebacks(heights: Sequence[Height]) -> list[date]:
    """The days on which a habit that had lain still was taken up again for good."""
    return [
        height.day
        for height in heights
        if height.length == FOR_GOOD[height.unit]
        and height.began is not None
        and height.last_kept_before is not None
        and height.began - height.last_kept_before > STILL
    ]
