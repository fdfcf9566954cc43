"""Read from a checkpoint on, a habit stands as it does by its whole log."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings
from hypothesis import assume, given
from hypothesis import strategies as st

from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind
from tests.app.lives import DAYS, START, lives

DAY = timedelta(days=1)


def read_on(owner, habit, log, checkpoint):
    """The log as it is read from the checkpoint on."""
    from tracking.checkpoint import read_from

    since = read_from(habit.schedules, habit.measure, log.rests, checkpoint)
    cells = {day: cell for day, cell in log.cells.items() if day >= since}
    return replace(log, cells=cells, before=checkpoint.first_entry, since=since, checkpoint=checkpoint)


def standing(owner, habit, log, today):
    from tracking.standings import standing_of

    return standing_of(owner, habit, log, today)


def checkpoint(owner, habit, log, today):
    from tracking.checkpoints import next_checkpoint

    return next(next_checkpoint(owner, habit, log, today), None)


todays = st.integers(90, DAYS).map(lambda number: START + DAY * number)


@pytest.fixture(autouse=True, scope="module")
def django_is_there():
    assert settings.configured


@given(lives(), todays, st.integers(0, 160))
def test_a_habit_stands_as_it_does_by_its_whole_log(life, today, later):
    owner, habit, log = life
    found = checkpoint(owner, habit, log, today)
    assume(found is not None)
    then = today + DAY * later

    assert standing(owner, habit, read_on(owner, habit, log, found), then) == standing(
        owner, habit, log, then
    )


@given(lives(), todays, st.integers(28, 160))
def test_a_checkpoint_that_is_moved_on_is_the_one_of_the_whole_log(life, today, later):
    owner, habit, log = life
    found = checkpoint(owner, habit, log, today)
    assume(found is not None)
    then = today + DAY * later
    moved = checkpoint(owner, habit, read_on(owner, habit, log, found), then)
    assume(moved is not None)

    assert moved == checkpoint(owner, habit, log, then)


@given(lives(), todays)
def test_tasks_are_the_same_read_from_a_checkpoint_on(life, today):
    from tracking.selectors import tasks_on

    owner, habit, log = life
    found = checkpoint(owner, habit, log, today)
    assume(found is not None)
    habit.id = "only"
    wanted = [today - DAY, today, today + DAY]

    whole = tasks_on(wanted, owner, [habit], {habit.id: log})
    assert tasks_on(wanted, owner, [habit], {habit.id: read_on(owner, habit, log, found)}) == whole


@given(lives(), todays)
def test_little_is_read_of_a_habit_that_has_a_checkpoint(life, today):
    owner, habit, log = life
    found = checkpoint(owner, habit, log, today)
    assume(found is not None)
    since = read_on(owner, habit, log, found).since

    assert since == date.min or found.day - since <= DAY * (90 + len(log.rests))


def test_a_check_of_today_can_mend_a_gap_of_long_ago(django_is_there):
    """Once in any three days: each cover is pushed back by the one after it, down to the gap."""
    from accounts.models import User
    from habits.models import Habit, ScheduleVersion
    from tracking.periods import Mark
    from tracking.selectors import Cell, Log

    every_three = Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=1, days=3)
    habit, owner = Habit(kind=HabitKind.YES_NO), User(first_weekday=0)
    versions = [ScheduleVersion.of(habit, every_three, START)]
    habit._prefetched_objects_cache = {"schedule_versions": versions, "target_versions": []}
    regular = [0, *range(4, 200, 3)]
    today = START + DAY * 201

    def log(*numbers):
        cell = Cell(state="done", amount=None, note="", mark=Mark.DONE)
        return Log(cells={START + DAY * number: cell for number in numbers}, rests=frozenset())

    before, after = log(*regular), log(*regular, 201)
    found = checkpoint(owner, habit, before, today)

    assert found is not None
    assert found.tally is None
    assert standing(owner, habit, before, today).streak.length == len(regular) - 1
    assert standing(owner, habit, after, today).streak.length == len(regular) + 1
    assert standing(owner, habit, read_on(owner, habit, after, found), today) == standing(
        owner, habit, after, today
    )
