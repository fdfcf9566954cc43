"""What changes the log of a habit.

Everything that is said of a day is kept as check-ins and made into the day's entry under a lock of the habit,
so that any number of them at the same time end in one entry (docs/decisions/0151).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from habits.models import MAX_AMOUNT, Habit
from tracking import cell_rows
from tracking.cells import Deed, Said, content_of, heard, taken_back
from tracking.models import Entry, State

FIRST_DAY = date(1970, 1, 1)
FIRST_INSTANT = datetime(1970, 1, 1, tzinfo=UTC)
# Someone who travels east is a day ahead of their own profile.
DAYS_AHEAD = timedelta(days=1)
SKIPS_AHEAD = timedelta(days=366)
MAX_CHECK_INS = 1000
KEPT_FOR = timedelta(days=90)


class EntryError(ValueError):
    """An entry cannot be as asked; `field` is the part that is wrong, empty for the whole."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


class ManyError(ValueError):
    """Some of many check-ins cannot be as asked: each with its place among them."""

    def __init__(self, errors: dict[int, EntryError]) -> None:
        super().__init__(f"{len(errors)} check-ins cannot be as asked")
        self.errors = errors


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is to become of a habit's day."""

    habit: Habit
    day: date
    key: UUID
    """By which it is undone."""
    known_after: Callable[[Sequence[Said]], list[Said]]
    """What is known of the day once the change is made, of what was known before."""


def said(
    owner: User,
    habit: Habit,
    day: date,
    *,
    state: State,
    amount: Decimal | None = None,
    note: str = "",
    key: UUID | None = None,
    said_at: datetime | None = None,
) -> Change:
    """Say what `day` is, in place of what was said before `said_at`. Raises EntryError."""
    check_day(day, state, today=owner.today())
    if amount is not None:
        check_measured(habit)
        if state is State.SKIPPED:
            raise EntryError("amount", "A skipped day has no amount.")
    return change(owner, habit, day, Deed.SET, key, said_at, state=state, amount=amount, note=note)


def added(
    owner: User, habit: Habit, day: date, *, amount: Decimal, key: UUID, said_at: datetime | None = None
) -> Change:
    """Add `amount`, once, to what there is on `day`. Raises EntryError."""
    check_measured(habit)
    check_day(day, State.DONE, today=owner.today())
    if amount <= 0:
        raise EntryError("amount", "Add more than 0, or undo what was added.")
    return change(owner, habit, day, Deed.ADD, key, said_at, amount=amount)


def erased(owner: User, habit: Habit, day: date, *, key: UUID | None = None) -> Change:
    """Forget what was said of `day`, if anything."""
    return change(owner, habit, day, Deed.ERASE, key, None)


def undone(habit: Habit, day: date, *, key: UUID) -> Change:
    """Take back the check-in of `day` that has `key`, as if it had never been made."""
    now = timezone.now()
    return Change(habit=habit, day=day, key=key, known_after=lambda known: taken_back(known, key, now))


def change(
    owner: User,
    habit: Habit,
    day: date,
    deed: Deed,
    key: UUID | None,
    said_at: datetime | None,
    *,
    state: str = "",
    amount: Decimal | None = None,
    note: str = "",
) -> Change:
    """One more check-in. Raises EntryError."""
    now = timezone.now()
    if said_at is not None and said_at < FIRST_INSTANT:
        raise EntryError("said_at", f"{said_at.isoformat()} is before {FIRST_DAY}.")
    new = Said(
        key=key or uuid4(),
        deed=deed,
        # A client's clock that is ahead must not have the last word for ever.
        at=now if said_at is None else min(said_at, now),
        zone=owner.time_zone,
        state=state,
        amount=amount,
        note=note,
        turn=None if said_at is None else 0,
    )

    def known_after(known: Sequence[Said]) -> list[Said]:
        if key is None and changes_nothing(known, new):
            return list(known)
        return heard(known, new)

    return Change(habit=habit, day=day, key=new.key, known_after=known_after)


def changes_nothing(known: Sequence[Said], new: Said) -> bool:
    """Whether the day says already what `new` would make it say."""
    there = content_of(known)
    if there is None or new.deed is not Deed.SET:
        return there is None and new.deed is Deed.ERASE
    return (there.state, there.amount, there.note) == (new.state, new.amount, new.note)


@transaction.atomic
def make(changes: Sequence[Change]) -> list[Entry | None]:
    """Make all changes, in order, or none; returns what each left of its day.

    The number of statements does not grow with them. Raises ManyError.
    """
    cells = cell_rows.locked([(change.habit, change.day) for change in changes])
    errors: dict[int, EntryError] = {}
    for number, change in enumerate(changes):
        cell = cells[change.habit.pk, change.day]
        cell.known = change.known_after(cell.known)
        try:
            check_known(cell.known)
        except EntryError as error:
            errors[number] = error
    if errors:
        raise ManyError(errors)
    cell_rows.write(list(cells.values()))
    return [cells[change.habit.pk, change.day].entry for change in changes]


def make_one(change: Change) -> Entry | None:
    """Make one change; returns what it left of its day. Raises EntryError."""
    try:
        (entry,) = make([change])
    except ManyError as error:
        raise error.errors[0] from None
    return entry


def forget_check_ins(now: datetime) -> None:
    """Delete check-ins that are too old to be undone or to come in again. Entries stay what they are."""
    cell_rows.delete_before(now - KEPT_FOR)


def check_known(known: Sequence[Said]) -> None:
    """Raises EntryError when a day holds more than it can."""
    if len(known) > MAX_CHECK_INS:
        raise EntryError("", f"One day of a habit holds {MAX_CHECK_INS} check-ins.")
    content = content_of(known)
    if content is not None and content.amount is not None and content.amount > MAX_AMOUNT:
        raise EntryError("amount", f"Together that is more than {MAX_AMOUNT}.")


def check_measured(habit: Habit) -> None:
    """Raises EntryError for a habit whose days have no amount."""
    if not habit.measure.is_measured:
        raise EntryError("amount", "A habit that is not measured has no amount.")


def check_day(day: date, state: State, *, today: date) -> None:
    """Raises EntryError for a day too early or too late to record on. Only skips can be planned ahead."""
    if day < FIRST_DAY:
        raise EntryError("date", f"{day} is before {FIRST_DAY}.")
    ahead = SKIPS_AHEAD if state is State.SKIPPED else DAYS_AHEAD
    if day > today + ahead:
        raise EntryError("date", f"{day} is too far ahead: today is {today}.")
