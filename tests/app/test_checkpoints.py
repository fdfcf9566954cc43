"""Checkpoints on a real database: they change no number, nothing outdated is used, and years cost nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind
from habits.services import change_habit
from tests.app.conftest import NOON
from tests.app.whole_state import bring
from tracking import checkpoints, services
from tracking.models import CheckIn, Entry, State, StoredCheckpoint

TODAY = date(2026, 3, 18)
DAY = timedelta(days=1)
OLD = date(2026, 1, 5)
SCHEDULES = [
    Schedule(kind=ScheduleKind.DAILY),
    Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({0, 2, 4})),
    Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=2),
    Schedule(kind=ScheduleKind.TIMES_PER_MONTH, times=3),
    Schedule(kind=ScheduleKind.DAYS_AFTER_DONE, interval=3),
    Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=2, days=5),
]


@pytest.fixture
def keep():
    """Makes entries of every day of so many years but each seventeenth."""

    def fill(habit, years=1):
        days = [TODAY - DAY * back for back in range(365 * years) if back % 17 != 13]
        Entry.objects.bulk_create(
            Entry(habit=habit, date=day, state="done", recorded_at=NOON, zone="UTC") for day in days
        )
        return habit

    return fill


@pytest.fixture
def kept(alice, make_habit, keep):
    """A habit of each schedule, kept for a year."""
    start = TODAY - DAY * 365
    return [keep(make_habit(alice, name=one.kind, schedule=one, start=start)) for one in SCHEDULES]


@pytest.fixture
def daily(alice, make_habit, keep):
    habit = keep(make_habit(alice, start=TODAY - DAY * 365))
    checkpoints.renew(NOON)
    return habit


def standing(client):
    """How all habits stand."""
    return [client.get("/api/tasks").json(), client.get("/api/habits").json()["results"]]


def shown(client):
    """Every number that is shown of every habit."""
    standings = standing(client)
    paths = ["score", "score?from=2025-08-01&to=2025-09-01", "score/explain", "score/what-if", "streaks"]
    return [
        standings,
        client.get("/api/tasks?date=2025-06-02").json(),
        client.get("/api/tasks/range?from=2025-05-02&to=2025-05-20").json(),
        [client.get(f"/api/habits/{habit['id']}/{path}").json() for habit in standings[1] for path in paths],
    ]


def day():
    return StoredCheckpoint.objects.values_list("day", flat=True).first()


def test_checkpoints_change_no_number(as_alice, kept):
    before = shown(as_alice)

    assert checkpoints.renew(NOON) == len(kept)
    assert shown(as_alice) == before


def test_making_them_again_makes_nothing(kept):
    checkpoints.renew(NOON)

    assert checkpoints.renew(NOON) == 0


def test_without_time_none_is_made(kept):
    assert checkpoints.renew(NOON, time_is_up=lambda: True) == 0


def test_they_move_on_with_time_and_change_no_number(as_alice, kept, noon):
    checkpoints.renew(NOON)
    first = day()
    noon.shift(timedelta(days=30))
    before = standing(as_alice)

    assert checkpoints.renew(NOON + timedelta(days=30)) == len(kept)
    assert day() > first
    assert standing(as_alice) == before


def test_a_young_habit_has_none(alice, make_habit):
    make_habit(alice, start=TODAY - DAY * 60)

    assert checkpoints.renew(NOON) == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: Entry.objects.create(
            habit=entry.habit, date=entry.date - DAY * 900, state="missed", recorded_at=NOON, zone="UTC"
        ),
        lambda entry: Entry.objects.filter(pk=entry.pk).update(state="missed"),
        lambda entry: Entry.objects.filter(pk=entry.pk).update(date=TODAY + DAY),
        lambda entry: entry.delete(),
    ],
    ids=["added", "changed", "moved", "deleted"],
)
def test_whatever_changes_the_log_before_a_checkpoint_deletes_it(daily, change):
    change(Entry.objects.select_related("habit").get(date=OLD - DAY * 61))

    assert not StoredCheckpoint.objects.exists()


def test_what_is_recorded_after_a_checkpoint_keeps_it(as_alice, daily):
    as_alice.put(f"/api/habits/{daily.id}/entries/{TODAY}", {"state": "missed"})

    assert StoredCheckpoint.objects.exists()


def test_a_back_dated_check_in_answers_with_the_streak_that_it_leads_to(as_alice, alice, make_habit, keep):
    habit = make_habit(alice, start=TODAY - DAY * 100)
    Entry.objects.bulk_create(
        Entry(habit=habit, date=TODAY - DAY * back, state="done", recorded_at=NOON, zone="UTC")
        for back in range(100)
        if back != 90
    )
    checkpoints.renew(NOON)

    answer = as_alice.put(f"/api/habits/{habit.id}/entries/{TODAY - DAY * 90}", {"state": "done"}).json()

    assert answer["current_streak"]["length"] == 100


@pytest.mark.parametrize(
    "change",
    [
        lambda client, _: client.post("/api/pauses", {"first": "2025-11-01", "last": "2025-11-20"}),
        lambda client, _: client.patch("/api/profile", {"first_weekday": 6}),
        lambda client, habit: client.patch(f"/api/habits/{habit.id}", {"schedule": {"kind": "daily"}}),
        lambda _, habit: change_habit(
            habit=habit, today=date(2025, 7, 1), changes={"schedule": SCHEDULES[2]}
        ),
    ],
    ids=["pause", "first weekday", "schedule of today", "schedule of last year"],
)
def test_what_a_checkpoint_rests_on_may_change(as_alice, kept, change):
    checkpoints.renew(NOON)
    change(as_alice, kept[1])

    with_what_is_left = standing(as_alice)
    StoredCheckpoint.objects.all().delete()

    assert with_what_is_left == standing(as_alice)


def test_a_pause_that_ends_changes_the_numbers_back(as_alice, daily):
    before = standing(as_alice)
    pause = as_alice.post("/api/pauses", {"first": "2025-11-01", "last": "2025-11-20"}).json()
    checkpoints.renew(NOON)
    assert standing(as_alice) != before

    as_alice.delete(f"/api/pauses/{pause['id']}")

    assert standing(as_alice) == before


def rows_of(client, method, url, body=None):
    """How many entries were read, and in how many statements everything."""
    read = []

    def counted(execute, sql, params, many, context):
        cursor = execute(sql, params, many, context)
        if 'FROM "tracking_entry"' in sql:
            read.append(context["cursor"].rowcount)
        return cursor

    with connection.execute_wrapper(counted), CaptureQueriesContext(connection) as captured:
        assert getattr(client, method)(url, body).status_code == 200
    return sum(read), len(captured)


@pytest.mark.parametrize(
    ("method", "url", "body"),
    [
        ("get", "/api/tasks", None),
        ("get", "/api/tasks/range", None),
        ("get", "/api/habits", None),
        ("get", "/api/habits/{}/score", None),
        ("get", "/api/habits/{}/score/explain", None),
        ("get", "/api/habits/{}/score/what-if", None),
        ("put", "/api/habits/{}/entries/2026-03-18", {"state": "missed"}),
        ("post", "/api/habits/{}/entries/2026-03-18/amounts", {"amount": 1, "key": "6" * 32}),
    ],
)
def test_ten_years_cost_as_much_as_the_hundred_days_before(
    as_alice, alice, make_habit, keep, method, url, body
):
    def habit(years):
        return keep(
            make_habit(alice, kind=HabitKind.TIMED, target=Decimal(5), start=TODAY - DAY * 365 * years), years
        )

    one = habit(1)
    checkpoints.renew(NOON)
    after_one = rows_of(as_alice, method, url.format(one.id), body)
    one.delete()
    ten = habit(10)
    checkpoints.renew(NOON)

    assert rows_of(as_alice, method, url.format(ten.id), body) == after_one
    assert after_one[0] < 120


def test_a_check_in_costs_the_same_after_ten_years_as_on_the_first_day(as_alice, alice, make_habit, keep):
    new = make_habit(alice, start=TODAY)
    old = keep(make_habit(alice, start=TODAY - DAY * 3650), 10)
    checkpoints.renew(NOON)
    url, body = "/api/habits/{}/entries/2026-03-18", {"state": "skipped"}

    (read, statements), (_, on_the_first_day) = (
        rows_of(as_alice, "put", url.format(habit.id), body) for habit in (old, new)
    )

    assert statements == on_the_first_day
    assert read < 120


def test_an_import_of_years_has_its_checkpoints_at_once(as_alice, kept):
    file = as_alice.get("/api/exports/json").getvalue()
    for habit in kept:
        habit.delete()

    made = bring(as_alice, file, apply="true").json()
    assert StoredCheckpoint.objects.count() == len(kept)
    as_alice.post(f"/api/imports/{made['id']}/rollback")

    assert not StoredCheckpoint.objects.exists()


def test_the_database_holds_no_score_that_is_none(alice, make_habit):
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredCheckpoint.objects.create(habit=make_habit(alice), day=OLD, basis="", score=1.5)


@pytest.mark.django_db(transaction=True)
def test_a_check_in_at_the_same_time_leaves_no_outdated_checkpoint(as_alice, alice, daily):
    StoredCheckpoint.objects.all().delete()

    def back_date(number):
        services.make_one(services.said(alice, daily, OLD - DAY * number, state=State.MISSED))
        connection.close()

    def renew(_):
        checkpoints.renew(NOON)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(job, number) for number in range(5) for job in (back_date, renew)]
        for job in jobs:
            job.result()
    found = standing(as_alice)
    StoredCheckpoint.objects.all().delete()

    assert CheckIn.objects.count() == 10
    assert found == standing(as_alice)


def test_today_is_the_owners(alice, make_habit, keep):
    """Just after midnight in Tokyo a day more is over."""
    alice.time_zone = "Asia/Tokyo"
    alice.save()
    keep(make_habit(alice, start=TODAY - DAY * 200))
    checkpoints.renew(datetime(2026, 3, 18, 23, 59, tzinfo=ZoneInfo("Asia/Tokyo")))
    before_midnight = day()
    StoredCheckpoint.objects.all().delete()
    checkpoints.renew(datetime(2026, 3, 19, 0, 1, tzinfo=ZoneInfo("Asia/Tokyo")))

    assert day() == before_midnight + DAY
