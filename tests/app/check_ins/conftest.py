"""A habit of Alice's to do and one to measure."""

from decimal import Decimal

import pytest

from habits.measures import HabitKind


@pytest.fixture
def habit(alice, make_habit):
    return make_habit(alice)


@pytest.fixture
def water(alice, make_habit):
    return make_habit(alice, kind=HabitKind.AT_LEAST, target=Decimal(8), unit="glasses")
