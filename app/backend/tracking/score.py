"""How strong a habit is, from 0 to 1: an average that forgets slowly. Pure.

The formula is that of Loop Habit Tracker. Every day the score keeps the share `multiplier` of what it was,
and the rest is what the window of days up to it was worth. Why to the letter: docs/decisions/0056.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from habits.measures import HabitKind
from tracking.frequency import Frequency
from tracking.occurrence import DAY, days

ONE = 1000
"""Amounts are whole thousandths, which add up exactly; a check of a yes/no habit is one, and a lapse."""
# Loop stores a skip as the value 3 and adds it up with the amounts.
SKIP_OF_A_MEASURED_HABIT = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a day adds to its window."""

    thousandths: int = 0
    skipped: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What is asked on a day."""

    frequency: Frequency
    target: int = ONE
    """Of one time, in thousandths."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """The days that a day's score looks at, and what they have and should have together, in thousandths."""

    first: date
    last: date
    total: int
    asked: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What made the score of a day: `previous` × `multiplier` + `contribution`."""

    day: date
    previous: float
    multiplier: float
    frequency: Frequency
    window: Window
    completion: float | None
    """What the window is worth, 0 to 1; None when the day is skipped or paused and copies the score."""
    score: float

    @property
    def contribution(self) -> float:
        return 0.0 if self.completion is None else self.completion * (1 - self.multiplier)


def score_terms(
    kind: HabitKind,
    readings: Mapping[date, Reading],
    asked_on: Callable[[date], Asked],
    first: date,
    last: date,
    paused: Collection[date] = frozenset(),
    known: tuple[date, float] | None = None,
) -> Iterator[Terms]:
    """The terms of each day from `first`, the habit's beginning, to `last`.

    With `known`, a day and the score at its end, those of the days after it: then `first` may be later, as
    long as no window of these days begins before it.

    A paused day is no day: the score is copied and the window reaches over it. A skipped day copies the score
    too, but the window moves on.
    """
    known_day, score = known or (date.min, beginning(kind))
    active: list[date] = []
    totals = [0]
    for day in days(first, last):
        asked = asked_on(day)
        reading = readings.get(day, Reading())
        if day not in paused:
            active.append(day)
            totals.append(totals[-1] + worth(kind, reading))
        if day <= known_day:
            continue
        window = window_of(kind, day, asked, active, totals)
        copied = reading.skipped or day in paused
        multiplier = 1.0 if copied else asked.frequency.multiplier
        completion = None if copied else completed(kind, window.total, window.asked)
        previous = score
        if completion is not None:
            # The same as previous × multiplier + contribution, but never a rounding error above 1.
            score += (completion - previous) * (1 - multiplier)
        yield Terms(
            day=day,
            previous=previous,
            multiplier=multiplier,
            frequency=asked.frequency,
            window=window,
            completion=completion,
            score=score,
        )


def beginning(kind: HabitKind) -> float:
    """The score before the first day: a limit that nobody has tried is kept."""
    return 1.0 if kind.is_limit else 0.0


def worth(kind: HabitKind, reading: Reading) -> int:
    if not reading.skipped:
        return max(reading.thousandths, 0)
    return SKIP_OF_A_MEASURED_HABIT if kind.is_measured else 0


def window_of(kind: HabitKind, day: date, asked: Asked, active: list[date], totals: list[int]) -> Window:
    """The window that ends with the last of the `active` days; `totals` add up to each of them, from zero."""
    span = asked.frequency.smoothed if kind is HabitKind.YES_NO else asked.frequency
    known = min(span.days, len(active))
    oldest = active[-known] if active else day
    return Window(
        first=oldest - DAY * (span.days - known),
        last=day,
        total=totals[-1] - totals[-1 - known],
        asked=span.times * asked.target,
    )


def completed(kind: HabitKind, total: int, asked: int) -> float:
    """What a window is worth, 0 to 1. A limit is lost linearly, at twice of it in whole, and what is to be
    quit with the share of times on which there was a lapse.
    """
    if not kind.is_limit:
        return 1.0 if asked <= 0 else min(1.0, total / asked)
    if asked <= 0:
        return 0.0 if total > 0 else 1.0
    over = total if kind is HabitKind.QUIT else total - asked
    return min(max(1 - over / asked, 0.0), 1.0)
