"""Habits as JSON."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from habits.measures import HabitKind
from habits.models import AMOUNT_DIGITS, AMOUNT_PLACES, MAX_TAG, MAX_TAGS, Color, Habit
from habits.recurrence import MAX_RULE
from habits.schedules import DETAILS, LAST, MAX_INTERVAL, Schedule, ScheduleError, ScheduleKind
from tracking.standings import Standing
from tracking.streaks import Streak, Unit

HABIT_KINDS = [kind.value for kind in HabitKind]
SCHEDULE_KINDS = [kind.value for kind in ScheduleKind]
STREAK_UNITS = [unit.value for unit in Unit]


class AmountField(serializers.DecimalField):
    """An exact decimal inside, a JSON number outside: twelve digits survive a double."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_digits=AMOUNT_DIGITS, decimal_places=AMOUNT_PLACES, min_value=Decimal(0), **kwargs
        )

    def to_representation(self, value: Decimal) -> float:  # type: ignore[override]
        return float(value)


class Share(serializers.FloatField):
    """From 0 to 1."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=1, **kwargs)


class WholeSerializer[Value](serializers.Serializer[Value]):
    """A value with parts. A change may leave out what stays, but no part of a value that it gives."""

    def to_internal_value(self, data: Any) -> Any:
        given = super().to_internal_value(data)
        missing = [name for name, field in self.fields.items() if field.required and name not in given]
        if missing:
            raise serializers.ValidationError({name: ["This field is required."] for name in missing})
        return given


class NthWeekdaySerializer(WholeSerializer[tuple[int, int]]):
    """A weekday of a month, counted from its beginning, or the last one."""

    nth = serializers.IntegerField(min_value=LAST, max_value=5, help_text="1 to 5, or -1 for the last.")
    weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="Monday is 0.")

    def to_internal_value(self, data: Any) -> tuple[int, int]:
        given = super().to_internal_value(data)
        return given["nth"], given["weekday"]

    def to_representation(self, pair: tuple[int, int]) -> dict[str, int]:
        nth, weekday = pair
        return {"nth": nth, "weekday": weekday}


# A kind of schedule that does not have the detail leaves it out, or says null.
DETAIL: dict[str, Any] = {"required": False, "allow_null": True}


class ScheduleSerializer(WholeSerializer[Schedule]):
    """When a habit is due. Each kind needs its details and admits no other."""

    kind = serializers.ChoiceField(choices=SCHEDULE_KINDS)
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6),
        max_length=7,
        help_text="Monday is 0. Only with weekdays.",
        **DETAIL,
    )
    interval = serializers.IntegerField(
        min_value=1,
        max_value=MAX_INTERVAL,
        help_text="Days from one time to the next. Only with every_n_days and days_after_done.",
        **DETAIL,
    )
    times = serializers.IntegerField(
        min_value=1,
        max_value=MAX_INTERVAL,
        help_text="On how many days. Only with times_per_week, times_per_month and times_in_days.",
        **DETAIL,
    )
    days = serializers.IntegerField(
        min_value=2,
        max_value=MAX_INTERVAL,
        help_text="Of how many days in a row. Only with times_in_days.",
        **DETAIL,
    )
    month_days = serializers.ListField(
        child=serializers.IntegerField(min_value=LAST, max_value=31),
        max_length=32,
        help_text="-1 is the last day of a month. Only with month_days.",
        **DETAIL,
    )
    nth_weekdays = serializers.ListField(
        child=NthWeekdaySerializer(),
        max_length=42,
        help_text="Only with nth_weekdays.",
        **DETAIL,
    )
    rrule = serializers.CharField(
        max_length=MAX_RULE,
        help_text="For whole days (RFC 5545), from the day on which the schedule begins. Only with rrule.",
        **DETAIL,
    )

    def to_internal_value(self, data: Any) -> Schedule:
        given = super().to_internal_value(data)
        details: dict[str, Any] = {
            name: frozenset(value) if isinstance(value, list) else value
            for name, value in given.items()
            if name != "kind"
        }
        try:
            return Schedule(kind=ScheduleKind(given["kind"]), **details)
        except ScheduleError as error:
            raise serializers.ValidationError({error.field: [error.message]}) from None

    def to_representation(self, schedule: Schedule) -> dict[str, Any]:
        shown: dict[str, Any] = {"kind": schedule.kind.value}
        for name in sorted(DETAILS.get(schedule.kind, ())):
            value = getattr(schedule, name)
            shown[name] = sorted(value) if isinstance(value, frozenset) else value
        if schedule.nth_weekdays is not None:
            one = NthWeekdaySerializer()
            shown["nth_weekdays"] = [one.to_representation(pair) for pair in shown["nth_weekdays"]]
        return shown


class StreakSerializer(serializers.Serializer[Streak]):
    """How long a habit has been kept without a break until now."""

    length = serializers.IntegerField(min_value=0)
    unit = serializers.ChoiceField(choices=STREAK_UNITS)


class TagsField(serializers.ListField):
    """Words that group habits, in the owner's order; one that is given twice is kept once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.CharField(max_length=MAX_TAG), max_length=MAX_TAGS, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> list[str]:
        return list(dict.fromkeys(super().run_validation(data)))


class HabitSerializer(serializers.ModelSerializer[Habit]):
    """A habit, as it is asked of its owner now."""

    # The context's `standings` holds the standing of each habit by its id.
    kind = serializers.ChoiceField(choices=HABIT_KINDS)
    color = serializers.ChoiceField(choices=Color.choices)
    target = AmountField(allow_null=True)
    archived = serializers.BooleanField()
    tags = TagsField()
    schedule = ScheduleSerializer()
    current_streak = serializers.SerializerMethodField()
    strength = serializers.SerializerMethodField()

    class Meta:
        model = Habit
        fields: ClassVar = [
            "id",
            "name",
            "question",
            "notes",
            "kind",
            "unit",
            "target",
            "color",
            "icon",
            "tags",
            "position",
            "archived",
            "schedule",
            "current_streak",
            "strength",
            "created_at",
        ]
        read_only_fields = fields

    @extend_schema_field(StreakSerializer)
    def get_current_streak(self, habit: Habit) -> Any:
        return StreakSerializer(self.standing(habit).streak).data

    @extend_schema_field(Share(help_text="The score of today."))
    def get_strength(self, habit: Habit) -> float:
        return self.standing(habit).strength

    def standing(self, habit: Habit) -> Standing:
        standings: Mapping[UUID, Standing] = self.context["standings"]
        return standings[habit.id]


class HabitWriteSerializer(serializers.ModelSerializer[Habit]):
    """What a person says about a habit."""

    kind = serializers.ChoiceField(choices=HABIT_KINDS)
    target = AmountField(allow_null=True, required=False)
    archived = serializers.BooleanField(required=False)
    tags = TagsField(required=False)
    schedule = ScheduleSerializer()

    class Meta:
        model = Habit
        fields: ClassVar = [
            "name",
            "question",
            "notes",
            "kind",
            "unit",
            "target",
            "color",
            "icon",
            "tags",
            "position",
            "archived",
            "schedule",
        ]


class TagSerializer(serializers.Serializer[dict[str, Any]]):
    """A tag and how many habits have it, archived ones included."""

    name = serializers.CharField()
    habits = serializers.IntegerField(min_value=1)


class TagsSerializer(serializers.Serializer[dict[str, Any]]):
    """The tags that a person uses, by name."""

    tags = TagSerializer(many=True)
