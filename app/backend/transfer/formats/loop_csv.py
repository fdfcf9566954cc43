"""The CSV of Loop Habit Tracker: a zip file with Habits.csv, and Checkmarks.csv for all and for each. Pure.

There are three generations. Until 1.8 nobody could say no, and habits had no question. Until 2.3.0 cells were
numbers, and nothing told what is measured. Since then words and a column of types tell.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from habits.measures import HabitKind
from transfer.document import Document, EntryRecord, FileError, HabitRecord, Losses, Parsed
from transfer.formats.archive import shown
from transfer.formats.loop_plans import FILE, with_plans
from transfer.formats.loop_values import (
    NO,
    SKIP,
    UNKNOWN,
    YES,
    YES_AUTO,
    entry_of,
    nearest_color,
    schedule_of,
)
from transfer.formats.source import SourceFile
from transfer.formats.tables import original, read_rows
from transfer.limits import MAX_ROWS

NAME = "loop-csv"
HABITS = "Habits.csv"
CHECKMARKS = "Checkmarks.csv"
WORDS = {"YES_MANUAL": YES, "YES_AUTO": YES_AUTO, "NO": NO, "SKIP": SKIP, "UNKNOWN": UNKNOWN}
MEASURED = "NUMERICAL"
COLOR = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")
NUMBER = re.compile(r"-?[0-9]{1,15}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A row of a habit's own Checkmarks.csv."""

    day: str
    value: str
    note: str = ""


def sniff(source: SourceFile) -> bool:
    return folder_of(source) is not None


def folder_of(source: SourceFile) -> str | None:
    """Where Habits.csv is: at the top, or in the one folder that somebody packed again."""
    places = [name.removesuffix(HABITS) for name in source.files if name.rpartition("/")[2] == HABITS]
    return min(places, key=len) if places else None


def parse(source: SourceFile) -> Parsed:
    """Raises FileError."""
    losses = Losses()
    folder = folder_of(source) or ""
    files = {name.removeprefix(folder): data for name, data in source.files.items()}
    if (number := sum(data.count(b"\n") + data.count(b"\r") for data in files.values())) > MAX_ROWS:
        raise FileError(f"The tables have {number} rows together; {MAX_ROWS} are taken.")
    header, *rows = read_rows(files[HABITS], HABITS) or [[]]
    # Words of the newest generation have spaces, those of the others none.
    names = [name.replace(" ", "").rstrip("?") for name in header]
    if not {"Name", "Color"} <= set(names):
        raise FileError(f"{HABITS} has no columns Name and Color: it is not one of Loop Habit Tracker.")
    tables = [dict(zip(names, [original(cell) for cell in row], strict=False)) for row in rows]
    cells = [cells_of(files, place) for place in range(len(tables))]
    if all(one is None for one in cells) and tables:
        cells = list(together(files, len(tables)))
    habits = [habit_of(table, column or [], losses) for table, column in zip(tables, cells, strict=True)]
    kept = [
        replace(habit, position=place, entries=entries_of(habit, column, "Question" in names, losses))
        for place, (habit, column) in enumerate(
            zip(with_plans(habits, files.get(FILE), losses), [column or [] for column in cells], strict=True)
        )
    ]
    return Parsed(document=Document(habits=tuple(kept)), losses=tuple(losses))


def cells_of(files: Mapping[str, bytes], place: int) -> list[Cell] | None:
    """The cells in the habit's own folder, whose number alone is unique; None if it has none."""
    start = f"{place + 1:03d}"
    found = [
        name for name in files if re.fullmatch(rf"{start}( [^/]*)?/{re.escape(CHECKMARKS)}", name) is not None
    ]
    if not found:
        return None
    if len(found) > 1:
        raise FileError(f"The zip file has {shown(found[0])} and {shown(found[1])} for one habit.")
    rows = read_rows(files[found[0]], found[0])
    # The newest generation has a header, the others begin with a day.
    if rows and rows[0][0] == "Date":
        rows = rows[1:]
    return [
        Cell(day=row[0], value=row[1], note=original(row[2]) if len(row) > 2 else "")
        for row in rows
        if len(row) > 1
    ]


def together(files: Mapping[str, bytes], number: int) -> Iterator[list[Cell]]:
    """The cells of each habit from the file that has them all. Rows end with a comma."""
    rows = read_rows(files[CHECKMARKS], CHECKMARKS)[1:] if CHECKMARKS in files else []
    for place in range(1, number + 1):
        yield [Cell(day=row[0], value=row[place]) for row in rows if len(row) > place]


def habit_of(table: Mapping[str, str], cells: list[Cell], losses: Losses) -> HabitRecord:
    """The habit without its entries."""
    name = table.get("Name", "")
    measured = is_measured(table, cells)
    is_limit = measured and table.get("TargetType") == "AT_MOST"
    kind = HabitKind.AT_MOST if is_limit else HabitKind.AT_LEAST if measured else HabitKind.YES_NO
    times = whole(table.get("FrequencyNumerator") or table.get("NumRepetitions", ""))
    days = whole(table.get("FrequencyDenominator") or table.get("Interval", ""))
    color = COLOR.fullmatch(table.get("Color", ""))
    if color is None:
        losses.add(name, "Color", "This is no colour: another one is taken.")
    return HabitRecord(
        name=name,
        kind=kind,
        question=table.get("Question", ""),
        notes=table.get("Description", ""),
        unit=table.get("Unit", "") if measured else "",
        color=nearest_color(*(int(part, 16) for part in color.groups())) if color else "",
        archived=table.get("Archived", "").lower() == "true",
        schedules=((None, schedule_of(times, days, kind, name, losses)),),
        targets=((None, target_of(table, name, losses)),) if measured else (),
    )


def is_measured(table: Mapping[str, str], cells: list[Cell]) -> bool:
    """What the type says; where there is none, whether a cell has more than a yes/no habit can have."""
    if "Type" in table:
        return table["Type"] == MEASURED
    return any(NUMBER.fullmatch(cell.value) and int(cell.value) > SKIP for cell in cells)


def target_of(table: Mapping[str, str], name: str, losses: Losses) -> Decimal:
    if "TargetValue" not in table:
        losses.add(name, "Target Value", "This generation of the file does not have targets: 1 is taken.")
        return Decimal(1)
    try:
        target = Decimal(table["TargetValue"])
    except InvalidOperation:
        target = Decimal("NaN")
    if not target.is_finite():
        losses.add(name, "Target Value", "The target is no number: 1 is taken.")
        return Decimal(1)
    return target


def entries_of(
    habit: HabitRecord, cells: list[Cell], can_say_no: bool, losses: Losses
) -> tuple[EntryRecord, ...]:
    found: dict[date, EntryRecord] = {}
    for cell in cells:
        value = WORDS.get(cell.value, whole(cell.value) if NUMBER.fullmatch(cell.value) else None)
        try:
            day = date.fromisoformat(cell.day)
        except ValueError:
            losses.add(habit.name, "Date", "This is no day, as YYYY-MM-DD.")
            continue
        if value is None:
            losses.add(habit.name, "Value", "This is no value that Loop writes.")
            continue
        if value == NO and not can_say_no:
            continue
        entry = entry_of(habit, day, value, cell.note, losses)
        if entry is not None and found.setdefault(day, entry) is not entry:
            losses.add(habit.name, "Date", "A second value of the same day is left out.")
    return tuple(found[day] for day in sorted(found))


def whole(text: str) -> int:
    """A whole number; 0 for what is none."""
    return int(text) if NUMBER.fullmatch(text) else 0
