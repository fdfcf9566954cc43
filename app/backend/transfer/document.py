"""What a file holds, whichever program wrote it: habits, what was recorded, and what got lost. Pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from habits.measures import HabitKind
from habits.schedules import Schedule

DONE, MISSED, SKIPPED = STATES = ("done", "missed", "skipped")


class FileError(ValueError):
    """A file cannot be taken at all; the message says what is wrong with it in one line."""

    def __init__(self, message: str) -> None:
        # Parts of it come from the file, or from libraries that quote the file.
        super().__init__(" ".join(message.replace("\0", "").split()))


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryRecord:
    """What a file says of a habit on a day."""

    day: date
    state: str
    amount: Decimal | None = None
    note: str = ""
    recorded_at: datetime | None = None
    """None when the file does not tell."""
    zone: str = ""

    @property
    def said(self) -> tuple[str, Decimal | None, str]:
        """What makes two entries of a day alike; when and where they were recorded does not."""
        return self.state, self.amount, self.note


@dataclass(frozen=True, kw_only=True, slots=True)
class HabitRecord:
    """A habit as a file has it. Versions whose day is None are valid from the habit's beginning."""

    name: str
    id: UUID | None = None
    kind: HabitKind = HabitKind.YES_NO
    question: str = ""
    notes: str = ""
    unit: str = ""
    color: str = ""
    icon: str = ""
    tags: tuple[str, ...] = ()
    position: int | None = None
    archived: bool = False
    archived_at: datetime | None = None
    created_at: datetime | None = None
    schedules: tuple[tuple[date | None, Schedule], ...]
    """Oldest first; at least one."""
    targets: tuple[tuple[date | None, Decimal], ...] = ()
    """Oldest first; at least one if the kind is measured, else none."""
    entries: tuple[EntryRecord, ...] = ()
    """By day, each day once."""

    @property
    def schedule(self) -> Schedule:
        """The newest."""
        return self.schedules[-1][1]

    @property
    def target(self) -> Decimal | None:
        """The newest."""
        return self.targets[-1][1] if self.targets else None


@dataclass(frozen=True, kw_only=True, slots=True)
class PauseRecord:
    """Days on which a habit, those with a tag, or all habits rest."""

    first: date
    last: date
    habit: int | None = None
    """Place in the document's list of habits."""
    tag: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileRecord:
    """How a person counts days and weeks."""

    time_zone: str
    day_starts_at: int
    first_weekday: int
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """Everything that a file has."""

    habits: tuple[HabitRecord, ...]
    pauses: tuple[PauseRecord, ...] = ()
    profile: ProfileRecord | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Loss:
    """Something that a file has and that cannot be taken along as it is."""

    habit: str
    """Its name; empty when it concerns the file as a whole."""
    field: str
    number: int
    """How many values it concerns."""
    message: str


@dataclass(kw_only=True)
class Losses:
    """Losses as they come up; those of one kind are counted together."""

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, habit: str, name: str, message: str, number: int = 1) -> None:
        if number:
            self.counts[habit, name, message] += number

    def __iter__(self) -> Iterator[Loss]:
        for (habit, name, message), number in self.counts.items():
            yield Loss(habit=habit, field=name, number=number, message=message)


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """What a parser found."""

    document: Document
    losses: tuple[Loss, ...]
