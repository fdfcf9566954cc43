"""Timed habits, whose minutes add up, and what is to be quit: silence keeps it, one tap is a lapse."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from habits.measures import HabitKind, meets
from habits.models import Habit
from tests.app.conftest import DAILY
from tracking.day_streaks import day_streaks
from tracking.frequency import Frequency
from tracking.occurrence import Plan, days
from tracking.periods import Mark
from tracking.score import Asked, Reading, score_terms
from tracking.score_words import sentences

TODAY = date(2026, 3, 18)
DAY = timedelta(days=1)
TIMED = {"name": "Practise", "kind": "timed", "target": 20, "schedule": {"kind": "daily"}}
QUIT = {"name": "Smoking", "kind": "quit", "schedule": {"kind": "daily"}}


def ago(number):
    return TODAY - DAY * number


@pytest.fixture
def smoking(alice, make_habit):
    """Nine days, of which nothing was said."""
    return make_habit(alice, kind=HabitKind.QUIT, start=ago(9))


def put(client, habit, day, state):
    return client.put(f"/api/habits/{habit.id}/entries/{day}", {"state": state}).json()


def strength(client, habit, day=TODAY):
    return client.get(f"/api/habits/{habit.id}/score?from={day}&to={day}").json()["scores"][0]["score"]


def test_a_timed_habit_counts_minutes(as_alice):
    habit = as_alice.post("/api/habits", TIMED).json()

    assert (habit["unit"], habit["target"]) == ("minutes", 20)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (TIMED | {"unit": "hours"}, "unit"),
        (TIMED | {"target": 0}, "target"),
        (TIMED | {"target": None}, "target"),
        (QUIT | {"unit": "cigarettes"}, "unit"),
        (QUIT | {"target": 3}, "target"),
        (QUIT | {"schedule": {"kind": "times_per_week", "times": 2}}, "schedule.kind"),
        (QUIT | {"schedule": {"kind": "days_after_done", "interval": 2}}, "schedule.kind"),
    ],
)
def test_what_does_not_suit_the_kind_is_refused(as_alice, body, field):
    response = as_alice.post("/api/habits", body)

    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("kind", "unit"), [("timed", ""), ("timed", "hours"), ("quit", "x"), ("yes_no", "x")]
)
def test_the_database_keeps_units_to_their_kinds(alice, kind, unit):
    with pytest.raises(IntegrityError), transaction.atomic():
        Habit.objects.create(owner=alice, name="Read", kind=kind, unit=unit)


def test_too_few_minutes_leave_the_day_open(as_alice, alice, make_habit, record):
    habit = make_habit(alice, kind=HabitKind.TIMED, target=Decimal(20))
    record(habit, ago(1), amount=Decimal(20))
    url = f"/api/habits/{habit.id}/entries/{TODAY}"

    assert as_alice.put(url, {"state": "done", "amount": 5}).json()["current_streak"]["length"] == 1
    assert as_alice.put(url, {"state": "done", "amount": 20}).json()["current_streak"]["length"] == 2


def test_what_was_quit_is_kept_by_silence(as_alice, smoking):
    (task,) = as_alice.get("/api/tasks").json()["tasks"]

    assert (task["state"], task["due"]) == ("unknown", True)
    assert task["habit"]["current_streak"] == {"length": 9, "unit": "days"}
    assert strength(as_alice, smoking) == 1


def test_one_tap_is_a_lapse_and_undoing_it_restores_everything(as_alice, smoking):
    before = as_alice.get("/api/tasks").json()

    assert put(as_alice, smoking, TODAY, "missed")["current_streak"]["length"] == 0
    assert strength(as_alice, smoking) == pytest.approx(0.948078, abs=1e-6)
    as_alice.delete(f"/api/habits/{smoking.id}/entries/{TODAY}")

    assert as_alice.get("/api/tasks").json() == before
    assert strength(as_alice, smoking) == 1


def test_a_lapse_begins_a_new_streak_the_day_after(as_alice, smoking):
    assert put(as_alice, smoking, ago(4), "missed")["current_streak"]["length"] == 3
    assert put(as_alice, smoking, ago(2), "skipped")["current_streak"]["length"] == 2


def test_streaks_in_days_count_every_day_without_a_lapse(as_alice, smoking):
    put(as_alice, smoking, ago(4), "missed")

    listed = as_alice.get(f"/api/habits/{smoking.id}/streaks").json()

    assert [span["length"] for span in listed["days"]["best"]] == [3, 5]
    assert listed["days"]["current"] == listed["periods"]["current"] | {"first": str(ago(3))}


def test_what_is_to_be_quit_has_no_amount(as_alice, smoking):
    response = as_alice.put(f"/api/habits/{smoking.id}/entries/{TODAY}", {"state": "missed", "amount": 2})

    assert response.status_code == 400


def test_missing_it_is_what_the_forecast_calls_a_lapse(as_alice, smoking):
    found = as_alice.get(f"/api/habits/{smoking.id}/score/what-if?days=2").json()

    assert [day["score"] for day in found["done"]] == [1, 1]
    assert found["missed"][1]["score"] < found["missed"][0]["score"] < 1


def test_a_lapse_is_told_as_one():
    asked = Asked(frequency=Frequency(times=5, days=7))
    lapse = {TODAY: Reading(thousandths=1000)}
    *_, terms = score_terms(HabitKind.QUIT, lapse, lambda _: asked, ago(9), TODAY)

    assert terms.completion == pytest.approx(0.8)
    assert sentences(HabitKind.QUIT, "", terms)[1] == "From 2026-03-12 to 2026-03-18 you lapsed 1 time of 5."


lapses = st.sets(st.integers(0, 60).map(ago))
amounts = st.decimals(0, 100, places=3)


@given(lapses, st.integers(0, 60).map(ago))
def test_one_lapse_more_never_strengthens(lapsed, one_more):
    def scores(of):
        asked = Asked(frequency=Frequency(times=1, days=1))
        readings = dict.fromkeys(of, Reading(thousandths=1000))
        return [
            terms.score for terms in score_terms(HabitKind.QUIT, readings, lambda _: asked, ago(60), TODAY)
        ]

    for less, more in zip(scores(lapsed | {one_more}), scores(lapsed), strict=True):
        assert 0 <= less <= more <= 1


@given(lapses)
def test_lapses_and_streaks_in_days_fill_the_past(lapsed):
    plan = Plan(schedules=[(ago(60), DAILY)], first_weekday=0)

    _, spans = day_streaks(HabitKind.QUIT, plan, dict.fromkeys(lapsed, Mark.MISSED), TODAY)

    kept = {day for span in spans for day in days(span.first, span.last)}
    assert kept == set(days(ago(60), ago(1))) - lapsed


@given(amounts, amounts)
def test_a_timed_day_is_judged_like_one_of_at_least(amount, target):
    assert meets(HabitKind.TIMED, amount, target) is meets(HabitKind.AT_LEAST, amount, target)
