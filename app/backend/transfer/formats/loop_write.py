"""A person's habits as Loop Habit Tracker would have written them: its backup, and its newest CSV. Pure."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from habits.measures import HabitKind
from habits.schedules import ScheduleKind
from transfer.document import Document, HabitRecord, Losses
from transfer.formats.archive import packed
from transfer.formats.loop_database import EPOCH, MILLISECONDS_A_DAY
from transfer.formats.loop_plans import FILE, TABLE, write_plans
from transfer.formats.loop_schema import NEWEST
from transfer.formats.loop_values import (
    NO,
    NUMBERS,
    PALETTE,
    SKIP,
    UNKNOWN,
    YES,
    YES_AUTO,
    frequency_in_loop,
    value_of,
)
from transfer.formats.tables import write_rows

DAY = timedelta(days=1)
WORDS = {UNKNOWN: "UNKNOWN", NO: "NO", YES_AUTO: "YES_AUTO", YES: "YES_MANUAL", SKIP: "SKIP"}
FOLDER_NAME = re.compile(r"[^ a-zA-Z0-9._-]+")
# Schedules that are no more than so many times in so many days.
ROLLING = (ScheduleKind.DAILY, ScheduleKind.TIMES_IN_DAYS)
SCHEMA = f"""
CREATE TABLE Habits (
    id INTEGER PRIMARY KEY AUTOINCREMENT, archived INTEGER, color INTEGER, description TEXT, freq_den INTEGER,
    freq_num INTEGER, highlight INTEGER, name TEXT, position INTEGER, reminder_hour INTEGER,
    reminder_min INTEGER, reminder_days INTEGER NOT NULL DEFAULT 127, type INTEGER NOT NULL DEFAULT 0,
    target_type INTEGER NOT NULL DEFAULT 0, target_value REAL NOT NULL DEFAULT 0,
    unit TEXT NOT NULL DEFAULT "", question TEXT, uuid TEXT
);
CREATE TABLE Repetitions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, habit INTEGER NOT NULL REFERENCES Habits(id),
    timestamp INTEGER NOT NULL, value INTEGER NOT NULL, notes TEXT
);
CREATE UNIQUE INDEX idx_repetitions_habit_timestamp ON Repetitions(habit, timestamp);
CREATE TABLE Events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp INTEGER, message TEXT, server_id INTEGER
);
CREATE TABLE {TABLE} (plan TEXT);
PRAGMA user_version = {NEWEST};
"""
HABIT = """
INSERT INTO Habits (id, archived, color, description, freq_den, freq_num, highlight, name, position, type,
    target_type, target_value, unit, question, uuid)
VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)
"""
REPETITION = "INSERT INTO Repetitions (habit, timestamp, value, notes) VALUES (?, ?, ?, ?)"
HABITS_HEADER = (
    *("Position", "Name", "Type", "Question", "Description", "FrequencyNumerator", "FrequencyDenominator"),
    *("Color", "Unit", "Target Type", "Target Value", "Archived?"),
)


def write_database(document: Document) -> bytes:
    """A backup that Loop restores."""
    import sqlite3

    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(SCHEMA)
        for place, habit in enumerate(document.habits):
            connection.execute(HABIT, habit_row(place, habit))
            connection.executemany(REPETITION, repetition_rows(place, habit))
        plans = write_plans(document.habits).decode()
        connection.execute(f"INSERT INTO {TABLE} VALUES (?)", (plans,))  # noqa: S608
        connection.commit()
        connection.execute("VACUUM")
        return connection.serialize()
    finally:
        connection.close()


def habit_row(place: int, habit: HabitRecord) -> tuple[object, ...]:
    frequency = frequency_in_loop(habit)
    measured = is_measured(habit)
    return (
        *(place + 1, int(habit.archived), NUMBERS.get(habit.color, 0), habit.notes, frequency.days),
        *(frequency.times, habit.name, place, int(measured), int(habit.kind.is_limit)),
        *(float(habit.target or 0), habit.unit, habit.question, habit.id.hex if habit.id else None),
    )


def repetition_rows(place: int, habit: HabitRecord) -> Iterator[tuple[int, int, int, str]]:
    for entry in habit.entries:
        timestamp = (entry.day - EPOCH).days * MILLISECONDS_A_DAY
        yield place + 1, timestamp, value_of(habit, entry, Losses()), entry.note


def write_csv(document: Document) -> bytes:
    """The zip file of Loop's newest generation of CSV. Scores are left out: they follow from the rest."""
    rows = [habit_cells(place, habit) for place, habit in enumerate(document.habits)]
    files = {"Habits.csv": write_rows([HABITS_HEADER, *rows])}
    columns = [cells(habit) for habit in document.habits]
    for place, (habit, column) in enumerate(zip(document.habits, columns, strict=True)):
        notes = {entry.day: entry.note for entry in habit.entries}
        lines = [(day.isoformat(), column[day], notes[day]) for day in sorted(column, reverse=True)]
        files[f"{folder(place, habit)}/Checkmarks.csv"] = write_rows([("Date", "Value", "Notes"), *lines])
    header = ("Date", *(habit.name for habit in document.habits), "")
    files["Checkmarks.csv"] = write_rows([header, *together(columns)])
    files[FILE] = write_plans(document.habits)
    return packed(files)


