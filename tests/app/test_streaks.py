"""Streaks: what extends, what breaks, and what does neither."""

from datetime import date
from decimal import Decimal

import pytest

from habits.measures import HabitKind, meets
from habits.schedules import Schedule, ScheduleKind
from tests.app.plans import DAILY, DAY, WEDNESDAY, plan, quota
from tracking.periods import Mark
from tracking.streaks import Span, Streak, Unit, current_streak, streak_spans

DONE, MISSED, SKIPPED = Mark.DONE, Mark.MISSED, Mark.SKIPPED


def back(marks, until=WEDNESDAY):
    """Marks by day from the last one backwards: `d` done, `b` begun, `m` missed, `s` skipped, `.` nothing."""
    letters = {"d": DONE, "b": Mark.BEGUN, "m": MISSED, "s": SKIPPED}
    return {until - DAY * n: letters[letter] for n, letter in enumerate(reversed(marks)) if letter != "."}


@pytest.mark.parametrize(
    ("marks", "length"),
    [
        ("", 0),
        ("d", 1),
        ("dd", 2),
        ("dd.", 2),
        ("dd..", 0),
        ("ddm", 0),
        ("dmd", 1),
        ("d.d", 1),
        ("dsd", 2),
        ("dds", 2),
        ("ddss.", 2),
        ("s", 0),
        ("mssd", 1),
        ("ddb", 2),
        ("db.", 0),
        ("dbd", 1),
    ],
)
def test_a_daily_streak(marks, length):
    assert current_streak(plan(DAILY), back(marks), WEDNESDAY) == Streak(length=length, unit=Unit.DAYS)


@pytest.mark.parametrize(
    ("schedule", "marks", "length"),
    [
        # Mondays and Wednesdays, seen on a Wednesday.
        (Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({0, 2})), "d....d.d", 3),
        (Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({0, 2})), "d....d..", 2),
        (Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({0, 2})), "d......d", 1),
        (Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({0, 2})), "d....ddd", 3),
        # Every third day from 5 January: 18 March is due.
        (Schedule(kind=ScheduleKind.EVERY_N_DAYS, interval=3), "d..d..d", 3),
        (Schedule(kind=ScheduleKind.EVERY_N_DAYS, interval=3), "d..d...", 2),
        (Schedule(kind=ScheduleKind.EVERY_N_DAYS, interval=3), "d.....d", 1),
    ],
)
def test_only_due_days_count(schedule, marks, length):
    assert current_streak(plan(schedule), back(marks), WEDNESDAY).length == length


@pytest.mark.parametrize(
    ("marks", "length"),
    [
        # Three times a week: two full weeks, then Monday to Wednesday of an open one.
        ("ddd....d.d.d.....", 2),
        ("ddd....d.d.d...ddd"[:-1], 2),
        ("ddd....d.d.d..ddd", 3),
        ("ddd....d.d......d", 0),
        ("ddd....d.d....ddd", 1),
        # A week that was skipped does neither; days that were skipped excuse what the rest cannot hold.
        ("ddd....sssssss...", 1),
        ("ddd....dsssssd...", 2),
        ("ddd....dsssss....", 0),
    ],
)
def test_a_weekly_quota_counts_weeks(marks, length):
    assert current_streak(plan(quota(3)), back(marks), WEDNESDAY) == Streak(length=length, unit=Unit.WEEKS)


def test_a_quota_asks_of_its_first_week_only_what_the_week_still_holds():
    began_on_saturday = plan(quota(3), start=date(2026, 3, 14))

    assert current_streak(began_on_saturday, back("dd..."), WEDNESDAY).length == 1
    assert current_streak(began_on_saturday, back("d...."), WEDNESDAY).length == 0


def test_a_week_begins_where_the_person_says():
    sunday_first = plan(quota(2), first_weekday=6)
    monday_first = plan(quota(2), first_weekday=0)
    sunday_and_monday = {date(2026, 3, 15): DONE, date(2026, 3, 16): DONE}

    assert current_streak(sunday_first, sunday_and_monday, WEDNESDAY).length == 1
    assert current_streak(monday_first, sunday_and_monday, WEDNESDAY).length == 0


@pytest.mark.parametrize(("marks", "length"), [("", 10), ("m", 0), ("m...", 2), ("d...", 10), ("s..", 9)])
def test_a_limit_is_kept_by_silence_on_days_that_are_over(marks, length):
    limit = plan(DAILY, start=WEDNESDAY - DAY * 10)

    assert current_streak(limit, back(marks), WEDNESDAY, silence_keeps=True).length == length


def test_from_a_quota_to_every_day_the_done_days_go_on_counting():
    changed = plan(quota(3), (date(2026, 3, 16), DAILY))

    assert current_streak(changed, back("d.d.d..ddd"), WEDNESDAY) == Streak(length=6, unit=Unit.DAYS)


def test_from_every_day_to_a_quota_the_whole_weeks_go_on_counting():
    changed = plan(DAILY, (date(2026, 3, 16), quota(1)))

    assert current_streak(changed, back("m" + "d" * 17), WEDNESDAY) == Streak(length=3, unit=Unit.WEEKS)
    assert current_streak(changed, back("m" + "d" * 16), WEDNESDAY) == Streak(length=2, unit=Unit.WEEKS)


