"""The strength score: the numbers of the tracker whose formula it is, and laws."""

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habits.measures import HabitKind
from tracking.frequency import Frequency
from tracking.occurrence import days
from tracking.score import Asked, Reading, score_terms

VECTORS = json.loads((Path(__file__).parent / "vectors/score.json").read_text())
TODAY = date(2026, 3, 18)
DAY = timedelta(days=1)
YES = Reading(thousandths=1000)
SKIP = Reading(skipped=True)


def close(number):
    return pytest.approx(number, abs=VECTORS["tolerance"])


def ago(number):
    return TODAY - DAY * number


def scores(kind, readings, frequency, target=1000, *, first=None, last=TODAY, paused=frozenset()):
    """The score of each day, by day; days before the first have 0."""
    times, span = frequency
    asked = Asked(frequency=Frequency(times=times, days=span), target=target)
    begun = min(readings, default=last) if first is None else first
    return {
        terms.day: terms.score for terms in score_terms(kind, readings, lambda _: asked, begun, last, paused)
    }


def by_name(vector):
    return vector["name"]


@pytest.mark.parametrize("vector", VECTORS["multipliers"])
def test_a_rarer_habit_is_forgotten_more_slowly(vector):
    times, span = vector["frequency"]

    assert Frequency(times=times, days=span).multiplier == close(vector["multiplier"])


@pytest.mark.parametrize("vector", VECTORS["steps"])
def test_one_day_keeps_a_share_and_adds_the_rest(vector):
    times, span = vector["frequency"]
    multiplier = Frequency(times=times, days=span).multiplier

    stepped = vector["previous"] + (vector["completion"] - vector["previous"]) * (1 - multiplier)
    assert stepped == close(vector["score"])


@pytest.mark.parametrize("vector", VECTORS["histories"], ids=by_name)
def test_histories_have_the_scores_of_their_source(vector):
    one = 1000 if vector["kind"] == "yes_no" else 1
    readings = {
        ago(back): Reading(thousandths=amount * one)
        for newest_first in vector["done"]
        for oldest, newest, amount in [newest_first]
        for back in range(newest, oldest + 1)
    } | {ago(back): SKIP for back in vector["skipped"]}

    found = scores(HabitKind(vector["kind"]), readings, vector["frequency"], vector.get("target", 1000))

    backwards = [found.get(ago(back), 0) for back in range(len(vector["backwards"]))]
    assert backwards == [close(score) for score in vector["backwards"]]


@pytest.mark.parametrize(("times", "share"), [(3, 2 / 3), (4, 0.5)])
def test_two_of_several_times_a_week_lead_to_their_share(times, share):
    readings = {ago(week * 7 + day): YES for week in range(100) for day in (0, 1)}

    assert scores(HabitKind.YES_NO, readings, (times, 7))[TODAY] == close(share)


def test_a_weekly_habit_may_move_within_its_week():
    first_or_last = {ago(week * 7 + (6 if week % 2 else 0)): YES for week in range(200)}

    assert scores(HabitKind.YES_NO, first_or_last, (1, 7))[TODAY] > 0.999


@pytest.mark.parametrize(
    ("frequency", "every", "number", "score"),
    [((1, 1), 1, 90, 0.991760), ((1, 7), 7, 39, 0.995047), ((1, 30), 30, 18, 0.991915)],
)
def test_it_takes_about_as_many_times_to_be_strong(frequency, every, number, score):
    kept = {ago(every * back): YES for back in range(number)}

    assert scores(HabitKind.YES_NO, kept, frequency)[TODAY] == close(score)


def test_skips_among_days_half_done_leave_the_score():
    half = {ago(back): Reading(thousandths=1000) for back in range(700)}
    skipped = half | {ago(back): SKIP for back in range(100, 300)}

    found = scores(HabitKind.AT_LEAST, skipped, (1, 1), 2000)[TODAY]

    assert found == close(scores(HabitKind.AT_LEAST, half, (1, 1), 2000)[TODAY])


def test_after_skips_the_window_of_a_habit_that_is_not_daily_has_gaps():
    skips, after = range(4), range(6)
    kept = [back for back in range(10, 710) if back % 7]
    readings = {ago(back): YES for back in kept} | {ago(6 + back): SKIP for back in skips}
    readings |= {ago(back): YES for back in after}
    found = scores(HabitKind.YES_NO, readings, (6, 7))

    assert found[ago(6)] == close(found[ago(10)])
    assert found[ago(5)] < found[ago(6)]


def test_a_skip_of_a_measured_habit_counts_three_thousandths():
    readings = {ago(1): SKIP}

    assert scores(HabitKind.AT_LEAST, readings, (1, 7), 3)[TODAY] == close(
        1 - Frequency(times=1, days=7).multiplier
    )


