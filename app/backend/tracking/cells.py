"""What a day of a habit holds, made of everything that was said of it: pure.

Check-ins of two devices, late ones and repeated ones lead to the same content in whatever order they arrive:
they are put into the order in which they were said, and each is known by its key. What is taken back stays
known, so that it does not come in again by a late copy.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

SKIPPED = "skipped"
DONE = "done"


class Deed(StrEnum):
    """What a check-in does to a day."""

    SET = "set"
    """Says anew what the day is, in place of what was said before."""
    ADD = "add"
    """Adds an amount to what is there."""
    ERASE = "erase"
    """Forgets what was said before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """What a day of a habit holds."""

    state: str
    amount: Decimal | None
    note: str
    recorded_at: datetime
    zone: str
    origin: UUID | None = None
    """The import that brought it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One check-in of one day."""

    key: UUID
    deed: Deed
    at: datetime
    zone: str
    state: str = ""
    """Of SET only."""
    amount: Decimal | None = None
    note: str = ""
    origin: UUID | None = None
    turn: int | None = 0
    """Decides between check-ins of one instant before their keys do. Zero for those whose instant a client
    gave; the others, None until they are heard, come later in the order in which they arrive."""
    undone: bool = False


def heard(known: Sequence[Said], said: Said) -> list[Said]:
    """What is known once `said` is heard. A key that is known already says nothing new."""
    if any(one.key == said.key for one in known):
        return list(known)
    turn = len(known) + 1 if said.turn is None else said.turn
    return [*known, replace(said, turn=turn)]


def taken_back(known: Sequence[Said], key: UUID, at: datetime) -> list[Said]:
    """What is known once the check-in of `key` is taken back, even before it was heard."""
    unheard = Said(key=key, deed=Deed.ERASE, at=at, zone="", turn=0)
    return [replace(one, undone=True) if one.key == key else one for one in heard(known, unheard)]


def content_of(known: Iterable[Said]) -> Content | None:
    """What the day holds; None for nothing."""
    content: Content | None = None
    for said in sorted(known, key=lambda one: (one.at, one.turn or 0, one.key)):
        if not said.undone:
            content = content_after(content, said)
    return content


def content_after(content: Content | None, said: Said) -> Content | None:
    match said.deed:
        case Deed.ERASE:
            return None
        case Deed.SET:
            state, amount, note = said.state, said.amount, said.note
        case Deed.ADD:
            state, amount = DONE, total(content, said.amount or Decimal(0))
            note = content.note if content else ""
    return Content(
        state=state, amount=amount, note=note, recorded_at=said.at, zone=said.zone, origin=said.origin
    )


def total(content: Content | None, more: Decimal) -> Decimal | None:
    """The amount with `more`. A day that was done without an amount was done in whole, and stays so."""
    if content is None or content.state == SKIPPED:
        return more
    if content.state == DONE and content.amount is None:
        return None
    return (content.amount or Decimal(0)) + more


def as_said(content: Content, key: UUID) -> Said:
    """The check-in that alone makes `content`: what is known of a day that was written by other means."""
    return Said(
        key=key,
        deed=Deed.SET,
        at=content.recorded_at,
        zone=content.zone,
        state=content.state,
        amount=content.amount,
        note=content.note,
        origin=content.origin,
        turn=-1,
    )
