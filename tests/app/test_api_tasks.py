"""`GET /api/tasks`: what is to be done on a day, in the person's own days."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind

TODAY = date(2026, 3, 18)
QUOTA = Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=2)


def names(response):
    return [task["habit"]["name"] for task in response.json()["tasks"]]


def test_today_has_every_habit_that_is_due_in_order(as_alice, alice, make_habit):
    make_habit(alice, name="later", position=2)
    make_habit(alice, name="sooner", position=1)
    wednesdays = Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({2}))
    thursdays = Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({3}))
    make_habit(alice, name="on Wednesdays", position=3, schedule=wednesdays)
    make_habit(alice, name="on Thursdays", position=4, schedule=thursdays)

    response = as_alice.get("/api/tasks")

    assert response.status_code == 200
    assert response.json()["date"] == "2026-03-18"
    assert names(response) == ["sooner", "later", "on Wednesdays"]


def test_a_task_says_what_was_recorded(as_alice, alice, make_habit, record):
    habit = make_habit(alice, kind=HabitKind.AT_LEAST, target=Decimal(20), unit="pages")

    (task,) = as_alice.get("/api/tasks").json()["tasks"]
    assert {key: task[key] for key in ("state", "amount", "note", "due", "completed")} == {
        "state": "unknown",
        "amount": None,
        "note": "",
        "due": True,
        "completed": False,
    }

    record(habit, TODAY, amount=Decimal("12.5"), note="Tired.")
    (task,) = as_alice.get("/api/tasks").json()["tasks"]
    assert {key: task[key] for key in ("state", "amount", "note", "due", "completed")} == {
        "state": "done",
        "amount": 12.5,
        "note": "Tired.",
        "due": True,
        "completed": False,
    }


def test_a_task_has_the_habit_as_the_list_of_habits_shows_it(as_alice, alice, make_habit, record):
    record(make_habit(alice), TODAY)

    (task,) = as_alice.get("/api/tasks").json()["tasks"]

    assert task["habit"] == as_alice.get("/api/habits").json()["results"][0]
    assert task["habit"]["current_streak"] == {"length": 1, "unit": "days"}


def test_a_weekly_quota_that_is_met_leaves_the_rest_of_the_week_free(as_alice, alice, make_habit, record):
    habit = make_habit(alice, schedule=QUOTA)
    record(habit, date(2026, 3, 16))
    record(habit, date(2026, 3, 17))

    assert len(as_alice.get("/api/tasks?date=2026-03-17").json()["tasks"]) == 1
    assert as_alice.get("/api/tasks?date=2026-03-18").json()["tasks"] == []
    assert len(as_alice.get("/api/tasks?date=2026-03-23").json()["tasks"]) == 1


def test_what_was_done_without_being_due_is_shown(as_alice, alice, make_habit, record):
    thursdays = Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({3}))
    record(make_habit(alice, schedule=thursdays), TODAY)

    (task,) = as_alice.get("/api/tasks").json()["tasks"]

    assert (task["due"], task["state"]) == (False, "done")


def test_a_habit_has_no_tasks_before_it_began(as_alice, alice, make_habit):
    make_habit(alice, start=TODAY)

    assert as_alice.get("/api/tasks?date=2026-03-17").json()["tasks"] == []


@pytest.mark.parametrize(
    ("zone", "starts_at", "instant", "today"),
    [
        ("UTC", 0, datetime(2026, 3, 18, 23, 59, tzinfo=UTC), "2026-03-18"),
        ("UTC", 180, datetime(2026, 3, 19, 2, 59, tzinfo=UTC), "2026-03-18"),
        ("UTC", 180, datetime(2026, 3, 19, 3, 0, tzinfo=UTC), "2026-03-19"),
        ("Pacific/Kiritimati", 0, datetime(2026, 3, 18, 12, 0, tzinfo=UTC), "2026-03-19"),
        ("Pacific/Pago_Pago", 0, datetime(2026, 3, 19, 10, 59, tzinfo=UTC), "2026-03-18"),
    ],
)
def test_today_is_the_persons_own(as_alice, alice, make_habit, noon, zone, starts_at, instant, today):
    alice.time_zone, alice.day_starts_at = zone, starts_at
    alice.save()
    make_habit(alice)
    noon.move_to(instant)

    assert as_alice.get("/api/tasks").json()["date"] == today


def test_nobody_sees_the_tasks_of_someone_else(as_bob, alice, make_habit):
    make_habit(alice)

    assert as_bob.get("/api/tasks").json()["tasks"] == []


@pytest.mark.parametrize(
    "day", ["2026-02-30", "yesterday", "18.03.2026", "%00", "1969-12-31", "9999-12-31", "0001-01-01"]
)
def test_a_day_that_cannot_be_asked_for_is_refused(as_alice, day):
    response = as_alice.get(f"/api/tasks?date={day}")

    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == ["date"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_tasks_can_only_be_read(as_alice, method):
    assert getattr(as_alice, method)("/api/tasks", {}).status_code == 405
