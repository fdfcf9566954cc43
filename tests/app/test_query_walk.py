"""Every operation that reads costs as many statements for twelve of everything as for one.

The operations come from the contract, so that a new list is counted without being named.
"""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import tokens
from accounts.models import TokenScope
from achievements.services import settle_owner
from habits.measures import HabitKind
from tests.app.conftest import NOON, logged_in
from tests.app.everything import LONG_AGO, YESTERDAY, keep_everything, of_a_photo
from tests.app.test_ownership import OPERATIONS, send
from tracking.models import Entry, Pause
from transfer.models import Import
from uploads.models import Photo

pytestmark = pytest.mark.usefixtures("quick_hashes")

READING = [case for case in OPERATIONS if case.values[0] == "get"]


@pytest.fixture
def keep_more(make_habit):
    """Adds so many of each thing of which a person can have many."""

    def keep(owner, number):
        habits = [
            make_habit(owner, kind=HabitKind.TIMED, target=Decimal(5), start=LONG_AGO, tags=[str(one)])
            for one in range(number)
        ]
        days = [YESTERDAY - timedelta(days=back) for back in range(number)]
        Entry.objects.bulk_create(
            Entry(habit=habit, date=day, state="done", amount=6, recorded_at=NOON, zone="UTC")
            for habit in habits
            for day in days
        )
        Pause.objects.bulk_create(Pause(owner=owner, first=LONG_AGO, last=LONG_AGO) for _ in range(number))
        known = Import.objects.filter(owner=owner).values().first() or {}
        Import.objects.bulk_create(Import(**known | {"id": uuid4()}) for _ in range(number if known else 0))
        for habit in habits:
            Photo.objects.create(extension="jpg", width=1, height=1, **of_a_photo(owner, habit))
            tokens.issue(user=owner, name="one more", scope=TokenScope.READ)
        settle_owner(owner, today=owner.today())

    return keep


def statements(client, method, path, operation, ids):
    with CaptureQueriesContext(connection) as captured:
        response = send(client, method, path, operation, ids)
        if response.streaming:
            b"".join(response.streaming_content)
    return response.status_code, len(captured)


@pytest.mark.parametrize(("method", "path", "operation"), READING)
def test_twelve_of_everything_cost_as_many_statements_as_one(alice, keep_more, method, path, operation):
    ids = keep_everything(alice)
    as_alice = logged_in(alice)
    keep_more(alice, 1)
    one = statements(as_alice, method, path, operation, ids)
    keep_more(alice, 11)

    assert statements(as_alice, method, path, operation, ids) == one


@pytest.mark.parametrize("habits", [1, 200])
def test_today_takes_six_statements_with_the_session_and_the_person(alice, make_habit, record, habits):
    for number in range(habits):
        record(make_habit(alice, name=str(number), start=LONG_AGO), YESTERDAY)
    as_alice = logged_in(alice)
    as_alice.get("/api/tasks")

    with CaptureQueriesContext(connection) as captured:
        assert len(as_alice.get("/api/tasks").json()["tasks"]) == habits

    assert len(captured) <= 6
