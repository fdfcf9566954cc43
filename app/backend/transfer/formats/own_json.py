"""The tracker's own JSON: everything of a person, written so that the same data give the same bytes. Pure."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

from habits.measures import HabitKind
from habits.schedules import DETAILS, Schedule, ScheduleError, ScheduleKind
from transfer.document import (
    STATES,
    Document,
    EntryRecord,
    FileError,
    HabitRecord,
    Losses,
    Parsed,
    PauseRecord,
    ProfileRecord,
)
from transfer.formats.source import SourceFile
from transfer.formats.strict_json import Fields

NAME = "json"
FORMAT = "habit-tracker"
VERSION = 1
DOCUMENT_FIELDS = {"format", "version", "profile", "habits", "pauses"}
HABIT_FIELDS = {
    *("id", "name", "question", "notes", "kind", "unit", "color", "icon", "tags", "position"),
    *("archived_at", "created_at", "schedules", "targets", "entries"),
}
ENTRY_FIELDS = {"date", "state", "amount", "note", "recorded_at", "zone"}


# --- writing ------------------------------------------------------------------------------------------------
def write(document: Document) -> bytes:
    """The document as JSON in UTF-8."""
    profile = document.profile
    return dumped(
        {
            "format": FORMAT,
            "version": VERSION,
            "profile": {name: getattr(profile, name) for name in ProfileRecord.__slots__}
            if profile
            else None,
            "habits": [habit_values(habit) | entry_values(habit) for habit in document.habits],
            "pauses": [pause_values(pause, document) for pause in document.pauses],
        }
    )


def dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def habit_values(habit: HabitRecord) -> dict[str, Any]:
    """A habit without its entries."""
    return {
        "id": str(habit.id) if habit.id else None,
        "name": habit.name,
        "question": habit.question,
        "notes": habit.notes,
        "kind": habit.kind.value,
        "unit": habit.unit,
        "color": habit.color,
        "icon": habit.icon,
        "tags": list(habit.tags),
        "position": habit.position,
        "archived_at": instant_text(habit.archived_at),
        "created_at": instant_text(habit.created_at),
        "schedules": [
            {"valid_from": day_text(day), **schedule_values(schedule)} for day, schedule in habit.schedules
        ],
        "targets": [{"valid_from": day_text(day), "target": number(target)} for day, target in habit.targets],
    }


def entry_values(habit: HabitRecord) -> dict[str, Any]:
    return {
        "entries": [
            {
                "date": entry.day.isoformat(),
                "state": entry.state,
                "amount": None if entry.amount is None else number(entry.amount),
                "note": entry.note,
                "recorded_at": instant_text(entry.recorded_at),
                "zone": entry.zone,
            }
            for entry in habit.entries
        ]
    }


def pause_values(pause: PauseRecord, document: Document) -> dict[str, Any]:
    return {
        "first": pause.first.isoformat(),
        "last": pause.last.isoformat(),
        "habit": None if pause.habit is None else str(document.habits[pause.habit].id),
        "tag": pause.tag,
        "reason": pause.reason,
    }


def schedule_values(schedule: Schedule) -> dict[str, Any]:
    """The kind with the details that it needs."""
    values: dict[str, Any] = {"kind": schedule.kind.value}
    for name in DETAILS.get(schedule.kind, ()):
        value = getattr(schedule, name)
        if name == "nth_weekdays":
            value = [{"nth": nth, "weekday": weekday} for nth, weekday in sorted(value)]
        values[name] = sorted(value) if isinstance(value, frozenset) else value
    return values


def number(amount: Decimal) -> int | float:
    """Twelve digits survive a double."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def instant_text(instant: datetime | None) -> str | None:
    return None if instant is None else instant.astimezone(UTC).isoformat()


# --- reading ------------------------------------------------------------------------------------------------
def sniff(source: SourceFile) -> bool:
    return isinstance(source.json, dict) and source.json.get("format") == FORMAT


def parse(source: SourceFile) -> Parsed:
    """Raises FileError."""
    fields = Fields(source.json, "")
    if (version := fields.integer("version")) != VERSION:
        raise FileError(f"The file is of version {version} of the format; {VERSION} is understood.")
    losses = Losses()
    for name in fields.unknown(DOCUMENT_FIELDS):
        losses.add("", name, "This is not understood.")
    habits = tuple(read_habit(habit, losses) for habit in fields.objects("habits"))
    ids = {habit.id: place for place, habit in enumerate(habits) if habit.id}
    profile = fields.values.get("profile")
    document = Document(
        habits=habits,
        pauses=tuple(read_pause(pause, ids) for pause in fields.objects("pauses")),
        profile=None if profile is None else read_profile(Fields(profile, "profile")),
    )
    return Parsed(document=document, losses=tuple(losses))


