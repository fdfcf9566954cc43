"""A person's day: laws over every zone and instant, and the changes of the clocks by name."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.clock import day_begins, logical_date, week_start
from accounts.models import time_zones

DAY = timedelta(days=1)
zones = st.sampled_from(sorted(time_zones())).map(ZoneInfo)
instants = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))
minutes = st.integers(0, 1439)
days = st.dates(date(1970, 1, 2), date(2100, 1, 1))


@given(zones, instants, minutes)
def test_an_instant_lies_in_its_day(zone, instant, starts_at):
    day = logical_date(instant, zone, starts_at)

    assert day_begins(day, zone, starts_at) <= instant < day_begins(day + DAY, zone, starts_at)


@given(zones, instants, minutes, st.timedeltas(timedelta(0), timedelta(days=3)))
def test_days_never_run_backwards(zone, instant, starts_at, later):
    assert logical_date(instant, zone, starts_at) <= logical_date(instant + later, zone, starts_at)


@given(zones, instants, minutes)
def test_a_later_start_never_makes_it_a_later_day(zone, instant, starts_at):
    assert logical_date(instant, zone, starts_at) <= logical_date(instant, zone, 0)


@given(instants)
def test_in_utc_the_day_that_starts_at_midnight_is_the_calendars(instant):
    assert logical_date(instant, ZoneInfo("UTC"), 0) == instant.date()


@pytest.mark.parametrize(
    ("zone", "starts_at", "instant", "day"),
    [
        # Berlin puts its clocks forward from 02:00 to 03:00 on 29 March 2026, 01:00 UTC.
        ("Europe/Berlin", 180, datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 28)),
        ("Europe/Berlin", 180, datetime(2026, 3, 29, 1, 0, tzinfo=UTC), date(2026, 3, 29)),
        # 02:30 does not exist that night: the day starts when it would have been.
        ("Europe/Berlin", 150, datetime(2026, 3, 29, 1, 29, tzinfo=UTC), date(2026, 3, 28)),
        ("Europe/Berlin", 150, datetime(2026, 3, 29, 1, 30, tzinfo=UTC), date(2026, 3, 29)),
        # And back from 03:00 to 02:00 on 25 October: 02:30 comes twice and the first one counts.
        ("Europe/Berlin", 150, datetime(2026, 10, 25, 0, 29, tzinfo=UTC), date(2026, 10, 24)),
        ("Europe/Berlin", 150, datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
        ("Europe/Berlin", 150, datetime(2026, 10, 25, 1, 10, tzinfo=UTC), date(2026, 10, 25)),
        # St. John's went back from 00:01 to 23:01 of the day before, which had ended a minute ago.
        ("America/St_Johns", 0, datetime(2010, 11, 7, 2, 29, tzinfo=UTC), date(2010, 11, 6)),
        ("America/St_Johns", 0, datetime(2010, 11, 7, 2, 45, tzinfo=UTC), date(2010, 11, 7)),
        # Havana goes back from 01:00 to 00:00, Samoa left out 30 December 2011.
        ("America/Havana", 30, datetime(2026, 11, 1, 5, 10, tzinfo=UTC), date(2026, 11, 1)),
        ("Pacific/Apia", 0, datetime(2011, 12, 30, 9, 59, tzinfo=UTC), date(2011, 12, 29)),
        ("Pacific/Apia", 0, datetime(2011, 12, 30, 10, 0, tzinfo=UTC), date(2011, 12, 31)),
        ("Asia/Kathmandu", 0, datetime(2024, 2, 28, 18, 15, tzinfo=UTC), date(2024, 2, 29)),
    ],
)
def test_days_where_clocks_are_moved(zone, starts_at, instant, day):
    assert logical_date(instant, ZoneInfo(zone), starts_at) == day


@given(days, st.integers(0, 6))
def test_a_week_starts_on_its_first_weekday_and_holds_its_day(day, first_weekday):
    start = week_start(day, first_weekday)

    assert start.weekday() == first_weekday
    assert start <= day < start + timedelta(days=7)


def test_zones_that_depend_on_the_machine_cannot_be_chosen():
    assert {"Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires"} <= time_zones()
    assert not {"localtime", "posixrules", "EST5EDT", "Factory"} & time_zones()
