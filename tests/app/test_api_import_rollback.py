"""Taking back a file: what was before is there again, and what the person did since stays."""

import json
from datetime import date
from uuid import UUID, uuid4

import pytest

from habits.models import Habit
from tests.app.conftest import NOON, PASSWORD, logged_in
from tests.app.test_api_imports import MONDAY, TUESDAY, backup, own, states
from tests.app.whole_state import bring, whole_state
from tracking.models import Entry
from transfer.models import Import, Overwritten
from uploads.models import Photo


def rollback(client, response):
    return client.post(f"/api/imports/{response.json()['id']}/rollback")


def test_what_was_before_is_there_again(as_alice, alice, make_habit, record):
    habit = make_habit(alice, name="Read")
    record(habit, TUESDAY, "done", note="mine")
    profile = {"time_zone": "Asia/Tokyo", "day_starts_at": 0, "first_weekday": 6, "language": "ja"}
    more = json.loads(own(name="Run")) | {
        "pauses": [{"first": "2026-03-01", "last": "2026-03-02"}],
        "profile": profile,
    }
    before = whole_state()

    first = bring(as_alice, backup(2, 0), apply=True, replace=True)
    second = bring(as_alice, json.dumps(more).encode(), apply=True, with_profile=True)
    assert whole_state() != before
    for response in (second, first):
        answer = rollback(as_alice, response)
        assert answer.status_code == 200
        assert answer.json()["rolled_back_at"] is not None

    assert whole_state() == before


def test_taking_back_twice_is_as_good_as_once(as_alice):
    response = bring(as_alice, backup(2, 0), apply=True)

    once = rollback(as_alice, response)
    twice = rollback(as_alice, response)

    assert once.json() == twice.json()


def test_after_it_was_taken_back_a_file_can_come_again(as_alice):
    rollback(as_alice, bring(as_alice, backup(2, 0), apply=True))

    assert bring(as_alice, backup(2, 0), apply=True).status_code == 201
    assert states(Habit.objects.get()) == {MONDAY: "done", TUESDAY: "missed"}


def test_what_the_person_said_since_stays(as_alice, alice, make_habit, record):
    habit = make_habit(alice, name="Read")
    record(habit, MONDAY, "done")
    record(habit, TUESDAY, "done")
    response = bring(as_alice, backup(3, 0, 0), apply=True, replace=True)
    as_alice.put(f"/api/habits/{habit.id}/entries/{TUESDAY}", {"state": "skipped"})

    rollback(as_alice, response)

    assert states(habit) == {MONDAY: "done", TUESDAY: "skipped"}


def test_a_habit_that_the_person_went_on_with_stays(as_alice):
    response = bring(as_alice, backup(2, 0), apply=True)
    habit = Habit.objects.get()
    as_alice.put(f"/api/habits/{habit.id}/entries/2026-03-18", {"state": "done"})

    rollback(as_alice, response)

    assert states(Habit.objects.get()) == {date(2026, 3, 18): "done"}


def test_what_came_later_goes_first(as_alice):
    first = bring(as_alice, backup(2, 0), apply=True)
    second = bring(as_alice, backup(0, 2), apply=True, replace=True)

    assert rollback(as_alice, first).status_code == 409
    assert Entry.objects.count() == 2
    rollback(as_alice, second)
    assert states(Habit.objects.get()) == {MONDAY: "done", TUESDAY: "missed"}
    assert set(Entry.objects.values_list("origin", flat=True)) == {UUID(first.json()["id"])}
    assert rollback(as_alice, first).status_code == 200
    assert Habit.objects.count() == 0


def test_a_profile_that_was_changed_since_stays(as_alice, alice):
    profile = {"time_zone": "Asia/Tokyo", "day_starts_at": 0, "first_weekday": 6, "language": "ja"}
    data = json.dumps(json.loads(own()) | {"profile": profile}).encode()
    response = bring(as_alice, data, apply=True, with_profile=True)
    as_alice.patch("/api/profile", {"language": "de"})

    rollback(as_alice, response)

    alice.refresh_from_db()
    assert (alice.language, alice.time_zone) == ("de", "Asia/Tokyo")


def test_an_undone_check_in_does_not_bring_back_what_was_taken_back(as_alice, alice, make_habit):
    habit = make_habit(alice, name="Read")
    url = f"/api/habits/{habit.id}/entries/{TUESDAY}"
    as_alice.put(url, {"state": "done", "note": "mine"})
    before = whole_state()["Entry"]

    rollback(as_alice, bring(as_alice, backup(0), apply=True, replace=True))

    assert whole_state()["Entry"] == before


def test_what_was_replaced_is_kept_no_longer_than_its_habit(as_alice, alice, make_habit, record):
    habit = make_habit(alice, name="Read")
    record(habit, TUESDAY, "done")
    bring(as_alice, backup(0), apply=True, replace=True)
    assert Overwritten.objects.count() == 1

    as_alice.delete(f"/api/habits/{habit.id}")

    assert Overwritten.objects.count() == 0


@pytest.mark.usefixtures("quick_hashes")
def test_with_the_account_goes_what_came_in_and_what_was_replaced(as_alice, alice, make_habit, record):
    record(make_habit(alice, name="Read"), TUESDAY, "done")
    bring(as_alice, backup(0), apply=True, replace=True)
    bring(as_alice, backup(2), apply=True, replace=True)
    alice.set_password(PASSWORD)
    alice.save()
    client = logged_in(alice)

    assert client.post("/api/auth/delete-account", {"password": PASSWORD}).status_code == 204
    assert (Import.objects.count(), Overwritten.objects.count(), Habit.objects.count()) == (0, 0, 0)


def test_a_habit_with_a_photo_that_was_added_since_stays(as_alice, alice):
    response = bring(as_alice, backup(2), apply=True)
    Photo.objects.create(
        id=uuid4(),
        owner=alice,
        habit=Habit.objects.get(),
        date=MONDAY,
        extension="jpg",
        size=1,
        width=1,
        height=1,
        created_at=NOON,
    )

    rollback(as_alice, response)

    assert (Habit.objects.count(), Entry.objects.count(), Photo.objects.count()) == (1, 0, 1)


def test_only_the_newest_imports_can_be_taken_back(as_alice, monkeypatch):
    monkeypatch.setattr("transfer.services.MAX_IMPORTS", 2)
    first = bring(as_alice, backup(2), apply=True)
    for values in ((2, 2), (2, 2, 2)):
        bring(as_alice, backup(*values), apply=True)

    assert as_alice.get("/api/imports").json()["count"] == 2
    assert rollback(as_alice, first).status_code == 404
    assert Entry.objects.count() == 3
    assert Entry.objects.filter(origin=None).count() == 1
