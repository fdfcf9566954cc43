"""Loop's tables through their versions: rows of schema 12 to 25, brought to what 25 means. Pure.

Each step says what one of Loop's own migrations does to a row; steps that only move or index data are not
needed to read them.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from transfer.document import FileError, Losses
from transfer.formats.hostile_sqlite import Database
from transfer.limits import MAX_ROWS

OLDEST, NEWEST = 12, 25
# The 13 colours of schema 14 in the palette of schema 21; the others keep their numbers.
WIDER_PALETTE = {12: 19, 11: 17, 10: 15, 9: 14, 8: 13, 7: 10, 6: 9, 5: 8, 4: 7, 3: 5, 2: 4}
# Of the 13 colours, as the Android app stored them before schema 14.
FIRST_COLORS = (
    *(-2937041, -1684967, -415707, -5262293, -13070788, -16742021, -16732991),
    *(-16540699, -10603087, -7461718, -2614432, -13619152, -5592406),
)
HABIT_COLUMNS: Mapping[str, tuple[int, Any]] = {
    # Each with the schema that brought it and what it is in older ones.
    "id": (OLDEST, None),
    "name": (OLDEST, ""),
    "description": (OLDEST, ""),
    "archived": (OLDEST, 0),
    "color": (OLDEST, 0),
    "freq_num": (OLDEST, 1),
    "freq_den": (OLDEST, 1),
    "position": (OLDEST, 0),
    "reminder_hour": (OLDEST, None),
    "type": (16, 0),
    "target_type": (18, 0),
    "target_value": (18, 0),
    "unit": (18, ""),
    "question": (23, ""),
    "uuid": (24, None),
}
REPETITION_COLUMNS: Mapping[str, tuple[int, Any]] = {
    "habit": (OLDEST, None),
    "timestamp": (OLDEST, None),
    "value": (16, 2),
    "notes": (25, ""),
}

type Row = dict[str, Any]


def palette_from_colors(row: Row) -> None:
    if row["color"] in FIRST_COLORS:
        row["color"] = FIRST_COLORS.index(row["color"])
    elif row["color"] not in range(len(FIRST_COLORS)):
        row["color"] = 0


def wider_palette(row: Row) -> None:
    row["color"] = WIDER_PALETTE.get(row["color"], row["color"])


def question_from_description(row: Row) -> None:
    row["question"], row["description"] = row["description"], ""


HABIT_STEPS: Mapping[int, Callable[[Row], None]] = {
    14: palette_from_colors,
    21: wider_palette,
    23: question_from_description,
}


def check_schema(database: Database) -> int:
    """The schema's version. Raises FileError unless the tables that Loop has are there."""
    for table in ("Habits", "Repetitions"):
        if not database.has_table(table):
            raise FileError(f"The database has no table {table}: it is not a backup of Loop Habit Tracker.")
    if not OLDEST <= (version := database.version) <= NEWEST:
        raise FileError(f"The backup is of schema {version}; {OLDEST} to {NEWEST} are understood.")
    return version


def habit_rows(database: Database, version: int) -> Iterator[Row]:
    """The habits in Loop's order."""
    for row in table_rows(database, "Habits", HABIT_COLUMNS, version, order="position, id"):
        for step, migrate in HABIT_STEPS.items():
            if step > version:
                migrate(row)
        yield row


def repetition_rows(database: Database, version: int, losses: Losses) -> Iterator[Row]:
    """What was recorded; of two values of a day the one that was written first."""
    seen: set[tuple[Any, Any]] = set()
    for row in table_rows(database, "Repetitions", REPETITION_COLUMNS, version, order="rowid"):
        key = row["habit"], row["timestamp"]
        if key in seen:
            losses.add("", "Repetitions", "A second value of the same day is left out.")
        else:
            seen.add(key)
            yield row


def table_rows(
    database: Database, table: str, columns: Mapping[str, tuple[int, Any]], version: int, *, order: str
) -> Iterator[Row]:
    there = [name for name, (since, _) in columns.items() if since <= version]
    if missing := sorted(set(there) - database.columns(table)):
        raise FileError(f"The table {table} has no column {missing[0]}, which schema {version} has.")
    constant = {name: value for name, (since, value) in columns.items() if since > version}
    # All names are words of ours.
    rows = database.rows(f"SELECT {', '.join(there)} FROM {table} ORDER BY {order}")  # noqa: S608
    for number, values in enumerate(rows):
        if number == MAX_ROWS:
            raise FileError(f"The table {table} has more than {MAX_ROWS} rows.")
        yield constant | dict(zip(there, values, strict=True))
