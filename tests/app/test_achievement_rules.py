"""What a log is worth: every rule by example, and laws that hold for any log."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achievements.families import MILESTONES, OF_ONE_HABIT, Family
from achievements.ladders import Ladder, summed
from achievements.rules import CheckIn, History, is_early, ladders
from habits.schedules import Schedule, ScheduleKind
from tracking.occurrence import Plan
from tracking.periods import Mark, periods_back
from tracking.streaks import Unit, current_streak, streak_spans

TODAY = date(2026, 3, 18)
DAY = timedelta(days=1)
DAILY = Schedule(kind=ScheduleKind.DAILY)
WEEKLY = Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=2)
MONTHLY = Schedule(kind=ScheduleKind.TIMES_PER_MONTH, times=1)


def ago(number):
    return TODAY - DAY * number


def history(marks, *, schedule=DAILY, start=None, until=TODAY, amounts=None, **details):
    """A habit's history from its marks, which may be a collection of done days."""
    if not isinstance(marks, dict):
        marks = dict.fromkeys(marks, Mark.DONE)
    plan = Plan(schedules=[(start or min(marks), schedule)], first_weekday=0)
    return History(
        habit=uuid4(),
        plan=plan,
        done=[day for day, mark in marks.items() if mark is Mark.DONE],
        amounts=amounts,
        periods=list(periods_back(plan, marks, until))[::-1],
        **details,
    )


def ladder(family, *histories, check_ins=(), today=TODAY) -> Ladder:
    found = ladders(histories, check_ins, first_weekday=0, today=today)
    (one,) = [one for one in found if one.family is family]
    return one


def test_check_ins_of_all_habits_count_together():
    one = ladder(Family.CHECK_INS, history([ago(3), ago(2)]), history([ago(n) for n in range(8)]))

    assert one.reached_on == (ago(7), ago(0))
    assert one.standing == 10
    assert one.next_milestone == 50


def test_a_streak_is_rewarded_on_the_day_on_which_it_got_so_long():
    one = ladder(Family.STREAK_DAYS, history([ago(n) for n in range(20, 5, -1)], start=ago(30)))

    assert one.reached_on == (ago(18), ago(14), ago(7))
    assert one.standing == 0
    assert one.next_milestone == 21


def test_a_broken_streak_keeps_what_it_reached_and_begins_again():
    marks = dict.fromkeys([ago(n) for n in (9, 8, 7, 2, 1)], Mark.DONE)

    one = ladder(Family.STREAK_DAYS, history(marks))

    assert one.reached_on == (ago(7),)
    assert one.standing == 2
    assert one.next_milestone == 7


def test_weeks_of_a_quota_are_rewarded_when_the_quota_is_met():
    # Two a week on Tuesday and Friday; 18 March 2026 is a Wednesday.
    days = [day for day in (ago(n) for n in range(28)) if day.weekday() in (1, 4)]

    one = ladder(Family.STREAK_WEEKS, history(days, schedule=WEEKLY, start=date(2026, 2, 16)))

    assert one.reached_on == (date(2026, 3, 6),)
    assert one.standing == 3
    more = history([*days, date(2026, 3, 7)], schedule=WEEKLY, start=date(2026, 2, 16))
    assert ladder(Family.STREAK_WEEKS, more).reached_on == (date(2026, 3, 6),)


def test_months_of_a_quota_are_counted_in_months():
    days = [date(2026, 1, 5), date(2026, 2, 7), date(2026, 3, 1)]

    one = ladder(Family.STREAK_MONTHS, history(days, schedule=MONTHLY))

    assert one.reached_on == (date(2026, 2, 7), date(2026, 3, 1))


def test_another_unit_begins_anew_and_what_was_reached_in_the_first_stays():
    marks = dict.fromkeys([ago(n) for n in range(9)], Mark.DONE)
    plan = Plan(schedules=[(ago(8), DAILY), (date(2026, 3, 16), WEEKLY)], first_weekday=0)
    periods = list(periods_back(plan, marks, TODAY))[::-1]
    one = History(habit=uuid4(), plan=plan, done=list(marks), amounts=None, periods=periods)

    found = {ladder.family: ladder for ladder in ladders([one], (), first_weekday=0, today=TODAY)}

    assert found[Family.STREAK_DAYS].reached_on == (ago(6),)
    assert found[Family.STREAK_DAYS].standing is None
    assert found[Family.STREAK_WEEKS].standing == 1


