"""Bringing in what a file holds, and taking it back: each in whole or not at all."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from accounts.models import User
from accounts.services import ProfileChanges, change_profile
from habits.models import MAX_POSITION, Habit, ScheduleVersion, TargetVersion
from tracking.checkpoints import renew_of
from tracking.models import Entry, Pause
from transfer.comparison import HabitChange
from transfer.document import EntryRecord, FileError, HabitRecord, ProfileRecord
from transfer.limits import MAX_IMPORTS
from transfer.looking import Choices, File, Look, id_here, look, report_of
from transfer.models import MAX_FILE_NAME, Import, Overwritten
from transfer.selectors import imports_of, profile_of
from uploads.models import Photo

ENTRY_COLUMNS = ("state", "amount", "note", "recorded_at", "zone")
KEPT_COLUMNS = ("habit_id", "date", "origin_id", *ENTRY_COLUMNS)
AT_ONCE = 2000
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)


class RollbackError(ValueError):
    """An import cannot be taken back now."""


@transaction.atomic
def bring_in(*, owner: User, file: File, choices: Choices) -> tuple[Import, bool]:
    """Write what the file has and the person does not; returns the import, and whether it is a new one.

    A file that changes nothing because it was brought in before is that import. Raises FileError.
    """
    lock(owner)
    seen = look(owner, file, choices)
    before = imports_of(owner).filter(digest=file.digest, rolled_back_at=None).first()
    if before is not None and seen.changes_nothing:
        return before, False
    made = Import(
        owner=owner,
        file_name=file.name[:MAX_FILE_NAME],
        format=file.format,
        digest=file.digest,
        report=report_of(seen),
        made={},
        created_at=next_instant(owner),
    )
    made.save(force_insert=True)
    try:
        # A habit of someone else with the same id may appear at the same moment.
        with transaction.atomic():
            ids = write_habits(owner, seen.changes, made)
    except IntegrityError:
        raise FileError("Somebody brought in the same habits at the same moment: try again.") from None
    for change, habit_id in zip(seen.changes, ids, strict=True):
        write_entries(change, habit_id, made, replace=choices.replace)
    forget_old(owner)
    made.made |= {"pauses": write_pauses(owner, seen, ids), "profile": write_profile(owner, seen)}
    made.save(update_fields=["made"])
    # Not in an hour: the next request reads every habit, and what came may be years.
    renew_of(owner, owner.today())
    return made, True


def forget_old(owner: User) -> None:
    """Keep the newest imports only. What older ones brought stays, and cannot be taken back any more."""
    old = list(imports_of(owner).values_list("pk", flat=True)[MAX_IMPORTS:])
    Import.objects.filter(pk__in=old).delete()


def next_instant(owner: User) -> datetime:
    """Now, or just after the import before: the order of imports is that of their instants."""
    last = imports_of(owner).first()
    return timezone.now() if last is None else max(timezone.now(), last.created_at + TICK)


def lock(owner: User) -> None:
    """Let nobody else import, or check in, for the owner until the transaction ends."""
    User.objects.select_for_update().get(pk=owner.pk)
    list(Habit.objects.select_for_update().filter(owner=owner).order_by("pk").values_list("pk"))


def write_habits(owner: User, changes: Sequence[HabitChange], made: Import) -> list[UUID]:
    """Create the habits that are new; returns the id of each habit of the file."""
    theirs = [change.pair.theirs for change in changes if change.pair.own is None]
    wanted = {habit.id for habit in theirs if habit.id}
    taken = set(Habit.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    ids = [change.pair.own_id or new_id(owner, change, taken) for change in changes]
    last: int | None = Habit.objects.filter(owner=owner).aggregate(last=Max("position"))["last"]
    rows: list[Habit] = []
    schedules: list[ScheduleVersion] = []
    targets: list[TargetVersion] = []
    for place, (change, habit_id) in enumerate(zip(changes, ids, strict=True)):
        if change.pair.own is not None:
            continue
        record = change.pair.theirs
        kept = place if record.position is None else record.position
        position = kept if last is None else last + 1 + len(rows)
        habit = habit_row(owner, record, habit_id, min(position, MAX_POSITION), made.created_at)
        begun = beginning(record, owner.date_at(made.created_at))
        rows.append(habit)
        schedules += [ScheduleVersion.of(habit, one, day or begun) for day, one in record.schedules]
        targets += [
            TargetVersion(habit=habit, valid_from=day or begun, target=one) for day, one in record.targets
        ]
    Habit.objects.bulk_create(rows)
    # Being created now is what the column says of itself; the file knows better.
    dated = {id_: change.pair.theirs.created_at for id_, change in zip(ids, changes, strict=True)}
    for row in rows:
        row.created_at = dated[row.pk] or row.created_at
    Habit.objects.bulk_update([row for row in rows if dated[row.pk]], ["created_at"])
    ScheduleVersion.objects.bulk_create(schedules, batch_size=AT_ONCE)
    TargetVersion.objects.bulk_create(targets, batch_size=AT_ONCE)
    made.made |= {"habits": [str(row.pk) for row in rows]}
    return ids


def new_id(owner: User, change: HabitChange, taken: set[UUID]) -> UUID:
    """The id that the file has, one that follows from it if that is taken, or a new one."""
    wanted = change.pair.theirs.id
    if wanted is None:
        return uuid4()
    return id_here(owner, wanted) if wanted in taken else wanted


def habit_row(owner: User, record: HabitRecord, habit_id: UUID, position: int, now: datetime) -> Habit:
    return Habit(
        id=habit_id,
        owner=owner,
        name=record.name,
        question=record.question,
        notes=record.notes,
        kind=record.kind,
        unit=record.unit,
        color=record.color,
        icon=record.icon,
        tags=list(record.tags),
        position=position,
        archived_at=(record.archived_at or now) if record.archived else None,
    )


def beginning(record: HabitRecord, today: date) -> date:
    """From when a version is valid that does not say so: the first day with an entry, or today.

    That is before the version that follows it.
    """
    later = [day - DAY for day, _ in (*record.schedules, *record.targets) if day is not None]
    return min([today, *later, *(entry.day for entry in record.entries[:1])])


def write_entries(change: HabitChange, habit_id: UUID, made: Import, *, replace: bool) -> None:
    """Write the days that are new and, if they are to be replaced, those that differ."""
    Entry.objects.bulk_create(
        [entry_row(entry, habit_id, made) for entry in change.new],
        batch_size=AT_ONCE,
        # Whoever checks in at the same moment knows better.
        ignore_conflicts=True,
    )
    if not (replace and change.conflicting):
        return
    days = [entry.day for entry in change.conflicting]
    before = Entry.objects.filter(habit=habit_id, date__in=days).values(*KEPT_COLUMNS)
    Overwritten.objects.bulk_create([Overwritten(by=made, **row) for row in before], batch_size=AT_ONCE)
    put([entry_row(entry, habit_id, made) for entry in change.conflicting])


def entry_row(entry: EntryRecord, habit_id: UUID, made: Import) -> Entry:
    return Entry(
        habit_id=habit_id,
        date=entry.day,
        state=entry.state,
        amount=entry.amount,
        note=entry.note,
        recorded_at=entry.recorded_at or made.created_at,
        zone=entry.zone or made.owner.time_zone,
        origin=made,
    )


def put(entries: Sequence[Entry]) -> None:
    """Write entries in place of those of their days, whose rows stay the same."""
    Entry.objects.bulk_create(
        entries,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["habit", "date"],
        update_fields=(*ENTRY_COLUMNS, "origin"),
    )


def write_pauses(owner: User, seen: Look, ids: Sequence[UUID]) -> list[str]:
    """Create the pauses that are new; returns their ids."""
    rows = [
        Pause(
            owner=owner,
            habit_id=None if pause.habit is None else ids[pause.habit],
            tag=pause.tag,
            first=pause.first,
            last=pause.last,
            reason=pause.reason,
        )
        for pause in seen.new_pauses
    ]
    return [str(row.pk) for row in Pause.objects.bulk_create(rows)]


def write_profile(owner: User, seen: Look) -> dict[str, Any] | None:
    """Take over the file's profile; returns what there was before and what there is now, if that differs."""
    if seen.new_profile is None:
        return None
    before = profile_of(owner)
    take(owner, seen.new_profile)
    return {"before": asdict(before), "now": asdict(seen.new_profile)}


