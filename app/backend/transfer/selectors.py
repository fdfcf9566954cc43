"""Everything of a person as a document, and the files that they brought."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from accounts.models import User
from habits.models import Habit
from habits.selectors import habits_of
from tracking.models import Entry
from tracking.pausing import pauses_of
from transfer.document import Document, EntryRecord, HabitRecord, Loss, PauseRecord, ProfileRecord
from transfer.models import Import


def document_of(owner: User) -> Document:
    """Everything: what can be computed from the rest is left out."""
    records = records_of(owner)
    entries = entries_of(owner, [record.id for record in records if record.id])
    places = {record.id: place for place, record in enumerate(records)}
    pauses = [
        PauseRecord(
            first=pause.first,
            last=pause.last,
            habit=None if pause.habit_id is None else places[pause.habit_id],
            tag=pause.tag,
            reason=pause.reason,
        )
        for pause in pauses_of(owner)
    ]
    return Document(
        habits=tuple(with_entries(record, entries) for record in records),
        # Their ids, by which the database orders those of one day, do not travel.
        pauses=tuple(sorted(pauses, key=in_order)),
        profile=profile_of(owner),
    )


def in_order(pause: PauseRecord) -> tuple[date, date, int, str, str]:
    return pause.first, pause.last, -1 if pause.habit is None else pause.habit, pause.tag, pause.reason


def records_of(owner: User) -> list[HabitRecord]:
    """The owner's habits in order, without their entries."""
    return [record_of(habit) for habit in habits_of(owner)]


def record_of(habit: Habit) -> HabitRecord:
    return HabitRecord(
        id=habit.id,
        name=habit.name,
        kind=habit.measure,
        question=habit.question,
        notes=habit.notes,
        unit=habit.unit,
        color=habit.color,
        icon=habit.icon,
        tags=tuple(habit.tags),
        position=habit.position,
        archived=habit.archived,
        archived_at=habit.archived_at,
        created_at=habit.created_at,
        schedules=tuple(habit.schedules),
        targets=tuple(habit.targets),
    )


def with_entries(record: HabitRecord, entries: dict[UUID, dict[date, EntryRecord]]) -> HabitRecord:
    return replace(record, entries=tuple(entries[record.id].values()) if record.id else ())


def entries_of(owner: User, habit_ids: Collection[UUID]) -> dict[UUID, dict[date, EntryRecord]]:
    """The entries of these habits of the owner by day, in order."""
    found: dict[UUID, dict[date, EntryRecord]] = defaultdict(dict)
    rows = (
        Entry.objects.filter(habit__owner=owner, habit__in=habit_ids)
        .order_by("date")
        .values_list("habit_id", "date", "state", "amount", "note", "recorded_at", "zone")
    )
    for habit_id, day, state, amount, note, recorded_at, zone in rows:
        found[habit_id][day] = EntryRecord(
            day=day, state=state, amount=amount, note=note, recorded_at=recorded_at, zone=zone
        )
    return found


def profile_of(owner: User) -> ProfileRecord:
    return ProfileRecord(
        time_zone=owner.time_zone,
        day_starts_at=owner.day_starts_at,
        first_weekday=owner.first_weekday,
        language=owner.language,
    )


def photos_left_out(owner: User) -> list[Loss]:
    """Photos, which no file has: for all habits in one query."""
    photos = owner.photos.values("habit__name", "habit").annotate(number=Count("pk")).order_by("habit")
    return [
        Loss(habit=row["habit__name"], field="photos", number=row["number"], message="No file has photos.")
        for row in photos
    ]


def imports_of(owner: User) -> QuerySet[Import]:
    """The files that the owner brought, the newest first."""
    return Import.objects.filter(owner=owner)
