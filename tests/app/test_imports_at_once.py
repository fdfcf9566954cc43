"""Imports beside each other, and beside check-ins, on several connections."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from rest_framework.test import APIClient

from habits.models import Habit
from tests.app.test_api_imports import TUESDAY, backup
from tests.app.whole_state import bring
from tracking.models import Entry
from transfer.models import Import

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(person, *requests):
    """The status of each request, all of them made at the same time."""

    def make(request):
        client = APIClient()
        client.force_login(person)
        response = request(client)
        connection.close()
        return response.status_code

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(make, requests))


def test_one_file_at_the_same_time_is_brought_in_once(alice):
    def same(client):
        return bring(client, backup(2, 0), apply=True)

    statuses = at_once(alice, *[same] * 6)

    assert sorted(statuses) == [200] * 5 + [201]
    assert (Habit.objects.count(), Entry.objects.count(), Import.objects.count()) == (1, 2, 1)


def test_check_ins_at_the_same_time_end_in_one_entry(alice, make_habit):
    habit = make_habit(alice, name="Read")

    def check_in(client):
        return client.put(f"/api/habits/{habit.id}/entries/{TUESDAY}", {"state": "done", "note": "mine"})

    def file(client):
        return bring(client, backup(2, 0), apply=True, replace=True)

    statuses = at_once(alice, check_in, file, check_in, file)

    assert set(statuses) <= {200, 201}
    assert Entry.objects.get(date=TUESDAY).note in ("mine", "")
    assert Entry.objects.count() == 2
