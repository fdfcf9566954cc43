"""What a file would do for a person, without doing it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from accounts.models import User
from habits.services import MAX_HABITS
from tracking.pausing import MAX_PAUSES, pauses_of
from transfer import formats
from transfer.comparison import HabitChange, Pair, change_of, paired, twins
from transfer.document import Document, FileError, Loss, Losses, PauseRecord, ProfileRecord
from transfer.fitting import cut, fitted
from transfer.selectors import entries_of, profile_of, records_of

MAX_LOSSES = 500
MAX_WORDS = 100
MAX_MESSAGE = 300


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that was read, and what of it can be kept."""

    name: str
    format: str
    digest: str
    document: Document
    losses: tuple[Loss, ...]


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What is to be done where a file and what is there disagree."""

    replace: bool = False
    """Whether the file's word counts on days that both have; otherwise the person's own stays."""
    with_profile: bool = False
    """Whether to take over how the person counts days and weeks."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a file comes to, beside what the person has now."""

    file: File
    choices: Choices
    changes: list[HabitChange]
    new_pauses: list[PauseRecord]
    new_profile: ProfileRecord | None

    @property
    def changes_nothing(self) -> bool:
        return not (
            self.new_pauses
            or self.new_profile
            or any(change.pair.own is None or change.new for change in self.changes)
            or (self.choices.replace and any(change.conflicting for change in self.changes))
        )


def read(owner: User, data: bytes, name: str) -> File:
    """What the file holds and what of it can be kept. Raises FileError."""
    format_, parsed = formats.parse(data, name)
    losses = Losses()
    document = fitted(parsed.document, losses, today=owner.today())
    return File(
        name=name,
        format=format_,
        digest=hashlib.sha256(data).hexdigest(),
        document=document,
        losses=(*parsed.losses, *losses),
    )


def look(owner: User, file: File, choices: Choices) -> Look:
    """What the file would change. Raises FileError if the person would have too much afterwards."""
    own = records_of(owner)
    pairs = paired(own, file.document.habits, lambda id_: id_here(owner, id_))
    there = entries_of(owner, [pair.own_id for pair in pairs if pair.own_id])
    changes = [change_of(pair, there[pair.own_id] if pair.own_id else {}) for pair in pairs]
    pauses = new_pauses(owner, file.document, pairs)
    if (number := len(own) + sum(pair.own is None for pair in pairs)) > MAX_HABITS:
        raise FileError(f"With this file you would have {number} habits; {MAX_HABITS} can be had.")
    if (number := pauses_of(owner).count() + len(pauses)) > MAX_PAUSES:
        raise FileError(f"With this file you would have {number} pauses; {MAX_PAUSES} can be had.")
    profile = file.document.profile if choices.with_profile else None
    return Look(
        file=file,
        choices=choices,
        changes=changes,
        new_pauses=pauses,
        new_profile=None if profile == profile_of(owner) else profile,
    )


def id_here(owner: User, id_: UUID) -> UUID:
    """The id of a habit whose own id is someone else's: the same each time, so that it is known again."""
    return uuid5(owner.pk, str(id_))


def new_pauses(owner: User, document: Document, pairs: Sequence[Pair]) -> list[PauseRecord]:
    """The document's pauses that the person does not have, each once."""
    there = set(pauses_of(owner).values_list("first", "last", "habit_id", "tag", "reason"))
    new = []
    for pause in dict.fromkeys(document.pauses):
        pair = None if pause.habit is None else pairs[pause.habit]
        is_of_a_new_habit = pair is not None and pair.own is None
        habit_id = pair.own_id if pair else None
        if is_of_a_new_habit or (pause.first, pause.last, habit_id, pause.tag, pause.reason) not in there:
            new.append(pause)
    return new


def report_of(seen: Look) -> dict[str, Any]:
    """The look in words and numbers."""
    document = seen.file.document
    losses = [
        {
            "habit": cut(loss.habit, MAX_WORDS),
            "field": cut(loss.field, MAX_WORDS),
            "number": loss.number,
            "message": cut(loss.message, MAX_MESSAGE),
        }
        for loss in seen.file.losses
    ]
    more = len(losses) - MAX_LOSSES
    if more > 0:
        losses = losses[:MAX_LOSSES]
        losses.append({"habit": "", "field": "", "number": more, "message": "So many losses more."})
    return {
        "replace": seen.choices.replace,
        "with_profile": seen.choices.with_profile,
        "habits": [habit_report(change) for change in seen.changes],
        "twins": twins(document),
        "pauses": {
            "new": len(seen.new_pauses),
            "same": len(document.pauses) - len(seen.new_pauses),
        },
        "profile": changed_profile(seen),
        "losses": losses,
    }


def habit_report(change: HabitChange) -> dict[str, Any]:
    pair = change.pair
    return {
        "name": pair.theirs.name,
        "habit_id": str(pair.own_id) if pair.own_id else None,
        "match": pair.match.value,
        "new": len(change.new),
        "same": change.same,
        "conflicting": len(change.conflicting),
        "differing": list(change.differing),
    }


def changed_profile(seen: Look) -> list[str]:
    """Names of what the file's profile would change."""
    return [] if seen.new_profile is None else sorted(ProfileRecord.__slots__)
