"""Checkpoints as rows: one for each habit that is old enough, read together with the habit."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import QuerySet

from habits.models import Habit
from tracking.checkpoint import Checkpoint
from tracking.models import StoredCheckpoint
from tracking.tallies import Tally


def with_checkpoints(habits: QuerySet[Habit]) -> QuerySet[Habit]:
    """The same habits, each with its checkpoint, in no query more."""
    return habits.select_related("checkpoint")


def checkpoint_of(habit: Habit) -> Checkpoint | None:
    """The checkpoint of a habit that was read with it."""
    row: StoredCheckpoint | None = getattr(habit, "checkpoint", None)
    if row is None:
        return None
    return Checkpoint(
        day=row.day,
        basis=row.basis,
        first_entry=row.first_entry,
        score=row.score,
        tally=None if row.tally is None else Tally(**row.tally | dates_in(row.tally)),
    )


def dates_in(tally: dict[str, Any]) -> dict[str, date | None]:
    return {name: date.fromisoformat(tally[name]) if tally[name] else None for name in ("newest", "broken")}


def row_of(habit: Habit, checkpoint: Checkpoint) -> StoredCheckpoint:
    """The checkpoint as a row that is not saved yet."""
    return StoredCheckpoint(
        habit=habit,
        day=checkpoint.day,
        basis=checkpoint.basis,
        first_entry=checkpoint.first_entry,
        score=checkpoint.score,
        tally=asdict(checkpoint.tally) if checkpoint.tally else None,
    )
