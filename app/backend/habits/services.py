"""What changes a habit."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from accounts.models import User
from habits.measures import MINUTES, HabitKind
from habits.models import MAX_POSITION, MAX_TAGS, Habit, ScheduleVersion, TargetVersion
from habits.recurrence import comes_up
from habits.schedules import Schedule, ScheduleKind

MAX_HABITS = 500


class HabitError(ValueError):
    """A habit cannot be as asked; `field` is the part that is wrong, empty for the whole."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


class UnknownHabitsError(ValueError):
    """Some habits of a list are not there: what is wrong with each, by its place."""

    def __init__(self, wrong: dict[int, str]) -> None:
        super().__init__(f"{len(wrong)} habits cannot be found")
        self.wrong = wrong


class Changes(TypedDict, total=False):
    """The parts of a habit that its owner can change."""

    name: str
    question: str
    notes: str
    unit: str
    color: str
    icon: str
    tags: list[str]
    position: int
    archived: bool
    schedule: Schedule
    target: Decimal | None


@transaction.atomic
def create_habit(*, owner: User, today: date, kind: HabitKind, schedule: Schedule, details: Changes) -> Habit:
    """A habit that begins today, last in order unless `details` has a position. Raises HabitError."""
    habits = Habit.objects.filter(owner=owner).aggregate(count=Count("id"), last=Max("position"))
    if habits["count"] >= MAX_HABITS:
        raise HabitError("", f"One person can have {MAX_HABITS} habits, archived ones included.")
    last = -1 if habits["last"] is None else habits["last"]
    unit = MINUTES if kind is HabitKind.TIMED else ""
    habit = Habit(owner=owner, kind=kind, unit=unit, position=min(last + 1, MAX_POSITION))
    assign(habit, details)
    check_target(kind, details.get("target"), schedule)
    check_recurrence(schedule, today)
    check_unit(habit)
    habit.save(force_insert=True)
    ScheduleVersion.of(habit, schedule, today).save(force_insert=True)
    if (target := details.get("target")) is not None:
        TargetVersion.objects.create(habit=habit, valid_from=today, target=target)
    return habit


@transaction.atomic
def change_habit(*, habit: Habit, today: date, changes: Changes) -> None:
    """Change what `changes` holds. Schedule and target apply from today on: earlier days keep theirs.

    Raises HabitError.
    """
    schedule = changes.get("schedule", habit.schedule)
    target = changes.get("target", habit.target)
    fields = assign(habit, changes)
    check_target(habit.measure, target, schedule)
    if schedule != habit.schedule:
        check_recurrence(schedule, today)
    check_unit(habit)
    habit.save(update_fields=fields)
    if schedule != habit.schedule:
        put_version(ScheduleVersion.of(habit, schedule, today))
    if target is not None and target != habit.target:
        put_version(TargetVersion(habit=habit, valid_from=today, target=target))


def delete_habit(*, habit: Habit) -> None:
    """Delete the habit with everything that was ever recorded for it."""
    habit.delete()


def assign(habit: Habit, changes: Changes) -> list[str]:
    """Put what has no versions into `habit`; returns the names of the columns."""
    plain = {name: value for name, value in changes.items() if name not in ("schedule", "target", "archived")}
    for name, value in plain.items():
        setattr(habit, name, value)
    fields = list(plain)
    if "archived" in changes and changes["archived"] != habit.archived:
        habit.archived_at = timezone.now() if changes["archived"] else None
        fields.append("archived_at")
    return fields


def check_target(kind: HabitKind, target: Decimal | None, schedule: Schedule) -> None:
    """Raises HabitError unless target and schedule suit the kind."""
    if not kind.is_measured and target is not None:
        raise HabitError("target", "A habit that is not measured has no target.")
    if kind.is_measured and target is None:
        raise HabitError("target", f"A habit of kind {kind} needs a target.")
    if not kind.is_limit and target == 0:
        raise HabitError("target", "The target must be more than 0: at least 0 asks for nothing.")
    if kind.is_limit and (schedule.is_quota or schedule.kind is ScheduleKind.DAYS_AFTER_DONE):
        raise HabitError("schedule.kind", "A limit is kept each day: choose another kind of schedule.")


def check_recurrence(schedule: Schedule, valid_from: date) -> None:
    """Raises HabitError for a rule without days: looking for the next one would not end."""
    if schedule.rrule is not None and not comes_up(schedule.rrule, valid_from):
        raise HabitError("schedule.rrule", f"No day from {valid_from} on matches this rule.")


def check_unit(habit: Habit) -> None:
    """Raises HabitError unless the unit suits the kind."""
    if habit.unit and not habit.measure.is_measured:
        raise HabitError("unit", "A habit that is not measured has no unit.")
    if habit.measure is HabitKind.TIMED and habit.unit != MINUTES:
        raise HabitError("unit", f"A timed habit is measured in {MINUTES}.")


def put_version(version: ScheduleVersion | TargetVersion) -> None:
    """Save `version` in place of one that began on the same day; a day has one answer only."""
    model = type(version)
    replaced = [field.name for field in model._meta.fields if field.name not in ("id", "habit", "valid_from")]
    model._default_manager.bulk_create(
        [version],  # type: ignore[list-item]  # the union's two managers
        update_conflicts=True,
        unique_fields=["habit", "valid_from"],
        update_fields=replaced,
    )


@transaction.atomic
def reorder(*, owner: User, first: Sequence[UUID]) -> None:
    """Put the owner's habits into the order of `first`; the others follow as they were.

    Raises UnknownHabitsError.
    """
    habits = locked_habits(owner)
    own = own_of(habits, first)
    for position, habit in enumerate([*own, *(habit for habit in habits if habit not in own)]):
        habit.position = position
    Habit.objects.bulk_update(habits, ["position"])


@transaction.atomic
def change_many(
    *,
    owner: User,
    habits: Sequence[UUID],
    archived: bool | None = None,
    add_tags: Sequence[str] = (),
    remove_tags: Sequence[str] = (),
) -> None:
    """Archive `habits`, or bring them back, and change their tags: all of them or none.

    Raises UnknownHabitsError, and HabitError when one would have too many tags.
    """
    chosen = own_of(locked_habits(owner), habits)
    for habit in chosen:
        if archived is not None:
            assign(habit, {"archived": archived})
        habit.tags = list(dict.fromkeys([*(t for t in habit.tags if t not in remove_tags), *add_tags]))
        if len(habit.tags) > MAX_TAGS:
            raise HabitError("add_tags", f"“{habit.name}” would have more than {MAX_TAGS} tags.")
    Habit.objects.bulk_update(chosen, ["archived_at", "tags"])


def locked_habits(owner: User) -> list[Habit]:
    """The owner's habits in their order, locked in the order of their ids until the transaction ends."""
    rows = Habit.objects.select_for_update().filter(owner=owner).order_by("pk")
    return sorted(rows, key=lambda habit: (habit.position, habit.created_at, habit.pk))


def own_of(habits: Sequence[Habit], ids: Sequence[UUID]) -> list[Habit]:
    """The habits of `ids`, in that order. Raises UnknownHabitsError unless each is there and named once."""
    by_id = {habit.pk: habit for habit in habits}
    wrong = {
        number: "There is no such habit." if pk not in by_id else "This habit is named twice."
        for number, pk in enumerate(ids)
        if pk not in by_id or pk in ids[:number]
    }
    if wrong:
        raise UnknownHabitsError(wrong)
    return [by_id[pk] for pk in ids]
