"""`/api/habits/{id}`: one habit, changed without rewriting its history, deleted with all of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from habits.measures import HabitKind
from habits.models import Habit
from habits.schedules import Schedule, ScheduleKind
from tracking.models import Entry

TODAY = date(2026, 3, 18)


def fields(response):
    return {error["field"] for error in response.json()["errors"]}


@pytest.fixture
def habit(alice, make_habit):
    return make_habit(alice, kind=HabitKind.AT_LEAST, target=Decimal(20), unit="pages")


@pytest.fixture
def url(habit):
    return f"/api/habits/{habit.id}"


def test_a_habit_is_read_by_its_id(as_alice, habit, url):
    response = as_alice.get(url)

    assert response.status_code == 200
    assert response.json()["id"] == str(habit.id)
    assert response.json()["target"] == 20


def test_a_change_touches_only_what_it_names(as_alice, url):
    before = as_alice.get(url).json()

    response = as_alice.patch(url, {"name": "Read books", "color": "teal"})

    assert response.status_code == 200
    assert response.json() == before | {"name": "Read books", "color": "teal"}
    assert as_alice.get(url).json() == response.json()


def test_a_new_schedule_applies_from_today_and_the_old_one_keeps_the_past(as_alice, alice, url):
    as_alice.patch(url, {"schedule": {"kind": "weekdays", "weekdays": [2]}})

    habit = Habit.objects.get()
    assert list(habit.schedules) == [
        (date(2026, 1, 1), Schedule(kind=ScheduleKind.DAILY)),
        (TODAY, Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({2}))),
    ]
    assert len(as_alice.get("/api/tasks?date=2026-03-17").json()["tasks"]) == 1
    assert len(as_alice.get("/api/tasks?date=2026-03-18").json()["tasks"]) == 1
    assert len(as_alice.get("/api/tasks?date=2026-03-19").json()["tasks"]) == 0


def test_a_new_target_applies_from_today_and_the_old_one_judges_the_past(as_alice, habit, url, record):
    for back in (2, 1, 0):
        record(habit, TODAY - timedelta(days=back), amount=Decimal(20))

    response = as_alice.patch(url, {"target": 30})

    assert response.json()["target"] == 30
    yesterday = as_alice.get("/api/tasks?date=2026-03-17").json()["tasks"][0]
    today = as_alice.get("/api/tasks?date=2026-03-18").json()["tasks"][0]
    assert (yesterday["completed"], today["completed"]) == (True, False)


def test_two_changes_on_one_day_leave_one_version(as_alice, url):
    as_alice.patch(url, {"target": 30, "schedule": {"kind": "every_n_days", "interval": 2}})
    as_alice.patch(url, {"target": 40, "schedule": {"kind": "times_per_week", "times": 3}})

    habit = Habit.objects.get()
    assert [target for _, target in habit.targets] == [20, 40]
    assert [schedule.kind for _, schedule in habit.schedules] == ["daily", "times_per_week"]


def test_saying_the_same_again_makes_no_version(as_alice, url):
    as_alice.patch(url, {"target": 20, "schedule": {"kind": "daily"}})

    habit = Habit.objects.get()
    assert (len(habit.targets), len(habit.schedules)) == (1, 1)


def test_archiving_keeps_the_habit_and_takes_it_off_the_day(as_alice, url):
    assert as_alice.patch(url, {"archived": True}).json()["archived"] is True
    assert as_alice.get("/api/tasks").json()["tasks"] == []
    assert as_alice.patch(url, {"archived": False}).json()["archived"] is False
    assert len(as_alice.get("/api/tasks").json()["tasks"]) == 1


def test_deleting_takes_every_entry_along(as_alice, habit, url, record):
    record(habit, TODAY)

    assert as_alice.delete(url).status_code == 204
    assert as_alice.get(url).status_code == 404
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "yes_no"}, "kind"),
        ({"target": None}, "target"),
        ({"target": 0}, "target"),
        ({"name": ""}, "name"),
        ({"schedule": {"kind": "weekdays"}}, "schedule.weekdays"),
        ({"color": "ultraviolet"}, "color"),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_changes_nothing(as_alice, url, change, field):
    before = as_alice.get(url).json()

    response = as_alice.patch(url, change | {"notes": "changed"})

    assert response.status_code == 400
    assert fields(response) == {field}
    assert as_alice.get(url).json() == before


def test_a_limit_cannot_become_a_weekly_quota(as_alice, alice, make_habit):
    habit = make_habit(alice, kind=HabitKind.AT_MOST, target=Decimal(2), unit="cups")

    response = as_alice.patch(f"/api/habits/{habit.id}", {"schedule": {"kind": "times_per_week", "times": 2}})

    assert response.status_code == 400
    assert fields(response) == {"schedule.kind"}


def test_repeating_the_kind_is_no_change(as_alice, url):
    assert as_alice.patch(url, {"kind": "at_least"}).status_code == 200


@pytest.mark.parametrize(
    ("method", "body"), [("get", None), ("patch", {"name": "Mine now"}), ("delete", None)]
)
def test_the_habit_of_someone_else_does_not_exist(as_bob, habit, url, method, body):
    response = getattr(as_bob, method)(url, body)

    assert response.status_code == 404
    assert Habit.objects.get().name == habit.name


def test_an_id_that_is_no_id_is_not_found(as_alice):
    response = as_alice.get("/api/habits/1")

    assert response.status_code == 404
    assert response.json()["status"] == 404


@pytest.mark.parametrize("method", ["post", "put"])
def test_a_habit_is_changed_by_patch_only(as_alice, url, method):
    assert getattr(as_alice, method)(url, {}).status_code == 405
