"""The JSON of Beaver Habits: habits with their ticks, and the order in which they are shown. Pure."""

from datetime import date

from habits.schedules import MAX_INTERVAL, MAX_TIMES_A_MONTH, Schedule, ScheduleKind
from transfer.document import DONE, MISSED, Document, EntryRecord, HabitRecord, Losses, Parsed
from transfer.formats.source import SourceFile
from transfer.formats.strict_json import Fields

NAME = "beaver"
HABIT_FIELDS = {"id", "name", "tags", "star", "status", "period", "records", "list_id", "weekly_goal"}
RECORD_FIELDS = {"day", "done", "text"}
DELETED = "soft_delete"
DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
DAILY = Schedule(kind=ScheduleKind.DAILY)


def sniff(source: SourceFile) -> bool:
    if not isinstance(source.json, dict) or not isinstance(habits := source.json.get("habits"), list):
        return False
    return "format" not in source.json and all(isinstance(one, dict) and "records" in one for one in habits)


def parse(source: SourceFile) -> Parsed:
    """Raises FileError."""
    losses = Losses()
    fields = Fields(source.json, "")
    habits = list(fields.objects("habits"))
    order = {one: place for place, one in enumerate(fields.texts("order"))}
    habits.sort(key=lambda habit: order.get(str(habit.values.get("id")), len(order)))
    kept = [habit for habit in habits if habit.values.get("status") != DELETED]
    losses.add("", "status", "Habits that were deleted in Beaver are left out.", len(habits) - len(kept))
    for name in fields.unknown({"habits", "order"}):
        losses.add("", name, "This is not taken.")
    return Parsed(
        document=Document(habits=tuple(habit_of(place, one, losses) for place, one in enumerate(kept))),
        losses=tuple(losses),
    )


def habit_of(place: int, fields: Fields, losses: Losses) -> HabitRecord:
    name = fields.text("name")
    if fields.values.get("star"):
        losses.add(name, "star", "Stars are not taken.")
    for unknown in fields.unknown(HABIT_FIELDS):
        losses.add(name, unknown, "This is not taken.")
    return HabitRecord(
        name=name,
        tags=fields.texts("tags"),
        position=place,
        archived=fields.text("status", "active") == "archive",
        schedules=((None, schedule_of(fields, name, losses)),),
        entries=entries_of(fields, name, losses),
    )


def schedule_of(fields: Fields, habit: str, losses: Losses) -> Schedule:
    """So many ticks in so many days, weeks, months or years; a habit without a period is daily."""
    if fields.values.get("period") is None:
        return DAILY
    period = Fields(fields.values["period"], fields.path("period"))
    unit, count = period.text("period_type", "D"), period.integer("period_count", 1)
    times = period.integer("target_count", 1)
    if unit not in DAYS or count < 1 or times < 1:
        losses.add(habit, "period", "This is no period: every day is taken.")
        return DAILY
    days = min(DAYS[unit] * count, MAX_INTERVAL)
    if times >= days:
        return DAILY
    if unit == "W" and count == 1:
        return Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=times)
    if unit == "M" and count == 1:
        losses.add(
            habit, "period", "More than 28 times a month are taken as 28.", int(times > MAX_TIMES_A_MONTH)
        )
        return Schedule(kind=ScheduleKind.TIMES_PER_MONTH, times=min(times, MAX_TIMES_A_MONTH))
    if unit != "D":
        losses.add(habit, "period", f"{times} times in {count} × {unit} is taken as in any {days} days.")
    return Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=times, days=days)


def entries_of(fields: Fields, habit: str, losses: Losses) -> tuple[EntryRecord, ...]:
    found: dict[date, EntryRecord] = {}
    for record in fields.objects("records"):
        for unknown in record.unknown(RECORD_FIELDS):
            losses.add(habit, f"records.{unknown}", "This is not taken.")
        day, note = record.day("day"), record.text("text", "")
        if day in found:
            losses.add(habit, "records.day", "A second record of the same day is left out.")
        elif record.boolean("done", False):
            found[day] = EntryRecord(day=day, state=DONE, note=note)
        elif note:
            losses.add(habit, "records.text", "A day with a note and without a tick is taken as missed.")
            found[day] = EntryRecord(day=day, state=MISSED, note=note)
    return tuple(found[day] for day in sorted(found))
