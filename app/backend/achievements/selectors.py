"""Reading what a log is worth. Queries do not grow with habits."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from achievements.families import MILESTONES
from achievements.ladders import Ladder
from achievements.models import Award
from achievements.rules import CheckIn, History, ladders
from habits.models import Habit
from habits.selectors import habits_of
from tracking.models import Entry, State
from tracking.selectors import Log, plan_of, read_logs
from tracking.strength import judged

type Key = tuple[str, UUID | None, int]
"""Family, habit and milestone of an award."""


def ladders_of(owner: User, *, today: date) -> list[Ladder]:
    """Everything that the owner's log is worth today."""
    habits = list(habits_of(owner))
    logs = read_logs(habits)
    histories = [history_of(owner, habit, logs[habit.id], today) for habit in habits]
    return ladders(histories, check_ins_of(owner), first_weekday=owner.first_weekday, today=today)


def history_of(owner: User, habit: Habit, log: Log, today: date) -> History:
    """The habit's history; it ends with the day on which it was archived."""
    until = today if habit.archived_at is None else min(today, owner.date_at(habit.archived_at))
    return History(
        habit=habit.id,
        plan=plan_of(owner, habit, log),
        done=[day for day in log.done if day <= today],
        amounts=amounts_of(habit, log, today),
        periods=list(judged(owner, habit, log, until))[::-1],
        is_over=habit.archived,
    )


def amounts_of(habit: Habit, log: Log, today: date) -> list[tuple[date, Decimal]] | None:
    """What was recorded day by day; of a limit, none: less of it is better."""
    if not habit.measure.is_measured or habit.measure.is_limit:
        return None
    return [(day, cell.amount) for day, cell in log.cells.items() if cell.amount is not None and day <= today]


def check_ins_of(owner: User) -> Iterator[CheckIn]:
    rows = Entry.objects.filter(habit__owner=owner, state=State.DONE).order_by()
    for day, recorded_at, zone in rows.values_list("date", "recorded_at", "zone").iterator():
        yield CheckIn(day=day, recorded_at=recorded_at, zone=zone)


def reached(standing: list[Ladder]) -> dict[Key, date]:
    """The awards that `standing` is worth, each with its day."""
    return {
        (ladder.family, ladder.habit, milestone): day
        for ladder in standing
        for milestone, day in zip(MILESTONES[ladder.family], ladder.reached_on, strict=False)
    }


def awarded(owner: User) -> dict[Key, date]:
    """The awards that the owner has, each with its day."""
    rows = Award.objects.filter(owner=owner).order_by()
    return {
        (family, habit, milestone): day
        for family, habit, milestone, day in rows.values_list("family", "habit_id", "milestone", "reached_on")
    }


def awards_of(owner: User) -> QuerySet[Award]:
    """The owner's awards, newest first."""
    return Award.objects.filter(owner=owner)