def read_habit(fields: Fields, losses: Losses) -> HabitRecord:
    """A habit with its entries, if it has any. Raises FileError."""
    name = fields.text("name")
    for unknown in fields.unknown(HABIT_FIELDS):
        losses.add(name, unknown, "This is not understood.")
    kind = read_choice(fields, "kind", [kind.value for kind in HabitKind])
    schedules = tuple(read_version(version) for version in fields.objects("schedules"))
    targets = tuple((read_day(target), target.number("target")) for target in fields.objects("targets"))
    if not schedules:
        raise fields.error("schedules", "a list with one schedule at least")
    check_order(fields, "schedules", [day for day, _ in schedules])
    check_order(fields, "targets", [day for day, _ in targets])
    archived_at = fields.instant("archived_at")
    return HabitRecord(
        id=read_id(fields),
        name=name,
        question=fields.text("question", ""),
        notes=fields.text("notes", ""),
        kind=HabitKind(kind),
        unit=fields.text("unit", ""),
        color=fields.text("color", ""),
        icon=fields.text("icon", ""),
        tags=fields.texts("tags"),
        position=None if fields.values.get("position") is None else fields.integer("position"),
        archived=archived_at is not None,
        archived_at=archived_at,
        created_at=fields.instant("created_at"),
        schedules=schedules,
        targets=targets,
        entries=read_entries(fields, name, losses),
    )


def read_entries(fields: Fields, habit: str, losses: Losses) -> tuple[EntryRecord, ...]:
    found: dict[date, EntryRecord] = {}
    for entry in fields.objects("entries"):
        day = entry.day("date")
        if day in found:
            raise entry.error("date", "a day that no other entry has")
        for unknown in entry.unknown(ENTRY_FIELDS):
            losses.add(habit, f"entries.{unknown}", "This is not understood.")
        found[day] = EntryRecord(
            day=day,
            state=read_choice(entry, "state", STATES),
            amount=None if entry.values.get("amount") is None else entry.number("amount"),
            note=entry.text("note", ""),
            recorded_at=entry.instant("recorded_at"),
            zone=entry.text("zone", ""),
        )
    return tuple(found[day] for day in sorted(found))


def read_version(fields: Fields) -> tuple[date | None, Schedule]:
    details: dict[str, Any] = {}
    for name in DETAILS.get(kind := ScheduleKind(read_choice(fields, "kind", list(ScheduleKind))), ()):
        match name:
            case "rrule":
                details[name] = fields.text(name)
            case "nth_weekdays":
                details[name] = frozenset(
                    (pair.integer("nth"), pair.integer("weekday")) for pair in fields.objects(name)
                )
            case "weekdays" | "month_days":
                details[name] = read_numbers(fields, name)
            case _:
                details[name] = fields.integer(name)
    try:
        return read_day(fields), Schedule(kind=kind, **details)
    except ScheduleError as error:
        raise FileError(f"{fields.path(error.field)}: {error.message}") from None


def read_numbers(fields: Fields, name: str) -> frozenset[int]:
    values: list[Any] = fields.get(name, list, "a list", [])
    if not all(isinstance(value, int) for value in values):
        raise fields.error(name, "a list of whole numbers")
    return frozenset(values)


def read_pause(fields: Fields, ids: dict[UUID, int]) -> PauseRecord:
    habit = read_id(fields, "habit")
    if habit is not None and habit not in ids:
        raise fields.error("habit", "the id of a habit in the file")
    return PauseRecord(
        first=fields.day("first"),
        last=fields.day("last"),
        habit=None if habit is None else ids[habit],
        tag=fields.text("tag", ""),
        reason=fields.text("reason", ""),
    )


def read_profile(fields: Fields) -> ProfileRecord:
    return ProfileRecord(
        time_zone=fields.text("time_zone"),
        day_starts_at=fields.integer("day_starts_at"),
        first_weekday=fields.integer("first_weekday"),
        language=fields.text("language"),
    )


def read_day(fields: Fields) -> date | None:
    return None if fields.values.get("valid_from") is None else fields.day("valid_from")


def read_id(fields: Fields, name: str = "id") -> UUID | None:
    if fields.values.get(name) is None:
        return None
    try:
        return UUID(fields.text(name))
    except ValueError:
        raise fields.error(name, "a UUID") from None


def read_choice(fields: Fields, name: str, choices: Iterable[str]) -> str:
    if (value := fields.text(name)) not in choices:
        raise fields.error(name, f"one of {', '.join(choices)}")
    return value


def check_order(fields: Fields, name: str, days: list[date | None]) -> None:
    """Raises FileError unless each version but the first has a day, and a later one than the one before."""
    after = [day for day in days[1:] if day is not None]
    known = [days[0], *after] if days and days[0] is not None else after
    if len(after) < len(days) - 1 or any(one >= two for one, two in pairwise(known)):
        raise FileError(f"{fields.path(name)} is not in the order of valid_from.")
