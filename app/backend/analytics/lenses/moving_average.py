"""Kado's score: a plain average of what was due that slowly forgets, whatever the frequency. Pure."""

from datetime import date

from analytics.lenses.life import Life, Scores
from analytics.tallies import counted_on
from tracking.occurrence import days
from tracking.periods import Mark, Outcome, Period

NEWS = 0.05
"""The share of the score that what was due last makes up."""


def moving_average(life: Life, last: date) -> Scores:
    """The scores from the habit's beginning to `last`. What was not due, is skipped or open changes none."""
    worth: dict[date, float] = {}
    for period in life.periods:
        if period.outcome is not Outcome.NEITHER:
            worth[counted_on(period, life.today)] = worth_of(life, period)
    score = 0.0
    for day in days(life.plan.start, last):
        if day in worth:
            score += NEWS * (worth[day] - score)
        yield day, score


def worth_of(life: Life, period: Period) -> float:
    """What a period is worth, 0 to 1: of a day that was begun its part, of a quota what was kept of it."""
    if life.marks.get(period.last) is Mark.BEGUN and period.first == period.last:
        return min(life.shares.get(period.last, 0.0), 1.0)
    return min(len(period.kept) / period.asked, 1.0)
