"""Days of habits as rows: read under a lock, written in a constant number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import reduce
from operator import or_
from uuid import UUID, uuid4

from django.db.models import Q

from habits.models import Habit
from tracking.cells import Content, Deed, Said, as_said, content_of
from tracking.models import CheckIn, Entry

type Place = tuple[UUID, date]
"""A habit's id and a day of it."""
SAID_COLUMNS = ["deed", "state", "amount", "note", "said_at", "zone", "turn", "undone", "origin"]
ENTRY_COLUMNS = ["state", "amount", "note", "recorded_at", "zone", "origin"]


@dataclass(kw_only=True)
class Cell:
    """A habit's day: what is known of it, what the database knows, and the entry there."""

    place: Place
    known: list[Said]
    stored: list[Said] = field(default_factory=list)
    entry: Entry | None = None


def locked(days: Sequence[tuple[Habit, date]]) -> dict[Place, Cell]:
    """The cells of `days`, with their habits locked until the end of the transaction.

    Raises Habit.NotUpdated when a habit has been deleted meanwhile.
    """
    places = list(dict.fromkeys((habit.pk, day) for habit, day in days))
    habit_ids = {habit_id for habit_id, _ in places}
    # In order, so that two requests never wait for each other.
    rows = Habit.objects.select_for_update().filter(pk__in=habit_ids).order_by("pk")
    if len(rows.values_list("pk")) < len(habit_ids):
        raise Habit.NotUpdated("a habit was deleted meanwhile")
    at_places = reduce(or_, (Q(habit=habit_id, date=day) for habit_id, day in places))
    stored: dict[Place, list[Said]] = {place: [] for place in places}
    for row in CheckIn.objects.filter(at_places).order_by("pk"):
        stored[row.habit_id, row.date].append(said_of(row))
    entries = {(entry.habit_id, entry.date): entry for entry in Entry.objects.filter(at_places).order_by()}
    return {place: cell_at(place, stored[place], entries.get(place)) for place in places}


def cell_at(place: Place, stored: list[Said], entry: Entry | None) -> Cell:
    """The cell. An entry that was written by other means, as by an import, undoes what was said."""
    known, there = stored, content_in(entry)
    if content_of(stored) != there:
        written = [as_said(there, entry.pk)] if entry and there else []
        keys = {one.key for one in written}
        known = [*(replace(one, undone=True) for one in stored if one.key not in keys), *written]
    return Cell(place=place, known=known, stored=stored, entry=entry)


def write(cells: Sequence[Cell]) -> None:
    """Store what is known of `cells` and the entries that it makes, and put these into the cells."""
    changed = [cell for cell in cells if cell.known != cell.stored]
    CheckIn.objects.bulk_create(
        [row_of(cell.place, one) for cell in changed for one in cell.known if one not in cell.stored],
        update_conflicts=True,
        unique_fields=["habit", "date", "key"],
        update_fields=SAID_COLUMNS,
    )
    made, gone = [], []
    for cell in changed:
        content = content_of(cell.known)
        if content == content_in(cell.entry):
            continue
        if content is None:
            gone.append(cell.entry)
            cell.entry = None
        else:
            cell.entry = entry_with(cell, content)
            made.append(cell.entry)
    if gone:
        Entry.objects.filter(pk__in=[entry.pk for entry in gone if entry]).delete()
    Entry.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["habit", "date"], update_fields=ENTRY_COLUMNS
    )


def delete_before(moment: datetime) -> None:
    """Delete the check-ins that were made before `moment`."""
    CheckIn.objects.filter(said_at__lt=moment).delete()


def content_in(entry: Entry | None) -> Content | None:
    if entry is None:
        return None
    return Content(
        state=entry.state,
        amount=entry.amount,
        note=entry.note,
        recorded_at=entry.recorded_at,
        zone=entry.zone,
        origin=entry.origin_id,
    )


def entry_with(cell: Cell, content: Content) -> Entry:
    """The entry of the cell as `content` has it, the same row if there is one."""
    habit_id, day = cell.place
    return Entry(
        id=cell.entry.pk if cell.entry else uuid4(),
        habit_id=habit_id,
        date=day,
        state=content.state,
        amount=content.amount,
        note=content.note,
        recorded_at=content.recorded_at,
        zone=content.zone,
        origin_id=content.origin,
    )


def said_of(row: CheckIn) -> Said:
    return Said(
        key=row.key,
        deed=Deed(row.deed),
        at=row.said_at,
        zone=row.zone,
        state=row.state,
        amount=row.amount,
        note=row.note,
        origin=row.origin_id,
        turn=row.turn,
        undone=row.undone,
    )


def row_of(place: Place, said: Said) -> CheckIn:
    habit_id, day = place
    return CheckIn(
        habit_id=habit_id,
        date=day,
        key=said.key,
        deed=said.deed,
        state=said.state,
        amount=said.amount,
        note=said.note,
        said_at=said.at,
        zone=said.zone,
        origin_id=said.origin,
        turn=said.turn or 0,
        undone=said.undone,
    )