def habit_cells(place: int, habit: HabitRecord) -> tuple[str, ...]:
    frequency = frequency_in_loop(habit)
    measured = is_measured(habit)
    target = (habit.unit, "AT_MOST" if habit.kind.is_limit else "AT_LEAST", str(float(habit.target or 0)))
    return (
        *(f"{place + 1:03d}", habit.name, "NUMERICAL" if measured else "YES_NO", habit.question, habit.notes),
        *(str(frequency.times), str(frequency.days), PALETTE[NUMBERS.get(habit.color, 0)][0]),
        *(target if measured else ("", "", "")),
        str(habit.archived).lower(),
    )


def cells(habit: HabitRecord) -> dict[date, str]:
    """The word or number of each day that has an entry."""
    values = {entry.day: value_of(habit, entry, Losses()) for entry in habit.entries}
    return {day: WORDS.get(value, str(value)) for day, value in values.items()}


def together(columns: Sequence[dict[date, str]]) -> Iterator[tuple[str, ...]]:
    """A row for each day from the newest to the oldest with an entry; rows end with an empty cell."""
    known = {day for column in columns for day in column}
    for number in range((max(known) - min(known)).days + 1 if known else 0):
        day = max(known) - DAY * number
        yield (day.isoformat(), *(column.get(day, WORDS[UNKNOWN]) for column in columns), "")


def folder(place: int, habit: HabitRecord) -> str:
    return f"{place + 1:03d} {FOLDER_NAME.sub('', habit.name)[:100]}".strip()


def is_measured(habit: HabitRecord) -> bool:
    """Loop has a limit only with amounts: what is to be quit is at most nothing."""
    return habit.kind.is_measured or habit.kind.is_limit


def losses_in_loop(document: Document) -> Losses:
    """What Loop does not hold. Coming back here, plans bring back most of it."""
    losses = Losses()
    for habit in document.habits:
        schedule = habit.schedule
        if schedule.kind not in ROLLING:
            times = frequency_in_loop(habit)
            losses.add(
                habit.name,
                "schedule",
                f"Loop has no {schedule.kind}: it is written as {times.times} times in {times.days} days.",
            )
        older = len(habit.schedules) - 1
        losses.add(
            habit.name, "schedules", "Loop has one schedule for all time: the newest is written.", older
        )
        older = max(len(habit.targets) - 1, 0)
        losses.add(habit.name, "targets", "Loop has one target for all time: the newest is written.", older)
        if habit.kind is HabitKind.QUIT:
            losses.add(habit.name, "kind", "Loop has no habits to quit: it is written as at most 0.")
        if habit.kind is HabitKind.TIMED:
            losses.add(habit.name, "kind", "Loop has no timed habits: it is written as an amount of minutes.")
        losses.add(habit.name, "tags", "Loop has no tags.", len(habit.tags))
        losses.add(habit.name, "icon", "Loop has no icons.", int(habit.icon != ""))
        losses.add(
            habit.name, "entries.recorded_at", "Loop does not keep when and where.", len(habit.entries)
        )
        for entry in habit.entries:
            value_of(habit, entry, losses)
    losses.add("", "pauses", "Loop has no pauses.", len(document.pauses))
    losses.add("", "profile", "Loop has no profile.", int(document.profile is not None))
    return losses
