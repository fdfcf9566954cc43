"""`/api/achievements`: what is told, and what comes and goes with the log."""

from datetime import timedelta
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from habits.measures import HabitKind
from tests.app.awards.case import DAY, TODAY, URL, ago, earned


def test_what_was_earned_is_told_with_its_day_newest_first(as_alice, week):
    found = as_alice.get(URL).json()["earned"]

    assert [(one["family"], one["milestone"], one["reached_on"]) for one in found] == [
        ("perfect_days", 7, str(TODAY)),
        ("streak_days", 7, str(TODAY)),
        ("streak_days", 3, str(ago(4))),
        ("check_ins", 1, str(ago(6))),
        ("perfect_days", 1, str(ago(6))),
    ]
    assert {one["habit_id"] for one in found} == {None, str(week.id)}


def test_what_comes_next_is_told_with_how_far_it_is(as_alice, week):
    following = {one["family"]: one for one in as_alice.get(URL).json()["next"]}

    assert following["streak_days"] == {
        "family": "streak_days",
        "habit_id": str(week.id),
        "standing": 7,
        "next_milestone": 14,
    }
    assert following["check_ins"] == {
        "family": "check_ins",
        "habit_id": None,
        "standing": 7,
        "next_milestone": 10,
    }


def test_nothing_is_earned_without_habits(as_alice):
    found = as_alice.get(URL).json()

    assert found["earned"] == []
    assert {one["standing"] for one in found["next"]} == {0}


def test_a_check_in_earns_and_undoing_it_takes_back(as_alice, alice, make_habit):
    habit = make_habit(alice, start=TODAY)
    as_alice.put(f"/api/habits/{habit.id}/entries/{TODAY}", {"state": "done"})
    assert ("check_ins", 1) in earned(as_alice)

    as_alice.delete(f"/api/habits/{habit.id}/entries/{TODAY}")

    assert earned(as_alice) == {}


def test_an_award_whose_day_moves_stays_the_same_award(as_alice, week, record):
    before = earned(as_alice)["check_ins", 1]
    record(week, ago(30))

    after = earned(as_alice)["check_ins", 1]

    assert after["reached_on"] == str(ago(30))
    assert after["awarded_at"] == before["awarded_at"]


def test_amounts_of_a_habit_to_do_more_of_count_and_those_of_a_limit_do_not(
    as_alice, alice, make_habit, record
):
    for kind in (HabitKind.AT_LEAST, HabitKind.AT_MOST):
        record(make_habit(alice, kind=kind, target=Decimal(500)), TODAY, amount=Decimal(150))

    amounts = [one for one in as_alice.get(URL).json()["earned"] if one["family"] == "amount"]

    assert [one["milestone"] for one in amounts] == [100]


def test_an_archived_habit_keeps_its_awards_and_spoils_no_later_day(
    as_alice, alice, week, make_habit, record, noon
):
    as_alice.patch(f"/api/habits/{week.id}", {"archived": True})
    noon.shift(timedelta(days=1))
    other = make_habit(alice, start=TODAY + DAY)
    record(other, TODAY + DAY)

    found = as_alice.get(URL).json()

    assert ("streak_days", 7) in {(one["family"], one["milestone"]) for one in found["earned"]}
    assert [one["standing"] for one in found["next"] if one["family"] == "perfect_days"] == [8]
    assert str(week.id) not in {one["habit_id"] for one in found["next"]}


def test_a_deleted_habit_takes_its_awards_along(as_alice, week):
    assert earned(as_alice)

    as_alice.delete(f"/api/habits/{week.id}")

    assert earned(as_alice) == {}


def test_the_awards_of_others_are_not_told(as_alice, as_bob, week):
    assert earned(as_alice)

    assert earned(as_bob) == {}


def test_thirty_habits_cost_as_many_queries_as_one(as_alice, alice, make_habit, record):
    counts = []
    for number in (1, 29):
        for _ in range(number):
            record(make_habit(alice), TODAY)
        as_alice.get(URL)
        with CaptureQueriesContext(connection) as captured:
            as_alice.get(URL)
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 13
