"""When a habit is due: the laws that tasks and streaks rest on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habits.schedules import Schedule, ScheduleError, ScheduleKind
from tracking.occurrence import Plan, days, due_days, is_due

START = date(2026, 1, 1)
DAY = timedelta(days=1)
DAILY = Schedule(kind=ScheduleKind.DAILY)

dates = st.dates(date(2025, 12, 1), date(2027, 1, 1))
schedules = st.one_of(
    st.just(DAILY),
    st.frozensets(st.integers(0, 6), min_size=1).map(
        lambda chosen: Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=chosen)
    ),
    st.integers(1, 365).map(lambda n: Schedule(kind=ScheduleKind.EVERY_N_DAYS, interval=n)),
    st.integers(1, 7).map(lambda n: Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=n)),
)
plans = st.builds(
    lambda versions, weekday: Plan(schedules=sorted(versions.items()), first_weekday=weekday),
    st.dictionaries(dates, schedules, min_size=1, max_size=4),
    st.integers(0, 6),
)
done_days = st.frozensets(dates, max_size=40)


def plan(schedule, **values):
    return Plan(schedules=[(START, schedule)], first_weekday=0, **values)


@given(plans, dates, dates, done_days)
def test_the_due_days_of_a_range_are_the_days_that_are_due(plan, first, last, done):
    assert due_days(plan, first, last, done) == [day for day in days(first, last) if is_due(plan, day, done)]


@given(plans, dates, done_days)
def test_nothing_is_due_before_the_habit_began(plan, day, done):
    if day < plan.start:
        assert not is_due(plan, day, done)


@given(plans, schedules, dates, dates, done_days)
def test_a_new_version_changes_no_day_before_it(plan, schedule, valid_from, day, done):
    newest = plan.schedules[-1][0]
    changed = Plan(
        schedules=[*plan.schedules, (max(valid_from, newest + DAY), schedule)],
        first_weekday=plan.first_weekday,
    )
    if day < changed.schedules[-1][0]:
        assert is_due(changed, day, done) == is_due(plan, day, done)


@given(plans, dates, done_days, st.sets(dates))
def test_what_is_done_on_a_day_or_later_does_not_change_whether_it_was_due(plan, day, done, later):
    with_later = done | {day} | {one for one in later if one >= day}

    assert is_due(plan, day, with_later) == is_due(plan, day, done)


@given(st.integers(1, 7), st.sets(st.integers(0, 6)), st.integers(0, 6))
def test_a_quota_is_due_until_it_was_met_on_days_before(times, done, weekday):
    weekly = plan(Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=times))
    monday = date(2026, 3, 16)
    before = sum(day < weekday for day in done)

    assert is_due(weekly, monday + DAY * weekday, {monday + DAY * day for day in done}) == (before < times)


@given(st.integers(1, 7))
def test_a_quota_done_whenever_it_is_due_is_met_exactly(times):
    weekly = plan(Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=times))
    week = days(date(2026, 3, 16), date(2026, 3, 22))
    done: set[date] = set()
    for one in week:
        if is_due(weekly, one, done):
            done.add(one)

    assert len(done) == times


@given(st.integers(1, 365), st.integers(0, 500))
def test_every_n_days_repeats_from_the_day_it_begins(interval, offset):
    schedule = Schedule(kind=ScheduleKind.EVERY_N_DAYS, interval=interval)

    assert is_due(plan(schedule), START + DAY * offset, ()) == (offset % interval == 0)


def test_an_entry_before_the_creation_begins_the_habit():
    began = plan(DAILY, first_entry=START - DAY * 3)

    assert due_days(began, START - DAY * 5, START, ()) == days(START - DAY * 3, START)


def test_weekdays_are_due_on_29_february_too():
    thursdays = Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({3}))
    leap = Plan(schedules=[(date(2024, 2, 1), thursdays)], first_weekday=0)

    assert due_days(leap, date(2024, 2, 26), date(2024, 3, 3), ()) == [date(2024, 2, 29)]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": ScheduleKind.WEEKDAYS}, "weekdays"),
        ({"kind": ScheduleKind.WEEKDAYS, "weekdays": frozenset()}, "weekdays"),
        ({"kind": ScheduleKind.WEEKDAYS, "weekdays": frozenset({7})}, "weekdays"),
        ({"kind": ScheduleKind.EVERY_N_DAYS, "interval": 0}, "interval"),
        ({"kind": ScheduleKind.TIMES_PER_WEEK, "times": 8}, "times"),
        ({"kind": ScheduleKind.DAILY, "times": 1}, "times"),
    ],
)
def test_a_schedule_that_contradicts_itself_is_never_made(values, field):
    with pytest.raises(ScheduleError) as caught:
        Schedule(**values)
    assert caught.value.field == field
