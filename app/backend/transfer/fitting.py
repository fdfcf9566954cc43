"""What this tracker can hold of a file: texts cut, amounts rounded, days left out, each with a loss."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from accounts import clock
from accounts.models import LAST_WEEKDAY, time_zones
from habits.measures import MINUTES, HabitKind
from habits.models import AMOUNT_DIGITS, AMOUNT_PLACES, MAX_POSITION, MAX_TAG, MAX_TAGS, Color
from habits.recurrence import comes_up
from habits.schedules import Schedule, ScheduleKind
from tracking import pausing
from tracking.services import DAYS_AHEAD, FIRST_DAY, SKIPS_AHEAD
from transfer.document import SKIPPED, Document, EntryRecord, FileError, HabitRecord, Losses, PauseRecord
from transfer.limits import MAX_ENTRIES, MAX_HABITS

LENGTHS = {"name": 100, "question": 200, "notes": 2000, "unit": 20, "icon": 40, "tags": MAX_TAG}
MAX_NOTE = 2000
MAX_REASON = 200
UNNAMED = "Unnamed"
PLACE = Decimal(1).scaleb(-AMOUNT_PLACES)
MOST = Decimal(10) ** (AMOUNT_DIGITS - AMOUNT_PLACES) - PLACE
ICON = re.compile(r"[a-z0-9-]*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
MAX_LANGUAGE = 35
DAILY = Schedule(kind=ScheduleKind.DAILY)


def fitted(document: Document, losses: Losses, *, today: date) -> Document:
    """The document as it can be kept; `today` is the person's. Raises FileError if it is too large."""
    number = sum(len(habit.entries) for habit in document.habits)
    if len(document.habits) > MAX_HABITS:
        raise FileError(f"The file has {len(document.habits)} habits; {MAX_HABITS} are taken.")
    if number > MAX_ENTRIES:
        raise FileError(f"The file has {number} entries; {MAX_ENTRIES} are taken.")
    ids: set[UUID] = set()
    habits = []
    for habit in document.habits:
        fit = Fit(habit=habit, losses=losses, today=today)
        habits.append(fit.whole(is_twin=habit.id in ids))
        if habit.id:
            ids.add(habit.id)
    tags = {tag for habit in habits for tag in habit.tags}
    pauses = tuple(
        replace(pause, tag=cut(pause.tag, MAX_TAG), reason=cut(pause.reason, MAX_REASON))
        for pause in document.pauses
        if can_pause(pause, tags, losses, today)
    )
    document = replace(document, habits=tuple(habits), pauses=pauses)
    return document if has_profile(document, losses) else replace(document, profile=None)


