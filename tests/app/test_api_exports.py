"""Exports: everything of a person, as files whose bytes are the same each time."""

import csv
import io
import sqlite3
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind
from habits.services import change_habit
from tests.app.conftest import NOON
from tracking.models import Pause
from transfer import exporting
from transfer.formats.tables import harmless, original
from uploads.models import Photo

FORMS = ["json", "json-zip", "csv", "loop-csv", "loop-db", "loop-db-zip"]
MONDAY = date(2026, 3, 16)
TUESDAY = date(2026, 3, 17)


@pytest.fixture
def some_of_everything(alice, make_habit, record):
    """Two habits with versions, tags, days and pauses."""
    run = make_habit(
        alice,
        name="=Run/1",
        kind=HabitKind.AT_LEAST,
        target=Decimal("2.5"),
        unit="km",
        tags=["calm"],
        icon="run",
        schedule=Schedule(kind=ScheduleKind.NTH_WEEKDAYS, nth_weekdays=frozenset({(-1, 0), (1, 3)})),
    )
    change_habit(habit=run, today=MONDAY, changes={"target": Decimal(3), "archived": True})
    read = make_habit(alice, name="Read", notes="ä, 'b'\n\"c\"")
    record(run, MONDAY, amount=Decimal("1.5"), note="-wind")
    record(run, TUESDAY, "skipped")
    record(read, TUESDAY, "missed", note="tired, very\nso")
    Pause.objects.create(owner=alice, habit=read, first=MONDAY, last=MONDAY, reason="ill")
    Pause.objects.create(owner=alice, tag="calm", first=MONDAY, last=TUESDAY)
    return run, read


def unzipped(response):
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_the_json_has_everything_of_the_person(as_alice, some_of_everything):
    _, read = some_of_everything

    response = as_alice.get("/api/exports/json")

    assert response["Content-Disposition"] == 'attachment; filename="habits.json"'
    found = response.json()
    assert found["profile"] == {
        "day_starts_at": 0,
        "first_weekday": 0,
        "language": "en",
        "time_zone": "UTC",
    }
    assert [habit["name"] for habit in found["habits"]] == ["=Run/1", "Read"]
    first = found["habits"][0]
    assert first["schedules"] == [
        {
            "kind": "nth_weekdays",
            "nth_weekdays": [{"nth": -1, "weekday": 0}, {"nth": 1, "weekday": 3}],
            "valid_from": "2026-01-01",
        }
    ]
    assert first["targets"] == [
        {"target": 2.5, "valid_from": "2026-01-01"},
        {"target": 3, "valid_from": "2026-03-16"},
    ]
    assert first["entries"][0] == {
        "date": "2026-03-16",
        "state": "done",
        "amount": 1.5,
        "note": "-wind",
        "recorded_at": "2026-03-18T12:00:00+00:00",
        "zone": "UTC",
    }
    assert {pause["habit"] for pause in found["pauses"]} == {None, str(read.id)}
    assert {pause["tag"] for pause in found["pauses"]} == {"", "calm"}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_data_give_the_same_bytes(as_alice, some_of_everything, noon, form):
    first = as_alice.get(f"/api/exports/{form}")
    noon.shift(86_400)
    second = as_alice.get(f"/api/exports/{form}")

    assert first.status_code == 200
    assert len(first.content) > 100
    assert first.content == second.content


@pytest.mark.parametrize("form", FORMS)
def test_somebody_without_habits_gets_a_file_too(as_bob, as_alice, some_of_everything, form):
    response = as_bob.get(f"/api/exports/{form}")

    assert response.status_code == 200
    assert b"Run" not in response.content


def test_no_cell_of_the_tables_is_a_formula(as_alice, some_of_everything):
    tables = unzipped(as_alice.get("/api/exports/csv"))

    assert set(tables) == {"habits.csv", "schedules.csv", "targets.csv", "entries.csv", "pauses.csv"}
    assert rows(tables["habits.csv"])[0]["name"] == "'=Run/1"
    assert rows(tables["entries.csv"])[0]["note"] == "'-wind"
    for form in ("csv", "loop-csv"):
        for name, data in unzipped(as_alice.get(f"/api/exports/{form}")).items():
            if name.endswith(".csv"):
                cells = [cell for row in csv.reader(io.StringIO(data.decode(), newline="")) for cell in row]
                assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("cell", ["", "a", "'a", "=1", "'=1", "''=1", "-", "\t", "a=1", "'"])
