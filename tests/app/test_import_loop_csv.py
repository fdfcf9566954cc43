"""The CSV of Loop Habit Tracker: all three generations."""

from datetime import date
from decimal import Decimal

from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind
from tests.app import foreign_files as files
from tests.app.parsed_files import WORDS, habit_in, lost, parsed, said
from transfer import formats

MONDAY = date(2026, 3, 16)
TUESDAY = date(2026, 3, 17)


def newest(habits, cells, **more):
    return files.loop_csv(files.NEWEST_HEADER, habits, cells, **more)


def test_the_newest_generation_says_everything_in_words():
    rows = [
        ["001", "Run", "NUMERICAL", "Far?", "Slowly", 1, 2, "#00897B", "km", "AT_LEAST", "2.5", "true"],
        ["002", "Read", "YES_NO", "", "", 1, 1, "#D32F2F", "", "", "", "false"],
    ]
    cells = {
        "001 Run": [
            ("Date", "Value", "Notes"),
            ("2026-03-17", "1500", "wind, rain"),
            ("2026-03-16", "NO", ""),
        ],
        "002 Read": [
            ("Date", "Value", "Notes"),
            ("2026-03-19", "YES_AUTO", ""),
            ("2026-03-18", "YES_MANUAL", ""),
            ("2026-03-17", "SKIP", "ill"),
            ("2026-03-16", "NO", ""),
            ("2026-03-15", "UNKNOWN", ""),
        ],
    }
    data = newest(rows, cells)

    run, read = parsed(data).document.habits

    assert formats.parse(data)[0] == "loop-csv"
    assert [getattr(run, word) for word in WORDS] == [
        *("Run", HabitKind.AT_LEAST, "Far?", "Slowly", "km", "teal", True)
    ]
    assert run.target == Decimal("2.5")
    assert said(run) == [
        (MONDAY, "missed", None, ""),
        (TUESDAY, "done", Decimal("1.5"), "wind, rain"),
    ]
    assert said(read) == [
        (MONDAY, "missed", None, ""),
        (TUESDAY, "skipped", None, "ill"),
        (date(2026, 3, 18), "done", None, ""),
    ]
    assert lost(data) == {("Read", "value"): 1}


def test_tiny_amounts_that_print_as_words_are_amounts():
    rows = [["001", "Salt", "NUMERICAL", "", "", 1, 1, "#00897B", "g", "AT_MOST", "5.0", "false"]]
    cells = {"001 Salt": [("2026-03-16", "YES_AUTO", ""), ("2026-03-17", "YES_MANUAL", "")]}

    assert said(habit_in(newest(rows, cells))) == [
        (MONDAY, "done", Decimal("0.001"), ""),
        (TUESDAY, "done", Decimal("0.002"), ""),
    ]


def test_the_generation_of_numbers_says_no():
    rows = [["001", "Read", "Did you?", "Books", 2, 7, "#1976D2"]]
    cells = {
        "001 Read": [("2026-03-17", "0"), ("2026-03-16", "2"), ("2026-03-15", "1"), ("2026-03-14", "-1")]
    }

    habit = habit_in(files.loop_csv(files.NUMBERS_HEADER, rows, cells))

    assert (habit.question, habit.notes, habit.color) == ("Did you?", "Books", "blue")
    assert habit.schedule == Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=2, days=7)
    assert said(habit) == [(MONDAY, "done", None, ""), (TUESDAY, "missed", None, "")]


def test_amounts_of_the_generation_of_numbers_are_found_out():
    rows = [["001", "Run", "", "", 1, 1, "#1976D2"]]
    data = files.loop_csv(files.NUMBERS_HEADER, rows, {"001 Run": [("2026-03-17", "1500")]})

    assert habit_in(data).kind is HabitKind.AT_LEAST
    assert said(habit_in(data)) == [(TUESDAY, "done", Decimal("1.5"), "")]
    assert lost(data) == {("Run", "Target Value"): 1}


def test_in_the_oldest_generation_nothing_is_not_a_no():
    rows = [["001", "Read", "Books", 1, 1, "#1976D2"]]
    cells = {"001 Read": [("2026-03-17", "0"), ("2026-03-16", "2")]}

    habit = habit_in(files.loop_csv(files.OLDEST_HEADER, rows, cells))

    assert (habit.question, habit.notes) == ("", "Books")
    assert said(habit) == [(MONDAY, "done", None, "")]


def test_the_generations_of_one_log_say_the_same():
    old = files.loop_csv(
        files.NUMBERS_HEADER,
        [["001", "Read", "Did you?", "Books", 2, 7, "#1976D2"]],
        {"001 Read": [("2026-03-17", "3"), ("2026-03-16", "2"), ("2026-03-15", "0")]},
    )
    new = newest(
        [["001", "Read", "YES_NO", "Did you?", "Books", 2, 7, "#1976D2", "", "", "", "false"]],
        {
            "001 Read": [
                ("Date", "Value", "Notes"),
                ("2026-03-17", "SKIP", ""),
                ("2026-03-16", "YES_MANUAL", ""),
                ("2026-03-15", "NO", ""),
            ]
        },
    )

    assert parsed(old).document == parsed(new).document


def test_habits_of_one_name_are_told_apart_by_their_number():
    row = ["Read", "YES_NO", "", "", 1, 1, "#1976D2", "", "", "", "false"]
    cells = {"001 Read": [("2026-03-16", "NO", "")], "002 Read": [("2026-03-17", "NO", "")]}

    first, second = parsed(newest([["001", *row], ["002", *row]], cells)).document.habits

    assert [first.entries[0].day, second.entries[0].day] == [MONDAY, TUESDAY]


def test_names_that_no_folder_can_have_do_not_matter():
    row = ["001", "a/b\\..//c, é", "YES_NO", "", "", 1, 1, "#1976D2", "", "", "", "false"]

    habit = habit_in(newest([row], {"001 ab..c ": [("2026-03-16", "NO", "")]}))

    assert habit.name == "a/b\\..//c, é"
    assert said(habit) == [(MONDAY, "missed", None, "")]


def test_without_folders_the_common_table_is_read():
    row = ["YES_NO", "", "", 1, 1, "#1976D2", "", "", "", "false"]
    table = "Date,a,b,x,\n2026-03-17,NO,SKIP,\n2026-03-16,UNKNOWN,YES_MANUAL,\n"

    first, second = parsed(
        newest([["001", "a,b", *row], ["002", "x", *row]], {}, together=table)
    ).document.habits

    assert said(first) == [(TUESDAY, "missed", None, "")]
    assert said(second) == [(MONDAY, "done", None, ""), (TUESDAY, "skipped", None, "")]


def test_cells_that_say_nothing_are_lost_and_said_so():
    row = ["001", "Read", "YES_NO", "", "", 1, 1, "red", "", "", "", "false"]
    cells = {"001 Read": [("2026-02-30", "NO"), ("2026-03-16", "yes"), ("2026-03-17", "9" * 4000)]}

    assert lost(newest([row], cells)) == {
        ("Read", "Color"): 1,
        ("Read", "Date"): 1,
        ("Read", "Value"): 2,
    }
