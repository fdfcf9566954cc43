"""A score is explained in sentences whose numbers are its terms."""

from datetime import date, timedelta

import pytest

from habits.measures import HabitKind
from tracking.frequency import Frequency
from tracking.score import Asked, Reading, score_terms
from tracking.score_words import sentences

TODAY = date(2026, 3, 18)


def last_terms(kind, readings, frequency, target=1000):
    history = {TODAY - timedelta(days=back): reading for back, reading in readings.items()}
    asked = Asked(frequency=Frequency(times=frequency[0], days=frequency[1]), target=target)
    *_, last = score_terms(kind, history, lambda _: asked, min(history), TODAY)
    return last


def test_a_day_is_explained_from_the_day_before_to_its_score():
    terms = last_terms(HabitKind.YES_NO, {1: Reading(thousandths=1000), 0: Reading(thousandths=1000)}, (1, 1))

    assert sentences(HabitKind.YES_NO, "", terms) == [
        "The score was 5.2 % the day before.",
        "On 2026-03-18 you did it 1 time of 1.",
        "That is worth 100.0 %.",
        "A day keeps 94.8 % of the score, here 4.9 %, "
        "and adds 5.2 % of what the window is worth, here 5.2 %.",
        "Together the score is 10.1 %.",
    ]


@pytest.mark.parametrize(
    ("kind", "unit", "frequency", "sentence"),
    [
        (HabitKind.AT_LEAST, "pages", (1, 1), "On 2026-03-18 you have 12.5 of 20 pages."),
        (HabitKind.AT_LEAST, "", (1, 7), "From 2026-03-12 to 2026-03-18 you have 12.5 of 20."),
        (HabitKind.AT_MOST, "cups", (1, 1), "On 2026-03-18 you have 12.5 of at most 20 cups."),
        (HabitKind.YES_NO, "", (3, 7), "From 2026-03-05 to 2026-03-18 you did it 12.5 times of 120."),
    ],
)
def test_the_window_is_told_in_the_habits_unit(kind, unit, frequency, sentence):
    terms = last_terms(kind, {0: Reading(thousandths=12_500)}, frequency, 20_000)

    assert sentences(kind, unit, terms)[1] == sentence


def test_a_skipped_day_says_that_nothing_changed():
    terms = last_terms(HabitKind.YES_NO, {1: Reading(thousandths=1000), 0: Reading(skipped=True)}, (1, 1))

    assert sentences(HabitKind.YES_NO, "", terms) == [
        "The score was 5.2 % the day before.",
        "This day was skipped or paused, so the score stays as it was.",
    ]
