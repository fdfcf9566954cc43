"""Tasks and entries as JSON."""

from datetime import UTC, date
from typing import Any
from uuid import UUID

from rest_framework import serializers

from habits.api.serializers import STREAK_UNITS, AmountField, HabitSerializer, StreakSerializer
from tracking.models import Entry, State
from tracking.periods import Mark
from tracking.selectors import StreakList, Task
from tracking.standings import Day
from tracking.streaks import Span

MOST_STREAKS = 100
UNKNOWN = "unknown"
PAUSED = "paused"
TASK_STATES = [*State.values, UNKNOWN]
PLANNED_STATES = [*TASK_STATES, PAUSED]
MOST_CHECK_INS = 100
KEY_HELP = "Chosen by the client: a check-in that is sent twice with one key is made once, and undone by it."


class DateSerializer(serializers.Serializer[dict[str, date]]):
    date = serializers.DateField()


class TaskFilter(serializers.Serializer[dict[str, date]]):
    date = serializers.DateField(required=False, help_text="Today by default.")


class TaskSerializer(serializers.Serializer[Task]):
    """A habit on a day."""

    habit = HabitSerializer()
    state = serializers.ChoiceField(choices=TASK_STATES, help_text="Unknown while nothing is recorded.")
    amount = AmountField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    due = serializers.BooleanField(help_text="False when something was recorded although nothing was due.")
    completed = serializers.BooleanField(help_text="Whether the day meets the target.")

    def to_representation(self, task: Task) -> dict[str, Any]:
        return {
            "habit": self.fields["habit"].to_representation(task.habit),
            "note": task.cell.note if task.cell else "",
        } | recorded(task)


class PlannedSerializer(serializers.Serializer[Task]):
    """A task of a range: its habit is named only."""

    habit_id = serializers.UUIDField(source="habit.id")
    state = serializers.ChoiceField(
        choices=PLANNED_STATES, help_text="Unknown while nothing is recorded; paused while the habit rests."
    )
    amount = AmountField(allow_null=True)
    due = serializers.BooleanField()
    completed = serializers.BooleanField()

    def to_representation(self, task: Task) -> dict[str, Any]:
        known = recorded(task)
        if task.paused and task.cell is None:
            known["state"] = PAUSED
        return {"habit_id": str(task.habit.id)} | known


def recorded(task: Task) -> dict[str, Any]:
    """What is known of a task, without its note."""
    cell = task.cell
    return {
        "state": cell.state if cell else UNKNOWN,
        "amount": float(cell.amount) if cell and cell.amount is not None else None,
        "due": task.due,
        "completed": cell is not None and cell.mark is Mark.DONE,
    }


class PlannedDaySerializer(serializers.Serializer[Any]):
    """The tasks of a day, in the order of the habits."""

    date = serializers.DateField()
    tasks = PlannedSerializer(many=True)


class PlannedDaysSerializer(serializers.Serializer[Any]):
    """Every day of a range, with what is due on it as far as is known now."""

    days = PlannedDaySerializer(many=True)


class DaySerializer(serializers.Serializer[Day]):
    """What is to be done on a day, in the order of the habits."""

    date = serializers.DateField()
    tasks = TaskSerializer(many=True)


class SaidAtField(serializers.DateTimeField):
    """When it was said, if it is told later, as after a time without a network."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            default_timezone=UTC,
            help_text="For what is told later. What was said last counts, in whatever order it is told.",
        )


class EntryWriteSerializer(serializers.Serializer[dict[str, Any]]):
    """What a person says about a habit on a day."""

    state = serializers.ChoiceField(choices=State.choices)
    amount = AmountField(required=False, allow_null=True, help_text="Only of measured habits.")
    note = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    key = serializers.UUIDField(required=False, help_text=KEY_HELP)
    said_at = SaidAtField()


class AmountWriteSerializer(serializers.Serializer[dict[str, Any]]):
    """An amount that is added to a day."""

    amount = AmountField(help_text="More than 0.")
    key = serializers.UUIDField(help_text=KEY_HELP)
    said_at = SaidAtField()


class EraseFilter(serializers.Serializer[dict[str, UUID]]):
    key = serializers.UUIDField(required=False, help_text=KEY_HELP)


class ManyItemSerializer(EntryWriteSerializer):
    """What a person says about one habit on one day, among others."""

    habit_id = serializers.UUIDField()
    date = serializers.DateField()


class ManyWriteSerializer(serializers.Serializer[dict[str, Any]]):
    """Many check-ins, of which all are made or none."""

    entries = serializers.ListField(child=ManyItemSerializer(), min_length=1, max_length=MOST_CHECK_INS)


class EntrySerializer(serializers.Serializer[Entry]):
    """What was recorded of a habit on a day."""

    habit_id = serializers.UUIDField()
    date = serializers.DateField()
    state = serializers.ChoiceField(choices=State.choices)
    amount = AmountField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    recorded_at = serializers.DateTimeField()
    import_id = serializers.UUIDField(
        source="origin_id", allow_null=True, help_text="The import that brought it, unless it was said since."
    )


class RecordedSerializer(serializers.Serializer[Any]):
    """A day after a check-in, and the streak that it leads to."""

    habit_id = serializers.UUIDField()
    date = serializers.DateField()
    state = serializers.ChoiceField(choices=TASK_STATES, help_text="Unknown when nothing is left.")
    amount = AmountField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    recorded_at = serializers.DateTimeField(allow_null=True)
    key = serializers.UUIDField(help_text="By which the check-in is undone.")
    current_streak = StreakSerializer()


class ManyRecordedSerializer(serializers.Serializer[Any]):
    """The days of many check-ins, in their order."""

    entries = RecordedSerializer(many=True)


class EntriesSerializer(serializers.Serializer[dict[str, Any]]):
    """The entries of a habit in a range of days, in order."""

    entries = EntrySerializer(many=True)


class BestFilter(serializers.Serializer[dict[str, int]]):
    best = serializers.IntegerField(
        default=5, min_value=1, max_value=MOST_STREAKS, help_text="How many of the longest streaks."
    )


class SpanSerializer(serializers.Serializer[Span]):
    """A streak with its first and last day."""

    first = serializers.DateField()
    last = serializers.DateField()
    length = serializers.IntegerField(source="streak.length", min_value=1)
    unit = serializers.ChoiceField(source="streak.unit", choices=STREAK_UNITS)


class StreakListSerializer(serializers.Serializer[StreakList]):
    """The current streak, null when there is none, and the longest ones, newest first."""

    current = SpanSerializer(allow_null=True)
    best = SpanSerializer(many=True)


class StreaksSerializer(serializers.Serializer[dict[str, StreakList]]):
    """Streaks in days that follow one another, and in what the schedule asks for: due days or weeks."""

    days = StreakListSerializer()
    periods = StreakListSerializer()
