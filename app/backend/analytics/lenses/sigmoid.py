"""mhabit's score: slow at first, then fast, then slow, like habits themselves. Pure.

A habit grows by a day whenever it is done and reaches all of its strength after `target_days`. Missing costs
an equal share of the whole each time, wherever on the curve one is.
"""

from datetime import date
from math import exp, log

from analytics.lenses.life import Life, Scores
from tracking.intervals import covered_days
from tracking.occurrence import days
from tracking.periods import Mark, Outcome, is_rolling
from tracking.streaks import Unit, unit_on

STEEPNESS = 0.4
WIDTH = 20
"""The curve between -10 and 10 is stretched over the target days."""
ENOUGH = 1.0
EXTRA = 1.5
"""At so much of the target a day counts as much as it can, which is as many days."""


def sigmoid(life: Life, last: date) -> Scores:
    """The scores from the habit's beginning to `last`."""
    steps = steps_of(life)
    score = 0.0
    for day in days(life.plan.start, last):
        if day in steps:
            score = after(score, *steps[day], life.target_days)
        yield day, score


def steps_of(life: Life) -> dict[date, tuple[float, float]]:
    """How many days each day grows the habit by, and which share of a missed day it costs."""
    steps: dict[date, tuple[float, float]] = {}
    unit_of = unit_on(life.plan)
    for period in life.periods:
        kept = period.outcome is Outcome.KEPT
        if kept and unit_of(period.last) is not Unit.DAYS:
            # Once a week or month has enough, all of its days are as good as done.
            steps.update(dict.fromkeys(days(period.first, period.last), (1.0, 0.0)))
        elif period.outcome is not Outcome.NEITHER:
            idle = (1.0, 0.0) if kept else (0.0, 1.0)
            steps.update(dict.fromkeys(days(period.first, period.last), idle))
    if any(is_rolling(schedule) for _, schedule in life.plan.schedules):
        done = [day for day, mark in life.marks.items() if mark is Mark.DONE]
        steps |= {day: (1.0, 0.0) for day in covered_days(life.plan, done) if is_of(life, day)}
    for day, mark in life.marks.items():
        if mark is Mark.DONE:
            steps[day] = (growth(life.shares.get(day, ENOUGH)), 0.0)
        elif mark is Mark.BEGUN and steps.get(day) == (0.0, 1.0):
            steps[day] = (0.0, 0.5)
        elif mark is Mark.SKIPPED:
            steps.pop(day, None)
    return {day: step for day, step in steps.items() if day not in life.plan.paused}


def is_of(life: Life, day: date) -> bool:
    """Whether the schedule of `day` asks for so many times in any so many days."""
    return is_rolling(life.plan.schedule_on(day)[1])


def growth(share: float) -> float:
    """How many days a day counts that has `share` of its target, at least all of it."""
    return ENOUGH + 0.5 * (min(max(share, ENOUGH), EXTRA) - ENOUGH) / (EXTRA - ENOUGH)


def after(score: float, grown: float, missed: float, target_days: int) -> float:
    """The score after a day that grew by `grown` days and missed a share of one."""
    score = max(score - missed / target_days, 0.0)
    return curve(days_at(score, target_days) + grown, target_days)


def curve(grown: float, target_days: int) -> float:
    """The score of so many days: 0 at none, 1 at the target and above."""
    low, high = logistic(0, target_days), logistic(target_days, target_days)
    return min(max((logistic(grown, target_days) - low) / (high - low), 0.0), 1.0)


def days_at(score: float, target_days: int) -> float:
    """How many days have the score: the inverse of `curve`."""
    low, high = logistic(0, target_days), logistic(target_days, target_days)
    share = low + score * (high - low)
    return target_days / WIDTH * (WIDTH / 2 + log(share / (1 - share)) / STEEPNESS)


def logistic(grown: float, target_days: int) -> float:
    return 1 / (1 + exp(-STEEPNESS * (WIDTH * grown / target_days - WIDTH / 2)))
