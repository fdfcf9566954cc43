"""Days that a habit of 'so many times in so many days' may rest, because its checks cover them. Pure.

The rule is that of Loop Habit Tracker: every run of as many checks as are asked, if it fits into the days
that it has for them, covers those days. Covers that overlap are pushed apart, backwards, but not past their
own newest check.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracking.frequency import Frequency, frequency_of
from tracking.occurrence import DAY, Plan, days

LENGTHS_OF_A_MONTH = (30, 31)


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """The days that one run of checks covers: from its oldest check, if it was not pushed back."""

    begin: date
    centre: date
    """The newest check."""
    end: date

    def pushed_back(self, number: int) -> "Interval":
        return Interval(begin=self.begin - DAY * number, centre=self.centre, end=self.end - DAY * number)


def covered_days(plan: Plan, done: Iterable[date]) -> set[date]:
    """Every day that checks cover, in the past or to come, each by the schedule that is valid on it."""
    versions = list(plan.schedules)
    ordered = sorted(done, reverse=True)
    covered: set[date] = set()
    for number, (valid_from, schedule) in enumerate(versions):
        first = date.min if number == 0 else valid_from
        after = versions[number + 1][0] if number + 1 < len(versions) else date.max
        own = [day for day in ordered if first <= day < after]
        frequency = frequency_of(valid_from, schedule)
        covered.update(day for day in covered_by(own, frequency, plan.paused) if first <= day < after)
    return covered


def covered_by(done: list[date], frequency: Frequency, paused: Collection[date]) -> Iterator[date]:
    """The days that the checks `done`, newest first, cover. Paused days are jumped over."""
    if not done:
        return
    reach = DAY * (frequency.days + max(LENGTHS_OF_A_MONTH))
    active = [day for day in days(done[-1] - reach, done[0] + reach + DAY * len(paused)) if day not in paused]
    place = {day: active[0] + DAY * number for number, day in enumerate(active)} if paused else {}
    lowest = date.max
    for interval in snapped(intervals([place.get(day, day) for day in done], frequency)):
        # An older interval never ends after the newer one before it: what is left are the days below.
        for day in days(interval.begin, min(interval.end, lowest - DAY)):
            yield active[(day - active[0]).days]
        lowest = min(lowest, interval.begin)


def intervals(done: list[date], frequency: Frequency) -> list[Interval]:
    """The intervals of the days `done`, both newest first."""
    found = []
    for centre, begin in zip(done, done[frequency.times - 1 :], strict=False):
        size = size_from(begin, frequency)
        if (centre - begin).days < size:
            found.append(Interval(begin=begin, centre=centre, end=begin + DAY * (size - 1)))
    return found


def size_from(begin: date, frequency: Frequency) -> int:
    """In how many days its times may lie. About a month is the month of `begin`, or else the next one."""
    if frequency.days not in LENGTHS_OF_A_MONTH:
        return frequency.days
    length = monthrange(begin.year, begin.month)[1]
    if begin.day < length:
        return length
    following = begin + DAY
    return monthrange(following.year, following.month)[1]


def snapped(found: list[Interval]) -> list[Interval]:
    """The intervals, newest first, without the overlaps that can be undone."""
    apart: list[Interval] = []
    for interval in found:
        overlap = (interval.end - apart[-1].begin).days + 1 if apart else 0
        room = (interval.end - interval.centre).days
        apart.append(interval.pushed_back(min(overlap, room)) if overlap > 0 else interval)
    return apart
