"""HabitSync's percentage: how much of what the last days asked was achieved, period by period. Pure.

A calendar week or month is worth what was achieved of its quota, 1 at most; a day of 'so many times in so
many days' what the days up to it have of theirs. The percentage is the average over the days of the window,
so that a period weighs as much as it is inside.
"""

from collections.abc import Iterable
from datetime import date

from analytics.lenses.life import Life, Scores
from habits.schedules import ScheduleKind
from tracking.frequency import frequency_of
from tracking.occurrence import days, end_of_month
from tracking.periods import Mark

WEEKLY = (ScheduleKind.WEEKDAYS, ScheduleKind.TIMES_PER_WEEK)
MONTHLY = (ScheduleKind.MONTH_DAYS, ScheduleKind.NTH_WEEKDAYS, ScheduleKind.TIMES_PER_MONTH)


def percentage(life: Life, last: date) -> Scores:
    """The percentages from the habit's beginning to `last`, each over the `target_days` up to a day.

    The better of two counts: as it is now, and as it will be at the end of the current week or month if
    nothing is added to it. Days that rest are no days.
    """
    start = life.plan.start
    resting = {day for day, mark in life.marks.items() if mark is Mark.SKIPPED} | set(life.plan.paused)
    active: list[date] = []
    worth: list[float] = []
    """Of each active day, so far."""
    for day in days(start, last):
        if day not in resting:
            active.append(day)
            worth.append(0.0)
        first, end = current_period(life, day)
        period = [one for one in days(max(first, start), end) if one not in resting]
        begun = sum(one <= day for one in period)
        value = worth_of(life, active, period[:begun], len(period), day)
        worth[len(worth) - begun :] = [value] * begun
        now = worth[-life.target_days :]
        finished = (now + [value] * (len(period) - begun))[-life.target_days :]
        yield day, max(average(now), average(finished)) if active else None


def current_period(life: Life, day: date) -> tuple[date, date]:
    """The week or month whose quota `day` belongs to; `day` itself for any other schedule."""
    _, schedule = life.plan.schedule_on(day)
    if schedule.kind in WEEKLY:
        return life.plan.week_of(day), life.plan.end_of_week(day)
    if schedule.kind in MONTHLY:
        return day.replace(day=1), end_of_month(day)
    return day, day


def worth_of(life: Life, active: list[date], begun: list[date], number: int, day: date) -> float:
    """What the period of `day` is worth on it, from 0 to 1.

    `active` are all days up to it that do not rest, `begun` those of its week or month, which has `number`.
    """
    valid_from, schedule = life.plan.schedule_on(day)
    if schedule.kind in WEEKLY or schedule.kind in MONTHLY:
        chosen = schedule.weekdays or schedule.month_days or schedule.nth_weekdays
        asked = min(len(chosen) if chosen else schedule.times or 1, number)
        return min(achieved(life, begun) / asked, 1.0) if asked else 1.0
    frequency = frequency_of(valid_from, schedule)
    return min(achieved(life, active[-frequency.days :]) / frequency.times, 1.0)


def achieved(life: Life, within: Iterable[date]) -> float:
    """The targets that were met, in part or in whole; of a limit, the days on which it was not passed."""
    silence = 1.0 if life.is_limit else 0.0
    return sum(min(life.shares.get(day, silence), 1.0) for day in within)


def average(worth: list[float]) -> float:
    return sum(worth) / len(worth) if worth else 0.0