def rolling(times, span):
    return Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=times, days=span)


@pytest.mark.parametrize(
    ("schedule", "marks", "length"),
    [
        # Once in any three days: two days of rest are covered, a third is not.
        (rolling(1, 3), "d..d..d", 3),
        (rolling(1, 3), "d..d..d..", 3),
        (rolling(1, 3), "d..d..d...", 3),
        (rolling(1, 3), "d..d..d....", 0),
        (rolling(1, 3), "d...d", 1),
        # A skipped day does not break, and the day after it has a window of its own.
        (rolling(1, 3), "d..sd", 2),
        (rolling(1, 3), "d..s.d", 1),
        # Twice in any four days.
        (rolling(2, 4), "dd..dd..d", 5),
        (rolling(2, 4), "dd...d..d", 2),
    ],
)
def test_a_quota_for_any_so_many_days_counts_the_days_done(schedule, marks, length):
    assert current_streak(plan(schedule), back("m" * 9 + marks), WEDNESDAY).length == length


@pytest.mark.parametrize(
    ("done", "length"),
    [
        # Twice a month, seen on 18 March.
        ([(1, 5), (1, 9), (2, 1), (2, 28), (3, 2), (3, 3)], 3),
        ([(1, 5), (1, 9), (2, 1), (2, 28), (3, 2)], 2),
        ([(1, 5), (1, 9), (2, 1), (3, 2), (3, 3)], 1),
        ([(1, 5), (1, 9), (2, 1)], 0),
    ],
)
def test_a_monthly_quota_counts_months(done, length):
    monthly = Schedule(kind=ScheduleKind.TIMES_PER_MONTH, times=2)
    marks = {date(2026, month, day): DONE for month, day in done}

    assert current_streak(plan(monthly), marks, WEDNESDAY) == Streak(length=length, unit=Unit.MONTHS)


def test_days_of_a_week_that_is_judged_do_not_count_again_in_their_month():
    monthly = Schedule(kind=ScheduleKind.TIMES_PER_MONTH, times=2)
    # The week from 30 March to 5 April is the first of the weekly quota.
    changed = plan(monthly, (date(2026, 4, 2), quota(1)), start=date(2026, 3, 1))
    today = date(2026, 4, 5)

    on_tuesday = {date(2026, 3, 31): DONE, date(2026, 3, 10): DONE}
    assert current_streak(changed, on_tuesday, today).length == 1
    assert current_streak(changed, on_tuesday | {date(2026, 3, 11): DONE}, today).length == 2


def test_each_day_that_is_overdue_breaks():
    after = Schedule(kind=ScheduleKind.DAYS_AFTER_DONE, interval=3)

    assert current_streak(plan(after), back("d..d..d"), WEDNESDAY).length == 3
    assert current_streak(plan(after), back("d..d...d..d"), WEDNESDAY).length == 2
    assert current_streak(plan(after), back("d..d..."), WEDNESDAY).length == 2


def test_past_streaks_are_listed_with_their_days():
    current, spans = streak_spans(plan(DAILY), back("ddd.dsd.m.dd"), WEDNESDAY)
    lengths = [(span.first, span.last, span.streak.length) for span in spans]

    assert lengths == [
        (WEDNESDAY - DAY, WEDNESDAY, 2),
        (WEDNESDAY - DAY * 7, WEDNESDAY - DAY * 5, 2),
        (WEDNESDAY - DAY * 11, WEDNESDAY - DAY * 9, 3),
    ]
    assert current == spans[0]


def test_without_a_current_streak_the_past_ones_are_still_listed():
    current, spans = streak_spans(plan(DAILY), back("ddm"), WEDNESDAY)

    assert current is None
    assert [span.streak.length for span in spans] == [2]


def test_a_past_streak_keeps_the_unit_in_which_it_ended():
    changed = plan(quota(1), (date(2026, 3, 2), DAILY))
    current, spans = streak_spans(changed, back("d......d......d......m.............d"), WEDNESDAY)

    assert current == Span(first=WEDNESDAY, last=WEDNESDAY, streak=Streak(length=1, unit=Unit.DAYS))
    assert spans[1].streak == Streak(length=3, unit=Unit.WEEKS)


@pytest.mark.parametrize(
    ("kind", "amount", "target", "met"),
    [
        (HabitKind.YES_NO, None, None, True),
        (HabitKind.AT_LEAST, None, Decimal(3), True),
        (HabitKind.AT_LEAST, Decimal("2.999"), Decimal(3), False),
        (HabitKind.AT_LEAST, Decimal(3), Decimal(3), True),
        (HabitKind.AT_MOST, None, Decimal(0), True),
        (HabitKind.AT_MOST, Decimal(0), Decimal(0), True),
        (HabitKind.AT_MOST, Decimal("3.001"), Decimal(3), False),
    ],
)
def test_a_day_is_judged_by_its_amount(kind, amount, target, met):
    assert meets(kind, amount, target) is met
