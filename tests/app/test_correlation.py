"""Correlation says what it found, how likely chance is, and when it cannot tell."""

from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.correlation import (
    FEWEST_DAYS,
    FEWEST_OF_EACH,
    SHUFFLES,
    Strength,
    Verdict,
    corrected,
    correlate,
)


def coin(seed, number, share=0.5):
    chance = Random(seed)  # noqa: S311  any will do
    return [float(chance.random() < share) for _ in range(number)]


def phi(first, second):
    """From the four counts, as textbooks have it."""
    pairs = list(zip(first, second, strict=True))
    both, only, other, none = (pairs.count(pair) for pair in ((1, 1), (1, 0), (0, 1), (0, 0)))
    product = (both + only) * (other + none) * (both + other) * (only + none)
    return (both * none - only * other) / sqrt(product)


def test_two_yes_no_series_have_the_phi_of_their_four_counts():
    first, second = coin(1, 100), coin(2, 100)

    assert correlate(first, second).coefficient == pytest.approx(phi(first, second))


def test_amounts_have_pearsons_coefficient():
    first = [float(number % 9) for number in range(63)]
    second = [3 - 2 * value for value in first]

    assert correlate(first, first).coefficient == pytest.approx(1)
    assert correlate(first, second).coefficient == pytest.approx(-1)
    assert correlate(first, [value * 5 + 7 for value in first]).coefficient == pytest.approx(1)


def test_the_same_habit_twice_is_as_unlikely_as_the_test_can_tell():
    series = coin(3, 140)
    found = correlate(series, series)

    assert found.p_value == pytest.approx(1 / (SHUFFLES + 1))
    assert found.strength is Strength.LARGE


def test_chance_alone_is_called_significant_about_as_often_as_said():
    found = [correlate(coin(seed, 84), coin(seed + 1000, 84)).p_value for seed in range(100)]

    assert sum(p <= 0.05 for p in found) <= 12
    assert sum(p <= 0.5 for p in found) >= 30


def test_a_weekly_rhythm_that_both_have_is_no_evidence():
    workdays = [float(day % 7 < 5) for day in range(144)]
    found = correlate(workdays, workdays)

    assert found.coefficient == pytest.approx(1)
    assert found.p_value == 1


@pytest.mark.parametrize("number", [0, 1, FEWEST_DAYS - 1])
def test_too_few_days_are_said_with_how_many_are_missing(number):
    found = correlate(coin(1, number), coin(2, number))

    assert found.verdict is Verdict.NOT_ENOUGH_DATA
    assert found.missing_days == FEWEST_DAYS - number
    assert (found.coefficient, found.p_value, found.strength) == (None, None, None)


def test_a_habit_that_is_always_the_same_goes_together_with_nothing():
    always = [1.0] * 60
    nearly = [0.0] * (FEWEST_OF_EACH - 1) + [1.0] * (61 - FEWEST_OF_EACH)

    assert correlate(always, coin(1, 60)).verdict is Verdict.NO_VARIATION
    assert correlate(always, coin(1, 60)).missing_days == FEWEST_OF_EACH
    assert correlate(coin(1, 60), nearly).missing_days == 1


@pytest.mark.parametrize(
    ("share", "strength"),
    [(0.5, Strength.NONE), (0.6, Strength.SMALL), (0.7, Strength.MEDIUM), (0.9, Strength.LARGE)],
)
def test_the_size_of_an_effect_has_a_word(share, strength):
    first = [1.0] * 500 + [0.0] * 500
    agree = int(500 * share)
    second = [1.0] * agree + [0.0] * (500 - agree) + [0.0] * agree + [1.0] * (500 - agree)

    assert correlate(first, second).strength is strength


def test_the_correction_is_benjamini_and_hochbergs():
    # Worked out by hand: each times their number over its rank, and never above that of a larger one.
    assert corrected([0.01, 0.02, 0.03, 0.04]) == pytest.approx([0.04, 0.04, 0.04, 0.04])
    assert corrected([0.005, 0.5, 0.04]) == pytest.approx([0.015, 0.5, 0.06])
    assert corrected([]) == []


SERIES = st.integers(FEWEST_DAYS, 80).flatmap(
    lambda number: st.tuples(*[st.lists(st.integers(0, 3).map(float), min_size=number, max_size=number)] * 2)
)


@given(SERIES)
def test_it_is_bounded_repeatable_and_the_same_the_other_way_round(series):
    first, second = series
    found, again, other_way = correlate(first, second), correlate(first, second), correlate(second, first)

    assert found == again
    assert found.verdict is other_way.verdict
    if found.coefficient is not None and found.p_value is not None:
        assert -1 <= found.coefficient <= 1
        assert 0 < found.p_value <= 1
        assert other_way.coefficient == pytest.approx(found.coefficient)


@given(st.lists(st.floats(0, 1), max_size=20))
def test_a_corrected_value_is_never_smaller_and_keeps_the_order(values):
    result = corrected(values)

    assert all(before <= after <= 1 for before, after in zip(values, result, strict=True))
    ordered = sorted(range(len(values)), key=lambda place: values[place])
    assert [result[place] for place in ordered] == sorted(result)
