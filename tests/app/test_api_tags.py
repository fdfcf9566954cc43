"""Tags: words that group habits."""

import pytest

HABIT = {"name": "Read", "kind": "yes_no", "schedule": {"kind": "daily"}}


def names(response):
    return [habit["name"] for habit in response.json()["results"]]


def test_tags_come_back_in_their_order_and_each_once(as_alice):
    created = as_alice.post("/api/habits", HABIT | {"tags": ["evening", " calm ", "evening"]})

    assert created.status_code == 201
    assert created.json()["tags"] == ["evening", "calm"]


def test_a_habit_has_no_tags_unless_it_is_said(as_alice):
    assert as_alice.post("/api/habits", HABIT).json()["tags"] == []


def test_tags_change_as_a_whole(as_alice, alice, make_habit):
    habit = make_habit(alice, tags=["evening"])
    url = f"/api/habits/{habit.id}"

    assert as_alice.patch(url, {"name": "Draw"}).json()["tags"] == ["evening"]
    assert as_alice.patch(url, {"tags": ["calm"]}).json()["tags"] == ["calm"]
    assert as_alice.patch(url, {"tags": []}).json()["tags"] == []


@pytest.mark.parametrize(
    ("tag", "expected"), [("calm", ["Read", "Draw"]), ("evening", ["Read"]), ("cal", []), ("CALM", [])]
)
def test_habits_are_listed_by_tag(as_alice, alice, make_habit, tag, expected):
    make_habit(alice, name="Read", tags=["calm", "evening"])
    make_habit(alice, name="Run")
    make_habit(alice, name="Draw", tags=["calm"])

    assert names(as_alice.get("/api/habits", {"tag": tag})) == expected


def test_the_tags_in_use_are_listed_with_their_number(as_alice, as_bob, alice, make_habit):
    make_habit(alice, tags=["evening", "calm"])
    make_habit(alice, tags=["calm"])

    assert as_alice.get("/api/tags").json() == {
        "tags": [{"name": "calm", "habits": 2}, {"name": "evening", "habits": 1}]
    }
    assert as_bob.get("/api/tags").json() == {"tags": []}


@pytest.mark.parametrize(
    "tags",
    [
        "calm",
        [""],
        ["  "],
        ["x" * 31],
        [["calm"]],
        [None],
        None,
        ["a"] * 21,
        [str(number) for number in range(21)],
    ],
)
def test_tags_that_cannot_be_are_refused(as_alice, tags):
    response = as_alice.post("/api/habits", HABIT | {"tags": tags})

    assert response.status_code == 400
    assert {error["field"].split(".")[0] for error in response.json()["errors"]} == {"tags"}
