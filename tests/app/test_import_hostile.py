"""Files that are broken or mean harm: one clear line says what is wrong, and nothing of them is written."""

import sqlite3
from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habits.models import Habit
from tests.app import foreign_files as files
from tests.app.hostile_files import BEAVER, CASES, CSV, DATABASE, MHABIT, MONDAY, OWN, OWN_HABIT, own
from tests.app.whole_state import bring, whole_state
from tracking.models import Entry
from transfer.limits import MAX_FILE_BYTES


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_with_a_file_is_said_in_one_line_and_nothing_is_written(as_alice, case):
    make, message = CASES[case]
    before = whole_state()

    response = bring(as_alice, make(), apply=True)

    assert response.status_code == 400, response.content
    (error,) = response.json()["errors"]
    assert error["field"] == "file"
    assert message in error["message"]
    assert len(error["message"]) < 300
    assert "\n" not in error["message"]
    assert whole_state() == before


def test_a_file_that_is_too_large_is_refused_before_it_is_read(as_alice):
    class Unread(BytesIO):
        read = None

    response = as_alice.generic(
        "POST",
        "/api/imports",
        b"",
        content_type="application/octet-stream",
        CONTENT_LENGTH="200000000",
        **{"wsgi.input": Unread()},
    )

    assert response.status_code == 413
    assert f"{MAX_FILE_BYTES} bytes" in response.json()["detail"]


def test_a_file_that_does_not_say_how_large_it_is_is_measured(as_alice):
    assert bring(as_alice, b"0" * (MAX_FILE_BYTES + 1)).status_code == 413


def losses(response):
    return {(loss["habit"], loss["field"]): loss["number"] for loss in response.json()["report"]["losses"]}


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(1969, 12, 31), date(2026, 3, 20), date(9999, 12, 31)])
def test_days_that_nobody_can_have_recorded_are_left_out_and_counted(as_alice, day):
    data = files.loop_database(repetitions=[{"habit": 1, "day": MONDAY}, {"habit": 1, "day": day}])

    response = bring(as_alice, data, apply=True)

    assert response.status_code == 201
    assert losses(response) == {("Meditate", "entries.date"): 1}
    assert list(Entry.objects.values_list("date", flat=True)) == [MONDAY]


@pytest.mark.parametrize("value", [2**62, -(2**62), "soon", b"\x00", 1.5, None])
def test_days_and_values_that_are_none_are_left_out_and_counted(as_alice, value):
    rows = [{"habit": 1, "timestamp": value}, {"habit": 1, "day": MONDAY, "value": "yes"}]

    response = bring(as_alice, files.loop_database(repetitions=rows), apply=True)

    assert losses(response) == {("Meditate", "Repetitions"): 2}
    assert Entry.objects.count() == 0


