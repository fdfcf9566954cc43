"""`/api/habits/{id}/entries`: check in, say it again, take it back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from rest_framework.test import APIClient

from habits.measures import HabitKind
from habits.models import Habit
from tracking.models import Entry

TODAY = date(2026, 3, 18)
KEY = "6e1f4f8c-35c1-4a4e-9f0a-2f1c3c0b8d4e"


def fields(response):
    return {error["field"] for error in response.json()["errors"]}


@pytest.fixture
def habit(alice, make_habit):
    return make_habit(alice)


@pytest.fixture
def pages(alice, make_habit):
    return make_habit(alice, kind=HabitKind.AT_LEAST, target=Decimal(20), unit="pages")


def entry_url(habit, day="2026-03-18"):
    return f"/api/habits/{habit.id}/entries/{day}"


def test_checking_in_records_the_day_the_instant_and_the_zone(as_alice, alice, habit):
    alice.time_zone = "Asia/Tokyo"
    alice.save()

    response = as_alice.put(entry_url(habit), {"state": "done", "note": "On the train.", "key": KEY})

    assert response.status_code == 200
    assert response.json() == {
        "habit_id": str(habit.id),
        "date": "2026-03-18",
        "state": "done",
        "amount": None,
        "note": "On the train.",
        "recorded_at": "2026-03-18T12:00:00Z",
        "key": KEY,
        "current_streak": {"length": 1, "unit": "days"},
    }
    assert Entry.objects.get().zone == "Asia/Tokyo"


def test_checking_in_twice_leaves_one_entry_with_the_last_word(as_alice, habit):
    as_alice.put(entry_url(habit), {"state": "done", "note": "first"})

    response = as_alice.put(entry_url(habit), {"state": "skipped"})

    assert response.status_code == 200
    entry = Entry.objects.get()
    assert (entry.state, entry.note) == ("skipped", "")
    assert (response.json()["state"], response.json()["note"]) == ("skipped", "")


def test_undo_restores_the_state_before(as_alice, habit):
    before = as_alice.get("/api/tasks").json()
    as_alice.put(entry_url(habit), {"state": "done"})

    assert as_alice.delete(entry_url(habit)).status_code == 204
    assert as_alice.get("/api/tasks").json() == before


def test_undoing_nothing_is_fine(as_alice, habit):
    assert as_alice.delete(entry_url(habit)).status_code == 204


def test_an_amount_is_kept_to_the_thousandth(as_alice, pages):
    response = as_alice.put(entry_url(pages), {"state": "done", "amount": 999999999.999})

    assert response.json()["amount"] == 999999999.999
    assert Entry.objects.get().amount == Decimal("999999999.999")


@pytest.mark.parametrize(("amount", "length"), [(19.999, 1), (20, 2), (None, 2)])
def test_less_than_the_target_leaves_the_day_open(as_alice, pages, record, amount, length):
    record(pages, TODAY - timedelta(days=1))

    response = as_alice.put(entry_url(pages), {"state": "done", "amount": amount})

    assert response.json()["current_streak"]["length"] == length


@pytest.mark.parametrize(("amount", "length"), [(2, 2), (2.001, 0)])
def test_more_than_a_limit_breaks_it_at_once(as_alice, alice, make_habit, amount, length):
    limit = make_habit(
        alice, kind=HabitKind.AT_MOST, target=Decimal(2), unit="cups", start=TODAY - timedelta(days=1)
    )

    response = as_alice.put(entry_url(limit), {"state": "done", "amount": amount})

    assert response.json()["current_streak"]["length"] == length


def test_a_day_before_the_habit_was_created_counts_when_it_is_recorded(as_alice, alice, make_habit):
    habit = make_habit(alice, start=TODAY)
    as_alice.put(entry_url(habit, "2026-03-17"), {"state": "done"})

    response = as_alice.put(entry_url(habit), {"state": "done"})

    assert response.json()["current_streak"]["length"] == 2


def test_a_skip_can_be_planned(as_alice, habit):
    assert as_alice.put(entry_url(habit, "2026-08-01"), {"state": "skipped"}).status_code == 200


def test_a_traveller_can_be_a_day_ahead(as_alice, habit):
    assert as_alice.put(entry_url(habit, "2026-03-19"), {"state": "done"}).status_code == 200


def test_entries_are_listed_by_day(as_alice, habit, record):
    for day in (16, 18, 17):
        record(habit, date(2026, 3, day), note=str(day))

    listed = as_alice.get(f"/api/habits/{habit.id}/entries?from=2026-03-17&to=2026-03-18").json()

    assert [entry["note"] for entry in listed["entries"]] == ["17", "18"]
    assert listed["entries"][0] == {
        "habit_id": str(habit.id),
        "date": "2026-03-17",
        "state": "done",
        "amount": None,
        "note": "17",
        "recorded_at": "2026-03-18T12:00:00Z",
        "import_id": None,
    }


def test_the_last_thirty_days_are_listed_when_nothing_is_said(as_alice, habit, record):
    for back in (0, 30, 31):
        record(habit, TODAY - timedelta(days=back), note=str(back))

    listed = as_alice.get(f"/api/habits/{habit.id}/entries").json()

    assert [entry["note"] for entry in listed["entries"]] == ["30", "0"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=yesterday", "from"),
        ("to=2026-13-01", "to"),
        ("to=%00", "to"),
        ("from=2026-03-19&to=2026-03-18", "from"),
        ("from=2024-01-01&to=2026-03-18", "from"),
        ("from=2026-03-19", "from"),
    ],
)
def test_a_range_that_cannot_be_is_refused(as_alice, habit, query, field):
    response = as_alice.get(f"/api/habits/{habit.id}/entries?{query}")

    assert response.status_code == 400
    assert fields(response) == {field}


@pytest.mark.parametrize("query", ["to=0001-01-01", "from=9999-12-31&to=9999-12-31"])
def test_the_ends_of_the_calendar_have_no_entries(as_alice, habit, query):
    response = as_alice.get(f"/api/habits/{habit.id}/entries?{query}")

    assert response.status_code == 200
    assert response.json() == {"entries": []}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "state"),
        ({"state": "unknown"}, "state"),
        ({"state": None}, "state"),
        ({"state": ["done"]}, "state"),
        ({"state": "done", "amount": 3}, "amount"),
        ({"state": "done", "note": None}, "note"),
        ({"state": "done", "note": "x" * 2001}, "note"),
        ({"state": "done", "note": "a\x00b"}, "note"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(as_alice, habit, body, field):
    response = as_alice.put(entry_url(habit), body)

    assert response.status_code == 400
    assert fields(response) == {field}
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        {"state": "done", "amount": -1},
        {"state": "done", "amount": 10**9},
        {"state": "done", "amount": 0.0001},
        {"state": "done", "amount": "NaN"},
        {"state": "done", "amount": [1]},
        {"state": "skipped", "amount": 1},
    ],
)
def test_an_amount_that_cannot_be_is_refused(as_alice, pages, body):
    response = as_alice.put(entry_url(pages), body)

    assert response.status_code == 400
    assert fields(response) == {"amount"}


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2026-02-30", "done"),
        ("today", "done"),
        ("1969-12-31", "done"),
        ("2026-03-20", "done"),
        ("2026-03-20", "missed"),
        ("2027-03-20", "skipped"),
        ("9999-12-31", "skipped"),
    ],
)
def test_a_day_that_cannot_be_recorded_is_refused(as_alice, habit, day, state):
    response = as_alice.put(entry_url(habit, day), {"state": state})

    assert response.status_code == 400
    assert fields(response) == {"date"}


def test_a_day_that_is_no_day_cannot_be_undone(as_alice, habit):
    assert as_alice.delete(entry_url(habit, "2026-02-30")).status_code == 400


def test_the_habit_of_someone_else_cannot_be_checked_read_or_undone(as_bob, habit, record):
    record(habit, TODAY)

    assert as_bob.put(entry_url(habit), {"state": "missed"}).status_code == 404
    assert as_bob.delete(entry_url(habit)).status_code == 404
    assert as_bob.get(f"/api/habits/{habit.id}/entries").status_code == 404
    assert Entry.objects.get().state == "done"


@pytest.mark.parametrize("method", ["get", "post", "patch"])
def test_an_entry_is_put_or_deleted(as_alice, habit, method):
    assert getattr(as_alice, method)(entry_url(habit), {}).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_check_ins_of_one_cell_at_the_same_time_leave_one_entry(alice, habit):
    def check_in(number):
        client = APIClient()
        client.force_login(alice)
        response = client.put(entry_url(habit), {"state": "done", "note": str(number)})
        connection.close()
        return response.status_code, response.json()["note"]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(check_in, range(8)))

    assert {status for status, _ in answers} == {200}
    assert Entry.objects.get().note in {note for _, note in answers}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("method", "path", "body", "moment"),
    [
        ("put", "/entries/2026-03-18", {"state": "done"}, "tracking.services.check_day"),
        ("patch", "", {"name": "Mine"}, "habits.services.check_target"),
    ],
)
def test_a_habit_that_is_deleted_in_the_middle_of_a_request_is_not_found(
    as_alice, habit, monkeypatch, method, path, body, moment
):
    monkeypatch.setattr(moment, lambda *_, **__: Habit.objects.filter(pk=habit.pk).delete())

    assert getattr(as_alice, method)(f"/api/habits/{habit.id}{path}", body).status_code == 404
    assert not Entry.objects.exists()


def test_the_day_of_an_entry_is_the_persons_own_even_after_midnight(as_alice, alice, habit, noon):
    alice.day_starts_at = 4 * 60
    alice.save()
    noon.move_to(datetime(2026, 3, 19, 1, 0, tzinfo=UTC))

    response = as_alice.put(entry_url(habit), {"state": "done"})

    assert response.json()["current_streak"]["length"] == 1
    assert as_alice.get("/api/tasks").json()["date"] == "2026-03-18"
