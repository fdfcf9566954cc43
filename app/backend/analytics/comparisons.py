"""Which habits go together with one: each compared on the days on which both were asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from analytics.correlation import Correlation, corrected, correlate
from analytics.reading import Story, share, stories_of, told_days, worth
from analytics.selectors import Range
from habits.models import Habit
from habits.selectors import habits_of
from tracking.selectors import Cell

MOST_HABITS = 50
"""Compared at once."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """How a habit goes together with the one asked about, and what that is worth among the others."""

    habit: Habit
    method: str
    """`phi` when both are yes or no of each day, else `pearson`."""
    found: Correlation
    corrected_p_value: float | None
    """The p-value as it counts when all that were measured are looked at."""


def others_of(owner: User, habit: Habit) -> Sequence[Habit]:
    """Those that one is compared with: not archived, in the owner's order."""
    return list(habits_of(owner, archived=False).exclude(pk=habit.pk)[:MOST_HABITS])


def compare(owner: User, habit: Habit, others: Sequence[Habit], within: Range, lag: int) -> list[Comparison]:
    """How `habit` on a day goes together with each of `others` `lag` days later, the clearest first."""
    shifted = timedelta(days=lag)
    own, *stories = stories_of(owner, within.first, today=within.today, habits=[habit, *others])
    last = min(within.last, within.today)
    first_series = series(own, within.first, last)
    found = []
    for story in stories:
        second_series = series(story, within.first, last)
        common = [day for day in first_series if day + shifted in second_series]
        found.append(
            correlate([first_series[day] for day in common], [second_series[day + shifted] for day in common])
        )
    measured = [one.p_value for one in found if one.p_value is not None]
    q_values = iter(corrected(measured))
    compared = [
        Comparison(
            habit=story.habit,
            method="pearson" if habit.measure.is_measured or story.habit.measure.is_measured else "phi",
            found=one,
            corrected_p_value=None if one.p_value is None else next(q_values),
        )
        for story, one in zip(stories, found, strict=True)
    ]
    return sorted(compared, key=clearest_first)


def clearest_first(comparison: Comparison) -> tuple[float, float, int]:
    found = comparison.found
    p_value = 2.0 if found.p_value is None else found.p_value
    return p_value, -abs(found.coefficient or 0), found.missing_days


def series(story: Story, first: date, last: date) -> Mapping[date, float]:
    """What the habit was worth on each day on which it was asked: its amount, or else 1 or 0."""
    return {day: value(story, day, cell) for day, cell in told_days(story, first, last)}


def value(story: Story, day: date, cell: Cell | None) -> float:
    if story.habit.measure.is_measured:
        return float(worth(story, day, cell)) if cell else 0.0
    return share(story, day, cell)
