"""Tasks are what log, schedule and day make of them, whenever and together with whatever one asks."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habits.schedules import Schedule, ScheduleKind
from tests.app.lives import DAYS, START, lives

DAY = timedelta(days=1)
asked_days = st.integers(-30, DAYS + 60).map(lambda number: START + DAY * number)


@given(lives(), asked_days, st.integers(0, 20), st.data())
def test_a_day_has_the_same_tasks_alone_and_among_others(life, first, length, data):
    from tracking.selectors import tasks_on

    owner, habit, log = life
    habit.id = "only"
    wanted = [first + DAY * number for number in range(length + 1)]
    one = data.draw(st.integers(0, length))

    together = tasks_on(wanted, owner, [habit], {habit.id: log})
    assert tasks_on([wanted[one]], owner, [habit], {habit.id: log}) == [together[one]]
    assert tasks_on(wanted, owner, [habit], {habit.id: log}) == together


@given(lives(), asked_days)
def test_a_task_is_due_exactly_when_the_habit_is(life, day):
    from tracking.occurrence import is_due
    from tracking.selectors import plan_of, tasks_on

    owner, habit, log = life
    habit.id = "only"
    (tasks,) = tasks_on([day], owner, [habit], {habit.id: log})
    plan = plan_of(owner, habit, log)

    assert any(task.due for task in tasks) == is_due(plan, day, log.done)
    assert len(tasks) <= 1


@pytest.fixture
def berlin(alice):
    alice.time_zone = "Europe/Berlin"
    alice.save()
    return alice


def at(year, month, day, hour, minute=0, zone="Europe/Berlin"):
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone))


def states(client, day):
    return [(task["state"], task["due"]) for task in client.get(f"/api/tasks?date={day}").json()["tasks"]]


@pytest.mark.parametrize(
    ("evening", "morning"),
    [
        (at(2026, 3, 28, 23, 59), at(2026, 3, 29, 0, 1)),
        (at(2026, 10, 24, 23, 59), at(2026, 10, 25, 0, 1)),
    ],
    ids=["clocks go forward", "clocks go back"],
)
def test_each_day_is_there_once_where_clocks_are_moved(as_alice, berlin, make_habit, noon, evening, morning):
    make_habit(berlin)
    noon.move_to(evening)
    eve = as_alice.get("/api/tasks").json()["date"]
    days = []
    for hour in range(26):
        noon.move_to(morning.astimezone(ZoneInfo("UTC")) + timedelta(hours=hour))
        days.append(as_alice.get("/api/tasks").json()["date"])

    assert eve == str(evening.date())
    assert sorted(set(days)) == [str(morning.date()), str(morning.date() + DAY)]
    # 23 or 25 hours of the day on which the clocks are moved.
    assert days.count(str(morning.date())) == (23 if morning.month == 3 else 25)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Tokyo"])
def test_days_that_were_lived_stay_when_someone_travels(as_alice, berlin, make_habit, record, noon, zone):
    habit = make_habit(berlin, schedule=Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=2))
    for back in range(3, 30, 4):
        record(habit, date(2026, 3, 18) - DAY * back)
    lived = [str(date(2026, 3, 16) - DAY * back) for back in range(30)]
    before = [states(as_alice, day) for day in lived]

    as_alice.patch("/api/profile", {"time_zone": zone})

    assert [states(as_alice, day) for day in lived] == before


def test_until_the_day_starts_it_is_yesterdays_task_that_is_done(as_alice, berlin, make_habit, noon):
    habit = make_habit(berlin)
    as_alice.patch("/api/profile", {"day_starts_at": 4 * 60})
    noon.move_to(at(2026, 3, 19, 3, 59))
    today = as_alice.get("/api/tasks").json()["date"]

    as_alice.put(f"/api/habits/{habit.id}/entries/{today}", {"state": "done"})
    noon.move_to(at(2026, 3, 19, 4, 0))

    assert today == "2026-03-18"
    assert states(as_alice, "2026-03-18") == [("done", True)]
    assert states(as_alice, "2026-03-19") == [("unknown", True)]


def test_29_february_is_a_day_like_the_others(as_alice, alice, make_habit, noon):
    make_habit(alice, start=date(2027, 12, 1), schedule=Schedule(kind=ScheduleKind.EVERY_N_DAYS, interval=90))
    noon.move_to(datetime(2028, 2, 28, 12, tzinfo=ZoneInfo("UTC")))

    planned = as_alice.get("/api/tasks/range?from=2028-02-28&to=2028-03-01").json()["days"]

    assert [(day["date"], len(day["tasks"])) for day in planned] == [
        ("2028-02-28", 0),
        ("2028-02-29", 1),
        ("2028-03-01", 0),
    ]


def test_a_past_day_has_the_same_tasks_whenever_it_is_asked_for(as_alice, alice, make_habit, record, noon):
    habit = make_habit(alice, schedule=Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=2, days=5))
    for back in (1, 2, 8, 9, 11):
        record(habit, date(2026, 3, 17) - DAY * back)
    days = [str(date(2026, 3, 17) - DAY * back) for back in range(12)]
    now = [states(as_alice, day) for day in days]
    noon.shift(timedelta(days=200))

    assert [states(as_alice, day) for day in days] == now
