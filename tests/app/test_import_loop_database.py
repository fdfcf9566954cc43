"""Backups of Loop Habit Tracker: every schema from 12 to 25."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind
from tests.app import foreign_files as files
from tests.app.parsed_files import WORDS, habit_in, lost, parsed, said
from transfer import formats
from transfer.document import FileError
from transfer.formats.loop_values import PALETTE

MONDAY = date(2026, 3, 16)
UUID_HEX = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"


def test_a_yes_no_habit_comes_with_all_that_it_has():
    row = {
        "name": "Meditate",
        "question": "Did you sit?",
        "description": "Ten minutes",
        "color": 12,
        "archived": 1,
        "freq_num": 3,
        "freq_den": 7,
        "uuid": UUID_HEX,
    }
    data = files.loop_database([row], [{"habit": 1, "day": MONDAY, "notes": "calm"}])

    habit = habit_in(data)

    assert formats.parse(data)[0] == "loop-db"
    assert [getattr(habit, word) for word in WORDS] == [
        *("Meditate", HabitKind.YES_NO, "Did you sit?", "Ten minutes", "", "indigo", True)
    ]
    assert habit.id == UUID(UUID_HEX)
    assert habit.schedules == ((None, Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=3, days=7)),)
    assert said(habit) == [(MONDAY, "done", None, "calm")]
    assert lost(data) == {}


def test_only_what_the_person_said_of_a_day_is_taken():
    days = files.days_back(MONDAY, 7)
    values = [-1, 0, 1, 2, 3, -5, 7]
    cells = [{"habit": 1, "day": day, "value": value} for day, value in zip(days, values, strict=True)]
    data = files.loop_database(repetitions=cells)

    assert said(habit_in(data)) == [
        (days[1], "missed", None, ""),
        (days[3], "done", None, ""),
        (days[4], "skipped", None, ""),
    ]
    messages = [(loss.number, loss.message[:24]) for loss in parsed(data).losses]
    assert sorted(messages) == [(1, "Days that Loop derived f"), (2, "A value that Loop does n")]


@pytest.mark.parametrize(("target_type", "kind"), [(0, HabitKind.AT_LEAST), (1, HabitKind.AT_MOST)])
def test_amounts_are_thousandths_and_a_skip_is_the_number_three(target_type, kind):
    row = {"type": 1, "target_type": target_type, "target_value": 2.5, "unit": "km"}
    days = files.days_back(MONDAY, 4)
    cells = [
        {"habit": 1, "day": day, "value": value} for day, value in zip(days, [1500, 3, 2, 0], strict=True)
    ]

    habit = habit_in(files.loop_database([row], cells))

    nothing = ("missed", None) if kind is HabitKind.AT_LEAST else ("done", Decimal(0))
    assert (habit.kind, habit.unit, habit.target) == (kind, "km", Decimal("2.5"))
    assert said(habit) == [
        (days[0], "done", Decimal("1.5"), ""),
        (days[1], "skipped", None, ""),
        (days[2], "done", Decimal("0.002"), ""),
        (days[3], *nothing, ""),
    ]


def test_a_habit_may_have_the_number_zero_and_no_notes():
    data = files.loop_database([{"id": 0}], [{"habit": 0, "day": MONDAY, "notes": None}])

    assert said(habit_in(data)) == [(MONDAY, "done", None, "")]


def test_the_first_of_two_values_of_a_day_counts():
    cells = [{"habit": 1, "day": MONDAY, "value": value} for value in (0, 2)]
    data = files.loop_database(repetitions=cells, version=21)

    assert said(habit_in(data)) == [(MONDAY, "missed", None, "")]
    assert lost(data) == {("", "Repetitions"): 1}


def test_habits_are_in_loops_order():
    rows = [{"id": 1, "name": "b", "position": 1}, {"id": 2, "name": "a", "position": 0}]

    assert [habit.name for habit in parsed(files.loop_database(rows)).document.habits] == ["a", "b"]


def test_reminders_and_days_of_no_habit_are_lost_and_said_so():
    data = files.loop_database([{"reminder_hour": 8}], [{"habit": 9, "day": MONDAY}])

    assert lost(data) == {("Meditate", "reminder"): 1, ("", "Repetitions"): 1}


@pytest.mark.parametrize("version", range(12, 26))
def test_every_schema_is_brought_to_what_the_newest_means(version):
    colors = {12: -16540699, 13: -16540699, **dict.fromkeys(range(14, 21), 7)}
    row = {
        "name": "Run",
        "description": "Did you run?" if version < 23 else "Slowly",
        "question": "Did you run?",
        "color": colors.get(version, 10),
        "freq_num": 1,
        "freq_den": 2,
        "type": 1,
        "target_value": 5,
        "unit": "km",
    }
    cells = [{"habit": 1, "day": MONDAY, "value": 2000, "notes": "windy"}]

    habit = habit_in(files.loop_database([row], cells, version=version))

    assert (habit.question, habit.notes) == ("Did you run?", "" if version < 23 else "Slowly")
    assert habit.color == PALETTE[10][1] == "blue"
    assert habit.schedule == Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=1, days=2)
    assert habit.kind is (HabitKind.AT_LEAST if version >= 16 else HabitKind.YES_NO)
    amount = Decimal(2) if version >= 16 else None
    assert said(habit) == [(MONDAY, "done", amount, "windy" if version == 25 else "")]


@pytest.mark.parametrize("version", [0, 11, 26, 2_000_000])
def test_other_schemas_are_refused_by_their_number(version):
    with pytest.raises(FileError, match=f"schema {version}; 12 to 25"):
        parsed(files.loop_database(version=version))


def test_a_file_alone_in_a_zip_file_is_that_file():
    data = files.loop_database()

    assert parsed(files.zipped({"backup.db": data, "__MACOSX/backup.db": b"x"})) == parsed(data)


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n", b"name,value\n", b'{"a": 1}', b"[1]", b'"text"', files.zipped({"a": b"", "b": b""})],
)
def test_what_is_no_format_is_refused_with_those_that_are(data):
    with pytest.raises(FileError, match="json, loop-db, loop-csv, mhabit, beaver"):
        parsed(data)


@pytest.mark.parametrize(
    ("version", "number", "color"),
    [
        (13, -2937041, "red"),
        (13, 12, "gray"),
        (13, -1, "red"),
        (13, 99, "red"),
        (20, 8, "violet"),
        (20, 1, "orange"),
        (21, 8, "teal"),
        (25, 19, "gray"),
        (25, 20, "red"),
        (25, -1, "red"),
        (25, None, "red"),
        (25, "x", "red"),
    ],
)
def test_colors_of_every_palette(version, number, color):
    assert habit_in(files.loop_database([{"color": number}], version=version)).color == color
