"""Bringing a file in: looked at first, written in whole, and known again."""

import json
import uuid
from datetime import date
from decimal import Decimal

import pytest

from habits.measures import HabitKind
from habits.models import Habit
from tests.app import foreign_files as files
from tests.app.whole_state import bring, whole_state
from tracking.models import Entry, Pause
from transfer.models import Import

MONDAY = date(2026, 3, 16)
TUESDAY = date(2026, 3, 17)
HABIT_ID = uuid.UUID("0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0")


def backup(*values, name="Read", **row):
    """A Loop backup of one habit with these values up to Tuesday."""
    days = files.days_back(TUESDAY, len(values))
    cells = [{"habit": 1, "day": day, "value": value} for day, value in zip(days, values, strict=True)]
    return files.loop_database([{"name": name, **row}], cells)


def own(**changes):
    """A file of this tracker with one habit and no entries."""
    habit = {"name": "Read", "kind": "yes_no", "schedules": [{"kind": "daily"}], "id": str(HABIT_ID)}
    return json.dumps({"format": "habit-tracker", "version": 1, "habits": [habit | changes]}).encode()


def states(habit):
    return {entry.date: entry.state for entry in Entry.objects.filter(habit=habit)}


def test_looking_at_a_file_tells_what_would_change_and_changes_nothing(as_alice, alice, make_habit, record):
    habit = make_habit(alice, name="Read")
    record(habit, MONDAY, "done")
    record(habit, TUESDAY, "done")
    before = whole_state()

    response = bring(as_alice, backup(2, 2, 0, color=5), file_name="loop.db")

    assert response.status_code == 200
    found = response.json()
    assert (found["id"], found["created_at"], found["format"]) == (None, None, "loop-db")
    assert found["file_name"] == "loop.db"
    assert found["report"]["habits"] == [
        {
            "name": "Read",
            "habit_id": str(habit.id),
            "match": "name",
            "new": 1,
            "same": 1,
            "conflicting": 1,
            "differing": ["color"],
        }
    ]
    assert whole_state() == before
    assert as_alice.get("/api/imports").json()["count"] == 0


def test_a_new_habit_comes_with_its_days_and_where_they_come_from(as_alice, alice):
    response = bring(as_alice, backup(2, -1, 0, question="Did you?", archived=1), apply=True)

    assert response.status_code == 201
    made = Import.objects.get(pk=response.json()["id"])
    habit = Habit.objects.get()
    assert (habit.owner, habit.name, habit.question, habit.archived) == (alice, "Read", "Did you?", True)
    assert states(habit) == {date(2026, 3, 15): "done", TUESDAY: "missed"}
    assert set(Entry.objects.values_list("origin", "zone", "recorded_at")) == {
        (made.id, "UTC", made.created_at)
    }
    assert [day for day, _ in habit.schedules] == [date(2026, 3, 15)]


def test_days_that_differ_stay_unless_they_are_to_be_replaced(as_alice, alice, make_habit, record):
    habit = make_habit(alice, name="Read")
    entry = record(habit, TUESDAY, "done", note="mine")

    bring(as_alice, backup(2, 0), apply=True)
    assert states(habit) == {MONDAY: "done", TUESDAY: "done"}

    bring(as_alice, backup(2, 0), apply=True, replace=True)
    assert states(habit) == {MONDAY: "done", TUESDAY: "missed"}
    assert Entry.objects.get(pk=entry.pk).note == ""


def test_a_file_twice_is_brought_in_once(as_alice):
    first = bring(as_alice, backup(2, 0), apply=True)
    after = whole_state()

    second = bring(as_alice, backup(2, 0), apply=True)

    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json() == first.json()
    assert whole_state() == after
    assert as_alice.get("/api/imports").json()["count"] == 1


def test_a_file_brings_back_what_was_deleted_since(as_alice):
    bring(as_alice, backup(2, 0), apply=True)
    Entry.objects.filter(date=MONDAY).delete()

    response = bring(as_alice, backup(2, 0), apply=True)

    assert response.status_code == 201
    assert states(Habit.objects.get()) == {MONDAY: "done", TUESDAY: "missed"}


