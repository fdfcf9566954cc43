"""What a person has achieved. Everything here can be made again from their log."""

import uuid
from collections.abc import Collection
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import User
from achievements.families import OF_ONE_HABIT, Family
from habits.models import Habit


def names(families: Collection[Family]) -> list[str]:
    return sorted(family.value for family in families)


class Award(models.Model):
    """A milestone that was reached, once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="awards")
    habit = models.ForeignKey(Habit, on_delete=models.CASCADE, null=True, related_name="awards")
    family = models.CharField(max_length=20, choices=[(family.value, family.value) for family in Family])
    milestone = models.PositiveIntegerField()
    reached_on = models.DateField(help_text="The person's day on which the milestone was reached.")
    awarded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-reached_on", "family", "-milestone", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "habit", "family", "milestone"],
                name="awarded_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="award_of_a_habit_or_of_all",
                condition=Q(family__in=names(OF_ONE_HABIT), habit__isnull=False)
                | Q(family__in=names(set(Family) - OF_ONE_HABIT), habit__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.milestone}"


class Settlement(models.Model):
    """The day up to which a person's awards were last made to agree with their log."""

    owner = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="settlement")
    day = models.DateField(db_index=True)

    def __str__(self) -> str:
        return str(self.day)
