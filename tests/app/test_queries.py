"""Lists cost the same number of queries for one habit or thirty, and no row is loaded behind their back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import FETCH_RAISE
from django.test.utils import CaptureQueriesContext

from habits import selectors as habits
from habits.measures import HabitKind
from tracking.checkpoint_rows import with_checkpoints
from tracking.standings import standings

TODAY = date(2026, 3, 18)


@pytest.fixture
def keep_habits(alice, make_habit, record):
    """Adds habits with entries and targets."""

    def add(number):
        for _ in range(number):
            habit = make_habit(alice, kind=HabitKind.AT_LEAST, target=Decimal(1))
            for back in range(3):
                record(habit, TODAY - timedelta(days=back))

    return add


def queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured]


@pytest.mark.parametrize(
    ("url", "most"),
    [("/api/tasks", 6), ("/api/tasks/range", 6), ("/api/habits", 7)],
)
def test_thirty_habits_cost_as_many_queries_as_one(as_alice, keep_habits, url, most):
    keep_habits(1)
    one = queries(as_alice, url)
    keep_habits(29)
    thirty = queries(as_alice, url)

    assert len(thirty) == len(one)
    assert len(thirty) <= most


@pytest.mark.parametrize("path", ["entries", "streaks", "score", "score/explain", "score/what-if"])
def test_thirty_entries_cost_as_many_queries_as_one(as_alice, alice, make_habit, record, path):
    habit = make_habit(alice)
    url = f"/api/habits/{habit.id}/{path}"
    record(habit, TODAY)
    one = queries(as_alice, url)
    for back in range(1, 30):
        record(habit, TODAY - timedelta(days=back))

    assert len(queries(as_alice, url)) == len(one)


def test_thirty_pauses_cost_as_many_queries_as_one(as_alice, keep_habits):
    keep_habits(1)
    pause = {"first": "2026-03-01", "last": "2026-03-02"}
    as_alice.post("/api/pauses", pause)
    one = [len(queries(as_alice, url)) for url in ("/api/tasks", "/api/pauses")]
    for _ in range(29):
        as_alice.post("/api/pauses", pause)

    assert [len(queries(as_alice, url)) for url in ("/api/tasks", "/api/pauses")] == one


def test_a_session_in_the_cache_costs_no_query(as_alice):
    as_alice.get("/api/profile")

    assert not any("django_session" in sql for sql in queries(as_alice, "/api/profile"))


def test_a_check_in_writes_what_was_said_and_the_entry_that_it_makes(as_alice, alice, make_habit):
    habit = make_habit(alice)
    url = f"/api/habits/{habit.id}/entries/2026-03-18"

    def writes(state):
        with CaptureQueriesContext(connection) as captured:
            as_alice.put(url, {"state": state})
        return [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]

    said, entry = writes("done")
    assert 'INTO "tracking_checkin"' in said
    assert 'INTO "tracking_entry"' in entry
    assert "ON CONFLICT" in entry
    assert writes("done") == []


def test_notes_of_other_days_are_not_read(as_alice, alice, make_habit, record):
    record(make_habit(alice), TODAY - timedelta(days=1), note="long ago")

    (log,) = (sql for sql in queries(as_alice, "/api/tasks") if 'FROM "tracking_entry"' in sql)
    assert "CASE WHEN" in log


def test_selectors_load_everything_that_their_rows_need(alice, keep_habits):
    keep_habits(2)

    for habit in with_checkpoints(habits.habits_of(alice)).fetch_mode(FETCH_RAISE):
        assert habit.schedules
        assert habit.targets
        assert standings(alice, [habit], today=TODAY)[habit.id].streak.length == 3