offsets = st.integers(0, 60)
readings = st.dictionaries(
    offsets, st.one_of(st.just(SKIP), st.integers(0, 5000).map(lambda n: Reading(thousandths=n)))
)
frequencies = st.tuples(st.integers(1, 7), st.integers(1, 31)).filter(lambda f: f[0] <= f[1])
kinds = st.sampled_from(list(HabitKind))
targets = st.integers(0, 4000)


def history(readings):
    return {ago(offset): reading for offset, reading in readings.items()}


def all_terms(kind, readings, frequency, target, paused=frozenset()):
    asked = Asked(frequency=Frequency(times=frequency[0], days=frequency[1]), target=target)
    return list(score_terms(kind, history(readings), lambda _: asked, ago(60), TODAY, paused))


@given(kinds, readings, frequencies, targets)
def test_a_score_is_between_0_and_1(kind, readings, frequency, target):
    assert all(0 <= terms.score <= 1 for terms in all_terms(kind, readings, frequency, target))


@given(kinds, readings, frequencies, targets)
def test_the_terms_make_the_score(kind, readings, frequency, target):
    found = all_terms(kind, readings, frequency, target)

    for terms in found:
        assert terms.score == pytest.approx(terms.previous * terms.multiplier + terms.contribution, abs=1e-12)
    for before, after in pairwise(found):
        assert after.previous == before.score


@given(kinds, readings, frequencies, targets)
def test_a_skipped_day_copies_the_score(kind, readings, frequency, target):
    for terms in all_terms(kind, readings, frequency, target):
        if readings.get((TODAY - terms.day).days) == SKIP:
            assert terms.score == terms.previous
            assert terms.completion is None


@given(readings, frequencies, offsets)
def test_one_more_completion_never_lowers_a_score(readings, frequency, offset):
    more = {k: v for k, v in readings.items() if k != offset or not v.skipped} | {offset: YES}
    less = {k: v for k, v in more.items() if k != offset}

    higher = all_terms(HabitKind.YES_NO, more, frequency, 1000)
    lower = all_terms(HabitKind.YES_NO, less, frequency, 1000)

    assert all(one.score >= other.score for one, other in zip(higher, lower, strict=True))


@given(
    st.sampled_from([HabitKind.AT_LEAST, HabitKind.TIMED]),
    readings,
    frequencies,
    targets,
    offsets,
    st.integers(1, 500),
)
def test_more_of_what_is_asked_never_lowers_a_score(kind, readings, frequency, target, offset, extra):
    had = readings.get(offset, Reading())
    more = readings | {offset: Reading(thousandths=had.thousandths + extra)}
    less = readings | {offset: Reading(thousandths=had.thousandths)}

    higher = all_terms(kind, more, frequency, target)
    lower = all_terms(kind, less, frequency, target)

    assert all(one.score >= other.score for one, other in zip(higher, lower, strict=True))


@given(readings, frequencies, targets, offsets, st.integers(1, 500))
def test_more_of_a_limited_thing_never_raises_a_score(readings, frequency, target, offset, extra):
    had = readings.get(offset, Reading())
    more = readings | {offset: Reading(thousandths=had.thousandths + extra)}
    less = readings | {offset: Reading(thousandths=had.thousandths)}

    lower = all_terms(HabitKind.AT_MOST, more, frequency, target)
    higher = all_terms(HabitKind.AT_MOST, less, frequency, target)

    assert all(one.score <= other.score for one, other in zip(lower, higher, strict=True))


@given(kinds, readings, frequencies, targets, st.integers(1, 30), st.integers(0, 30))
def test_a_pause_is_as_if_its_days_were_not(kind, readings, frequency, target, length, offset):
    without = all_terms(kind, readings, frequency, target)
    later = {key + length if key >= offset else key: value for key, value in readings.items()}
    paused = set(days(ago(offset + length - 1), ago(offset)))
    asked = Asked(frequency=Frequency(times=frequency[0], days=frequency[1]), target=target)
    stretched = list(score_terms(kind, history(later), lambda _: asked, ago(60 + length), TODAY, paused))

    assert [terms.score for terms in stretched if terms.day not in paused] == [t.score for t in without]
    assert all(terms.score == terms.previous for terms in stretched if terms.day in paused)


@given(kinds, readings, frequencies, targets, offsets)
def test_what_is_recorded_later_changes_no_earlier_score(kind, readings, frequency, target, offset):
    earlier = {key: value for key, value in readings.items() if key > offset}
    known_then = all_terms(kind, earlier, frequency, target)
    known_now = all_terms(kind, readings, frequency, target)

    assert [t.score for t in known_now if t.day < ago(offset)] == [
        t.score for t in known_then if t.day < ago(offset)
    ]