def take(owner: User, profile: ProfileRecord) -> None:
    change_profile(
        user=owner,
        changes=ProfileChanges(
            time_zone=profile.time_zone,
            day_starts_at=profile.day_starts_at,
            first_weekday=profile.first_weekday,
            language=profile.language,
        ),
    )


@transaction.atomic
def roll_back(*, owner: User, made: Import) -> Import:
    """Take back what the import wrote and nobody has changed since. Once is as good as twice.

    Habits that it created stay if the person has recorded something of them since. Raises RollbackError.
    """
    lock(owner)
    made = imports_of(owner).get(pk=made.pk)
    if made.rolled_back_at is not None:
        return made
    if imports_of(owner).filter(rolled_back_at=None, created_at__gt=made.created_at).exists():
        raise RollbackError("Take back the imports that came later first.")
    restore_entries(made)
    Entry.objects.filter(origin=made).delete()
    mine = Q(habit__in=made.made["habits"])
    kept = {
        *Entry.objects.filter(mine).values_list("habit", flat=True),
        *Photo.objects.filter(mine).values_list("habit", flat=True),
    }
    Pause.objects.filter(owner=owner, pk__in=made.made["pauses"]).delete()
    Habit.objects.filter(owner=owner, pk__in=made.made["habits"]).exclude(pk__in=kept).delete()
    profile = made.made["profile"]
    if profile is not None and asdict(profile_of(owner)) == profile["now"]:
        take(owner, ProfileRecord(**profile["before"]))
    made.rolled_back_at = max(timezone.now(), made.created_at)
    made.save(update_fields=["rolled_back_at"])
    return made


def restore_entries(made: Import) -> None:
    """Put back what the import replaced, where its own word still stands."""
    rows = made.overwritten.filter(habit__entries__date=F("date"), habit__entries__origin=made)
    put([Entry(**row) for row in rows.values(*KEPT_COLUMNS)])
