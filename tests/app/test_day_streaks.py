"""Streaks in days: the numbers of the tracker whose rule it is, and laws."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind
from tracking.day_streaks import counting_days, day_streaks
from tracking.frequency import Frequency
from tracking.intervals import Interval, covered_by, covered_days, intervals, size_from, snapped
from tracking.occurrence import Plan, days
from tracking.periods import Mark
from tracking.streaks import best

VECTORS = json.loads((Path(__file__).parent / "vectors/intervals.json").read_text())
TODAY = date(2026, 3, 18)
DAY = timedelta(days=1)
START = date(2025, 1, 6)
DAILY = Schedule(kind=ScheduleKind.DAILY)
LETTERS = {"d": Mark.DONE, "m": Mark.MISSED, "s": Mark.SKIPPED, "b": Mark.BEGUN}


def ago(number):
    return TODAY - DAY * number


def every(interval):
    return Schedule(kind=ScheduleKind.EVERY_N_DAYS, interval=interval)


def plan(*versions):
    first, *later = versions
    return Plan(schedules=[(START, first), *later], first_weekday=0)


def interval(numbers):
    begin, centre, end = numbers
    return Interval(begin=ago(begin), centre=ago(centre), end=ago(end))


def marked(text):
    return {ago(back): LETTERS[letter] for back, letter in enumerate(reversed(text)) if letter != "."}


def current(text, kind=HabitKind.YES_NO, schedule=DAILY):
    span, _ = day_streaks(kind, plan(schedule), marked(text), TODAY)
    return span.streak.length if span else 0


@pytest.mark.parametrize("vector", VECTORS["built"])
def test_runs_of_checks_cover_their_days(vector):
    times, span = vector["frequency"]
    done = [ago(back) for back in vector["done"]]

    found = intervals(done, Frequency(times=times, days=span))

    assert found == [interval(numbers) for numbers in vector["intervals"]]


@pytest.mark.parametrize("vector", VECTORS["snapped"])
def test_covers_that_overlap_are_pushed_apart(vector):
    found = snapped([interval(numbers) for numbers in vector["before"]])

    assert found == [interval(numbers) for numbers in vector["after"]]


def test_checks_of_every_third_day_cover_the_days_between():
    vector = VECTORS["covered"]

    covered = covered_days(plan(every(3)), {ago(back) for back in vector["done"]})

    assert covered == {ago(back) for back in vector["covered"]}


def test_what_was_done_and_what_is_covered_counts_although_it_was_missed(monkeypatch):
    vector = VECTORS["overlaid"]
    given = [interval(numbers) for numbers in vector["intervals"]]
    monkeypatch.setattr("tracking.intervals.intervals", lambda *_: given)
    marks = {ago(back): Mark.DONE for back in vector["done"]} | {
        ago(back): Mark.MISSED for back in vector["missed"]
    }

    counting = counting_days(HabitKind.YES_NO, plan(every(3)), marks, TODAY)

    assert counting == {ago(back) for back in vector["counting"]}


@pytest.mark.parametrize(
    ("begin", "size"),
    [
        (date(2026, 2, 1), 28),
        (date(2026, 2, 28), 31),
        (date(2026, 1, 30), 31),
        (date(2026, 1, 31), 28),
        (date(2024, 1, 31), 29),
        (date(2026, 4, 29), 30),
    ],
)
def test_about_a_month_is_a_month(begin, size):
    assert size_from(begin, Frequency(times=1, days=30)) == size
    assert size_from(begin, Frequency(times=2, days=31)) == size
    assert size_from(begin, Frequency(times=1, days=29)) == 29


@pytest.mark.parametrize("number", [4, 2])
def test_the_best_streaks_are_the_longest_and_are_shown_by_time(number):
    vector = VECTORS["streaks"]
    marks = {ago(back): Mark.DONE for back in vector["done"]}

    _, spans = day_streaks(HabitKind.YES_NO, plan(DAILY), marks, TODAY)

    assert [span.streak.length for span in best(spans, number)] == vector[f"best_{number}"]


def test_of_streaks_of_one_length_the_newer_are_the_best():
    _, spans = day_streaks(HabitKind.YES_NO, plan(DAILY), marked("dd.ddd.dd.dd."), TODAY)

    assert [span.last for span in best(spans, 2)] == [ago(1), ago(7)]


@pytest.mark.parametrize(
    ("text", "length"),
    [("m....d", 1), ("dd.", 2), ("dd..", 0), ("ddm", 0), ("dsd", 3), ("sdd", 3), ("dds", 3), ("ddb", 2)],
)
def test_the_current_streak_of_a_daily_habit(text, length):
    assert current(text) == length


@pytest.mark.parametrize(
    ("kind", "text", "length"),
    [
        (HabitKind.AT_LEAST, "ddsd", 1),
        (HabitKind.AT_LEAST, "ddbd", 1),
        (HabitKind.AT_MOST, "ddsd", 4),
        (HabitKind.AT_MOST, "dd.d", 1),
    ],
)
def test_amounts_count_on_their_very_day(kind, text, length):
    assert current(text, kind) == length


def test_a_day_that_checks_cover_counts_even_if_it_was_missed():
    assert current("d.md.m", schedule=every(3)) == 6


def test_a_check_covers_days_to_come():
    span, _ = day_streaks(HabitKind.YES_NO, plan(every(3)), marked("d"), TODAY)

    assert span.last == TODAY + DAY * 2
    assert span.streak.length == 3


def test_a_rest_that_is_only_planned_is_no_streak():
    later = {TODAY + DAY * 20: Mark.SKIPPED}

    assert day_streaks(HabitKind.YES_NO, plan(DAILY), later, TODAY) == (None, [])


def test_each_schedule_covers_its_own_days():
    changed = plan(every(7), (ago(3), DAILY))

    assert covered_days(changed, {ago(5), ago(3)}) == {ago(5), ago(4), ago(3)}


done_days = st.sets(st.integers(0, 100).map(ago), max_size=40)
frequencies = st.tuples(st.integers(1, 7), st.integers(1, 31)).filter(lambda f: f[0] <= f[1])


@given(done_days, frequencies)
def test_a_cover_never_leaves_its_newest_check(done, frequency):
    ordered = sorted(done, reverse=True)

    for found in snapped(intervals(ordered, Frequency(times=frequency[0], days=frequency[1]))):
        assert found.begin <= found.centre <= found.end


@given(done_days, frequencies)
def test_what_is_covered_is_what_the_intervals_hold(done, frequency):
    times, span = frequency
    ordered = sorted(done, reverse=True)
    of = Frequency(times=times, days=span)
    held = {day for one in snapped(intervals(ordered, of)) for day in days(one.begin, one.end)}

    assert set(covered_by(ordered, of, ())) == held


@given(done_days, frequencies, st.integers(0, 100), st.integers(1, 30))
def test_a_pause_moves_covers_apart_and_keeps_them(done, frequency, offset, length):
    times, span = frequency
    # About a month has no fixed length, so a pause changes it.
    assume(span not in (30, 31))
    of = Frequency(times=times, days=span)
    begins = ago(offset)
    later = [day + DAY * length if day >= begins else day for day in sorted(done, reverse=True)]
    paused = set(days(begins, begins + DAY * (length - 1)))
    covered = set(covered_by(sorted(done, reverse=True), of, ()))

    assert set(covered_by(later, of, paused)) == {
        day + DAY * length if day >= begins else day for day in covered
    }


@given(done_days, st.integers(1, 29))
def test_every_check_of_every_n_days_is_covered(done, number):
    assert done <= covered_days(plan(every(number)), done)


@given(done_days)
def test_daily_streaks_together_are_the_days_done(done):
    _, spans = day_streaks(HabitKind.YES_NO, plan(DAILY), dict.fromkeys(done, Mark.DONE), TODAY)

    assert [day for span in reversed(spans) for day in days(span.first, span.last)] == sorted(done)


@given(done_days, st.integers(1, 10))
def test_the_best_are_no_shorter_than_the_rest(done, number):
    _, spans = day_streaks(HabitKind.YES_NO, plan(DAILY), dict.fromkeys(done, Mark.DONE), TODAY)
    chosen = best(spans, number)

    assert len(chosen) == min(number, len(spans))
    shortest = min((span.streak.length for span in chosen), default=0)
    assert all(span in chosen or span.streak.length <= shortest for span in spans)
