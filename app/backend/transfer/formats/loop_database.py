"""Backups of Loop Habit Tracker: its SQLite database, schema 12 to 25. Pure."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from habits.measures import HabitKind
from transfer.document import Document, EntryRecord, HabitRecord, Losses, Parsed
from transfer.formats.hostile_sqlite import Database, opened
from transfer.formats.loop_plans import TABLE, with_plans
from transfer.formats.loop_schema import Row, check_schema, habit_rows, repetition_rows
from transfer.formats.loop_values import color_of, entry_of, schedule_of
from transfer.formats.source import SourceFile

NAME = "loop-db"
EPOCH = date(1970, 1, 1)
MILLISECONDS_A_DAY = 86_400_000
MEASURED, AT_MOST = 1, 1
ARCHIVED = (1, "1")
MOST_DIGITS = 15


def sniff(source: SourceFile) -> bool:
    return source.is_database


def parse(source: SourceFile) -> Parsed:
    """Raises FileError."""
    losses = Losses()
    with opened(source.data) as database:
        version = check_schema(database)
        rows = list(habit_rows(database, version))
        cells: dict[Any, list[Row]] = defaultdict(list)
        for row in repetition_rows(database, version, losses):
            cells[row["habit"]].append(row)
        plans = plans_in(database)
    habits = with_plans([habit_of(row, losses) for row in rows], plans, losses)
    # A habit may have the id 0.
    kept = [
        replace(habit, position=place, entries=entries_of(habit, cells.pop(row["id"], []), losses))
        for place, (row, habit) in enumerate(zip(rows, habits, strict=True))
    ]
    losses.add("", "Repetitions", "Of a habit that the file does not have.", sum(map(len, cells.values())))
    return Parsed(document=Document(habits=tuple(kept)), losses=tuple(losses))


def plans_in(database: Database) -> bytes | None:
    if not database.has_table(TABLE):
        return None
    pieces = [row[0] for row in database.rows(f"SELECT plan FROM {TABLE} ORDER BY rowid")]  # noqa: S608
    return "".join(piece for piece in pieces if isinstance(piece, str)).encode()


def habit_of(row: Row, losses: Losses) -> HabitRecord:
    """The habit without its entries."""
    name = text(row["name"])
    measured = row["type"] == MEASURED
    is_limit = measured and row["target_type"] == AT_MOST
    kind = HabitKind.AT_MOST if is_limit else HabitKind.AT_LEAST if measured else HabitKind.YES_NO
    if row["reminder_hour"] is not None:
        losses.add(name, "reminder", "Reminders are not taken.")
    color = whole(row["color"])
    schedule = schedule_of(whole(row["freq_num"]) or 0, whole(row["freq_den"]) or 0, kind, name, losses)
    target = decimal(row["target_value"])
    if measured and target is None:
        losses.add(name, "target_value", "The target is no number: 0 is taken.")
    return HabitRecord(
        id=uuid_of(row["uuid"]),
        name=name,
        kind=kind,
        question=text(row["question"]),
        notes=text(row["description"]),
        unit=text(row["unit"]) if measured else "",
        color=color_of(-1 if color is None else color),
        archived=row["archived"] in ARCHIVED,
        schedules=((None, schedule),),
        targets=((None, target or Decimal(0)),) if measured else (),
    )


def entries_of(habit: HabitRecord, rows: list[Row], losses: Losses) -> tuple[EntryRecord, ...]:
    found: dict[date, EntryRecord] = {}
    for row in rows:
        day, value = day_of(row["timestamp"]), whole(row["value"])
        if day is None or value is None:
            losses.add(habit.name, "Repetitions", "A row without a day or a value is left out.")
        elif day in found:
            losses.add(habit.name, "Repetitions", "A second value of the same day is left out.")
        elif entry := entry_of(habit, day, value, text(row["notes"]), losses):
            found[day] = entry
    return tuple(found[day] for day in sorted(found))


def day_of(timestamp: Any) -> date | None:
    """The day of a timestamp in milliseconds; None for what is none of the calendar."""
    milliseconds = whole(timestamp)
    if milliseconds is None:
        return None
    try:
        return EPOCH + timedelta(days=milliseconds // MILLISECONDS_A_DAY)
    except OverflowError:
        return None


def text(value: Any) -> str:
    """SQLite keeps anything in any column."""
    return "" if value is None or isinstance(value, bytes) else str(value)


def whole(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def decimal(value: Any) -> Decimal | None:
    """A number that is one; SQLite's can be infinite."""
    if isinstance(value, int):
        return Decimal(value)
    if not isinstance(value, float) or value != value or abs(value) >= 10**MOST_DIGITS:
        return None
    return Decimal(repr(value))


def uuid_of(value: Any) -> UUID | None:
    try:
        return UUID(text(value))
    except ValueError:
        return None
