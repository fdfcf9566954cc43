"""Every kind of schedule through the API and the database, and `GET /api/tasks/range`."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from habits.models import ScheduleVersion
from habits.schedules import Schedule, ScheduleKind

TODAY = date(2026, 3, 18)
DAY = timedelta(days=1)
SCHEDULES = [
    {"kind": "daily"},
    {"kind": "weekdays", "weekdays": [0, 6]},
    {"kind": "every_n_days", "interval": 365},
    {"kind": "days_after_done", "interval": 3},
    {"kind": "times_per_week", "times": 7},
    {"kind": "times_per_month", "times": 28},
    {"kind": "times_in_days", "times": 3, "days": 10},
    {"kind": "month_days", "month_days": [-1, 1, 31]},
    {"kind": "nth_weekdays", "nth_weekdays": [{"nth": -1, "weekday": 6}, {"nth": 1, "weekday": 0}]},
    {"kind": "rrule", "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,SU;WKST=SU"},
]


def body(schedule, **values):
    return {"name": "Read", "kind": "yes_no", "schedule": schedule} | values


def fields(response):
    return {error["field"] for error in response.json()["errors"]}


def due(client, query=""):
    return [day["date"] for day in client.get(f"/api/tasks/range{query}").json()["days"] if day["tasks"]]


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda schedule: schedule["kind"])
def test_a_schedule_comes_back_as_it_was_given(as_alice, schedule):
    created = as_alice.post("/api/habits", body(schedule))

    assert created.status_code == 201
    assert as_alice.get(f"/api/habits/{created.json()['id']}").json()["schedule"] == schedule


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda schedule: schedule["kind"])
def test_every_schedule_has_tasks_streaks_and_a_score(as_alice, schedule):
    habit = as_alice.post("/api/habits", body(schedule)).json()["id"]
    as_alice.put(f"/api/habits/{habit}/entries/{TODAY}", {"state": "done"})

    assert as_alice.get("/api/tasks").json()["tasks"][0]["state"] == "done"
    assert as_alice.get(f"/api/habits/{habit}/streaks").json()["days"]["current"]["length"] >= 1
    assert as_alice.get(f"/api/habits/{habit}/score").json()["scores"][-1]["score"] > 0
    assert as_alice.get(f"/api/habits/{habit}/score/what-if?days=90").status_code == 200


@pytest.mark.parametrize(
    ("schedule", "field"),
    [
        ({"kind": "days_after_done"}, "schedule.interval"),
        ({"kind": "times_per_month", "times": 29}, "schedule.times"),
        ({"kind": "times_in_days", "times": 3}, "schedule.days"),
        ({"kind": "times_in_days", "times": 3, "days": 2}, "schedule.times"),
        ({"kind": "month_days", "month_days": [0]}, "schedule.month_days"),
        ({"kind": "month_days", "month_days": []}, "schedule.month_days"),
        ({"kind": "nth_weekdays", "nth_weekdays": [{"nth": 0, "weekday": 1}]}, "schedule.nth_weekdays"),
        ({"kind": "rrule", "rrule": "every day"}, "schedule.rrule"),
        ({"kind": "rrule", "rrule": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"}, "schedule.rrule"),
        ({"kind": "rrule", "rrule": "FREQ=SECONDLY"}, "schedule.rrule"),
        ({"kind": "daily", "rrule": "FREQ=DAILY"}, "schedule.rrule"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused(as_alice, schedule, field):
    response = as_alice.post("/api/habits", body(schedule))

    assert response.status_code == 400
    assert fields(response) == {field}


def test_a_rule_without_days_is_refused_in_a_change_too(as_alice, alice, make_habit):
    habit = make_habit(alice)

    response = as_alice.patch(
        f"/api/habits/{habit.id}",
        {"schedule": {"kind": "rrule", "rrule": "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=31"}},
    )

    assert fields(response) == {"schedule.rrule"}


@pytest.mark.parametrize("kind", ["times_per_week", "times_per_month", "times_in_days", "days_after_done"])
def test_a_limit_is_kept_each_day(as_alice, kind):
    schedule = next(one for one in SCHEDULES if one["kind"] == kind)

    response = as_alice.post("/api/habits", body(schedule) | {"kind": "at_most", "target": 2})

    assert fields(response) == {"schedule.kind"}


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "rrule"},
        {"kind": "times_in_days", "times": 5, "days": 4},
        {"kind": "month_days", "month_day_bits": 0},
        {"kind": "daily", "rrule": "FREQ=DAILY"},
    ],
)
def test_the_database_refuses_what_is_no_schedule(alice, make_habit, values):
    habit = make_habit(alice)

    with pytest.raises(IntegrityError), transaction.atomic():
        ScheduleVersion.objects.create(habit=habit, valid_from=TODAY, **values)


def test_a_range_has_every_day_with_what_is_due(as_alice, alice, make_habit, record):
    mondays = make_habit(alice, schedule=Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({0})))
    record(mondays, date(2026, 3, 16))

    found = as_alice.get("/api/tasks/range?from=2026-03-15&to=2026-03-23").json()["days"]

    assert [day["date"] for day in found] == [str(date(2026, 3, 15) + DAY * n) for n in range(9)]
    assert [(day["date"], day["tasks"]) for day in found if day["tasks"]] == [
        (
            "2026-03-16",
            [{"habit_id": str(mondays.id), "state": "done", "amount": None, "due": True, "completed": True}],
        ),
        (
            "2026-03-23",
            [
                {
                    "habit_id": str(mondays.id),
                    "state": "unknown",
                    "amount": None,
                    "due": True,
                    "completed": False,
                }
            ],
        ),
    ]


def test_a_range_agrees_with_its_days(as_alice):
    for schedule in SCHEDULES:
        as_alice.post("/api/habits", body(schedule))

    for day in as_alice.get(f"/api/tasks/range?from={TODAY - DAY}&to={TODAY + DAY * 20}").json()["days"]:
        alone = as_alice.get(f"/api/tasks?date={day['date']}").json()["tasks"]
        assert [task["habit_id"] for task in day["tasks"]] == [task["habit"]["id"] for task in alone]


def test_a_week_from_today_is_shown_when_nothing_is_said(as_alice, alice, make_habit):
    make_habit(alice)

    assert due(as_alice) == [str(TODAY + DAY * number) for number in range(7)]


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        # Clocks go forward on 29 March and back on 25 October in Berlin; on Lord Howe by half an hour.
        ("Europe/Berlin", "2026-03-28", "2026-03-30"),
        ("Europe/Berlin", "2026-10-24", "2026-10-26"),
        ("Australia/Lord_Howe", "2026-04-04", "2026-04-06"),
    ],
)
def test_a_day_that_is_shorter_or_longer_is_due_once(as_alice, alice, make_habit, zone, first, last):
    alice.time_zone = zone
    alice.day_starts_at = 2 * 60 + 30
    alice.save()
    make_habit(alice)

    assert len(due(as_alice, f"?from={first}&to={last}")) == 3


def test_every_instant_around_a_change_of_clocks_asks_for_one_day(as_alice, alice, make_habit, noon):
    alice.time_zone = "Europe/Berlin"
    alice.save()
    make_habit(alice)
    seen = []
    for quarter in range(4 * 30):
        noon.move_to(datetime(2026, 3, 28, 20, tzinfo=UTC) + timedelta(minutes=15 * quarter))
        seen.append(due(as_alice)[0])

    assert seen == sorted(seen)
    assert set(seen) == {"2026-03-28", "2026-03-29", "2026-03-30"}
    assert seen.count("2026-03-29") == 23 * 4


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?from=2026-03-19&to=2026-03-18", "from"),
        ("?from=2026-03-18&to=2026-06-18", "from"),
        ("?from=1969-12-31", "from"),
        ("?to=9999-12-31", "from"),
        ("?from=9999-12-31", "from"),
        ("?from=2027-03-15", "to"),
        ("?from=%00", "from"),
    ],
)
def test_a_range_that_cannot_be_is_refused(as_alice, query, field):
    response = as_alice.get(f"/api/tasks/range{query}")

    assert response.status_code == 400
    assert fields(response) == {field}


@pytest.mark.parametrize("part", ["nth", "weekday"])
def test_a_change_cannot_leave_out_half_of_a_weekday(as_alice, alice, make_habit, part):
    habit = make_habit(alice)
    weekday = {"nth": 1, "weekday": 0}
    del weekday[part]

    response = as_alice.patch(
        f"/api/habits/{habit.id}", {"schedule": {"kind": "nth_weekdays", "nth_weekdays": [weekday]}}
    )

    assert response.status_code == 400
    assert {field.rpartition(".")[2] for field in fields(response)} == {part}


def test_a_change_cannot_leave_out_the_kind_of_a_schedule(as_alice, alice, make_habit):
    habit = make_habit(alice)

    response = as_alice.patch(f"/api/habits/{habit.id}", {"schedule": {"interval": 2}})

    assert response.status_code == 400
    assert fields(response) == {"schedule.kind"}
