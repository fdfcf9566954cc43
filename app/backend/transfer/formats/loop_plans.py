"""What Loop cannot hold of a habit, carried beside its own data so that it comes back. Pure.

Loop has one frequency and one target for the whole of a habit's life, and does not look at tables and files
that it does not know. A plan is taken only if what Loop does hold is still what the plan says: whoever edits
the habit in between is right.
"""

from collections.abc import Sequence
from dataclasses import replace

from habits.measures import HabitKind
from transfer.document import HabitRecord, Losses
from transfer.formats.loop_values import frequency_in_loop
from transfer.formats.own_json import dumped, habit_values, read_habit
from transfer.formats.strict_json import Fields, read_json

TABLE = "HabitTrackerPlans"
FILE = "HabitTracker.json"


def write_plans(habits: Sequence[HabitRecord]) -> bytes:
    """The habits without their entries, in order."""
    return dumped({"plans": [habit_values(habit) for habit in habits]})


def with_plans(habits: Sequence[HabitRecord], data: bytes | None, losses: Losses) -> list[HabitRecord]:
    """The habits with what their plans add, if there are any. Raises FileError."""
    if data is None:
        return list(habits)
    plans = [read_habit(fields, losses) for fields in Fields(read_json(data), FILE).objects("plans")]
    if len(plans) != len(habits):
        losses.add("", "plans", "The habits have changed in Loop: what it could not hold is left out.")
        return list(habits)
    return [merged(habit, plan, losses) for habit, plan in zip(habits, plans, strict=True)]


def merged(habit: HabitRecord, plan: HabitRecord, losses: Losses) -> HabitRecord:
    if loop_sees(plan) != loop_sees(habit):
        losses.add(habit.name, "plans", "The habit has changed in Loop: what it could not hold is left out.")
        return habit
    return replace(plan, id=habit.id or plan.id, entries=())


def loop_sees(habit: HabitRecord) -> tuple[object, ...]:
    """What Loop holds of a habit's plan."""
    # A limit comes back from Loop without its frequency, which no schedule of a limit here has.
    frequency = None if habit.kind.is_limit else frequency_in_loop(habit)
    target = 0 if habit.kind is HabitKind.QUIT else habit.target
    return habit.name, habit.kind.is_limit, target, frequency
