"""Which habits go together with one: each compared on the days on which both were asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from analytics.correlation import Correlation, corrected, correlate
from analytics.reading import Story, stories_of, worth
from analytics.selectors import Range
from habits.models import Habit
from habits.selectors import habits_of
from tracking.occurrence import days, is_due
from tracking.periods import Mark

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
    """What the habit was worth on each day on which it was asked, in order of time.

    A quota asks on any day. Days that rest or are skipped are left out, and the last one while it is open.
    What is measured is worth its amount, everything else 1 or 0.
    """
    done = story.log.done
    worth_of: dict[date, float] = {}
    for day in days(max(first, story.plan.start), min(last, story.until)):
        if day in story.plan.paused or not is_asked_of(story, day, done):
            continue
        cell = story.log.cells.get(day)
        if cell is None and day < story.until:
            silence = story.habit.measure.is_limit and not story.habit.measure.is_measured
            worth_of[day] = 1.0 if silence else 0.0
        elif cell is not None and cell.mark is not Mark.SKIPPED:
            worth_of[day] = value(story, day)
    return worth_of


def value(story: Story, day: date) -> float:
    cell = story.log.cells[day]
    return (
        float(worth(story, day, cell)) if story.habit.measure.is_measured else float(cell.mark is Mark.DONE)
    )


def is_asked_of(story: Story, day: date, done: set[date]) -> bool:
    return story.plan.schedule_on(day)[1].is_quota or is_due(story.plan, day, done)
