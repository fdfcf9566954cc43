"""When a digest is due: pure functions of an instant and of how a person counts days."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from accounts.clock import day_begins, logical_date, week_start

LAST_HOUR = 23
DAY = timedelta(days=1)
# Half-way to the next one.
TOO_LATE = timedelta(hours=12)


class Rhythm(StrEnum):
    """How often a person wants to be written to."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"
    """On the first day of the person's week."""


def last_time(now: datetime, *, hour: int, zone: ZoneInfo) -> datetime:
    """The last instant (UTC), `now` at the latest, at which a clock in `zone` showed `hour`."""
    today = now.astimezone(zone).date()
    times = [day_begins(day, zone, hour * 60) for day in (today + DAY, today, today - DAY)]
    return next(time for time in times if time <= now)


def due_day(
    rhythm: Rhythm, *, now: datetime, hour: int, zone: ZoneInfo, starts_at: int, first_weekday: int
) -> date | None:
    """The person's day whose digest is due now, or None. A run that is late finds the same day for a while.

    It is counted from the hour and not to the end of the day, of which the hour may be the last minute.
    """
    time = last_time(now, hour=hour, zone=zone)
    if rhythm is Rhythm.NONE or now - time >= TOO_LATE:
        return None
    day = logical_date(time, zone, starts_at)
    if rhythm is Rhythm.WEEKLY and day != week_start(day, first_weekday):
        return None
    return day
