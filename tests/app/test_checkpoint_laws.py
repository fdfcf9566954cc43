"""Read from a checkpoint on, a habit stands as it does by its whole log."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from hypothesis import assume, given
from hypothesis import strategies as st

from habits.measures import HabitKind
from habits.schedules import NTHS, Schedule, ScheduleKind

DAY = timedelta(days=1)
START = date(2025, 3, 3)
DAYS = 260
KINDS = ScheduleKind


def of(kind, **details):
    return Schedule(kind=kind, **details)


weekdays = st.frozensets(st.integers(0, 6), min_size=1)
day_schedules = st.one_of(
    st.just(of(KINDS.DAILY)),
    weekdays.map(lambda chosen: of(KINDS.WEEKDAYS, weekdays=chosen)),
    st.integers(1, 9).map(lambda number: of(KINDS.EVERY_N_DAYS, interval=number)),
    st.frozensets(st.sampled_from([-1, 1, 15, 31]), min_size=1).map(
        lambda chosen: of(KINDS.MONTH_DAYS, month_days=chosen)
    ),
    st.frozensets(st.tuples(st.sampled_from(NTHS), st.integers(0, 6)), min_size=1, max_size=3).map(
        lambda chosen: of(KINDS.NTH_WEEKDAYS, nth_weekdays=chosen)
    ),
    st.sampled_from(["FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=2TU"]).map(
        lambda rule: of(KINDS.RRULE, rrule=rule)
    ),
)
quotas = st.one_of(
    st.integers(1, 9).map(lambda number: of(KINDS.DAYS_AFTER_DONE, interval=number)),
    st.integers(1, 7).map(lambda times: of(KINDS.TIMES_PER_WEEK, times=times)),
    st.integers(1, 6).map(lambda times: of(KINDS.TIMES_PER_MONTH, times=times)),
    st.integers(2, 9).map(lambda span: of(KINDS.TIMES_IN_DAYS, times=span // 2, days=span)),
)


@st.composite
def lives(draw):
    """A habit, its owner and everything recorded of it; days count from the one on which it was made."""
    from accounts.models import User
    from habits.models import Habit, ScheduleVersion, TargetVersion
    from tracking.selectors import Cell, Log, mark_of

    kind = draw(st.sampled_from(HabitKind))
    habit = Habit(kind=kind)
    schedules = day_schedules if kind.is_limit else day_schedules | quotas
    changes = sorted(draw(st.sets(st.integers(1, DAYS), max_size=2)))
    versions = [ScheduleVersion.of(habit, draw(schedules), START + DAY * day) for day in [0, *changes]]
    targets = [
        TargetVersion(habit=habit, valid_from=START + DAY * day, target=Decimal(draw(st.integers(1, 4))))
        for day in ([0, *changes] if kind.is_measured else [])
    ]
    habit._prefetched_objects_cache = {"schedule_versions": versions, "target_versions": targets}
    states = draw(
        st.lists(
            st.sampled_from(["done"] * draw(st.integers(1, 12)) + ["missed", "skipped", None]), max_size=7
        )
    )
    exceptions = draw(
        st.dictionaries(st.integers(-20, DAYS), st.sampled_from(["done", "missed", "skipped", None]))
    )
    said = {day: states[day % len(states)] for day in range(DAYS) if states} | exceptions
    cells = {}
    for number, state in said.items():
        if state is not None:
            day = START + DAY * number
            amount = Decimal(number % 4) if kind.is_measured and state == "done" else None
            mark = mark_of(kind, habit.targets, day, state, amount)
            cells[day] = Cell(state=state, amount=amount, note="", mark=mark)
    rests = draw(st.sets(st.tuples(st.integers(0, DAYS), st.integers(1, 40)), max_size=2))
    paused = frozenset(START + DAY * day for first, length in rests for day in range(first, first + length))
    owner = User(first_weekday=draw(st.integers(0, 6)))
    return owner, habit, Log(cells=cells, rests=paused)


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
