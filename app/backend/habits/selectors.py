"""Reading habits, always from their owner."""

from django.db.models import QuerySet

from accounts.models import User
from habits.models import Habit


def habits_of(owner: User, *, archived: bool | None = None) -> QuerySet[Habit]:
    """The owner's habits in order, with all versions of schedule and target; `archived` narrows them."""
    habits = Habit.objects.filter(owner=owner).prefetch_related("schedule_versions", "target_versions")
    return habits if archived is None else habits.filter(archived_at__isnull=not archived)