def test_two_habits_of_one_name_stay_two_however_often_they_come(as_alice):
    rows = [{"id": 1, "name": "Read"}, {"id": 2, "name": "Read"}]
    data = files.loop_database(rows, [{"habit": 2, "day": MONDAY}])

    response = bring(as_alice, data, apply=True)
    bring(as_alice, data, apply=True)

    assert response.json()["report"]["twins"] == ["Read"]
    assert [Entry.objects.filter(habit=habit).count() for habit in Habit.objects.all()] == [0, 1]


def test_a_habit_is_known_by_its_id_whatever_its_name(as_alice, alice):
    bring(as_alice, backup(2, uuid=HABIT_ID.hex), apply=True)
    Habit.objects.update(name="Read a lot")

    response = bring(as_alice, backup(2, 2, uuid=HABIT_ID.hex), apply=True)

    assert Habit.objects.get().id == HABIT_ID
    (habit,) = response.json()["report"]["habits"]
    assert (habit["match"], habit["differing"]) == ("id", ["name"])


def test_a_habit_of_another_kind_is_another_habit(as_alice, alice, make_habit):
    make_habit(alice, name="Read")

    response = bring(as_alice, backup(1000, type=1, target_value=1), apply=True)

    assert response.json()["report"]["habits"][0]["match"] == "new"
    assert Habit.objects.count() == 2


def test_an_id_of_someone_else_is_not_taken_and_still_known_again(as_alice, as_bob, bob):
    bring(as_bob, own(), apply=True)
    before = as_bob.get("/api/exports/json").content

    first = bring(as_alice, own(), apply=True).json()
    second = bring(as_alice, own(notes="more"), apply=True).json()

    assert Habit.objects.get(pk=HABIT_ID).owner == bob
    assert first["report"]["habits"][0]["match"] == "new"
    assert second["report"]["habits"][0]["match"] == "id"
    assert Habit.objects.count() == 2
    assert as_bob.get("/api/exports/json").content == before


def test_pauses_come_once(as_alice, alice):
    pauses = [
        {"first": "2026-03-01", "last": "2026-03-05", "habit": str(HABIT_ID), "reason": "ill"},
        {"first": "2026-03-01", "last": "2026-03-05"},
        {"first": "2026-03-01", "last": "2026-03-05"},
        {"first": "2026-03-05", "last": "2026-03-01"},
    ]
    data = json.dumps(json.loads(own()) | {"pauses": pauses}).encode()

    for _ in range(2):
        bring(as_alice, data, apply=True)

    assert set(Pause.objects.values_list("habit", "reason")) == {(HABIT_ID, "ill"), (None, "")}
    assert Pause.objects.count() == 2


def test_the_profile_is_taken_only_if_it_is_asked_for(as_alice, alice):
    profile = {"time_zone": "Asia/Tokyo", "day_starts_at": 180, "first_weekday": 6, "language": "ja"}
    data = json.dumps(json.loads(own()) | {"profile": profile}).encode()

    bring(as_alice, data, apply=True)
    alice.refresh_from_db()
    assert alice.time_zone == "UTC"

    response = bring(as_alice, data, apply=True, with_profile=True)
    alice.refresh_from_db()
    assert (alice.time_zone, alice.day_starts_at, alice.first_weekday) == ("Asia/Tokyo", 180, 6)
    assert response.json()["report"]["profile"] == sorted(profile)


def test_a_person_cannot_have_too_many_habits_by_a_file(as_alice, alice, make_habit, monkeypatch):
    make_habit(alice, name="Draw")
    monkeypatch.setattr("transfer.looking.MAX_HABITS", 1)

    response = bring(as_alice, backup(2), apply=True)

    assert response.status_code == 400
    assert response.json()["errors"] == [
        {"field": "file", "message": "With this file you would have 2 habits; 1 can be had."}
    ]
    assert Habit.objects.count() == 1


