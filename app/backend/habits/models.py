"""Habits, and what was asked of them from which day on."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from habits.measures import MINUTES, HabitKind
from habits.recurrence import MAX_RULE
from habits.schedules import (
    MAX_INTERVAL,
    MAX_TIMES_A_MONTH,
    MONTH_DAYS,
    NTHS,
    WEEKDAYS,
    Schedule,
    ScheduleKind,
)
from habits.versions import Versions

# Amounts of every kind: up to a thousand million, in thousandths.
AMOUNT_DIGITS = 12
AMOUNT_PLACES = 3
MAX_AMOUNT = Decimal("999999999.999")
MAX_POSITION = 1_000_000
MAX_TAG = 30
MAX_TAGS = 20
DETAIL_COLUMNS = ("weekday_bits", "interval", "times", "days", "month_day_bits", "nth_weekday_bits", "rrule")


# What each bit of a column stands for.
WEEKDAYS_IN_ORDER = sorted(WEEKDAYS)
MONTH_DAYS_IN_ORDER = sorted(MONTH_DAYS)
NTH_WEEKDAYS_IN_ORDER = [(nth, weekday) for nth in NTHS for weekday in WEEKDAYS_IN_ORDER]


def bits_of[T](chosen: Collection[T] | None, in_order: Sequence[T]) -> int | None:
    """Chosen values as one number; None stays None."""
    return None if chosen is None else sum(1 << bit for bit, value in enumerate(in_order) if value in chosen)


def chosen_by[T](bits: int | None, in_order: Sequence[T]) -> frozenset[T] | None:
    """The inverse of `bits_of`."""
    return None if bits is None else frozenset(value for bit, value in enumerate(in_order) if bits >> bit & 1)


class Color(models.TextChoices):
    """Names, not values: the web app decides how each looks in light and dark."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    LIME = "lime"
    GREEN = "green"
    TEAL = "teal"
    CYAN = "cyan"
    BLUE = "blue"
    INDIGO = "indigo"
    VIOLET = "violet"
    GRAPE = "grape"
    PINK = "pink"
    GRAY = "gray"


