"""The JSON of Table Habit (mhabit)."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind
from tests.app import foreign_files as files
from tests.app.parsed_files import WORDS, habit_in, lost, said
from transfer import formats

MONDAY = date(2026, 3, 16)
TUESDAY = date(2026, 3, 17)
DAILY = Schedule(kind=ScheduleKind.DAILY)


RUN = {
    "type": 1,
    "status": 2,
    "name": "Run",
    "desc": "Slowly",
    "color": 3,
    "daily_goal": 2.5,
    "daily_goal_unit": "km",
    "freq_type": 3,
    "freq_custom": "[3,10]",
    "reminder": "08:00",
    "start_date": files.epoch_day(date(2026, 1, 5)),
    "target_days": 30,
    "create_t": 1767600000,
    "records": [
        {"record_date": files.epoch_day(MONDAY), "record_type": 1, "record_value": 1.5, "reason": "wind"},
        {"record_date": files.epoch_day(TUESDAY), "record_type": 2},
    ],
}


def test_a_habit_comes_with_amounts_days_and_what_is_lost():
    data = files.mhabit(RUN)

    habit = habit_in(data)

    assert formats.parse(data)[0] == "mhabit"
    assert [getattr(habit, word) for word in WORDS] == [
        *("Run", HabitKind.AT_LEAST, "", "Slowly", "km", "", True)
    ]
    assert habit.created_at == datetime(2026, 1, 5, 8, tzinfo=UTC)
    assert habit.schedules == (
        (date(2026, 1, 5), Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=3, days=10)),
    )
    assert habit.targets == ((date(2026, 1, 5), Decimal("2.5")),)
    assert said(habit) == [
        (MONDAY, "done", Decimal("1.5"), "wind"),
        (TUESDAY, "skipped", None, ""),
    ]
    assert lost(data) == {("Run", "color"): 1, ("Run", "reminder"): 1, ("Run", "target_days"): 1}


def test_newer_files_wrap_the_list():
    wrapped = json.dumps({"habits": [RUN], "groups": []}).encode()

    assert habit_in(wrapped) == habit_in(files.mhabit(RUN))


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"daily_goal": 1, "daily_goal_unit": "", "records": []}, HabitKind.YES_NO),
        ({"daily_goal": 1, "daily_goal_unit": ""}, HabitKind.AT_LEAST),
        ({"daily_goal": 1, "records": []}, HabitKind.AT_LEAST),
        ({"type": 2}, HabitKind.AT_MOST),
    ],
)
def test_kinds(changes, kind):
    assert habit_in(files.mhabit(RUN | changes)).kind is kind


@pytest.mark.parametrize(
    ("freq_type", "freq_custom", "schedule"),
    [
        (1, "[2]", Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=2)),
        (1, "[7]", DAILY),
        (2, "[5]", Schedule(kind=ScheduleKind.TIMES_PER_MONTH, times=5)),
        (3, "[1,1]", DAILY),
        (3, "[1,3]", Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=1, days=3)),
        (3, "[0,0]", DAILY),
        (3, "{}", DAILY),
        (9, "[]", DAILY),
    ],
)
def test_frequencies(freq_type, freq_custom, schedule):
    changes = {"freq_type": freq_type, "freq_custom": freq_custom}

    assert habit_in(files.mhabit(RUN | changes)).schedule == schedule


@pytest.mark.parametrize("kept", ["daily_goal", "freq_type", "start_date", "target_days"])
def test_a_habit_of_which_little_is_said_is_known_all_the_same(kept):
    data = files.mhabit({"name": "Run", "records": [], kept: RUN[kept]})

    assert formats.parse(data)[0] == "mhabit"
    assert habit_in(data).name == "Run"
