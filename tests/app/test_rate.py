"""The rate of the last thirty days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habits.schedules import Schedule, ScheduleKind
from tracking.occurrence import Plan, days
from tracking.periods import Mark, periods_back
from tracking.rate import rates

DAY = timedelta(days=1)
WEDNESDAY = date(2026, 3, 18)
DAILY = Schedule(kind=ScheduleKind.DAILY)
LETTERS = {"d": Mark.DONE, "b": Mark.BEGUN, "m": Mark.MISSED, "s": Mark.SKIPPED}


def rate(marks, schedule=DAILY, *, start=date(2025, 1, 6), silence_keeps=False):
    """The rate on Wednesday as (kept, asked), of a text of marks up to that day."""
    known = {
        WEDNESDAY - DAY * back: LETTERS[letter]
        for back, letter in enumerate(reversed(marks))
        if letter != "."
    }
    plan = Plan(schedules=[(start, schedule)], first_weekday=0)
    (found,) = rates(
        periods_back(plan, known, WEDNESDAY, silence_keeps=silence_keeps), [WEDNESDAY], WEDNESDAY
    )
    return found.kept, found.asked


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("d" * 40, (30, 30)),
        ("d" * 40 + ".", (29, 29)),
        ("d" * 10 + "m" * 20, (10, 30)),
        ("d" * 10 + "s" * 20, (10, 10)),
        ("d" * 10 + "b" * 20, (10, 29)),
    ],
)
def test_a_daily_habit_counts_days_without_skips_and_without_an_open_today(marks, expected):
    assert rate(marks) == expected


def test_only_due_days_count():
    mondays = Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({0}))

    assert rate("d" * 40, mondays) == (4, 4)
    assert rate("dd.", mondays) == (1, 4)


def test_a_quota_counts_the_weeks_that_ended_and_no_more_than_they_ask():
    twice = Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=2)

    # Four weeks ended in the thirty days; this week's single time leaves it open.
    assert rate("ddddddd" + "d......" + "......." + "dd....." + "d..", twice) == (5, 8)
    assert rate("dd....." * 4 + "dd.", twice) == (10, 10)


def test_a_limit_is_kept_by_silence():
    assert rate("m" + "." * 10, silence_keeps=True) == (28, 29)


def test_nothing_asked_is_no_rate():
    plan = Plan(schedules=[(WEDNESDAY, DAILY)], first_weekday=0)
    (found,) = rates(periods_back(plan, {}, WEDNESDAY), [WEDNESDAY], WEDNESDAY)

    assert found.share is None


@given(st.dictionaries(st.integers(0, 90), st.sampled_from(list(Mark))), st.integers(1, 7))
def test_a_rate_is_between_0_and_1_on_every_day(offsets, times):
    marks = {WEDNESDAY - DAY * back: mark for back, mark in offsets.items()}
    for schedule in (DAILY, Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=times)):
        plan = Plan(schedules=[(WEDNESDAY - DAY * 80, schedule)], first_weekday=0)
        wanted = days(WEDNESDAY - DAY * 85, WEDNESDAY)
        for found in rates(periods_back(plan, marks, WEDNESDAY), wanted, WEDNESDAY):
            assert 0 <= found.kept <= found.asked
