"""`/api/habits/{id}/streaks`: the current streak and the best ones, in days and in periods."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind

TODAY = date(2026, 3, 18)
DAY = timedelta(days=1)


def ago(number):
    return TODAY - DAY * number


def span(first, last, length, unit="days"):
    return {"first": str(first), "last": str(last), "length": length, "unit": unit}


@pytest.fixture
def streaks(as_alice):
    return lambda habit, query="": as_alice.get(f"/api/habits/{habit.id}/streaks{query}")


def test_a_daily_habit_has_the_same_streaks_in_days_and_in_periods(streaks, alice, make_habit, record):
    habit = make_habit(alice)
    for back in (0, 1, 3, 4, 5, 9):
        record(habit, ago(back))

    found = streaks(habit).json()

    expected = {
        "current": span(ago(1), TODAY, 2),
        "best": [span(ago(1), TODAY, 2), span(ago(5), ago(3), 3), span(ago(9), ago(9), 1)],
    }
    assert found == {"days": expected, "periods": expected}


def test_a_weekly_quota_counts_covered_days_and_weeks(streaks, alice, make_habit, record):
    habit = make_habit(alice, schedule=Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=1))
    for back in (8, 1):
        record(habit, ago(back))

    found = streaks(habit).json()

    assert found["days"]["current"] == span(ago(8), TODAY + DAY * 5, 14)
    assert found["periods"]["current"] == span(ago(8), ago(1), 2, "weeks")


def test_a_limit_is_kept_by_silence_in_periods_only(streaks, alice, make_habit):
    habit = make_habit(alice, kind=HabitKind.AT_MOST, target=Decimal(2), start=ago(3))

    found = streaks(habit).json()

    assert found["days"] == {"current": None, "best": []}
    assert found["periods"]["current"] == span(ago(3), ago(1), 3)


def test_only_as_many_as_are_wanted_are_listed(streaks, alice, make_habit, record):
    habit = make_habit(alice)
    for back in range(0, 40, 2):
        record(habit, ago(back))

    assert len(streaks(habit).json()["days"]["best"]) == 5
    assert len(streaks(habit, "?best=20").json()["periods"]["best"]) == 20


def test_the_streak_of_the_habit_is_the_current_one_in_periods(streaks, as_alice, alice, make_habit, record):
    habit = make_habit(alice)
    record(habit, ago(1))
    shown = as_alice.get(f"/api/habits/{habit.id}").json()["current_streak"]

    current = streaks(habit).json()["periods"]["current"]

    assert shown == {"length": current["length"], "unit": current["unit"]}


@pytest.mark.parametrize("number", ["0", "101", "all", "%00"])
def test_a_number_that_cannot_be_is_refused(streaks, alice, make_habit, number):
    response = streaks(make_habit(alice), f"?best={number}")

    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "best"
