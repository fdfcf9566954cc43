"""What a file would change for a person: which habits are theirs already, and which days differ. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from transfer.document import Document, EntryRecord, HabitRecord

COMPARED = ("name", "question", "notes", "unit", "color", "icon", "tags")


class Match(StrEnum):
    """How a habit of a file is known."""

    NEW = "new"
    ID = "id"
    NAME = "name"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A habit of a file, and the person's own habit that it is, if it is one."""

    theirs: HabitRecord
    own: HabitRecord | None = None
    match: Match = Match.NEW

    @property
    def own_id(self) -> UUID | None:
        return self.own.id if self.own else None


@dataclass(frozen=True, kw_only=True)
class HabitChange:
    """What a file says of a habit, beside what is there."""

    pair: Pair
    new: tuple[EntryRecord, ...]
    same: int
    conflicting: tuple[EntryRecord, ...]
    """Days on which both have something and not the same, as the file has them."""
    differing: tuple[str, ...]
    """What the file says otherwise of the habit itself; the person's own stays."""


def paired(
    own: Sequence[HabitRecord], theirs: Sequence[HabitRecord], id_here: Callable[[UUID], UUID]
) -> list[Pair]:
    """Each habit of a file with the own habit of its kind that has its id, or else its name, in order.

    `id_here` is the id that a habit gets here if its own is someone else's.
    """
    free = {habit.id: habit for habit in own if habit.id}
    pairs = [Pair(theirs=habit) for habit in theirs]
    for place, habit in enumerate(theirs):
        for id_ in (id_here(habit.id), habit.id) if habit.id else ():
            if id_ in free and free[id_].kind is habit.kind:
                pairs[place] = Pair(theirs=habit, own=free.pop(id_), match=Match.ID)
                break
    by_name: dict[tuple[str, str], list[HabitRecord]] = defaultdict(list)
    for habit in free.values():
        by_name[habit.name, habit.kind].append(habit)
    for place, pair in enumerate(pairs):
        if pair.own is None and (known := by_name[pair.theirs.name, pair.theirs.kind]):
            pairs[place] = replace(pair, own=known.pop(0), match=Match.NAME)
    return pairs


def change_of(pair: Pair, there: Mapping[date, EntryRecord]) -> HabitChange:
    """What the pair's days come to, beside those that are `there`."""
    new, conflicting = [], []
    for entry in pair.theirs.entries:
        if entry.day not in there:
            new.append(entry)
        elif there[entry.day].said != entry.said:
            conflicting.append(entry)
    return HabitChange(
        pair=pair,
        new=tuple(new),
        same=len(pair.theirs.entries) - len(new) - len(conflicting),
        conflicting=tuple(conflicting),
        differing=differing(pair.own, pair.theirs) if pair.own else (),
    )


def differing(own: HabitRecord, theirs: HabitRecord) -> tuple[str, ...]:
    """Names of what a file says otherwise; what it does not say does not differ."""
    names = [name for name in COMPARED if (said := getattr(theirs, name)) and said != getattr(own, name)]
    if own.archived != theirs.archived:
        names.append("archived")
    dated = theirs.schedules[0][0] is not None
    if own.schedules != theirs.schedules if dated else own.schedule != theirs.schedule:
        names.append("schedule")
    if own.targets != theirs.targets if dated else own.target != theirs.target:
        names.append("target")
    return tuple(names)


def twins(document: Document) -> list[str]:
    """Names that more than one habit of a file has."""
    counts = Counter(habit.name for habit in document.habits)
    return sorted(name for name, number in counts.items() if number > 1)
