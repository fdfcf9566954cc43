"""Files as other habit trackers write them, made from what is known of their formats."""

import csv
import io
import json
import sqlite3
import zipfile
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

EPOCH = date(1970, 1, 1)
DAY_MS = 86_400_000
# The schema of Loop's database that brought each column.
HABIT_SINCE = {
    "id": 12,
    "archived": 12,
    "color": 12,
    "description": 12,
    "freq_den": 12,
    "freq_num": 12,
    "highlight": 12,
    "name": 12,
    "position": 12,
    "reminder_hour": 12,
    "reminder_min": 12,
    "reminder_days": 12,
    "type": 16,
    "target_type": 18,
    "target_value": 18,
    "unit": 18,
    "question": 23,
    "uuid": 24,
}
REPETITION_SINCE = {"id": 12, "habit": 12, "timestamp": 12, "value": 16, "notes": 25}
HABIT = {
    "id": 1,
    "archived": 0,
    "color": 0,
    "description": "",
    "freq_den": 1,
    "freq_num": 1,
    "highlight": 0,
    "name": "Meditate",
    "position": 0,
    "type": 0,
    "target_type": 0,
    "target_value": 0,
    "unit": "",
    "question": "",
}
NEWEST_HEADER = (
    "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,"
    "Target Type,Target Value,Archived?"
)
NUMBERS_HEADER = "Position,Name,Question,Description,NumRepetitions,Interval,Color"
OLDEST_HEADER = "Position,Name,Description,NumRepetitions,Interval,Color"


def day_ms(day):
    return (day - EPOCH).days * DAY_MS


def loop_database(habits=(HABIT,), repetitions=(), *, version=25, more=""):
    """A backup of Loop. `repetitions` are dicts of habit, day (or timestamp), value and notes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "backup.db"
        connection = sqlite3.connect(path)
        columns = [name for name, since in HABIT_SINCE.items() if since <= max(version, 12)]
        connection.execute(f"CREATE TABLE Habits ({', '.join(columns)})")
        cells = [name for name, since in REPETITION_SINCE.items() if since <= max(version, 12)]
        connection.execute(f"CREATE TABLE Repetitions ({', '.join(cells)})")
        for habit in habits:
            insert(connection, "Habits", {name: (HABIT | habit).get(name) for name in columns})
        for number, one in enumerate(repetitions):
            row = {"id": number, "value": 2, "notes": "", **one}
            row.setdefault("timestamp", day_ms(row["day"]) if "day" in row else None)
            insert(connection, "Repetitions", {name: row.get(name) for name in cells})
        connection.execute(f"PRAGMA user_version = {version}")
        connection.executescript(more)
        connection.commit()
        connection.close()
        return path.read_bytes()


def insert(connection, table, row):
    marks = ", ".join("?" for _ in row)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})",  # noqa: S608  names of ours
        list(row.values()),
    )


def loop_csv(header, habits, cells, *, together=None):
    """A zip file of Loop's CSV: a row of `habits` for each, `cells` by the name of the habit's folder."""
    files = {"Habits.csv": csv_text([header.split(","), *habits])}
    files |= {f"{folder}/Checkmarks.csv": csv_text(rows) for folder, rows in cells.items()}
    if together is not None:
        files["Checkmarks.csv"] = together
    return zipped(files)


def csv_text(rows):
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue()


def zipped(files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def beaver(*habits, order=()):
    return json.dumps({"habits": list(habits), "order": list(order)}).encode()


def mhabit(*habits):
    return json.dumps(list(habits)).encode()


def epoch_day(day):
    return (day - EPOCH).days


def days_back(last, number):
    """The `number` days up to `last`, oldest first."""
    return [last - timedelta(days=back) for back in reversed(range(number))]
