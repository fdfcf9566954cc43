"""When a habit is due: the laws that tasks and streaks rest on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habits.schedules import LAST, MONTH_DAYS, NTH_WEEKDAYS, Schedule, ScheduleError, ScheduleKind
from tracking.occurrence import Plan, days, due_days, end_of_month, is_due

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
    st.integers(1, 365).map(lambda n: Schedule(kind=ScheduleKind.DAYS_AFTER_DONE, interval=n)),
    st.integers(1, 28).map(lambda n: Schedule(kind=ScheduleKind.TIMES_PER_MONTH, times=n)),
    st.integers(2, 40).map(lambda n: Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=(n + 1) // 2, days=n)),
    st.frozensets(st.sampled_from(sorted(MONTH_DAYS)), min_size=1).map(
        lambda chosen: Schedule(kind=ScheduleKind.MONTH_DAYS, month_days=chosen)
    ),
    st.frozensets(st.sampled_from(sorted(NTH_WEEKDAYS)), min_size=1).map(
        lambda chosen: Schedule(kind=ScheduleKind.NTH_WEEKDAYS, nth_weekdays=chosen)
    ),
    st.sampled_from(["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,SA", "FREQ=MONTHLY;BYMONTHDAY=-1"]).map(
        lambda rule: Schedule(kind=ScheduleKind.RRULE, rrule=rule)
    ),
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


@given(st.integers(1, 60), st.sets(st.integers(0, 100)), st.integers(0, 100))
def test_days_after_it_was_done_it_is_due_until_it_is_done_again(interval, done, offset):
    after = plan(Schedule(kind=ScheduleKind.DAYS_AFTER_DONE, interval=interval))
    last = max((day for day in done if day < offset), default=None)

    due = is_due(after, START + DAY * offset, {START + DAY * day for day in done})

    assert due == (last is None or offset - last >= interval)


@given(st.integers(1, 28), st.sets(st.integers(1, 31)), st.integers(1, 31))
def test_a_monthly_quota_is_due_until_it_was_met_on_days_of_the_month_before(times, done, day):
    monthly = plan(Schedule(kind=ScheduleKind.TIMES_PER_MONTH, times=times))
    in_april = {date(2026, 4, 30), date(2026, 4, 29)}
    before = sum(one < day for one in done)

    due = is_due(monthly, date(2026, 5, day), in_april | {date(2026, 5, one) for one in done})

    assert due == (before < times)


@given(st.integers(2, 30), st.data())
def test_a_rolling_quota_done_whenever_it_is_due_is_met_in_all_so_many_days(span, data):
    times = data.draw(st.integers(1, span))
    rolling = plan(Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=times, days=span))
    done: set[date] = set()
    for day in days(START, START + DAY * 99):
        if is_due(rolling, day, done):
            done.add(day)

    for day in days(START + DAY * (span - 1), START + DAY * 99):
        assert sum(one in done for one in days(day - DAY * (span - 1), day)) == times


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({31}, [date(2024, 1, 31), date(2024, 3, 31)]),
        ({29}, [date(2024, 1, 29), date(2024, 2, 29), date(2024, 3, 29)]),
        ({LAST}, [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)]),
        ({LAST, 31}, [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)]),
        ({1, 15}, [date(2024, m, d) for m in (1, 2, 3) for d in (1, 15)]),
    ],
)
def test_days_of_the_month_are_due_in_months_that_have_them(chosen, expected):
    monthly = Schedule(kind=ScheduleKind.MONTH_DAYS, month_days=frozenset(chosen))
    leap = Plan(schedules=[(date(2024, 1, 1), monthly)], first_weekday=0)

    assert due_days(leap, date(2024, 1, 1), date(2024, 3, 31), ()) == expected


@given(dates, st.integers(0, 6))
def test_every_month_has_one_first_and_one_last_of_each_weekday(day, weekday):
    for nth in (1, LAST):
        schedule = Schedule(kind=ScheduleKind.NTH_WEEKDAYS, nth_weekdays=frozenset({(nth, weekday)}))
        always = Plan(schedules=[(date(2025, 1, 1), schedule)], first_weekday=0)
        month = days(day.replace(day=1), end_of_month(day))
        (due,) = due_days(always, month[0], month[-1], ())
        same = [one for one in month if one.weekday() == weekday]
        assert due == (same[0] if nth == 1 else same[-1])


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
        ({"kind": ScheduleKind.DAYS_AFTER_DONE}, "interval"),
        ({"kind": ScheduleKind.TIMES_PER_MONTH, "times": 29}, "times"),
        ({"kind": ScheduleKind.TIMES_PER_MONTH, "times": 2, "days": 30}, "days"),
        ({"kind": ScheduleKind.TIMES_IN_DAYS, "times": 4, "days": 3}, "times"),
        ({"kind": ScheduleKind.TIMES_IN_DAYS, "times": 1}, "days"),
        ({"kind": ScheduleKind.TIMES_IN_DAYS, "times": 1, "days": 366}, "days"),
        ({"kind": ScheduleKind.MONTH_DAYS, "month_days": frozenset()}, "month_days"),
        ({"kind": ScheduleKind.MONTH_DAYS, "month_days": frozenset({0})}, "month_days"),
        ({"kind": ScheduleKind.NTH_WEEKDAYS, "nth_weekdays": frozenset({(0, 1)})}, "nth_weekdays"),
        ({"kind": ScheduleKind.RRULE}, "rrule"),
    ],
)
def test_a_schedule_that_contradicts_itself_is_never_made(values, field):
    with pytest.raises(ScheduleError) as caught:
        Schedule(**values)
    assert caught.value.field == field