def test_names_are_only_names(as_alice):
    rows = [{"id": 1, "name": "../../etc/passwd"}, {"id": 2, "name": "<b>\n\0x"}, {"id": 3, "name": " "}]

    response = bring(as_alice, files.loop_database(rows), apply=True, file_name="../../a%2Fb")

    assert response.json()["file_name"] == "../../a/b"
    assert set(Habit.objects.values_list("name", flat=True)) == {"../../etc/passwd", "<b>\nx", "Unnamed"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "x" * 101}, "name"),
        ({"notes": "x" * 2001}, "notes"),
        ({"color": "ultraviolet"}, "color"),
        ({"icon": "../x"}, "icon"),
        ({"tags": ["a"] * 3 + [str(number) for number in range(30)]}, "tags"),
        ({"targets": [{"target": 0}]}, "targets"),
        ({"targets": [{"target": 10**40}]}, "targets"),
        ({"targets": []}, "targets"),
        ({"kind": "at_most"}, "schedules"),
        ({"kind": "yes_no"}, "targets"),
        ({"kind": "timed", "unit": "hours"}, "unit"),
        ({"schedules": [{"kind": "daily", "valid_from": "0001-01-01"}]}, "valid_from"),
        ({"schedules": [{"kind": "rrule", "rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}]}, "schedules"),
        ({"surprise": 1}, "surprise"),
        ({"entries": [OWN_HABIT["entries"][0] | {"amount": 10**15}]}, "entries.amount"),
        ({"entries": [OWN_HABIT["entries"][0] | {"amount": -1}]}, "entries.amount"),
        ({"entries": [OWN_HABIT["entries"][0] | {"amount": 0.00001}]}, "entries.amount"),
        ({"entries": [OWN_HABIT["entries"][0] | {"state": "skipped"}]}, "entries.amount"),
        ({"entries": [OWN_HABIT["entries"][0] | {"note": "x" * 2001}]}, "entries.note"),
        ({"entries": [OWN_HABIT["entries"][0] | {"zone": "Mars/Olympus"}]}, "entries.zone"),
    ],
)
def test_what_cannot_be_kept_as_it_is_is_a_loss_and_no_refusal(as_alice, changes, field):
    response = bring(as_alice, own(**changes), apply=True)

    assert response.status_code == 201, response.content
    assert field in {name for _, name in losses(response)}
    assert as_alice.get("/api/tasks").status_code == 200
    assert as_alice.get("/api/exports/json").status_code == 200


def test_triggers_and_functions_of_a_database_do_nothing(as_alice):
    more = """
    CREATE TABLE seen (x);
    CREATE TRIGGER t AFTER INSERT ON Habits BEGIN INSERT INTO seen VALUES (1); END;
    CREATE INDEX i ON Habits(abs(name));
    """

    assert bring(as_alice, files.loop_database(more=more), apply=True).status_code == 201


def test_a_database_with_a_write_ahead_log_is_read(as_alice):
    data = bytearray(DATABASE)
    data[18:20] = b"\2\2"

    assert bring(as_alice, bytes(data), apply=True).status_code == 201


def test_a_database_is_read_by_no_more_than_it_takes():
    from transfer.formats import hostile_sqlite

    with hostile_sqlite.opened(DATABASE) as database:
        for statement in (
            "DELETE FROM Habits",
            "ATTACH '/tmp/x' AS x",
            "SELECT load_extension('x')",
            "SELECT randomblob(100000000)",
            "PRAGMA writable_schema = ON",
            "CREATE TABLE x (y)",
        ):
            with pytest.raises(sqlite3.DatabaseError):
                database.connection.execute(statement).fetchall()


KINDS = [CSV, DATABASE, OWN, BEAVER, MHABIT]


@st.composite
def mutated(draw):
    """A file of any format with some bytes changed, left out, doubled, or cut off."""
    data = bytearray(draw(st.sampled_from(KINDS)))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, max(len(data) - 1, 0)))
        match draw(st.sampled_from(["change", "number", "drop", "double", "cut"])):
            case "change":
                data[place : place + 1] = draw(st.binary(min_size=1, max_size=3))
            case "number":
                data[place : place + 1] = draw(st.sampled_from([b"9999", b"-1", b"\xff\xff", b"null", b"[]"]))
            case "drop":
                del data[place : place + draw(st.integers(1, 40))]
            case "double":
                data[place:place] = data[place : place + draw(st.integers(1, 40))]
            case "cut":
                del data[place:]
    return bytes(data)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=mutated())
def test_no_file_is_a_defect_or_half_brought_in(as_alice, data):
    before = whole_state()

    response = bring(as_alice, data, apply=True)

    assert response.status_code in (200, 201, 400)
    if response.status_code == 400:
        assert whole_state() == before
    else:
        as_alice.post(f"/api/imports/{response.json()['id']}/rollback")
        assert whole_state() == before


@pytest.mark.parametrize("length", ["", "many", "-1", "1" * 5000])
def test_a_length_that_is_none_is_no_defect(as_alice, length):
    response = as_alice.generic(
        "POST", "/api/imports", b"x", content_type="application/octet-stream", CONTENT_LENGTH=length
    )

    assert response.status_code in (400, 413)
