"""What makes habits rest, and lets them go on."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from habits.selectors import habits_of
from tracking.models import Pause, StoredCheckpoint
from tracking.services import FIRST_DAY

MAX_PAUSES = 500
MAX_DAYS = 366
DAYS_AHEAD = timedelta(days=366)


class PauseError(ValueError):
    """A pause cannot be as asked; `field` is the part that is wrong, empty for the whole."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def pauses_of(owner: User) -> QuerySet[Pause]:
    """The owner's pauses in order."""
    return Pause.objects.filter(owner=owner)


@transaction.atomic
def create_pause(
    *,
    owner: User,
    today: date,
    first: date,
    last: date,
    habit_id: UUID | None = None,
    tag: str = "",
    reason: str = "",
) -> Pause:
    """Let one habit of the owner, those with a tag, or all rest from `first` to `last`, planned or past.

    Raises PauseError.
    """
    # Two at the same time are counted one after the other.
    User.objects.select_for_update().get(pk=owner.pk)
    if pauses_of(owner).count() >= MAX_PAUSES:
        raise PauseError("", f"One person can have {MAX_PAUSES} pauses.")
    if habit_id is not None and not habits_of(owner).filter(pk=habit_id).exists():
        raise PauseError("habit_id", "There is no such habit.")
    if habit_id is not None and tag:
        raise PauseError("tag", "A pause is for one habit or for a tag.")
    if tag and not habits_of(owner, tag=tag).exists():
        raise PauseError("tag", "No habit has this tag.")
    check_days(first, last, today=today)
    forget_checkpoints(owner, first)
    return Pause.objects.create(
        owner=owner, habit_id=habit_id, tag=tag, first=first, last=last, reason=reason
    )


@transaction.atomic
def delete_pause(pause: Pause) -> None:
    """Let the habits of `pause` go on."""
    forget_checkpoints(pause.owner, pause.first)
    pause.delete()


def forget_checkpoints(owner: User, first: date) -> None:
    """Forget what no longer counts, so that it is soon made anew; nobody would use it."""
    StoredCheckpoint.objects.filter(habit__owner=owner, day__gte=first).delete()


def check_days(first: date, last: date, *, today: date) -> None:
    """Raises PauseError for days that cannot be paused together."""
    if first < FIRST_DAY:
        raise PauseError("first", f"{first} is before {FIRST_DAY}.")
    if last < first:
        raise PauseError("last", f"{last} is before {first}.")
    if (last - first).days >= MAX_DAYS:
        raise PauseError("last", f"{first} to {last} are more than {MAX_DAYS} days.")
    if last > today + DAYS_AHEAD:
        raise PauseError("last", f"{last} is too far ahead: today is {today}.")
