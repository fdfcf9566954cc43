"""`/api/habits/{id}/score`: how strong a habit is, why, and what would become of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind
from habits.services import change_habit
from tracking.models import Entry

TODAY = date(2026, 3, 18)
DAY = timedelta(days=1)
WEEKLY = Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=1)


def ago(number):
    return TODAY - DAY * number


def url(habit, path=""):
    return f"/api/habits/{habit.id}/score{path}"


@pytest.fixture
def kept(alice, make_habit, record):
    """A daily habit, done on the last twenty days."""
    habit = make_habit(alice, start=ago(19))
    for back in range(20):
        record(habit, ago(back))
    return habit


def test_scores_are_listed_by_day_from_the_habits_beginning(as_alice, kept):
    scores = as_alice.get(url(kept)).json()["scores"]

    assert [score["date"] for score in scores] == [str(ago(back)) for back in reversed(range(20))]
    assert scores[-1]["score"] == pytest.approx(0.655747, abs=1e-6)
    assert scores[0]["score"] == pytest.approx(0.051922, abs=1e-6)
    assert {score["rate"] for score in scores} == {1}


def test_a_part_of_the_history_has_the_scores_of_the_whole(as_alice, kept):
    whole = as_alice.get(url(kept)).json()["scores"]

    part = as_alice.get(url(kept, f"?from={ago(9)}&to={ago(5)}")).json()["scores"]

    assert part == whole[10:15]


def test_a_habit_without_entries_has_no_strength_and_a_limit_all_of_it(as_alice, alice, make_habit):
    plain = make_habit(alice, start=TODAY)
    limit = make_habit(alice, start=TODAY, kind=HabitKind.AT_MOST, target=Decimal(2))

    assert as_alice.get(url(plain)).json()["scores"] == [{"date": str(TODAY), "score": 0, "rate": None}]
    assert as_alice.get(url(limit)).json()["scores"] == [{"date": str(TODAY), "score": 1, "rate": None}]


@pytest.mark.parametrize(
    ("kind", "state", "amount", "completion"),
    [
        (HabitKind.AT_LEAST, "done", Decimal(5), 0.25),
        (HabitKind.AT_LEAST, "done", None, 1),
        (HabitKind.AT_LEAST, "missed", None, 0),
        (HabitKind.AT_MOST, "done", Decimal(25), 0.75),
        (HabitKind.AT_MOST, "done", None, 1),
        (HabitKind.AT_MOST, "missed", None, 0),
    ],
)
def test_an_entry_is_worth_its_amount_or_else_what_it_says(
    as_alice, alice, make_habit, record, kind, state, amount, completion
):
    habit = make_habit(alice, kind=kind, target=Decimal(20), start=TODAY)
    record(habit, TODAY, state, amount=amount)

    assert as_alice.get(url(habit, "/explain")).json()["terms"]["completion"] == completion


def test_a_new_schedule_or_target_changes_no_earlier_score(as_alice, alice, make_habit, record):
    habit = make_habit(alice, kind=HabitKind.AT_LEAST, target=Decimal(2), start=ago(19))
    for back in range(20):
        record(habit, ago(back), amount=Decimal(2))
    before = as_alice.get(url(habit)).json()["scores"]

    change_habit(habit=habit, today=TODAY, changes={"schedule": WEEKLY, "target": Decimal(100)})
    after = as_alice.get(url(habit)).json()["scores"]

    assert [day["score"] for day in after[:-1]] == [day["score"] for day in before[:-1]]
    assert after[-1]["score"] < before[-1]["score"]


def test_undoing_restores_the_score_exactly(as_alice, kept):
    before = as_alice.get(url(kept)).json()
    as_alice.put(f"/api/habits/{kept.id}/entries/{ago(5)}", {"state": "missed"})
    assert as_alice.get(url(kept)).json() != before

    as_alice.put(f"/api/habits/{kept.id}/entries/{ago(5)}", {"state": "done"})

    assert as_alice.get(url(kept)).json() == before


def test_an_explanation_has_the_terms_that_make_the_score(as_alice, kept):
    explained = as_alice.get(url(kept, f"/explain?day={ago(3)}")).json()
    (listed,) = as_alice.get(url(kept, f"?from={ago(3)}&to={ago(3)}")).json()["scores"]
    terms = explained["terms"]

    assert terms["date"] == str(ago(3))
    assert terms["score"] == listed["score"]
    assert terms["score"] == pytest.approx(
        terms["previous_score"] * terms["multiplier"] + terms["contribution"], abs=1e-12
    )
    assert terms["contribution"] == pytest.approx(terms["completion"] * (1 - terms["multiplier"]), abs=1e-12)
    assert terms["frequency"] == {"times": 1, "days": 1}
    assert terms["window"] == {"first": str(ago(3)), "last": str(ago(3)), "total": 1, "asked": 1}
    assert explained["sentences"][-1] == f"Together the score is {terms['score'] * 100:.1f} %."


def test_a_habit_of_chosen_weekdays_is_explained_by_two_weeks(as_alice, alice, make_habit, record):
    weekdays = Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({0, 2, 4}))
    habit = make_habit(alice, schedule=weekdays)
    record(habit, TODAY)

    terms = as_alice.get(url(habit, "/explain")).json()["terms"]

    assert terms["frequency"] == {"times": 3, "days": 7}
    assert terms["window"] == {"first": str(ago(13)), "last": str(TODAY), "total": 1, "asked": 6}


def test_a_skipped_day_is_explained_as_a_copy(as_alice, kept, record):
    as_alice.put(f"/api/habits/{kept.id}/entries/{TODAY}", {"state": "skipped"})

    terms = as_alice.get(url(kept, "/explain")).json()["terms"]

    assert terms["score"] == terms["previous_score"]
    assert (terms["multiplier"], terms["contribution"], terms["completion"]) == (1, 0, None)


def test_what_if_tells_both_futures_and_writes_nothing(as_alice, alice, make_habit, record):
    habit = make_habit(alice, start=ago(19))
    for back in range(1, 20):
        record(habit, ago(back))
    entries = Entry.objects.count()

    found = as_alice.get(url(habit, "/what-if?days=3")).json()

    assert Entry.objects.count() == entries
    assert [day["date"] for day in found["done"]] == [str(TODAY + DAY * n) for n in range(3)]
    assert found["done"][0]["score"] == pytest.approx(0.655747, abs=1e-6)
    assert found["missed"][0]["score"] == found["score"]
    assert found["missed"][-1]["score"] == pytest.approx(found["score"] * 0.5 ** (2 / 13), abs=1e-12)


def test_what_was_forecast_comes_true(as_alice, alice, make_habit, noon):
    habit = make_habit(alice, kind=HabitKind.AT_LEAST, target=Decimal(20), schedule=WEEKLY, start=ago(30))
    forecast = as_alice.get(url(habit, "/what-if?days=2")).json()

    as_alice.put(f"/api/habits/{habit.id}/entries/{TODAY}", {"state": "done", "amount": 20})
    scores = as_alice.get(url(habit, f"?from={TODAY}")).json()["scores"]

    assert scores[-1]["score"] == forecast["done"][0]["score"]


def test_days_that_have_an_entry_keep_it_in_a_forecast(as_alice, kept):
    found = as_alice.get(url(kept, "/what-if?days=1")).json()

    assert found["done"] == found["missed"]
    assert found["score"] == found["done"][0]["score"]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("?to=2026-03-19", "to"),
        ("?from=2026-03-18&to=2026-03-17", "from"),
        ("?from=2020-01-01", "from"),
        ("?from=soon", "from"),
        ("/explain?day=2026-03-19", "day"),
        ("/explain?day=2025-12-31", "day"),
        ("/explain?day=%00", "day"),
        ("/what-if?days=0", "days"),
        ("/what-if?days=91", "days"),
        ("/what-if?days=many", "days"),
    ],
)
def test_days_that_cannot_be_asked_for_are_refused(as_alice, alice, make_habit, path, field):
    response = as_alice.get(url(make_habit(alice), path))

    assert response.status_code == 400
    assert {error["field"] for error in response.json()["errors"]} == {field}


def test_the_first_days_of_the_calendar_have_no_scores(as_alice, alice, make_habit):
    assert as_alice.get(url(make_habit(alice), "?to=0001-01-01")).json() == {"scores": []}


def test_a_habit_that_begins_tomorrow_after_a_journey_can_be_asked(as_alice, alice, make_habit):
    habit = make_habit(alice, start=TODAY + DAY)

    assert as_alice.get(url(habit)).json() == {"scores": []}
    assert as_alice.get(url(habit, "/explain")).status_code == 400
    assert as_alice.get(url(habit, "/what-if?days=1")).json() == {"score": 0, "done": [], "missed": []}
