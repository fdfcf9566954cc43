"""The JSON of Beaver Habits."""

from datetime import date

import pytest

from habits.schedules import Schedule, ScheduleKind
from tests.app import foreign_files as files
from tests.app.parsed_files import habit_in, lost, parsed, said
from transfer import formats

TUESDAY = date(2026, 3, 17)
DAILY = Schedule(kind=ScheduleKind.DAILY)


def test_habits_come_in_their_order_with_tags_and_periods():
    data = files.beaver(
        {"id": "b", "name": "Draw", "status": "archive", "records": [], "tags": ["calm"]},
        {
            "id": "a",
            "name": "Run",
            "star": True,
            "period": {"period_type": "W", "period_count": 1, "target_count": 3},
            "records": [
                {"day": "2026-03-17", "done": True, "text": "rain"},
                {"day": "2026-03-16", "done": False},
                {"day": "2026-03-15", "done": False, "text": "ill"},
            ],
        },
        {"id": "c", "name": "Gone", "status": "soft_delete", "records": []},
        order=["a", "b"],
    )

    run, draw = parsed(data).document.habits

    assert formats.parse(data)[0] == "beaver"
    assert run.schedule == Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=3)
    assert said(run) == [
        (date(2026, 3, 15), "missed", None, "ill"),
        (TUESDAY, "done", None, "rain"),
    ]
    assert (draw.tags, draw.archived, draw.schedule) == (("calm",), True, DAILY)
    assert lost(data) == {("", "status"): 1, ("Run", "star"): 1, ("Run", "records.text"): 1}


@pytest.mark.parametrize(
    ("period", "schedule"),
    [
        (("D", 1, 1), DAILY),
        (("D", 10, 3), Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=3, days=10)),
        (("W", 2, 3), Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=3, days=14)),
        (("W", 1, 7), DAILY),
        (("M", 1, 4), Schedule(kind=ScheduleKind.TIMES_PER_MONTH, times=4)),
        (("Y", 1, 12), Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=12, days=365)),
        (("Y", 9, 12), Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=12, days=365)),
        (("X", 1, 1), DAILY),
        (("D", 0, 1), DAILY),
        (("D", 10**30, 10**40), DAILY),
    ],
)
def test_periods(period, schedule):
    names = ("period_type", "period_count", "target_count")
    data = files.beaver({"name": "Run", "records": [], "period": dict(zip(names, period, strict=True))})

    assert habit_in(data).schedule == schedule
