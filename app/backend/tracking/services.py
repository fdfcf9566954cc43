"""What changes the log of a habit."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from habits.models import Habit
from tracking.models import Entry, State

FIRST_DAY = date(1970, 1, 1)
# Someone who travels east is a day ahead of their own profile.
DAYS_AHEAD = timedelta(days=1)
SKIPS_AHEAD = timedelta(days=366)


class EntryError(ValueError):
    """An entry cannot be as asked; `field` is the part that is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def record_entry(
    *,
    owner: User,
    habit: Habit,
    day: date,
    state: State,
    amount: Decimal | None = None,
    note: str = "",
) -> Entry:
    """Record what was done on `day`, in place of what was recorded before: doing it twice changes nothing.

    One statement, so that two at the same time leave one of the two and never a mixture. Raises EntryError.
    """
    now = timezone.now()
    check_day(day, state, today=owner.date_at(now))
    if amount is not None and not habit.measure.is_measured:
        raise EntryError("amount", "A habit that is not measured has no amount.")
    if amount is not None and state is State.SKIPPED:
        raise EntryError("amount", "A skipped day has no amount.")
    entry = Entry(
        habit=habit,
        date=day,
        state=state,
        amount=amount,
        note=note,
        recorded_at=now,
        zone=owner.time_zone,
    )
    Entry.objects.bulk_create(
        [entry],
        update_conflicts=True,
        unique_fields=["habit", "date"],
        update_fields=["state", "amount", "note", "recorded_at", "zone", "origin"],
    )
    return entry


def erase_entry(*, habit: Habit, day: date) -> None:
    """Forget what was recorded on `day`, if anything."""
    Entry.objects.filter(habit=habit, date=day).delete()


def check_day(day: date, state: State, *, today: date) -> None:
    """Raises EntryError for a day too early or too late to record on. Only skips can be planned ahead."""
    if day < FIRST_DAY:
        raise EntryError("date", f"{day} is before {FIRST_DAY}.")
    ahead = SKIPS_AHEAD if state is State.SKIPPED else DAYS_AHEAD
    if day > today + ahead:
        raise EntryError("date", f"{day} is too far ahead: today is {today}.")