def test_a_habit_that_is_archived_keeps_its_awards_and_has_nothing_ahead():
    one = ladder(
        Family.STREAK_DAYS, history([ago(n) for n in range(20, 15, -1)], until=ago(16), is_over=True)
    )

    assert one.reached_on == (ago(18),)
    assert one.standing is None


def test_amounts_add_up_and_one_day_may_pass_several_milestones():
    amounts = [(ago(2), Decimal(99)), (ago(1), Decimal("0.5")), (ago(0), Decimal(5000))]

    one = ladder(Family.AMOUNT, history([ago(2)], amounts=amounts))

    assert one.reached_on == (TODAY, TODAY)
    assert one.standing == Decimal("5099.5")
    assert one.next_milestone == 10_000


def test_a_perfect_day_has_everything_done_that_was_due():
    both = history([ago(5), ago(4)], start=ago(5))
    other = history([ago(5), ago(3)], start=ago(5))

    one = ladder(Family.PERFECT_DAYS, both, other)

    assert one.reached_on == (ago(5),)
    assert one.standing == 1


def test_what_is_skipped_spoils_no_perfect_day_once_it_is_over():
    skipped = history({ago(1): Mark.SKIPPED, ago(0): Mark.SKIPPED}, start=ago(1))
    done = history([ago(1), ago(0)])

    assert ladder(Family.PERFECT_DAYS, skipped, done).standing == 1


def test_today_is_perfect_as_soon_as_nothing_is_open():
    assert ladder(Family.PERFECT_DAYS, history([TODAY]), history([TODAY])).standing == 1
    assert ladder(Family.PERFECT_DAYS, history([TODAY]), history([], start=TODAY)).standing == 0


def test_a_quota_for_a_week_says_nothing_about_a_day():
    weekly = history([], schedule=WEEKLY, start=ago(20))

    assert ladder(Family.PERFECT_DAYS, weekly, history([ago(1), ago(0)])).standing == 2


def test_a_week_is_perfect_when_it_is_over_and_nothing_broke():
    days = [ago(n) for n in range(1, 26)]

    one = ladder(Family.PERFECT_WEEKS, history(days))

    assert [end.weekday() for end in one.reached_on] == [6]
    assert one.standing == 3
    spoilt = history(dict.fromkeys(days, Mark.DONE) | {ago(8): Mark.MISSED})
    assert ladder(Family.PERFECT_WEEKS, spoilt).standing == 2


def test_a_week_is_not_perfect_before_it_is_over():
    sunday = date(2026, 3, 15)
    days = [sunday - DAY * n for n in range(7)]

    assert ladder(Family.PERFECT_WEEKS, history(days, until=sunday), today=sunday).standing == 0
    assert ladder(Family.PERFECT_WEEKS, history(days, until=sunday), today=sunday + DAY).standing == 1


def test_the_week_in_which_the_first_habit_began_is_no_perfect_week():
    days = [ago(n) for n in range(1, 7)]

    assert ladder(Family.PERFECT_WEEKS, history(days)).standing == 0
    assert (
        ladder(Family.PERFECT_WEEKS, history(days), history([], start=ago(20), until=ago(20))).standing == 1
    )


def test_a_month_is_perfect_when_it_is_over_and_nothing_broke():
    days = [date(2026, 1, 1) + DAY * n for n in range(76)]

    assert ladder(Family.PERFECT_MONTHS, history(days)).reached_on == (date(2026, 1, 31),)
    assert ladder(Family.PERFECT_MONTHS, history(days)).standing == 2
    assert ladder(Family.PERFECT_MONTHS, history(days[:40], start=days[0])).standing == 1


@pytest.mark.parametrize(("still", "again", "expected"), [(28, 7, 1), (27, 7, 0), (28, 6, 0), (60, 12, 1)])
def test_a_comeback_needs_a_long_rest_and_a_week_after_it(still, again, expected):
    first = ago(again - 1) - DAY * (still + 1)
    days = [first, *(ago(n) for n in range(again))]

    assert ladder(Family.COMEBACKS, history(days)).standing == expected


