"""Scheduled bookkeeping: moves the checkpoints of all habits on. Nothing is wrong without it, only slower."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import takewhile

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from habits.models import Habit, ScheduleVersion
from habits.selectors import habits_of
from tracking.checkpoint import LAG, SPACING, Checkpoint, basis_of, checkpoint_day, tally_is_final
from tracking.checkpoint_rows import row_of, with_checkpoints
from tracking.models import Entry, StoredCheckpoint
from tracking.selectors import Log, plan_of, read_recent, tally_until
from tracking.strength import score_on


def renew(now: datetime, *, time_is_up: Callable[[], bool] = lambda: False) -> int:
    """Move on every checkpoint that is missing or old, until the time is up; returns how many.

    Safe to run twice or at the same time: each owner's habits are locked while theirs are made.
    """
    young = (now - LAG).date()
    began = Exists(ScheduleVersion.objects.filter(habit=OuterRef("pk"), valid_from__lt=young)) | Exists(
        Entry.objects.filter(habit=OuterRef("pk"), date__lt=young)
    )
    late = Habit.objects.filter(Q(checkpoint=None) | Q(checkpoint__day__lt=young - SPACING), began)
    owners = User.objects.filter(pk__in=late.values("owner")).order_by("pk")
    return sum(renew_of(owner, owner.date_at(now)) for owner in takewhile(lambda _: not time_is_up(), owners))


@transaction.atomic
def renew_of(owner: User, today: date) -> int:
    """The same for the habits of one owner."""
    # Nothing is recorded meanwhile: a new entry waits with its foreign key, one that changes or goes in the
    # trigger that deletes checkpoints.
    list(Habit.objects.select_for_update().filter(owner=owner).order_by("pk").values_list("pk"))
    habits = list(with_checkpoints(habits_of(owner)))
    logs = read_recent(owner, habits)
    rows = [
        row_of(habit, checkpoint)
        for habit in habits
        for checkpoint in next_checkpoint(owner, habit, logs[habit.id], today)
    ]
    StoredCheckpoint.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["habit"],
        update_fields=["day", "basis", "first_entry", "score", "tally"],
    )
    return len(rows)


def next_checkpoint(owner: User, habit: Habit, log: Log, today: date) -> Iterator[Checkpoint]:
    """The checkpoint that takes the place of the one in `log`, if it is time for one."""
    plan = plan_of(owner, habit, log)
    day = checkpoint_day(plan, today)
    if day is None or (log.checkpoint and day < log.checkpoint.day + SPACING):
        return
    is_final = tally_is_final(plan.schedules, day)
    yield Checkpoint(
        day=day,
        basis=basis_of(habit.measure, plan.schedules, habit.targets, owner.first_weekday, log.rests, day),
        first_entry=plan.first_entry if plan.first_entry and plan.first_entry <= day else None,
        score=score_on(owner, habit, log, day),
        tally=tally_until(owner, habit, log, today, day) if is_final else None,
    )
