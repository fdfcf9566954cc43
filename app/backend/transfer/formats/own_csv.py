"""A person's data as tables for spreadsheets: a zip file of CSV. It is not read back; the JSON is. Pure."""

import json

from transfer.document import Document
from transfer.formats.archive import packed
from transfer.formats.own_json import day_text, instant_text, number, schedule_values
from transfer.formats.tables import write_rows

HABITS = ("habit", "name", "question", "notes", "kind", "unit", "color", "icon", "tags", "position")
TIMES = ("archived_at", "created_at")
SCHEDULES = ("habit", "name", "valid_from", "kind", "details")
TARGETS = ("habit", "name", "valid_from", "target")
ENTRIES = ("habit", "name", "date", "state", "amount", "note", "recorded_at", "zone")
PAUSES = ("first", "last", "habit", "name", "tag", "reason")


def write(document: Document) -> bytes:
    """Habits are numbered from 1 in their order, and named in each table for whoever reads it."""
    numbered = [(str(place + 1), habit) for place, habit in enumerate(document.habits)]
    habits = [
        (
            *(place, habit.name, habit.question, habit.notes, habit.kind.value, habit.unit, habit.color),
            *(habit.icon, "\n".join(habit.tags), str(habit.position)),
            *(instant_text(habit.archived_at) or "", instant_text(habit.created_at) or ""),
        )
        for place, habit in numbered
    ]
    schedules = []
    for place, habit in numbered:
        for day, schedule in habit.schedules:
            values = schedule_values(schedule)
            kind = values.pop("kind")
            details = json.dumps(values, sort_keys=True) if values else ""
            schedules.append((place, habit.name, day_text(day) or "", kind, details))
    targets = [
        (place, habit.name, day_text(day) or "", str(number(target)))
        for place, habit in numbered
        for day, target in habit.targets
    ]
    entries = [
        (
            *(place, habit.name, entry.day.isoformat(), entry.state),
            *("" if entry.amount is None else str(number(entry.amount)), entry.note),
            *(instant_text(entry.recorded_at) or "", entry.zone),
        )
        for place, habit in numbered
        for entry in habit.entries
    ]
    pauses = [
        (
            *(pause.first.isoformat(), pause.last.isoformat()),
            *(("", "") if pause.habit is None else (str(pause.habit + 1), document.habits[pause.habit].name)),
            *(pause.tag, pause.reason),
        )
        for pause in document.pauses
    ]
    return packed(
        {
            "habits.csv": write_rows([(*HABITS, *TIMES), *habits]),
            "schedules.csv": write_rows([SCHEDULES, *schedules]),
            "targets.csv": write_rows([TARGETS, *targets]),
            "entries.csv": write_rows([ENTRIES, *entries]),
            "pauses.csv": write_rows([PAUSES, *pauses]),
        }
    )