@pytest.mark.parametrize("query", ["apply=perhaps", "replace=2", "file_name=" + "x" * 201])
def test_choices_that_are_none_are_refused_by_name(as_alice, query):
    response = as_alice.post(f"/api/imports?{query}", backup(2), content_type="application/octet-stream")

    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [query.partition("=")[0]]


@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data; boundary=x", "text/csv"])
def test_the_body_is_the_file_and_nothing_else(as_alice, content_type):
    assert as_alice.post("/api/imports", b"{}", content_type=content_type).status_code == 415


def test_imports_are_listed_with_the_newest_first_and_only_to_their_owner(as_alice, as_bob):
    first = bring(as_alice, backup(2), apply=True, file_name="a.db").json()
    second = bring(as_alice, backup(2, 2), apply=True, file_name="b.db").json()

    listed = as_alice.get("/api/imports").json()

    assert [one["file_name"] for one in listed["results"]] == ["b.db", "a.db"]
    assert listed["results"][1] == {name: value for name, value in first.items() if name != "report"}
    assert as_alice.get(f"/api/imports/{first['id']}").json() == first
    assert as_bob.get("/api/imports").json()["count"] == 0
    before = whole_state()
    assert as_bob.get(f"/api/imports/{second['id']}").status_code == 404
    assert as_bob.post(f"/api/imports/{second['id']}/rollback").status_code == 404
    assert whole_state() == before


def test_a_day_recorded_again_is_the_persons_own(as_alice):
    bring(as_alice, backup(2, 0), apply=True)
    habit = Habit.objects.get()

    as_alice.put(f"/api/habits/{habit.id}/entries/{TUESDAY}", {"state": "done"})

    assert Entry.objects.get(date=TUESDAY).origin is None
    assert Entry.objects.get(date=MONDAY).origin is not None


def test_what_comes_in_counts_at_once(as_alice):
    bring(as_alice, backup(2, 2, 2), apply=True)

    (task,) = as_alice.get("/api/tasks").json()["tasks"]
    assert task["habit"]["current_streak"] == {"length": 3, "unit": "days"}


@pytest.mark.parametrize("habits", [1, 30])
def test_the_number_of_statements_does_not_grow_with_a_look(
    as_alice, alice, make_habit, habits, django_assert_max_num_queries
):
    for number in range(habits):
        make_habit(alice, name=f"h{number}")
    data = files.loop_database([{"id": number, "name": f"h{number}"} for number in range(habits)])

    with django_assert_max_num_queries(10):
        assert bring(as_alice, data).status_code == 200


def test_a_measured_habit_keeps_its_amounts(as_alice):
    bring(as_alice, backup(1500, 3, type=1, target_value=2.5, unit="km"), apply=True)

    habit = Habit.objects.get()
    assert (habit.measure, habit.target, habit.unit) == (HabitKind.AT_LEAST, Decimal("2.5"), "km")
    assert list(Entry.objects.values_list("state", "amount")) == [("done", Decimal("1.5")), ("skipped", None)]


def test_a_version_without_a_day_begins_before_the_one_after_it(as_alice):
    schedules = [{"kind": "daily"}, {"kind": "times_per_week", "times": 2, "valid_from": "2026-03-10"}]
    entries = [{"date": "2026-03-16", "state": "done"}]

    bring(as_alice, own(schedules=schedules, entries=entries), apply=True)

    assert [str(day) for day, _ in Habit.objects.get().schedules] == ["2026-03-09", "2026-03-10"]


def test_every_entry_says_which_import_brought_it(as_alice):
    made = bring(as_alice, backup(2, 0), apply=True).json()
    url = f"/api/habits/{Habit.objects.get().id}/entries"
    as_alice.put(f"{url}/{TUESDAY}", {"state": "done"})

    listed = as_alice.get(f"{url}?from={MONDAY}&to={TUESDAY}").json()["entries"]

    assert [entry["import_id"] for entry in listed] == [made["id"], None]
