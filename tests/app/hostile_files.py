"""Files that are whole, and what can be wrong with them."""

import json
import struct
import zipfile
from datetime import date
from io import BytesIO

from tests.app import foreign_files as files
from transfer.limits import MAX_ROWS, MAX_UNPACKED_BYTES

MONDAY = date(2026, 3, 16)
ROW = ["001", "Read", "YES_NO", "", "", 1, 1, "#1976D2", "", "", "", "false"]
CSV = files.loop_csv(
    files.NEWEST_HEADER, [ROW], {"001 Read": [("2026-03-16", "YES_MANUAL", "a"), ("2026-03-15", "NO", "")]}
)
DATABASE = files.loop_database(
    [{}, {"id": 2, "name": "Run", "type": 1, "target_value": 2.5, "unit": "km"}],
    [{"habit": 1, "day": MONDAY, "notes": "a"}, {"habit": 2, "day": MONDAY, "value": 1500}],
)
OWN_HABIT = {
    "name": "Read",
    "kind": "at_least",
    "schedules": [{"kind": "times_per_week", "times": 3, "valid_from": "2026-03-01"}],
    "targets": [{"target": 2.5, "valid_from": "2026-03-01"}],
    "entries": [{"date": "2026-03-16", "state": "done", "amount": 1.5, "zone": "Europe/Berlin"}],
}
OWN = json.dumps({"format": "habit-tracker", "version": 1, "habits": [OWN_HABIT]}).encode()
BEAVER = files.beaver({"name": "Read", "records": [{"day": "2026-03-16", "done": True, "text": "a"}]})
MHABIT = files.mhabit(
    {
        "name": "Run",
        "daily_goal": 2,
        "freq_type": 3,
        "freq_custom": "[1,2]",
        "records": [{"record_date": 20528, "record_type": 1, "record_value": 1.5}],
    }
)


def own(**changes):
    habit = OWN_HABIT | changes
    return json.dumps({"format": "habit-tracker", "version": 1, "habits": [habit]}).encode()


def with_entry(**changes):
    return own(entries=[OWN_HABIT["entries"][0] | changes])


def forged(data, at, value):
    """A zip file whose central directory says something else; `at` counts from an entry's beginning."""
    place = data.index(b"PK\x01\x02") + at
    return data[:place] + struct.pack("<I", value) + data[place + 4 :]


def bomb():
    """Megabytes of zeros in kilobytes."""
    return files.zipped({"a.json": b"0" * (MAX_UNPACKED_BYTES + 1)})


def encrypted():
    place = CSV.index(b"PK\x01\x02") + 8
    return CSV[:place] + b"\x01\x00" + CSV[place + 2 :]


def two_of_one_name():
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("Habits.csv", "Name,Color\n")
        archive.writestr("Habits.csw", "Name,Color\n")
    return target.getvalue().replace(b"Habits.csw", b"Habits.csv")


