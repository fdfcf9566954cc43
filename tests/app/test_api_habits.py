"""`/api/habits`: a person's own habits, in their order."""

from typing import Any

import pytest

from habits.models import Habit

MINIMAL = {"name": "Read", "kind": "yes_no", "schedule": {"kind": "daily"}}


def fields(response: Any) -> set[str]:
    return {error["field"] for error in response.json()["errors"]}


def test_a_habit_is_created_with_only_a_name_a_kind_and_a_schedule(as_alice, alice):
    response = as_alice.post("/api/habits", MINIMAL)

    assert response.status_code == 201
    habit = Habit.objects.get()
    assert habit.owner == alice
    assert response.json() == {
        "id": str(habit.id),
        "name": "Read",
        "question": "",
        "notes": "",
        "kind": "yes_no",
        "unit": "",
        "target": None,
        "color": "indigo",
        "icon": "",
        "tags": [],
        "position": 0,
        "archived": False,
        "schedule": {"kind": "daily"},
        "current_streak": {"length": 0, "unit": "days"},
        "strength": 0,
        "created_at": "2026-03-18T12:00:00Z",
    }


def test_a_habit_keeps_everything_that_is_said_about_it(as_alice):
    said = {
        "name": "Drink water",
        "question": "Enough water today?",
        "notes": "Tea counts.",
        "kind": "at_least",
        "unit": "litres",
        "target": 2.125,
        "color": "cyan",
        "icon": "glass-full",
        "position": 7,
        "archived": True,
        "schedule": {"kind": "weekdays", "weekdays": [0, 2, 4]},
    }

    created = as_alice.post("/api/habits", said)

    assert created.status_code == 201
    assert said.items() <= created.json().items()
    assert as_alice.get(f"/api/habits/{created.json()['id']}").json() == created.json()


@pytest.mark.parametrize(
    "schedule",
    [
        {"kind": "daily"},
        {"kind": "weekdays", "weekdays": [6]},
        {"kind": "every_n_days", "interval": 365},
        {"kind": "times_per_week", "times": 7},
    ],
)
def test_every_kind_of_schedule_comes_back_as_it_was_given(as_alice, schedule):
    response = as_alice.post("/api/habits", MINIMAL | {"schedule": schedule})

    assert response.status_code == 201
    assert response.json()["schedule"] == schedule


def test_a_new_habit_is_the_last_one(as_alice, alice, make_habit):
    make_habit(alice, position=4)

    assert as_alice.post("/api/habits", MINIMAL).json()["position"] == 5


def test_habits_are_listed_in_their_order_and_without_the_archived_ones(as_alice, alice, make_habit):
    make_habit(alice, name="second", position=2)
    make_habit(alice, name="first", position=1)
    make_habit(alice, name="old", archived=True)

    listed = as_alice.get("/api/habits").json()
    archived = as_alice.get("/api/habits?archived=true").json()

    assert (listed["count"], listed["next"], listed["previous"]) == (2, None, None)
    assert [habit["name"] for habit in listed["results"]] == ["first", "second"]
    assert [habit["name"] for habit in archived["results"]] == ["old"]


def test_long_lists_come_in_pages(as_alice, alice, make_habit):
    for number in range(3):
        make_habit(alice, name=str(number))

    second = as_alice.get("/api/habits?page=2&page_size=2").json()

    assert second["count"] == 3
    assert [habit["name"] for habit in second["results"]] == ["2"]
    assert second["previous"] == "http://testserver/api/habits?page_size=2"
    assert as_alice.get("/api/habits?page=9").status_code == 404


def test_nobody_sees_the_habits_of_someone_else(as_bob, alice, make_habit):
    make_habit(alice)

    assert as_bob.get("/api/habits").json()["results"] == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": None}, "name"),
        ({"name": ["Read"]}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"kind": "sometimes"}, "kind"),
        ({"kind": {"at": "least"}}, "kind"),
        ({"unit": "pages"}, "unit"),
        ({"target": 3}, "target"),
        ({"kind": "at_least"}, "target"),
        ({"kind": "at_least", "target": 0}, "target"),
        ({"kind": "at_least", "target": -1}, "target"),
        ({"kind": "at_least", "target": 10**9}, "target"),
        ({"kind": "at_least", "target": 0.0001}, "target"),
        ({"kind": "at_least", "target": "many"}, "target"),
        ({"kind": "at_least", "target": True}, "target"),
        (
            {"kind": "at_most", "target": 1, "schedule": {"kind": "times_per_week", "times": 2}},
            "schedule.kind",
        ),
        ({"color": "#ff0000"}, "color"),
        ({"icon": "../../etc"}, "icon"),
        ({"position": -1}, "position"),
        ({"position": 10**30}, "position"),
        ({"position": 1.5}, "position"),
        ({"archived": "perhaps"}, "archived"),
        ({"schedule": None}, "schedule"),
        ({"schedule": "daily"}, "schedule"),
        ({"schedule": {}}, "schedule.kind"),
        ({"schedule": {"kind": "hourly"}}, "schedule.kind"),
        ({"schedule": {"kind": "weekdays"}}, "schedule.weekdays"),
        ({"schedule": {"kind": "weekdays", "weekdays": []}}, "schedule.weekdays"),
        ({"schedule": {"kind": "weekdays", "weekdays": [7]}}, "schedule.weekdays.0"),
        ({"schedule": {"kind": "weekdays", "weekdays": "mon"}}, "schedule.weekdays"),
        ({"schedule": {"kind": "daily", "weekdays": [1]}}, "schedule.weekdays"),
        ({"schedule": {"kind": "every_n_days"}}, "schedule.interval"),
        ({"schedule": {"kind": "every_n_days", "interval": 0}}, "schedule.interval"),
        ({"schedule": {"kind": "every_n_days", "interval": 366}}, "schedule.interval"),
        ({"schedule": {"kind": "times_per_week", "times": 8}}, "schedule.times"),
        ({"schedule": {"kind": "times_per_week", "times": 2, "interval": 3}}, "schedule.interval"),
    ],
)
def test_a_habit_that_cannot_be_is_refused_with_the_name_of_the_field(as_alice, change, field):
    response = as_alice.post("/api/habits", MINIMAL | change)

    assert response.status_code == 400
    assert fields(response) == {field}
    assert not Habit.objects.exists()


def test_every_missing_field_is_named_at_once(as_alice):
    response = as_alice.post("/api/habits", {})

    assert response.status_code == 400
    assert fields(response) == {"name", "kind", "schedule"}


def test_nobody_can_have_habits_without_end(as_alice, monkeypatch):
    monkeypatch.setattr("habits.services.MAX_HABITS", 1)
    as_alice.post("/api/habits", MINIMAL)

    response = as_alice.post("/api/habits", MINIMAL)

    assert response.status_code == 400
    assert "1 habits" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize("query", ["archived=perhaps", "archived=%00"])
def test_a_filter_that_is_neither_true_nor_false_is_refused(as_alice, query):
    response = as_alice.get(f"/api/habits?{query}")

    assert response.status_code == 400
    assert fields(response) == {"archived"}


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_the_list_can_only_be_read_and_added_to(as_alice, method):
    assert getattr(as_alice, method)("/api/habits", MINIMAL).status_code == 405