def test_a_cell_made_harmless_can_be_read_back(cell):
    assert original(harmless(cell)) == cell
    assert not harmless(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_loops_tables_are_those_of_its_newest_generation(as_alice, some_of_everything):
    files = unzipped(as_alice.get("/api/exports/loop-csv"))

    assert files["Habits.csv"].splitlines()[0] == (
        b"Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,"
        b"Target Type,Target Value,Archived?"
    )
    assert rows(files["Habits.csv"])[0] | {"Name": ""} == {
        "Position": "001",
        "Name": "",
        "Type": "NUMERICAL",
        "Question": "",
        "Description": "",
        "FrequencyNumerator": "2",
        "FrequencyDenominator": "30",
        "Color": "#303F9F",
        "Unit": "km",
        "Target Type": "AT_LEAST",
        "Target Value": "3.0",
        "Archived?": "true",
    }
    assert rows(files["001 Run1/Checkmarks.csv"]) == [
        {"Date": "2026-03-17", "Value": "SKIP", "Notes": ""},
        {"Date": "2026-03-16", "Value": "1500", "Notes": "'-wind"},
    ]
    assert files["Checkmarks.csv"].decode().splitlines() == [
        "Date,'=Run/1,Read,",
        "2026-03-17,SKIP,NO,",
        "2026-03-16,1500,UNKNOWN,",
    ]


def test_loops_backup_is_a_database_of_schema_25(as_alice, some_of_everything, tmp_path):
    path = tmp_path / "backup.db"
    path.write_bytes(as_alice.get("/api/exports/loop-db").content)

    connection = sqlite3.connect(path)
    found = connection.execute(
        "SELECT name, type, target_value, freq_num, freq_den, uuid FROM Habits"
    ).fetchall()
    cells = connection.execute(
        "SELECT habit, timestamp, value, notes FROM Repetitions ORDER BY id"
    ).fetchall()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (is_whole,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()

    run, read = some_of_everything
    monday = int(datetime(2026, 3, 16, tzinfo=UTC).timestamp() * 1000)
    assert found == [("=Run/1", 1, 3.0, 2, 30, run.id.hex), ("Read", 0, 0.0, 1, 1, read.id.hex)]
    assert cells == [
        (1, monday, 1500, "-wind"),
        (1, monday + 86_400_000, 3, ""),
        (2, monday + 86_400_000, 0, "tired, very\nso"),
    ]
    assert (version, is_whole) == (25, "ok")


def test_what_a_format_does_not_hold_is_said_by_habit_and_field(as_alice, some_of_everything):
    forms = as_alice.get("/api/exports/losses").json()["forms"]

    losses = {one["form"]: {(loss["habit"], loss["field"]) for loss in one["losses"]} for one in forms}
    assert set(losses) == set(FORMS)
    assert losses["json"] == losses["json-zip"] == losses["csv"] == set()
    assert (
        losses["loop-db"]
        == losses["loop-csv"]
        >= {
            ("=Run/1", "schedule"),
            ("=Run/1", "targets"),
            ("=Run/1", "tags"),
            ("=Run/1", "icon"),
            ("", "pauses"),
        }
    )


def test_more_than_an_answer_can_hold_is_refused_with_the_way_out(as_alice, some_of_everything, monkeypatch):
    monkeypatch.setattr(exporting, "MAX_ANSWER_BYTES", 1000)

    response = as_alice.get("/api/exports/json")

    assert response.status_code == 409
    assert response["Content-Type"] == "application/problem+json"
    assert "1000 at most. Take json-zip." in response.json()["detail"]


def test_files_are_answered_under_their_own_types_only(as_alice):
    assert as_alice.get("/api/exports/csv", headers={"Accept": "application/zip"}).status_code == 200
    refused = as_alice.get("/api/exports/csv", headers={"Accept": "text/html"})
    assert refused.status_code == 406
    assert refused.json()["status"] == 406


def test_the_number_of_statements_does_not_grow(as_alice, some_of_everything, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        as_alice.get("/api/exports/json")


def test_photos_are_in_no_file_and_that_is_said(as_alice, alice, some_of_everything):
    run, _ = some_of_everything
    Photo.objects.create(
        id=uuid4(),
        owner=alice,
        habit=run,
        date=MONDAY,
        extension="jpg",
        size=1,
        width=1,
        height=1,
        created_at=NOON,
    )

    forms = as_alice.get("/api/exports/losses").json()["forms"]

    assert all(
        ("=Run/1", "photos") in {(one["habit"], one["field"]) for one in form["losses"]} for form in forms
    )
