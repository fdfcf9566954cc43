"""`/api/pauses`: habits that rest for a while."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tracking.models import Pause

TODAY = date(2026, 3, 18)
DAY = timedelta(days=1)


def ago(number):
    return TODAY - DAY * number


def fields(response):
    return {error["field"] for error in response.json()["errors"]}


@pytest.fixture
def habit(alice, make_habit, record):
    """Done on days 9 to 5 before today, and not since."""
    habit = make_habit(alice, start=ago(9))
    for back in range(5, 10):
        record(habit, ago(back))
    return habit


def pause(client, first, last, **values):
    return client.post("/api/pauses", {"first": str(first), "last": str(last)} | values)


def test_a_pause_is_created_listed_and_deleted(as_alice, habit):
    created = pause(as_alice, ago(4), ago(1), habit_id=str(habit.id), reason="A cold.")

    assert created.status_code == 201
    assert created.json() == {
        "id": created.json()["id"],
        "habit_id": str(habit.id),
        "tag": "",
        "first": str(ago(4)),
        "last": str(ago(1)),
        "reason": "A cold.",
    }
    assert as_alice.get("/api/pauses").json()["results"] == [created.json()]
    assert as_alice.delete(f"/api/pauses/{created.json()['id']}").status_code == 204
    assert as_alice.get("/api/pauses").json()["results"] == []


@pytest.mark.parametrize("of_all", [True, False])
def test_a_pause_after_the_fact_restores_streak_and_score(as_alice, habit, of_all):
    before = as_alice.get(f"/api/habits/{habit.id}/score?from={ago(5)}").json()["scores"]
    assert as_alice.get(f"/api/habits/{habit.id}").json()["current_streak"]["length"] == 0

    pause(as_alice, ago(4), ago(1), habit_id=None if of_all else str(habit.id))

    assert as_alice.get(f"/api/habits/{habit.id}").json()["current_streak"]["length"] == 5
    after = as_alice.get(f"/api/habits/{habit.id}/score?from={ago(5)}").json()["scores"]
    assert {day["score"] for day in after[:-1]} == {before[0]["score"]}
    streaks = as_alice.get(f"/api/habits/{habit.id}/streaks").json()
    assert streaks["days"]["current"]["length"] == streaks["periods"]["current"]["length"] == 5


def test_deleting_a_pause_restores_everything(as_alice, habit):
    urls = [f"/api/habits/{habit.id}/{path}" for path in ("score", "streaks", "score/explain")]
    before = [as_alice.get(url).json() for url in urls]
    created = pause(as_alice, ago(4), ago(1)).json()
    assert [as_alice.get(url).json() for url in urls] != before

    as_alice.delete(f"/api/pauses/{created['id']}")

    assert [as_alice.get(url).json() for url in urls] == before


def test_a_pause_of_one_habit_leaves_the_others(as_alice, habit, alice, make_habit):
    other = make_habit(alice, name="Walk")

    pause(as_alice, TODAY, TODAY, habit_id=str(habit.id))

    tasks = as_alice.get("/api/tasks").json()["tasks"]
    assert [task["habit"]["id"] for task in tasks] == [str(other.id)]


def test_a_pause_of_a_tag_is_one_of_the_habits_that_have_it(as_alice, habit, alice, make_habit):
    make_habit(alice, name="Walk", tags=["outside"])
    other = make_habit(alice, name="Draw", tags=["inside", "calm"])

    assert pause(as_alice, TODAY, TODAY, tag="outside").json()["tag"] == "outside"

    tasks = as_alice.get("/api/tasks").json()["tasks"]
    assert [task["habit"]["id"] for task in tasks] == [str(habit.id), str(other.id)]


def test_a_pause_is_not_for_a_habit_and_a_tag(as_alice, alice, make_habit):
    habit = make_habit(alice, tags=["outside"])

    assert fields(pause(as_alice, TODAY, TODAY, tag="outside", habit_id=str(habit.id))) == {"tag"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(owner=alice, habit=habit, tag="outside", first=TODAY, last=TODAY)


def test_the_tag_of_someone_else_cannot_be_paused(as_bob, alice, make_habit):
    make_habit(alice, tags=["outside"])

    assert fields(pause(as_bob, TODAY, TODAY, tag="outside")) == {"tag"}


def test_a_habit_that_rests_is_paused_in_a_range_unless_something_was_recorded(as_alice, habit):
    pause(as_alice, TODAY, TODAY + DAY)
    as_alice.put(f"/api/habits/{habit.id}/entries/{TODAY}", {"state": "done"})

    found = as_alice.get(f"/api/tasks/range?to={TODAY + DAY * 2}").json()["days"]

    assert [(day["tasks"][0]["state"], day["tasks"][0]["due"]) for day in found] == [
        ("done", True),
        ("paused", False),
        ("unknown", True),
    ]


def test_a_day_that_is_done_in_a_pause_counts(as_alice, habit):
    pause(as_alice, ago(4), TODAY)

    recorded = as_alice.put(f"/api/habits/{habit.id}/entries/{ago(2)}", {"state": "done"})

    assert recorded.json()["current_streak"]["length"] == 6


def test_a_paused_day_is_explained_as_a_copy(as_alice, habit):
    pause(as_alice, ago(4), TODAY)

    explained = as_alice.get(f"/api/habits/{habit.id}/score/explain").json()

    assert explained["terms"]["completion"] is None
    assert explained["sentences"][-1] == ("This day was skipped or paused, so the score stays as it was.")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"last": "2026-03-18"}, "first"),
        ({"first": "2026-03-18"}, "last"),
        ({"first": "2026-03-18", "last": "2026-03-17"}, "last"),
        ({"first": "1969-12-31", "last": "1970-01-02"}, "first"),
        ({"first": "2025-03-01", "last": "2026-03-18"}, "last"),
        ({"first": "2027-03-01", "last": "2027-04-18"}, "last"),
        ({"first": "9999-12-31", "last": "9999-12-31"}, "last"),
        ({"first": "2026-03-18", "last": "2026-03-18", "reason": "x" * 201}, "reason"),
        ({"first": "2026-03-18", "last": "2026-03-18", "habit_id": "mine"}, "habit_id"),
        (
            {"first": "2026-03-18", "last": "2026-03-18", "habit_id": "00000000-0000-4000-8000-000000000000"},
            "habit_id",
        ),
    ],
)
def test_a_pause_that_cannot_be_is_refused(as_alice, body, field):
    response = as_alice.post("/api/pauses", body)

    assert response.status_code == 400
    assert fields(response) == {field}
    assert not Pause.objects.exists()


def test_a_person_can_have_so_many_pauses(as_alice, monkeypatch):
    monkeypatch.setattr("tracking.pausing.MAX_PAUSES", 1)
    pause(as_alice, TODAY, TODAY)

    assert fields(pause(as_alice, TODAY, TODAY)) == {""}


def test_the_habit_of_someone_else_cannot_be_paused(as_bob, habit):
    response = pause(as_bob, TODAY, TODAY, habit_id=str(habit.id))
    nobodys = pause(as_bob, TODAY, TODAY, habit_id="00000000-0000-4000-8000-000000000000")

    assert response.status_code == 400
    assert response.json() == nobodys.json()
    assert not Pause.objects.exists()


def test_the_pauses_of_someone_else_are_absent_and_change_nothing(as_alice, as_bob, habit):
    created = pause(as_alice, ago(4), ago(1)).json()
    theirs = as_bob.post("/api/habits", {"name": "Run", "kind": "yes_no", "schedule": {"kind": "daily"}})

    assert as_bob.get("/api/pauses").json()["results"] == []
    assert as_bob.delete(f"/api/pauses/{created['id']}").status_code == 404
    assert Pause.objects.count() == 1
    (day,) = as_bob.get(f"/api/tasks/range?to={TODAY}").json()["days"]
    assert day["tasks"][0]["habit_id"] == theirs.json()["id"]
    assert day["tasks"][0]["state"] == "unknown"
