"""A digest is due once a day or a week, at an hour of the person's own clock."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.timing import Rhythm, due_day, last_time

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
        (berlin(18, 19, 59), date(2026, 3, 18)),
        (berlin(18, 20), None),
    ],
)
def test_a_daily_one_is_due_for_half_a_day_from_its_hour_on(now, day):
    assert due(now) == day


@pytest.mark.parametrize(
    ("now", "hour", "day"),
    [
        (berlin(19, 1, 59), 2, None),
        (berlin(19, 2), 2, date(2026, 3, 18)),
        (berlin(19, 13), 2, date(2026, 3, 18)),
        (berlin(19, 4), 4, date(2026, 3, 19)),
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


def test_an_hour_in_the_last_minute_of_a_day_is_not_missed():
    assert due(berlin(18, 8, 40), hour=8, starts_at=8 * 60 + 1) == date(2026, 3, 17)


def test_an_hour_that_the_clocks_skip_still_has_its_digest():
    assert due(datetime(2026, 3, 29, 2, tzinfo=UTC), hour=2) == date(2026, 3, 29)


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(days, st.integers(0, 23), st.sampled_from(ZONES), st.integers(0, 1439))
def test_a_run_each_hour_finds_every_day_many_times_and_in_order(day, hour, zone, starts_at):
    start = datetime(day.year, day.month, day.day, 0, 37, tzinfo=UTC)
    found = [
        due(start + timedelta(hours=number), hour=hour, zone=zone, starts_at=starts_at)
        for number in range(24 * 5)
    ]
    seen = Counter(one for one in found if one)
    in_order = sorted(seen)

    assert [one for one in found if one] == sorted(one for one in found if one)
    # A day that begins at a minute which the clocks skip may lose its hour to the day before.
    assert len(in_order) >= 4
    assert all(seen[one] >= 11 for one in in_order[1:-1])


@given(days, st.integers(0, 1439), st.integers(0, 23), st.sampled_from(ZONES))
def test_the_hour_has_come_and_it_is_not_long_ago(day, minute, hour, zone):
    now = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute)
    time = last_time(now, hour=hour, zone=zone)

    assert timedelta() <= now - time < timedelta(hours=26)
