"""The JSON of Table Habit (mhabit): a list of habits with their records. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from habits.measures import HabitKind
from habits.schedules import MAX_INTERVAL, MAX_TIMES_A_MONTH, WEEKDAYS, Schedule, ScheduleKind
from transfer.document import DONE, MISSED, SKIPPED, Document, EntryRecord, HabitRecord, Losses, Parsed
from transfer.formats.loop_values import nearest_color
from transfer.formats.source import SourceFile
from transfer.formats.strict_json import Fields, read_json

NAME = "mhabit"
POSITIVE, NEGATIVE = 1, 2
ARCHIVED, DELETED = 2, 3
WEEKLY, MONTHLY, CUSTOM = 1, 2, 3
CHECKED, PASSED = 1, 2
EPOCH = date(1970, 1, 1).toordinal()
MANY_SECONDS = 10**10
DAILY = Schedule(kind=ScheduleKind.DAILY)
TAKEN = {
    *("type", "status", "name", "desc", "color", "custom_color", "daily_goal", "daily_goal_unit"),
    *("freq_type", "freq_custom", "reminder_quest", "start_date", "records", "create_t"),
    *("modify_t", "sort_position", "uuid"),
}
# Empty values are left out of a file, so any one of these tells it from others.
OF_THIS_FORMAT = {"daily_goal", "freq_type", "freq_custom", "start_date", "target_days"}
RECORD_TAKEN = {
    *("record_date", "record_type", "record_value", "reason", "create_t", "modify_t", "uuid"),
    *("parent_uuid",),
}


def sniff(source: SourceFile) -> bool:
    habits = list_of(source.json)
    return isinstance(habits, list) and all(
        isinstance(habit, dict) and "records" in habit and not habit.keys().isdisjoint(OF_THIS_FORMAT)
        for habit in habits
    )


def list_of(value: Any) -> Any:
    """Newer versions wrap the list, to have groups beside it."""
    if isinstance(value, dict):
        return value.get("habits") or None
    return value


def parse(source: SourceFile) -> Parsed:
    """Raises FileError."""
    losses = Losses()
    habits = list(Fields({"habits": list_of(source.json)}, "").objects("habits"))
    kept = [habit for habit in habits if habit.values.get("status") != DELETED]
    losses.add("", "status", "Habits that were deleted in Table Habit are left out.", len(habits) - len(kept))
    if isinstance(source.json, dict):
        for name in sorted(source.json.keys() - {"habits"}):
            losses.add("", name, "This is not taken.")
    return Parsed(
        document=Document(habits=tuple(habit_of(place, one, losses) for place, one in enumerate(kept))),
        losses=tuple(losses),
    )


def habit_of(place: int, fields: Fields, losses: Losses) -> HabitRecord:
    name = fields.text("name", "")
    for unknown in fields.unknown(TAKEN):
        losses.add(name, unknown, "This is not taken.")
    goal, unit = fields.number("daily_goal", Decimal(1)), fields.text("daily_goal_unit", "")
    kind = kind_of(fields, goal, unit)
    begun = day_of(fields, "start_date") if fields.values.get("start_date") is not None else None
    return HabitRecord(
        name=name,
        kind=kind,
        question=fields.text("reminder_quest", ""),
        notes=fields.text("desc", ""),
        unit=unit if kind.is_measured else "",
        color=color_of(fields, name, losses),
        position=place,
        archived=fields.integer("status", 1) == ARCHIVED,
        created_at=instant_of(fields),
        schedules=((begun, schedule_of(fields, kind, name, losses)),),
        targets=((begun, goal),) if kind.is_measured else (),
        entries=entries_of(fields, kind, name, losses),
    )


def kind_of(fields: Fields, goal: Decimal, unit: str) -> HabitKind:
    """Every habit there has an amount. One whose goal is 1 of nothing, and that never had more, is yes/no."""
    if fields.integer("type", POSITIVE) == NEGATIVE:
        return HabitKind.AT_MOST
    amounts = {record.number("record_value", Decimal(0)) for record in fields.objects("records")}
    plain = goal == 1 and not unit and amounts <= {Decimal(0), Decimal(1)}
    return HabitKind.YES_NO if plain else HabitKind.AT_LEAST


def color_of(fields: Fields, habit: str, losses: Losses) -> str:
    if fields.values.get("custom_color") is not None:
        color = fields.integer("custom_color")
        return nearest_color(color >> 16 & 255, color >> 8 & 255, color & 255)
    if fields.values.get("color") is not None:
        losses.add(habit, "color", "Colours by number depend on Table Habit's theme: another one is taken.")
    return ""


def schedule_of(fields: Fields, kind: HabitKind, habit: str, losses: Losses) -> Schedule:
    times, days = frequency_of(fields, habit, losses)
    if times >= days:
        return DAILY
    if kind.is_limit:
        losses.add(habit, "freq_type", "A limit is kept each day here, and not for a longer time together.")
        return DAILY
    match fields.integer("freq_type", CUSTOM):
        case type_ if type_ == WEEKLY:
            return Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=times)
        case type_ if type_ == MONTHLY:
            return Schedule(kind=ScheduleKind.TIMES_PER_MONTH, times=min(times, MAX_TIMES_A_MONTH))
        case _:
            return Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=times, days=days)


def frequency_of(fields: Fields, habit: str, losses: Losses) -> tuple[int, int]:
    """So many times in so many days; once a day for what is no frequency."""
    values = read_json(fields.text("freq_custom", "[1,1]").encode() or b"null")
    lengths = {WEEKLY: len(WEEKDAYS), MONTHLY: MAX_TIMES_A_MONTH + 1}
    if not isinstance(values, list) or not all(type(value) is int and value > 0 for value in values):
        values = []
    match fields.integer("freq_type", CUSTOM), values:
        case ((1 | 2 as period), [times, *_]):
            return times, lengths[period]
        case _, [times, days]:
            losses.add(
                habit,
                "freq_custom",
                f"More than {MAX_INTERVAL} days are taken as so many.",
                int(days > MAX_INTERVAL),
            )
            return min(times, MAX_INTERVAL), min(days, MAX_INTERVAL)
    losses.add(habit, "freq_custom", "This is no frequency: every day is taken.")
    return 1, 1


def entries_of(fields: Fields, kind: HabitKind, habit: str, losses: Losses) -> tuple[EntryRecord, ...]:
    found: dict[date, EntryRecord] = {}
    for record in fields.objects("records"):
        for unknown in record.unknown(RECORD_TAKEN):
            losses.add(habit, f"records.{unknown}", "This is not taken.")
        if (day := day_of(record, "record_date")) is None:
            losses.add(habit, "records.record_date", "This is no day of the calendar.")
        elif day in found:
            losses.add(habit, "records.record_date", "A second record of the same day is left out.")
        else:
            found.update({entry.day: entry for entry in entry_of(record, day, kind, habit, losses)})
    return tuple(found[day] for day in sorted(found))


def entry_of(record: Fields, day: date, kind: HabitKind, habit: str, losses: Losses) -> Iterator[EntryRecord]:
    note, recorded_at = record.text("reason", ""), instant_of(record)
    if (type_ := record.integer("record_type", 0)) == PASSED:
        yield EntryRecord(day=day, state=SKIPPED, note=note, recorded_at=recorded_at)
    elif type_ == CHECKED:
        value = record.number("record_value", Decimal(0))
        is_done = value != 0 or kind.is_limit
        yield EntryRecord(
            day=day,
            state=DONE if is_done else MISSED,
            amount=value if is_done and kind.is_measured else None,
            note=note,
            recorded_at=recorded_at,
        )
    else:
        losses.add(habit, "records.record_type", "A day without an answer is left out.")


def day_of(fields: Fields, name: str) -> date | None:
    """Days are counted from 1970."""
    ordinal = EPOCH + fields.integer(name)
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def instant_of(fields: Fields) -> datetime | None:
    """When it was made; None for what is no instant of this century's beginning or later."""
    seconds = fields.integer("create_t", 0)
    if seconds > MANY_SECONDS:
        seconds //= 1000
    return datetime.fromtimestamp(seconds, UTC) if MANY_SECONDS // 10 <= seconds < MANY_SECONDS else None
