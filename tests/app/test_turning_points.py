"""Turning points are where a habit really changed, and nowhere else."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.turning_points import FEWEST, SHORTEST, SURE, turning_points


def kept(seed, *stretches):
    """A series of stretches, each with its number of days and how likely each is kept."""
    chance = Random(seed)  # noqa: S311  any will do
    return [float(chance.random() < share) for number, share in stretches for _ in range(number)]


def test_a_clean_break_is_found_on_its_day():
    (found,) = turning_points([0.0] * 50 + [1.0] * 40)

    assert (found.place, found.before, found.after) == (50, 0, 1)
    assert found.p_value <= SURE


def test_several_changes_are_told_in_order_each_with_what_lies_between():
    first, second = turning_points([0.0] * 140 + [1.0] * 70 + [0.5] * 70)

    assert (first.place, second.place) == (140, 210)
    assert (first.before, first.after, second.before, second.after) == (0, 1, 1, 0.5)


def test_a_change_among_chance_is_found_near_its_day():
    for seed in range(5):
        (found,) = turning_points(kept(seed, (100, 0.3), (100, 0.9)))

        assert abs(found.place - 100) <= 10
        assert found.after - found.before > 0.4


def test_chance_alone_turns_hardly_ever():
    assert sum(bool(turning_points(kept(seed, (140, 0.6)))) for seed in range(60)) <= 3


@pytest.mark.parametrize("series", [[], [1.0], [1.0] * 200, [0.0, 1.0] * 100, [1.0, 1, 1, 1, 1, 0, 0] * 30])
def test_what_never_changes_never_turns(series):
    assert turning_points(series) == []


def test_one_bad_week_is_no_turning_point():
    assert turning_points([1.0] * 98 + [0.0] * 7 + [1.0] * 98) == []


def test_a_series_that_is_too_short_is_not_judged():
    half = (FEWEST - 1) // 2

    assert turning_points([0.0] * half + [1.0] * half) == []
    assert turning_points([0.0] * (half + 1) + [1.0] * (half + 1)) != []


SERIES = st.lists(st.tuples(st.integers(14, 80), st.floats(0, 1)), min_size=1, max_size=4)


@given(st.integers(), SERIES)
def test_stretches_are_long_enough_and_differ_as_told(seed, stretches):
    series = kept(seed, *stretches)
    found = turning_points(series)
    ends = [0, *(one.place for one in found), len(series)]

    assert turning_points(series) == found
    assert not found or min(later - earlier for earlier, later in pairwise(ends)) >= SHORTEST
    for one, later in pairwise(found):
        assert one.after == later.before
    assert all(0 <= share <= 1 for one in found for share in (one.before, one.after, one.p_value))
