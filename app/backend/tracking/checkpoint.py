"""Where the reading of a habit may begin, because all that counts of the days before is known: pure.

A checkpoint holds the score and the streak at the end of a day. Both come out of it and the days after as
they would out of the whole log, provided that nothing on which it rests has changed: the log up to its day,
and what its `basis` sums up. Why, and where that ends: docs/decisions/0152.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind
from habits.versions import Versions
from tracking.frequency import frequency_of
from tracking.occurrence import DAY, Plan, end_of_month
from tracking.periods import is_rolling
from tracking.tallies import Tally

RULES = 1
"""To be raised with every change of the rules of score or streaks: what was reached by the old ones goes."""
LAG = DAY * 70
"""Younger days are read anyway: for thirty days of scores, each with the rate of the thirty days before."""
SPACING = DAY * 28
STRADDLE = DAY * 38
"""How far the week and the month of the day after a checkpoint may reach, and one day more."""
LONGEST_MONTH = 31
DAYS_AFTER_DONE = ScheduleKind.DAYS_AFTER_DONE


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkpoint:
    """What is known of a habit at the end of `day`."""

    day: date
    basis: str
    first_entry: date | None
    score: float
    tally: Tally | None
    """None where days to come still change it: checks of a quota for any so many days cover days before."""


def checkpoint_day(plan: Plan, today: date) -> date | None:
    """The newest day for a checkpoint: a period ends on it and none that is judged later reaches over it."""
    limit = today - LAG
    for valid_from, schedule in reversed(plan.schedules):
        day = last_end(plan, schedule, limit)
        if day >= max(valid_from, plan.start):
            return day
        limit = min(limit, valid_from - STRADDLE)
    return None


def last_end(plan: Plan, schedule: Schedule, limit: date) -> date:
    """The last day up to `limit` on which a period of `schedule` ends."""
    if schedule.counts_weeks and plan.end_of_week(limit) > limit:
        return plan.week_of(limit) - DAY
    if schedule.counts_months and end_of_month(limit) > limit:
        return limit.replace(day=1) - DAY
    return limit


def basis_of(
    kind: HabitKind,
    plan_schedules: Versions[Schedule],
    targets: Versions[Decimal],
    first_weekday: int,
    rests: Collection[date],
    day: date,
) -> str:
    """A digest of everything but the log on which a checkpoint of `day` rests."""
    parts = (
        RULES,
        kind.value,
        first_weekday,
        [(str(since), words(schedule)) for since, schedule in plan_schedules if since <= day + STRADDLE],
        [(str(since), f"{target:.3f}") for since, target in targets if since <= day],
        sorted(rest.toordinal() for rest in rests if rest <= day),
    )
    return sha256(repr(parts).encode()).hexdigest()


def words(schedule: Schedule) -> tuple[object, ...]:
    """The schedule in an order that is always the same."""
    return (
        schedule.kind.value,
        sorted(schedule.weekdays or ()),
        schedule.interval,
        schedule.times,
        schedule.days,
        sorted(schedule.month_days or ()),
        sorted(schedule.nth_weekdays or ()),
        schedule.rrule,
    )


def read_from(
    schedules: Versions[Schedule], kind: HabitKind, rests: Collection[date], checkpoint: Checkpoint
) -> date:
    """The first day that has to be read to go on from `checkpoint`; `date.min` for all of them."""
    valid = valid_after(schedules, checkpoint.day)
    if checkpoint.tally is None or not tally_is_final(schedules, checkpoint.day):
        return date.min
    frequencies = [frequency_of(since, schedule) for since, schedule in valid]
    spans = [(one.smoothed if kind is HabitKind.YES_NO else one).days for one in frequencies]
    first = day = checkpoint.day + DAY
    active = 0
    while active < max(spans):
        day -= DAY
        active += day not in rests
    return min(day, first - DAY * longest_wait(valid))


def tally_is_final(schedules: Versions[Schedule], day: date) -> bool:
    """Whether nothing that comes after `day` changes what a streak held on it."""
    return not any(is_rolling(schedule) for _, schedule in valid_after(schedules, day))


def valid_after(schedules: Versions[Schedule], day: date) -> Versions[Schedule]:
    """The versions that are valid on some day after `day`."""
    ends = [since for since, _ in schedules[1:]] + [date.max]
    return [version for version, end in zip(schedules, ends, strict=True) if end > day + DAY]


def longest_wait(valid: Versions[Schedule]) -> int:
    """On how many days before a day it may depend whether that is due."""
    after_done = [schedule.interval or 1 for _, schedule in valid if schedule.kind is DAYS_AFTER_DONE]
    return max(after_done, default=LONGEST_MONTH)