VIEW = """
ALTER TABLE Habits RENAME TO Other;
CREATE VIEW Habits AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS id FROM n;
"""
MANY_ROWS = """
INSERT INTO Repetitions (habit) WITH RECURSIVE n(x) AS (
    SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x <= 600000
) SELECT 1 FROM n;
"""
MANY_LINES = "Name,Color\n" + "".join(f"{number},\n" for number in range(MAX_ROWS))
CASES = {
    "empty": (lambda: b"", "The file is empty"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "of no format"),
    "zip cut in the middle": (lambda: CSV[: len(CSV) // 2], "zip file is damaged"),
    "zip cut at the end": (lambda: CSV[:-5], "zip file is damaged"),
    "zip with other bytes inside": (lambda: CSV.replace(b"\x03\x04\x14", b"\x03\x05\x14"), ""),
    "zip bomb": (bomb, f"{MAX_UNPACKED_BYTES} are taken"),
    "zip bomb that says it is small": (lambda: forged(bomb(), 24, 10), "zip file is damaged"),
    "zip bomb in one file": (lambda: files.zipped({"a": b"0" * 9_000_000, "b": b""}), "suspiciously much"),
    "zip of many files": (lambda: files.zipped({str(one): b"" for one in range(2001)}), "2001 files"),
    "encrypted zip": (encrypted, "encrypted"),
    "zip with two files of one name": (two_of_one_name, "two files of one name"),
    "zip in a zip": (lambda: files.zipped({"a.zip": files.zipped({"b.zip": CSV})}), "of no format"),
    "table in Latin-1": (
        lambda: files.zipped({"Habits.csv": "Name,Color\né,".encode("latin-1"), "b": b""}),
        "Habits.csv is not UTF-8: byte 11",
    ),
    "table with a zero byte": (
        lambda: files.zipped({"Habits.csv": b"Name,Color\n\0", "b": b""}),
        "a byte that is zero",
    ),
    "table of others": (
        lambda: files.zipped({"Habits.csv": b"a,b\n1,2\n", "b": b""}),
        "no columns Name and Color",
    ),
    "table with a huge cell": (
        lambda: files.zipped({"Habits.csv": b"Name,Color\n" + b"x" * 200_000, "b": b""}),
        "is not CSV",
    ),
    "table of too many rows": (
        lambda: files.zipped({"Habits.csv": MANY_LINES, "b": b""}),
        "rows together",
    ),
    "database of too many rows": (
        lambda: files.zipped({"a.db": files.loop_database(more=MANY_ROWS)}),
        "more than 600000 rows",
    ),
    "database that is none": (lambda: b"SQLite format 3\0" + b"\xff" * 4000, "database"),
    "database whose schema is no text": (
        lambda: DATABASE.replace(b"CREATE TABLE Habits (id", b"CREATE TABLE Habits '\xe8 "),
        "damaged",
    ),
    "database whose schema is no SQL": (
        lambda: DATABASE.replace(b"CREATE TABLE Habits (id", b"CREATE TABLE Habits\n\0\n!"),
        "damaged",
    ),
    "database cut off": (lambda: DATABASE[: len(DATABASE) // 2], "database"),
    "database without tables": (
        lambda: files.loop_database(more="DROP TABLE Repetitions;"),
        "no table Repetitions",
    ),
    "database without columns": (
        lambda: files.loop_database(more="ALTER TABLE Habits DROP COLUMN freq_num;"),
        "no column freq_num",
    ),
    "database with an endless view": (lambda: files.loop_database(more=VIEW), "no table Habits"),
    "database of another program": (lambda: files.loop_database(version=99), "schema 99"),
    "JSON cut off": (lambda: OWN[:-9], "not JSON"),
    "JSON in UTF-16": (lambda: OWN.decode().encode("utf-16"), "of no format"),
    "JSON in Latin-1": (lambda: own(name="é").replace(b"\\u00e9", b"\xe9"), "not UTF-8"),
    "deep JSON": (lambda: b"[" * 200_000, "nested too deeply"),
    "deep JSON that ends": (lambda: b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
    "JSON with a name twice": (
        lambda: OWN.replace(b'"kind"', b'"name": "x", "kind"', 1),
        "two values of the name 'name'",
    ),
    "JSON with NaN": (lambda: OWN.replace(b"1.5", b"NaN"), "the number NaN"),
    "JSON with Infinity": (lambda: OWN.replace(b"1.5", b"-Infinity"), "the number -Infinity"),
    "JSON with a number beyond all bounds": (
        lambda: OWN.replace(b"1.5", b"1e99999999999999999999"),
        "beyond all bounds",
    ),
    "JSON with a number of many digits": (lambda: OWN.replace(b"1.5", b"9" * 5000), "not JSON"),
    "JSON with half a character": (lambda: OWN.replace(b'"Read"', b'"\\ud800"'), "half of a surrogate pair"),
    "habit without a name": (lambda: own(name=None), "habits[0].name is null and not a text"),
    "habit of no kind": (lambda: own(kind="odd"), 'habits[0].kind is "odd" and not one of yes_no'),
    "habit without a schedule": (lambda: own(schedules=[]), "habits[0].schedules"),
    "schedule that cannot be": (
        lambda: own(schedules=[{"kind": "times_per_week", "times": 9}]),
        "habits[0].schedules[0].times",
    ),
    "schedule that runs away": (
        lambda: own(schedules=[{"kind": "rrule", "rrule": "FREQ=SECONDLY"}]),
        "schedules[0].rrule",
    ),
    "schedules out of order": (lambda: own(schedules=OWN_HABIT["schedules"] * 2), "not in the order"),
    "day that is none": (lambda: with_entry(date="2026-02-30"), 'entries[0].date is "2026-02-30"'),
    "day twice": (lambda: own(entries=OWN_HABIT["entries"] * 2), "entries[1].date"),
    "state that is none": (lambda: with_entry(state="maybe"), "one of done, missed, skipped"),
    "amount that is a text": (lambda: with_entry(amount="1.5"), 'amount is "1.5" and not a number'),
    "instant without an offset": (
        lambda: with_entry(recorded_at="2026-03-16T10:00:00"),
        "instant with its offset",
    ),
    "id that is none": (lambda: own(id="../../etc/passwd"), "not a UUID"),
    "habits that are no list": (
        lambda: b'{"format": "habit-tracker", "version": 1, "habits": {}}',
        "habits is an object",
    ),
    "another version": (lambda: OWN.replace(b'"version": 1', b'"version": 2'), "version 2"),
    "Beaver with a day that is none": (lambda: BEAVER.replace(b"2026-03-16", b"16.3.2026"), "records[0].day"),
    "mhabit with a day that is none": (lambda: MHABIT.replace(b"20528", b'"x"'), "record_date"),
}
