"""Many check-ins in one request, and many requests at once."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.app.check_ins.case import TODAY, drink, fields, item, url
from tracking import services
from tracking.models import CheckIn, Entry, State


def test_many_days_are_recorded_at_once(as_alice, habit, water):
    entries = [
        item(habit),
        item(water, amount=3),
        item(habit, "skipped", "2026-03-17"),
        item(habit, "missed"),
    ]

    answer = as_alice.post("/api/entries/bulk", {"entries": entries})

    assert answer.status_code == 200
    found = answer.json()["entries"]
    assert [(one["habit_id"], one["date"]) for one in found] == [
        (one["habit_id"], one["date"]) for one in entries
    ]
    assert [one["state"] for one in found] == ["missed", "done", "skipped", "missed"]
    assert Entry.objects.count() == 3


def test_of_many_days_all_are_recorded_or_none(as_alice, habit, water, bob, make_habit):
    entries = [
        item(habit),
        item(habit, day="2026-03-30"),
        item(make_habit(bob)),
        item(habit, amount=1),
        item(water, "skipped", amount=1),
    ]

    answer = as_alice.post("/api/entries/bulk", {"entries": entries})

    assert answer.status_code == 400
    assert fields(answer) == ["entries.1.date", "entries.2.habit_id", "entries.3.amount", "entries.4.amount"]
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ([], "entries"),
        (None, "entries"),
        ([{"habit_id": str(uuid4()), "date": "2026-03-18", "state": "done"}] * 101, "entries"),
        ([{"habit_id": str(uuid4()), "date": "2026-03-18"}], "entries.0.state"),
        ([{"habit_id": "x", "date": "2026-03-18", "state": "done"}], "entries.0.habit_id"),
        (["done"], "entries.0"),
    ],
)
def test_many_days_that_cannot_be_are_refused(as_alice, entries, field):
    answer = as_alice.post("/api/entries/bulk", {"entries": entries})

    assert answer.status_code == 400
    assert fields(answer) == [field]


def test_a_hundred_check_ins_cost_as_many_queries_as_one(as_alice, alice, make_habit):
    def queries(number):
        habits = [make_habit(alice) for _ in range(number)]
        with CaptureQueriesContext(connection) as captured:
            assert (
                as_alice.post("/api/entries/bulk", {"entries": [item(one) for one in habits]}).status_code
                == 200
            )
        return len(captured)

    assert queries(1) == queries(100)


def test_a_habit_that_is_deleted_before_the_answer_is_not_found(as_alice, habit, monkeypatch):
    monkeypatch.setattr("tracking.api.check_in_views.with_checkpoints", lambda habits: habits.none())

    assert as_alice.put(url(habit), {"state": "done"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_check_ins_of_one_cell_at_the_same_time_all_count(alice, water):
    keys = [uuid4() for _ in range(4)]

    def add(key):
        client = APIClient()
        client.force_login(alice)
        status = drink(client, water, 1, key=str(key)).status_code
        connection.close()
        return status

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(add, keys * 3))

    assert set(statuses) == {200}
    assert Entry.objects.get().amount == 4
    assert CheckIn.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_requests_with_the_same_habits_in_another_order_do_not_wait_for_each_other(alice, habit, water):
    def record_both(first, second):
        services.make([services.said(alice, one, TODAY, state=State.DONE) for one in (first, second)])
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(record_both, [habit, water] * 4, [water, habit] * 4))

    assert Entry.objects.count() == 2