@dataclass(frozen=True, kw_only=True)
class Fit:
    """One habit on its way."""

    habit: HabitRecord
    losses: Losses
    today: date

    def lose(self, name: str, message: str, number: int = 1) -> None:
        self.losses.add(self.habit.name[: LENGTHS["name"]], name, message, number)

    def whole(self, *, is_twin: bool) -> HabitRecord:
        habit = self.habit
        if is_twin:
            self.lose("id", "Another habit of the file has the same id: this one gets a new one.")
        return replace(
            habit,
            id=None if is_twin else habit.id,
            name=self.text("name", habit.name.strip()) or self.unnamed(),
            question=self.text("question", habit.question),
            notes=self.text("notes", habit.notes),
            unit=self.unit(),
            color=self.color(),
            icon=self.icon(),
            tags=self.tags(),
            position=None if habit.position is None else min(max(habit.position, 0), MAX_POSITION),
            schedules=self.schedules(),
            targets=self.targets(),
            entries=tuple(entry for one in habit.entries if (entry := self.entry(one))),
        )

    def text(self, name: str, value: str) -> str:
        kept = cut(value, LENGTHS[name])
        if kept != value:
            self.lose(name, f"It is longer than {LENGTHS[name]} characters, or has a zero byte: it is cut.")
        return kept

    def unnamed(self) -> str:
        self.lose("name", f"A habit without a name is called {UNNAMED}.")
        return UNNAMED

    def unit(self) -> str:
        kind = self.habit.kind
        unit = MINUTES if kind is HabitKind.TIMED else self.habit.unit if kind.is_measured else ""
        if self.habit.unit and unit != self.habit.unit:
            self.lose("unit", f"A habit of kind {kind} cannot have the unit.")
        return self.text("unit", unit)

    def color(self) -> str:
        if self.habit.color in Color.values:
            return self.habit.color
        if self.habit.color:
            self.lose("color", "There is no such colour: another one is taken.")
        return Color.INDIGO.value

    def icon(self) -> str:
        icon = self.text("icon", self.habit.icon)
        if ICON.fullmatch(icon):
            return icon
        self.lose("icon", "An icon's name has a-z, 0-9 and hyphens.")
        return ""

    def tags(self) -> tuple[str, ...]:
        tags = list(dict.fromkeys(self.text("tags", tag.strip()) for tag in self.habit.tags))
        kept = [tag for tag in tags if tag][:MAX_TAGS]
        self.lose("tags", f"Empty tags, and those after {MAX_TAGS}, are left out.", len(tags) - len(kept))
        return tuple(kept)

    def schedules(self) -> tuple[tuple[date | None, Schedule], ...]:
        return tuple(self.by_day([(day, self.schedule(day, one)) for day, one in self.habit.schedules]))

    def schedule(self, day: date | None, schedule: Schedule) -> Schedule:
        kind = self.habit.kind
        if kind.is_limit and (schedule.is_quota or schedule.kind is ScheduleKind.DAYS_AFTER_DONE):
            self.lose("schedules", "A limit is kept each day: a schedule of another kind becomes daily.")
            return DAILY
        if schedule.rrule is not None and not comes_up(schedule.rrule, day or self.today):
            self.lose("schedules", "A rule that never comes up becomes daily.")
            return DAILY
        return schedule

    def targets(self) -> tuple[tuple[date | None, Decimal], ...]:
        habit = self.habit
        if not habit.kind.is_measured:
            self.lose("targets", "A habit that is not measured has no target.", len(habit.targets))
            return ()
        if not habit.targets:
            self.lose("targets", "There is no target: 1 is taken.")
        return tuple(
            self.by_day([(day, self.target(one)) for day, one in habit.targets or ((None, Decimal(1)),)])
        )

    def target(self, target: Decimal) -> Decimal:
        kept = rounded(target)
        if kept is None or (kept == 0 and not self.habit.kind.is_limit):
            self.lose("targets", f"A target of {target:.6g} cannot be: 1 is taken.")
            return Decimal(1)
        self.lose("targets", f"A target is rounded to {AMOUNT_PLACES} places.", int(kept != target))
        return kept

    def by_day[T](self, versions: Sequence[tuple[date | None, T]]) -> list[tuple[date | None, T]]:
        """Versions of days that can be; the last of several of one day."""
        kept: dict[date | None, T] = {}
        for day, value in versions:
            near = day and min(max(day, FIRST_DAY), self.today + DAYS_AHEAD)
            if near != day:
                self.lose("valid_from", f"{day} is too far from today: {near} is taken.")
            kept[near] = value
        return list(kept.items())

    def entry(self, entry: EntryRecord) -> EntryRecord | None:
        """The entry as it can be kept, if it can."""
        ahead = SKIPS_AHEAD if entry.state == SKIPPED else DAYS_AHEAD
        if not FIRST_DAY <= entry.day <= self.today + ahead:
            when = f"before {FIRST_DAY}" if entry.day < FIRST_DAY else "too far ahead"
            self.lose("entries.date", f"Days {when} are left out.")
            return None
        amount = entry.amount
        if amount is not None and (entry.state == SKIPPED or not self.habit.kind.is_measured):
            self.lose("entries.amount", "A day that is skipped or not measured has no amount.")
            amount = None
        if amount is not None:
            amount = rounded(amount)
            if amount is None:
                self.lose("entries.amount", f"Days with an amount below 0 or above {MOST} are left out.")
                return None
            self.lose(
                "entries.amount",
                f"Amounts are rounded to {AMOUNT_PLACES} places.",
                int(amount != entry.amount),
            )
        note = cut(entry.note, MAX_NOTE)
        if note != entry.note:
            self.lose("entries.note", f"Notes of more than {MAX_NOTE} characters are cut.")
        zone = entry.zone
        if zone and zone not in time_zones():
            self.lose("entries.zone", "Zones that are not known become your own.")
            zone = ""
        return replace(entry, amount=amount, note=note, zone=zone)


def cut(text: str, length: int) -> str:
    """The text without zero bytes, which no text of the database can have, and no longer than `length`."""
    return text.replace("\0", "")[:length]


def rounded(amount: Decimal) -> Decimal | None:
    """The amount in thousandths; None if it is below zero or too large."""
    return amount.quantize(PLACE) if 0 <= amount <= MOST else None


def can_pause(pause: PauseRecord, tags: set[str], losses: Losses, today: date) -> bool:
    """Whether a pause can be kept."""
    try:
        pausing.check_days(pause.first, pause.last, today=today)
    except pausing.PauseError as error:
        losses.add("", "pauses", f"Left out: {error.message}")
        return False
    if pause.tag and (pause.habit is not None or cut(pause.tag, MAX_TAG) not in tags):
        losses.add("", "pauses", "Left out: the tag is of no habit, or stands beside one.")
        return False
    return True


def has_profile(document: Document, losses: Losses) -> bool:
    """Whether the document has a profile that can be."""
    if (profile := document.profile) is None:
        return False
    is_valid = (
        profile.time_zone in time_zones()
        and 0 <= profile.day_starts_at < clock.MINUTES_A_DAY
        and 0 <= profile.first_weekday <= LAST_WEEKDAY
        and len(profile.language) <= MAX_LANGUAGE
        and LANGUAGE.fullmatch(profile.language) is not None
    )
    losses.add("", "profile", "It has a value that cannot be, and is left out.", int(not is_valid))
    return is_valid
