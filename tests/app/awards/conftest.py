"""A habit of Alice's that has earned something."""

import pytest

from tests.app.awards.case import ago


@pytest.fixture
def week(alice, make_habit, record):
    """A daily habit of Alice's, done on the last seven days."""
    habit = make_habit(alice, start=ago(6))
    for back in range(7):
        record(habit, ago(back))
    return habit