class Habit(models.Model):
    """Something a person wants to do, or to do less. Its kind never changes: history would change with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="habits")
    name = models.CharField(max_length=100)
    question = models.CharField(max_length=200, blank=True, default="")
    notes = models.CharField(max_length=2000, blank=True, default="")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in HabitKind])
    unit = models.CharField(max_length=20, blank=True, default="")
    color = models.CharField(max_length=20, choices=Color, default=Color.INDIGO)
    icon = models.CharField(
        max_length=40,
        blank=True,
        default="",
        validators=[RegexValidator(r"\A[a-z0-9-]+\Z", "An icon's name has a-z, 0-9 and hyphens.")],
    )
    tags = models.JSONField(default=list, db_default=[], help_text="Words, in the owner's order.")
    position = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(MAX_POSITION)])
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["position", "created_at", "id"]
        indexes: ClassVar = [models.Index(fields=["owner", "position"], name="habits_in_order")]
        constraints: ClassVar = [
            # For the foreign keys of what has an owner of its own: it must be the habit's.
            models.UniqueConstraint(fields=["id", "owner"], name="habit_with_its_owner"),
            models.CheckConstraint(name="habit_kind_exists", condition=Q(kind__in=list(HabitKind))),
            models.CheckConstraint(
                name="only_what_is_measured_has_a_unit",
                condition=Q(kind__in=[kind for kind in HabitKind if kind.is_measured]) | Q(unit=""),
            ),
            models.CheckConstraint(
                name="a_timed_habit_has_minutes", condition=~Q(kind=HabitKind.TIMED) | Q(unit=MINUTES)
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def archived(self) -> bool:
        return self.archived_at is not None

    @property
    def measure(self) -> HabitKind:
        return HabitKind(self.kind)

    @property
    def schedules(self) -> Versions[Schedule]:
        """Every schedule with the day from which it is valid, oldest first."""
        return [(version.valid_from, version.schedule) for version in self.schedule_versions.all()]

    @property
    def targets(self) -> Versions[Decimal]:
        """Every target with the day from which it is valid, oldest first; none for yes/no."""
        return [(version.valid_from, version.target) for version in self.target_versions.all()]

    @property
    def schedule(self) -> Schedule:
        """The newest one."""
        return self.schedules[-1][1]

    @property
    def target(self) -> Decimal | None:
        """The newest one."""
        targets = self.targets
        return targets[-1][1] if targets else None


def only(kind: ScheduleKind, **details: tuple[int, int] | None) -> Q:
    """A schedule of `kind` with these details, each in its range if it has one, and with no other."""
    condition = Q(kind=kind)
    for column in DETAIL_COLUMNS:
        condition &= Q(**{f"{column}__isnull": column not in details})
        if (limits := details.get(column)) is not None:
            condition &= Q(**{f"{column}__range": limits})
    return condition


class ScheduleVersion(models.Model):
    """A habit's schedule from a day on, until the next version."""

    id = models.BigAutoField(primary_key=True)
    habit = models.ForeignKey(Habit, on_delete=models.CASCADE, related_name="schedule_versions")
    valid_from = models.DateField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ScheduleKind])
    weekday_bits = models.PositiveSmallIntegerField(null=True, help_text="Bit 0 is Monday.")
    interval = models.PositiveSmallIntegerField(null=True)
    times = models.PositiveSmallIntegerField(null=True)
    days = models.PositiveSmallIntegerField(null=True, help_text="In how many days the times are asked for.")
    month_day_bits = models.BigIntegerField(null=True, help_text="Bit 0 is the last day of a month.")
    nth_weekday_bits = models.BigIntegerField(
        null=True, help_text="Seven bits from Monday for the first to the fifth and the last of a month."
    )
    rrule = models.CharField(max_length=MAX_RULE, null=True)

    class Meta:
        ordering: ClassVar = ["valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["habit", "valid_from"], name="one_schedule_from_a_day"),
            models.CheckConstraint(
                name="schedule_has_its_detail_only",
                condition=only(ScheduleKind.DAILY)
                | only(ScheduleKind.WEEKDAYS, weekday_bits=(1, 127))
                | only(ScheduleKind.EVERY_N_DAYS, interval=(1, MAX_INTERVAL))
                | only(ScheduleKind.DAYS_AFTER_DONE, interval=(1, MAX_INTERVAL))
                | only(ScheduleKind.TIMES_PER_WEEK, times=(1, len(WEEKDAYS)))
                | only(ScheduleKind.TIMES_PER_MONTH, times=(1, MAX_TIMES_A_MONTH))
                | only(ScheduleKind.TIMES_IN_DAYS, times=(1, MAX_INTERVAL), days=(2, MAX_INTERVAL))
                & Q(times__lte=F("days"))
                | only(ScheduleKind.MONTH_DAYS, month_day_bits=(1, 2**32 - 1))
                | only(ScheduleKind.NTH_WEEKDAYS, nth_weekday_bits=(1, 2**42 - 1))
                | only(ScheduleKind.RRULE, rrule=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.valid_from}"

    @classmethod
    def of(cls, habit: Habit, schedule: Schedule, valid_from: date) -> "ScheduleVersion":
        """`schedule` as a row that is not saved yet."""
        return cls(
            habit=habit,
            valid_from=valid_from,
            kind=schedule.kind,
            weekday_bits=bits_of(schedule.weekdays, WEEKDAYS_IN_ORDER),
            interval=schedule.interval,
            times=schedule.times,
            days=schedule.days,
            month_day_bits=bits_of(schedule.month_days, MONTH_DAYS_IN_ORDER),
            nth_weekday_bits=bits_of(schedule.nth_weekdays, NTH_WEEKDAYS_IN_ORDER),
            rrule=schedule.rrule,
        )

    @property
    def schedule(self) -> Schedule:
        return Schedule(
            kind=ScheduleKind(self.kind),
            weekdays=chosen_by(self.weekday_bits, WEEKDAYS_IN_ORDER),
            interval=self.interval,
            times=self.times,
            days=self.days,
            month_days=chosen_by(self.month_day_bits, MONTH_DAYS_IN_ORDER),
            nth_weekdays=chosen_by(self.nth_weekday_bits, NTH_WEEKDAYS_IN_ORDER),
            rrule=self.rrule,
        )


class TargetVersion(models.Model):
    """A measured habit's target from a day on, until the next version."""

    id = models.BigAutoField(primary_key=True)
    habit = models.ForeignKey(Habit, on_delete=models.CASCADE, related_name="target_versions")
    valid_from = models.DateField()
    target = models.DecimalField(max_digits=AMOUNT_DIGITS, decimal_places=AMOUNT_PLACES)

    class Meta:
        ordering: ClassVar = ["valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["habit", "valid_from"], name="one_target_from_a_day"),
            models.CheckConstraint(name="target_not_negative", condition=Q(target__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.target} from {self.valid_from}"
