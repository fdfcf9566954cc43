"""Making awards agree with the log: given once, taken back when the log no longer holds them."""

import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q

from accounts.models import User
from achievements.ladders import Ladder
from achievements.models import Award, Settlement
from achievements.selectors import Key, awarded, ladders_of, reached
from habits.models import Habit

logger = logging.getLogger(__name__)


class UnsettledError(Exception):
    """The awards of some people could not be settled; the log says why."""


def settle(now: datetime, *, time_is_up: Callable[[], bool] = lambda: False) -> None:
    """Settle everyone whose day has changed since it was last done, those who wait longest first.

    What is left when the time is up waits for the next run. One person's failure holds up nobody else. Raises
    UnsettledError at the end, so that it is noticed.
    """
    # Nobody's day is later than the day after the one in UTC.
    waiting = (
        User.objects.filter(Exists(Habit.objects.filter(owner=OuterRef("pk"))))
        .annotate(settled=F("settlement__day"))
        .filter(Q(settled=None) | Q(settled__lte=now.date()))
        .order_by(F("settled").asc(nulls_first=True), "pk")
    )
    failed = 0
    for owner in waiting:
        if time_is_up():
            break
        today = owner.date_at(now)
        if owner.settled is not None and owner.settled >= today:
            continue
        try:
            settle_owner(owner, today=today)
        except Exception:
            logger.exception("awards not settled", extra={"owner": str(owner.pk)})
            failed += 1
    if failed:
        raise UnsettledError(f"{failed} could not be settled")


def settle_owner(owner: User, *, today: date) -> list[Ladder]:
    """Make the owner's awards those that the log is worth today, and return what it is worth."""
    try:
        return settle_once(owner, today)
    except IntegrityError:
        # A habit was deleted after its log had been read. Now it is gone.
        return settle_once(owner, today)


@transaction.atomic
def settle_once(owner: User, today: date) -> list[Ladder]:
    # Two at the same time settle one after the other, each from the log as it is then.
    if not User.objects.select_for_update(no_key=True).filter(pk=owner.pk).exists():
        return []  # the account was deleted meanwhile
    standing = ladders_of(owner, today=today)
    before, after = awarded(owner), reached(standing)
    if before != after:
        change_awards(owner, before, after)
    if not Settlement.objects.filter(owner=owner, day=today).exists():
        Settlement.objects.update_or_create(owner=owner, defaults={"day": today})
    return standing


def change_awards(owner: User, before: Mapping[Key, date], after: Mapping[Key, date]) -> None:
    """Take back what no longer holds, and give what is new. One whose day has moved stays the same award."""
    gone = Q(pk__in=[])
    for family, habit, milestone in before.keys() - after.keys():
        gone |= Q(family=family, habit=habit, milestone=milestone)
    Award.objects.filter(gone, owner=owner).delete()
    Award.objects.bulk_create(
        [
            Award(owner=owner, habit_id=habit, family=family, milestone=milestone, reached_on=day)
            for (family, habit, milestone), day in after.items()
            if before.get((family, habit, milestone)) != day
        ],
        update_conflicts=True,
        unique_fields=["owner", "habit", "family", "milestone"],
        update_fields=["reached_on"],
    )
