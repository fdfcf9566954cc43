"""What Loop Habit Tracker's numbers mean, in its database and in its CSV alike. Pure."""

from datetime import date
from decimal import Decimal

from habits.measures import HabitKind
from habits.schedules import MAX_INTERVAL, Schedule, ScheduleKind
from tracking.frequency import Frequency, frequency_of
from transfer.document import DONE, MISSED, SKIPPED, EntryRecord, HabitRecord, Losses

UNKNOWN, NO, YES_AUTO, YES, SKIP = -1, 0, 1, 2, 3
THOUSAND = 1000
DAY_OF_NO_MATTER = date(2000, 1, 3)
DAILY = Schedule(kind=ScheduleKind.DAILY)

# Loop's palette by number, with the colour here that is nearest to each.
PALETTE = (
    *(("#D32F2F", "red"), ("#E64A19", "orange"), ("#F57C00", "orange"), ("#FF8F00", "orange")),
    *(("#F9A825", "yellow"), ("#AFB42B", "lime"), ("#7CB342", "lime"), ("#388E3C", "green")),
    *(("#00897B", "teal"), ("#00ACC1", "cyan"), ("#039BE5", "blue"), ("#1976D2", "blue")),
    *(("#303F9F", "indigo"), ("#5E35B1", "violet"), ("#8E24AA", "grape"), ("#D81B60", "pink")),
    *(("#5D4037", "gray"), ("#303030", "gray"), ("#757575", "gray"), ("#AAAAAA", "gray")),
)
COLORS = (
    *("red", "orange", "yellow", "lime", "green", "teal", "cyan", "blue"),
    *("indigo", "violet", "grape", "pink", "gray"),
)
NUMBERS = dict(zip(COLORS, (0, 2, 4, 5, 7, 8, 9, 11, 12, 13, 14, 15, 18), strict=True))
"""Where the colours here are in Loop's palette."""


def color_of(number: int) -> str:
    """The colour here of a colour in Loop's palette; the first one for a number that it does not have."""
    return PALETTE[number][1] if 0 <= number < len(PALETTE) else PALETTE[0][1]


def nearest_color(red: int, green: int, blue: int) -> str:
    """The colour here of any colour: that of the nearest one in Loop's palette."""

    def apart(place: int) -> int:
        value = int(PALETTE[place][0][1:], 16)
        return sum(
            (one - two) ** 2
            for one, two in zip((value >> 16, value >> 8 & 255, value & 255), (red, green, blue), strict=True)
        )

    return PALETTE[min(range(len(PALETTE)), key=apart)][1]


def schedule_of(times: int, days: int, kind: HabitKind, habit: str, losses: Losses) -> Schedule:
    """The schedule of so many times in so many days; Loop's windows always roll."""
    if times < 1 or days < 1:
        losses.add(habit, "frequency", f"{times} times in {days} days is no frequency: every day is taken.")
        return DAILY
    if times >= days:
        if times > days:
            losses.add(habit, "frequency", f"{times} times in {days} days: once a day is taken.")
        return DAILY
    if kind.is_limit:
        losses.add(habit, "frequency", f"A limit is kept each day here, and not for {days} days together.")
        return DAILY
    if days > MAX_INTERVAL:
        losses.add(habit, "frequency", f"{times} times in {days} days: {MAX_INTERVAL} days are taken.")
    return Schedule(
        kind=ScheduleKind.TIMES_IN_DAYS, times=min(times, MAX_INTERVAL), days=min(days, MAX_INTERVAL)
    )


def frequency_in_loop(habit: HabitRecord) -> Frequency:
    """The frequency of the newest schedule: Loop has one for the whole of a habit's life."""
    day, schedule = habit.schedules[-1]
    return frequency_of(day or DAY_OF_NO_MATTER, schedule)


def entry_of(habit: HabitRecord, day: date, value: int, note: str, losses: Losses) -> EntryRecord | None:
    """What a value says; None for what nobody said: days that Loop derived, and days without an answer."""
    if value == SKIP:
        return EntryRecord(day=day, state=SKIPPED, note=note)
    if habit.kind.is_measured and value >= 0:
        return measured(habit, day, Decimal(value) / THOUSAND, note)
    match habit.kind, value:
        case HabitKind.QUIT, _ if value >= 0:
            return EntryRecord(day=day, state=MISSED if value else DONE, note=note)
        case _, _ if value == YES:
            return EntryRecord(day=day, state=DONE, note=note)
        case _, _ if value == NO:
            return EntryRecord(day=day, state=MISSED, note=note)
        case _, _ if value == YES_AUTO:
            losses.add(
                habit.name, "value", "Days that Loop derived from others are left out: nobody said so."
            )
        case _, _ if value != UNKNOWN:
            losses.add(habit.name, "value", "A value that Loop does not know is left out.")
    if note:
        losses.add(habit.name, "notes", "The note of a day without an answer is left out.")
    return None


def measured(habit: HabitRecord, day: date, amount: Decimal, note: str) -> EntryRecord:
    if amount == 0 and not habit.kind.is_limit:
        return EntryRecord(day=day, state=MISSED, note=note)
    return EntryRecord(day=day, state=DONE, amount=amount, note=note)


def value_of(habit: HabitRecord, entry: EntryRecord, losses: Losses) -> int:
    """The value that says the same in Loop, as nearly as it can."""
    if entry.state == SKIPPED:
        return SKIP
    is_done = entry.state == DONE
    if habit.kind is HabitKind.YES_NO:
        return YES if is_done else NO
    if habit.kind is HabitKind.QUIT:
        return NO if is_done else THOUSAND
    value = int((entry.amount if entry.amount is not None else supposed(habit, entry, losses)) * THOUSAND)
    if value == SKIP:
        losses.add(habit.name, "amount", "0.003 would be a skipped day to Loop: 0.004 is written.")
        return SKIP + 1
    return value


def supposed(habit: HabitRecord, entry: EntryRecord, losses: Losses) -> Decimal:
    """The amount of a day that has none: as much as it takes, or what the strength score counts."""
    target = next(
        (target for day, target in reversed(habit.targets) if day is None or day <= entry.day),
        habit.targets[0][1],
    )
    if habit.kind.is_limit:
        if entry.state == DONE:
            return Decimal(0)
        losses.add(
            habit.name, "amount", "A limit that was not kept, by an unknown amount, is written as twice."
        )
        return max(2 * target, Decimal(1))
    if entry.state == MISSED:
        return Decimal(0)
    losses.add(habit.name, "amount", "A day done without an amount is written with its target.")
    return target
