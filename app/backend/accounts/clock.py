"""Which day it is for a person: pure functions of an instant, a zone and the minute at which a day starts.

Days never run backwards: a day begins at one instant, the first at which the wall clock shows the starting
minute, and lasts until the next one begins, however the clocks are moved in between.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTES_A_DAY = 24 * 60


def day_begins(day: date, zone: ZoneInfo, starts_at: int) -> datetime:
    """The instant (UTC) at which `day` begins. `starts_at` counts minutes after midnight, 0 to 1439.

    A starting minute that the clocks skip counts from the offset before the change (PEP 495, fold 0).
    """
    wall = datetime.combine(day, time(starts_at // 60, starts_at % 60), tzinfo=zone)
    return wall.astimezone(UTC)


def logical_date(instant: datetime, zone: ZoneInfo, starts_at: int) -> date:
    """The day of a person in `zone`, whose days start at minute `starts_at`, at the aware `instant`."""
    # Tomorrow comes first: where clocks go back over midnight, a day begins while the wall shows another.
    day = instant.astimezone(zone).date() + timedelta(days=1)
    while day_begins(day, zone, starts_at) > instant:
        day -= timedelta(days=1)
    return day


def week_start(day: date, first_weekday: int) -> date:
    """The first day of the week that holds `day`; weekdays count from Monday = 0."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)
