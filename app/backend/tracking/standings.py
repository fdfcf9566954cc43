"""How habits stand today: the numbers with which each is shown. Queries do not grow with habits or years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from habits.models import Habit
from habits.selectors import habits_of
from tracking.checkpoint_rows import with_checkpoints
from tracking.selectors import Log, Task, read_recent, streak_of, tasks_on
from tracking.streaks import Streak
from tracking.strength import score_on


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a habit stands."""

    streak: Streak
    strength: float
    """Its score, 0 to 1."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """The tasks of a day, with the standing of each of their habits as of today."""

    date: date
    tasks: list[Task]
    standings: Mapping[UUID, Standing]


def day_of(owner: User, day: date, *, today: date) -> Day:
    """The owner's tasks on `day`."""
    habits = list(with_checkpoints(habits_of(owner, archived=False)))
    logs = read_recent(owner, habits, shown=(day, day), noted_on=day)
    (tasks,) = tasks_on([day], owner, habits, logs)
    shown = [task for task in tasks if task.due or task.cell]
    return Day(
        date=day,
        tasks=shown,
        standings={
            task.habit.id: standing_of(owner, task.habit, logs[task.habit.id], today) for task in shown
        },
    )


def standings(owner: User, habits: Sequence[Habit], *, today: date) -> dict[UUID, Standing]:
    """The standing of each of the owner's `habits`, which come with their checkpoints, by id."""
    logs = read_recent(owner, habits)
    return {habit.id: standing_of(owner, habit, logs[habit.id], today) for habit in habits}


def standing_of(owner: User, habit: Habit, log: Log, today: date) -> Standing:
    return Standing(streak=streak_of(owner, habit, log, today), strength=score_on(owner, habit, log, today))