def test_variety_is_the_number_of_habits_of_one_day():
    one = ladder(Family.VARIETY, *(history([ago(5 - n), TODAY]) for n in range(5)))

    assert one.reached_on == (TODAY, TODAY)
    assert one.standing == 5


@pytest.mark.parametrize(
    ("recorded_at", "zone", "expected"),
    [
        ("2026-03-18T07:59", "UTC", True),
        ("2026-03-18T08:00", "UTC", False),
        ("2026-03-18T03:59", "UTC", False),
        ("2026-03-18T06:59", "Europe/Berlin", True),
        ("2026-03-18T07:00", "Europe/Berlin", False),
        ("2026-03-17T21:30", "Asia/Tokyo", True),
        ("2026-03-19T06:00", "UTC", False),
    ],
)
def test_early_is_the_morning_of_the_day_itself_by_the_wall_clock(recorded_at, zone, expected):
    instant = datetime.fromisoformat(recorded_at).replace(tzinfo=UTC)
    check_in = CheckIn(day=TODAY, recorded_at=instant, zone=zone)

    assert is_early(check_in) is expected
    assert ladder(Family.EARLY_BIRD, check_ins=[check_in, check_in]).standing == int(expected)


def test_milestones_rise_and_every_family_has_some():
    assert set(MILESTONES) == set(Family)
    for milestones in MILESTONES.values():
        assert list(milestones) == sorted(set(milestones))
        assert milestones[0] > 0
    assert {family for family in Family if family.value.startswith(("streak", "amount"))} == OF_ONE_HABIT


MARKS = st.dictionaries(st.integers(0, 60).map(ago), st.sampled_from(Mark), max_size=60)
SCHEDULES = st.sampled_from(
    [DAILY, WEEKLY, MONTHLY, Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({0, 2, 4}))]
)
FAMILY_OF = {
    Unit.DAYS: Family.STREAK_DAYS,
    Unit.WEEKS: Family.STREAK_WEEKS,
    Unit.MONTHS: Family.STREAK_MONTHS,
}


@given(MARKS, SCHEDULES)
def test_streaks_are_those_that_are_shown_everywhere(marks, schedule):
    one = history(marks, schedule=schedule, start=ago(70))
    current = current_streak(one.plan, marks, TODAY)
    longest = max((span.streak.length for span in streak_spans(one.plan, marks, TODAY)[1]), default=0)

    found = ladder(FAMILY_OF[current.unit], one)

    assert found.standing == current.length
    assert len(found.reached_on) == sum(milestone <= longest for milestone in MILESTONES[found.family])


@given(st.lists(MARKS, max_size=3), SCHEDULES)
def test_milestones_are_reached_in_order_and_never_after_today(logs, schedule):
    histories = [history(marks, schedule=schedule, start=ago(70)) for marks in logs]

    for one in ladders(histories, (), first_weekday=0, today=TODAY):
        assert list(one.reached_on) == sorted(one.reached_on)
        assert all(day <= TODAY for day in one.reached_on)


@given(MARKS, SCHEDULES, st.integers(0, 60))
def test_what_was_awarded_on_a_day_did_not_need_to_know_what_came_after(marks, schedule, back):
    then = ago(back)
    whole = history(marks, schedule=schedule, start=ago(70))
    until_then = history(
        {day: mark for day, mark in marks.items() if day <= then},
        schedule=schedule,
        start=ago(70),
        until=then,
    )

    def reached(one, today, limit):
        found = ladders([one], (), first_weekday=0, today=today)
        return Counter((each.family, day) for each in found for day in each.reached_on if day < limit)

    assert reached(until_then, then, then) <= reached(whole, TODAY, then)


@given(st.lists(st.tuples(st.integers(0, 60).map(ago), st.integers(0, 10**6).map(Decimal)), max_size=20))
def test_the_order_of_amounts_does_not_matter(amounts):
    habit = UUID(int=0)

    assert summed(Family.AMOUNT, habit, amounts) == summed(Family.AMOUNT, habit, amounts[::-1])
