"""A digest is due once a day or a week, at an hour of the person's own clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.clock import day_begins, logical_date
from digests.timing import Rhythm, due_at, due_day

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY, SUNDAY = 0, 6
ZONES = [
    ZoneInfo(name)
    for name in ("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati", "Australia/Lord_Howe")
]


def due(now, rhythm=Rhythm.DAILY, *, hour=8, zone=BERLIN, starts_at=0, first_weekday=MONDAY):
    return due_day(rhythm, now=now, hour=hour, zone=zone, starts_at=starts_at, first_weekday=first_weekday)


def berlin(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (berlin(18, 7, 59), None),
        (berlin(18, 8), date(2026, 3, 18)),
        (berlin(18, 23, 59), date(2026, 3, 18)),
        (berlin(19, 0), None),
    ],
)
def test_a_daily_one_is_due_from_its_hour_until_the_day_ends(now, day):
    assert due(now) == day


@pytest.mark.parametrize(
    ("now", "hour", "day"),
    [
        (berlin(18, 3), 8, date(2026, 3, 17)),
        (berlin(19, 3), 8, date(2026, 3, 18)),
        (berlin(19, 1, 59), 2, None),
        (berlin(19, 2), 2, date(2026, 3, 18)),
        (berlin(19, 4), 2, None),
    ],
)
def test_where_days_start_at_four_the_small_hours_belong_to_the_day_before(now, hour, day):
    assert due(now, hour=hour, starts_at=4 * 60) == day


@pytest.mark.parametrize(
    ("first_weekday", "day"),
    [(MONDAY, date(2026, 3, 16)), (SUNDAY, date(2026, 3, 15)), (2, date(2026, 3, 18))],
)
def test_a_weekly_one_is_due_on_the_first_day_of_the_week(first_weekday, day):
    week = [berlin(number, 12) for number in range(15, 22)]
    found = [due(now, Rhythm.WEEKLY, first_weekday=first_weekday) for now in week]

    assert [one for one in found if one] == [day]


def test_none_is_never_due():
    assert due(berlin(18, 12), Rhythm.NONE) is None


def test_an_hour_that_the_clocks_skip_still_has_its_digest():
    assert due(datetime(2026, 3, 29, 2, tzinfo=UTC), hour=2) == date(2026, 3, 29)


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(days, st.integers(0, 23), st.sampled_from(ZONES), st.integers(0, 1439))
def test_each_day_has_one_hour_at_which_it_becomes_due(day, hour, zone, starts_at):
    instant = due_at(day, hour=hour, zone=zone, starts_at=starts_at)
    # Where clocks go back over the minute at which the day starts, its last hour may come twice.
    assert day_begins(day, zone, starts_at) - timedelta(hours=1) <= instant
    assert instant < day_begins(day + timedelta(days=1), zone, starts_at) + timedelta(hours=1)


@given(days, st.integers(0, 23), st.sampled_from(ZONES), st.integers(0, 1439))
def test_an_hourly_run_finds_every_day_in_order_and_no_other(day, hour, zone, starts_at):
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    runs = [start + timedelta(hours=number) for number in range(24 * 4)]
    found = [
        one
        for now in runs
        if (one := due(now, hour=hour, zone=zone, starts_at=starts_at))
        and one == logical_date(now, zone, starts_at)
    ]
    distinct = sorted(set(found))

    assert found == sorted(found)
    # The last hour of a day whose end the runs straddle may be shorter than the pause between two runs.
    assert len(distinct) >= 2
