"""Habits of Alice's to report on."""

from decimal import Decimal

import pytest

from habits.measures import HabitKind
from tests.app.reports.case import ago


@pytest.fixture
def habit(alice, make_habit, record):
    """Alice's: at least 20 pages a day, for ten days; one has too few, one is missed, one skipped."""
    habit = make_habit(alice, kind=HabitKind.AT_LEAST, target=Decimal(20), unit="pages", start=ago(10))
    for back in range(1, 11):
        if back == 3:
            record(habit, ago(back), "missed")
        elif back == 4:
            record(habit, ago(back), "skipped")
        else:
            record(habit, ago(back), amount=Decimal(10 if back == 2 else 20 + back))
    return habit


@pytest.fixture
def of(as_alice, habit):
    """A report of Alice's habit."""

    def ask(name, **query):
        return as_alice.get(f"/api/habits/{habit.id}/{name}", query)

    return ask


@pytest.fixture
def pair(alice, make_habit, record):
    """Two habits of sixty days: the second is done whenever the first was, one day later."""
    first, second = (make_habit(alice, name=name, start=ago(60)) for name in ("Run", "=Sleep"))
    for back in range(1, 61):
        if back * back % 11 in (1, 3, 4):
            record(first, ago(back))
            record(second, ago(back - 1))
    return first, second
