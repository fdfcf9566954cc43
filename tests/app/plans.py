"""Plans to ask about, seen from a Wednesday."""

from datetime import date, timedelta

from habits.schedules import Schedule, ScheduleKind
from tracking.occurrence import Plan

DAY = timedelta(days=1)
WEDNESDAY = date(2026, 3, 18)
START = date(2026, 1, 5)
DAILY = Schedule(kind=ScheduleKind.DAILY)


def quota(times):
    return Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=times)


def plan(*schedules, start=START, first_weekday=0):
    """The first schedule from `start` on, then the others, each with its day."""
    first, *later = schedules
    return Plan(schedules=[(start, first), *later], first_weekday=first_weekday)
