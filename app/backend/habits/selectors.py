"""Reading habits, always from their owner."""

from collections import Counter

from django.db.models import QuerySet

from accounts.models import User
from habits.models import Habit


def habits_of(owner: User, *, archived: bool | None = None, tag: str | None = None) -> QuerySet[Habit]:
    """The owner's habits in order, with all versions of schedule and target; the rest narrows them."""
    habits = Habit.objects.filter(owner=owner).prefetch_related("schedule_versions", "target_versions")
    if archived is not None:
        habits = habits.filter(archived_at__isnull=not archived)
    return habits if tag is None else habits.filter(tags__contains=[tag])


def tags_of(owner: User) -> list[tuple[str, int]]:
    """The tags of the owner's habits, by name, with the number of habits that have each."""
    lists = Habit.objects.filter(owner=owner).values_list("tags", flat=True)
    return sorted(Counter(tag for tags in lists.order_by() for tag in tags).items())
