"""`/api/analytics/…` and the reports of a habit: what they say."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind
from habits.services import change_habit
from tests.app.reports.case import TODAY, ago
from tracking.models import Pause


def test_a_heat_map_has_every_day_and_says_which_is_today(of):
    cells = {cell["date"]: cell for cell in of("heat-map").json()["cells"]}

    assert len(cells) == 365
    assert [day for day, cell in cells.items() if cell["is_today"]] == [str(TODAY)]
    assert cells[str(ago(10))] == {
        "date": str(ago(10)),
        "is_today": False,
        "due": True,
        "state": "done",
        "amount": 30,
        "share": 1,
    }
    assert [cells[str(ago(back))]["share"] for back in (0, 1, 2, 3, 4, 11)] == [None, 1, 0.5, 0, None, None]
    assert [cells[str(ago(back))]["state"] for back in (0, 3, 4)] == ["unknown", "missed", "skipped"]


def test_today_in_a_heat_map_is_the_persons_own(as_alice, alice, habit, noon):
    alice.time_zone, alice.day_starts_at = "America/New_York", 180
    alice.save()
    noon.move_to(datetime.fromisoformat("2026-03-18T06:30:00+00:00"))

    for url in (f"/api/habits/{habit.id}/heat-map", "/api/analytics/heat-map"):
        cells = as_alice.get(url).json()["cells"]
        assert [cell["date"] for cell in cells if cell["is_today"]] == ["2026-03-17"]
        assert cells[-1]["date"] == "2026-03-17"


def test_a_heat_map_knows_pauses_limits_and_days_to_come(as_alice, alice, make_habit, record):
    limit = make_habit(alice, kind=HabitKind.AT_MOST, target=Decimal(2), start=ago(5))
    record(limit, ago(2), amount=Decimal(3))
    Pause.objects.create(owner=alice, first=ago(4), last=ago(4))

    cells = as_alice.get(f"/api/habits/{limit.id}/heat-map?from={ago(5)}&to={ago(-1)}").json()["cells"]

    assert [cell["share"] for cell in cells] == [1, None, 1, 0, 1, None, None]
    assert [cell["state"] for cell in cells] == [
        "unknown",
        "paused",
        "unknown",
        "done",
        "unknown",
        "unknown",
        "unknown",
    ]


def test_a_day_that_a_quota_left_free_is_not_shown_as_missed(as_alice, alice, make_habit, record):
    weekly = make_habit(
        alice, schedule=Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=1), start=date(2026, 3, 9)
    )
    record(weekly, date(2026, 3, 10))

    cells = as_alice.get(f"/api/habits/{weekly.id}/heat-map?from=2026-03-09&to=2026-03-15").json()["cells"]

    assert [cell["share"] for cell in cells] == [None, 1, None, None, None, None, None]


def test_rates_are_kept_of_asked_in_each_span(of):
    weeks = of("rates").json()["rates"]

    assert weeks == [
        {"first": "2026-03-02", "last": "2026-03-08", "asked": 1, "kept": 1, "share": 1, "check_ins": 1},
        {"first": "2026-03-09", "last": "2026-03-15", "asked": 6, "kept": 5, "share": 5 / 6, "check_ins": 5},
        {"first": "2026-03-16", "last": "2026-03-22", "asked": 2, "kept": 1, "share": 0.5, "check_ins": 1},
    ]
    for by in ("month", "quarter", "year"):
        (span,) = of("rates", by=by).json()["rates"]
        assert (span["asked"], span["kept"]) == (9, 7)


def test_weekdays_begin_with_the_persons_first(as_alice, alice, of):
    assert [row["weekday"] for row in of("weekdays").json()["weekdays"]] == [0, 1, 2, 3, 4, 5, 6]
    alice.first_weekday = 6
    alice.save()
    rows = of("weekdays").json()["weekdays"]

    assert [row["weekday"] for row in rows] == [6, 0, 1, 2, 3, 4, 5]
    assert {row["weekday"]: (row["asked"], row["kept"]) for row in rows} == {
        0: (2, 1),
        1: (2, 2),
        2: (1, 1),
        3: (1, 1),
        4: (1, 1),
        5: (0, 0),
        6: (2, 1),
    }


def test_hours_tell_when_it_was_done_if_that_is_known(of, habit, record):
    record(habit, TODAY, amount=Decimal(20))

    found = of("hours").json()

    assert found["unknown"] == 8
    assert [row["hour"] for row in found["hours"]] == list(range(24))
    assert found["hours"][12] == {"hour": 12, "check_ins": 1, "share": 1}


def test_totals_stand_beside_what_was_asked(of):
    (month,) = of("totals", by="month").json()["totals"]

    amounts = 21 + 10 + 25 + 26 + 27 + 28 + 29 + 30
    assert month == {
        "first": "2026-03-01",
        "last": "2026-03-31",
        "total": amounts,
        "target": 180,
        "share": pytest.approx(amounts / 180),
    }


def test_a_target_of_the_past_stays_what_it_was(of, habit):
    change_habit(habit=habit, today=TODAY, changes={"target": Decimal(1000)})

    (month,) = of("totals", by="month").json()["totals"]

    assert month["target"] == 180


def test_a_habit_without_amounts_adds_up_its_days(as_alice, alice, make_habit, record):
    plain = make_habit(alice, start=ago(2))
    record(plain, ago(2))
    record(plain, ago(1), "skipped")

    (week,) = as_alice.get(f"/api/habits/{plain.id}/totals").json()["totals"]

    assert (week["total"], week["target"]) == (1, 1)


def test_what_is_to_be_quit_adds_up_its_lapses_beside_none_that_are_asked_for(
    as_alice, alice, make_habit, record
):
    habit = make_habit(alice, kind=HabitKind.QUIT, start=ago(2))
    record(habit, ago(2), "missed")
    record(habit, ago(1))

    (week,) = as_alice.get(f"/api/habits/{habit.id}/totals").json()["totals"]
    cells = as_alice.get(f"/api/habits/{habit.id}/heat-map?from={ago(2)}").json()["cells"]

    assert (week["total"], week["target"], week["share"]) == (1, 0, None)
    assert [cell["share"] for cell in cells] == [0, 1, None]


def test_an_overview_of_a_habit_has_its_best(of):
    found = of("overview").json()

    assert found["first_day"] == str(ago(10))
    assert found["check_ins"] == 7
    assert found["total"] == 196
    assert found["rate"] == pytest.approx(7 / 9)
    assert (found["best_day"], found["best_day_total"]) == (str(ago(10)), 30)
    assert (found["best_week"], found["best_week_total"]) == ("2026-03-09", 135)
    assert (found["best_month"], found["best_month_total"]) == ("2026-03-01", 196)
    assert found["best_weekday"] is None


def test_reports_on_all_habits_add_them_up(as_alice, alice, habit, make_habit, record):
    other = make_habit(alice, start=ago(1))
    record(other, ago(1))

    cells = {cell["date"]: cell for cell in as_alice.get("/api/analytics/heat-map").json()["cells"]}
    (month,) = as_alice.get("/api/analytics/rates?by=month").json()["rates"]
    rolling = as_alice.get("/api/analytics/rolling-rates").json()["rates"]
    overview = as_alice.get("/api/analytics/overview").json()

    assert cells[str(ago(1))] == {
        "date": str(ago(1)),
        "is_today": False,
        "asked": 2,
        "kept": 2,
        "share": 1,
        "check_ins": 2,
    }
    assert (month["asked"], month["kept"], month["check_ins"]) == (10, 8, 8)
    assert rolling[-1] == {"date": str(TODAY), "asked": 10, "kept": 8, "share": 0.8, "check_ins": 8}
    assert overview == {
        "habits": 2,
        "check_ins": 8,
        "active_days": 7,
        "rate": 0.8,
        "best_weekday": None,
        "best_day": str(ago(1)),
        "best_day_check_ins": 2,
    }


def test_an_archived_habit_counts_until_it_was_archived(as_alice, habit, noon):
    as_alice.patch(f"/api/habits/{habit.id}", {"archived": True})
    noon.shift(timedelta(days=5))

    (month,) = as_alice.get("/api/analytics/rates?by=month").json()["rates"]
    cells = as_alice.get(f"/api/habits/{habit.id}/heat-map?from={ago(1)}").json()["cells"]

    assert (month["asked"], month["kept"]) == (9, 7)
    assert [cell["due"] for cell in cells] == [True, True, False, False, False, False, False]


def test_without_habits_reports_are_empty(as_alice):
    assert as_alice.get("/api/analytics/rates").json() == {"rates": []}
    assert as_alice.get("/api/analytics/overview").json()["check_ins"] == 0
    assert len(as_alice.get("/api/analytics/rolling-rates").json()["rates"]) == 365
    assert {cell["share"] for cell in as_alice.get("/api/analytics/heat-map").json()["cells"]} == {None}
