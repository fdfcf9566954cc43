"""When a digest is due: pure functions of an instant and of how a person counts days."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from accounts.clock import day_begins, logical_date, week_start

LAST_HOUR = 23
DAY = timedelta(days=1)


class Rhythm(StrEnum):
    """How often a person wants to be written to."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"
    """On the first day of the person's week."""


def due_at(day: date, *, hour: int, zone: ZoneInfo, starts_at: int) -> datetime:
    """The instant (UTC) within the person's `day` at which their clock shows `hour`.

    Hours before the minute at which the day starts belong to its end, on the next date.
    """
    on = day if hour * 60 >= starts_at else day + DAY
    return day_begins(on, zone, hour * 60)


def due_day(
    rhythm: Rhythm, *, now: datetime, hour: int, zone: ZoneInfo, starts_at: int, first_weekday: int
) -> date | None:
    """The person's day that is to have a digest now, or None. A run that is late still finds the same day."""
    today = logical_date(now, zone, starts_at)
    if rhythm is Rhythm.NONE or now < due_at(today, hour=hour, zone=zone, starts_at=starts_at):
        return None
    if rhythm is Rhythm.WEEKLY and today != week_start(today, first_weekday):
        return None
    return today
