"""Streaks: what holds whatever was recorded."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from habits.schedules import Schedule, ScheduleKind
from tests.app.plans import DAILY, DAY, WEDNESDAY, plan, quota
from tracking.occurrence import days, due_days
from tracking.periods import Mark
from tracking.streaks import current_streak, streak_spans

DONE, SKIPPED = Mark.DONE, Mark.SKIPPED

offsets = st.dictionaries(st.integers(0, 60), st.sampled_from(list(Mark)), max_size=61)
schedules = st.one_of(
    st.just(DAILY),
    st.frozensets(st.integers(0, 6), min_size=1).map(
        lambda chosen: Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=chosen)
    ),
    st.integers(1, 9).map(lambda n: Schedule(kind=ScheduleKind.EVERY_N_DAYS, interval=n)),
    st.integers(1, 7).map(quota),
)


def by_day(offsets):
    return {WEDNESDAY - DAY * offset: mark for offset, mark in offsets.items()}


@given(schedules, offsets, st.integers(0, 60))
def test_one_more_completion_never_shortens_a_streak(schedule, offsets, offset):
    marks = by_day(offsets)
    better = marks | {WEDNESDAY - DAY * offset: DONE}

    assert (
        current_streak(plan(schedule), better, WEDNESDAY).length
        >= current_streak(plan(schedule), marks, WEDNESDAY).length
    )


@given(schedules, offsets)
def test_a_new_day_that_is_still_open_leaves_the_streak(schedule, offsets):
    marks = {day: mark for day, mark in by_day(offsets).items() if day < WEDNESDAY}
    yesterday = current_streak(plan(schedule), marks, WEDNESDAY - DAY)
    today = current_streak(plan(schedule), marks, WEDNESDAY)
    was_due = due_days(plan(schedule), WEDNESDAY - DAY, WEDNESDAY - DAY, ())
    missed_yesterday = was_due and marks.get(WEDNESDAY - DAY) in (None, Mark.BEGUN)

    if schedule.counts_weeks or not missed_yesterday:
        assert today == yesterday
    else:
        assert today.length == 0


@given(schedules.filter(lambda schedule: not schedule.counts_weeks), offsets, st.integers(1, 60))
def test_skipping_a_day_counts_as_if_it_had_not_been_due(schedule, offsets, offset):
    marks = by_day(offsets)
    skipped = marks | {WEDNESDAY - DAY * offset: SKIPPED}
    without = marks | {WEDNESDAY - DAY * offset: DONE}
    was_due = bool(due_days(plan(schedule), WEDNESDAY - DAY * offset, WEDNESDAY - DAY * offset, ()))
    length = current_streak(plan(schedule), skipped, WEDNESDAY).length
    reached = current_streak(plan(schedule), without, WEDNESDAY).length

    assert reached - length in ((0, 1) if was_due else (0,))


@given(schedules, offsets)
def test_a_streak_is_no_longer_than_what_was_done(schedule, offsets):
    marks = by_day(offsets)
    streak = current_streak(plan(schedule), marks, WEDNESDAY)

    assert 0 <= streak.length <= sum(mark is DONE for mark in marks.values())


@given(schedules, offsets, st.booleans())
def test_the_current_streak_is_the_first_of_the_list(schedule, offsets, silence_keeps):
    marks = by_day(offsets)
    length = current_streak(plan(schedule), marks, WEDNESDAY, silence_keeps=silence_keeps).length
    current, spans = streak_spans(plan(schedule), marks, WEDNESDAY, silence_keeps=silence_keeps)

    assert (current.streak.length if current else 0) == length
    assert not current or spans[0] == current
    assert all(newer.first > older.last for newer, older in pairwise(spans))


@given(st.integers(0, 400))
def test_a_habit_kept_every_day_has_a_streak_of_all_its_days(length):
    start = WEDNESDAY - DAY * length
    marks = dict.fromkeys(days(start, WEDNESDAY), DONE)

    assert current_streak(plan(DAILY, start=start), marks, WEDNESDAY).length == length + 1
