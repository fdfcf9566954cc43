"""What a person brought in from a file, and what has to be known to take it back."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import User
from habits.models import AMOUNT_DIGITS, AMOUNT_PLACES, Habit
from tracking.models import State

MAX_FILE_NAME = 200


class Import(models.Model):
    """A file that was brought in. Its bytes are not kept: only their digest, and what became of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=MAX_FILE_NAME, blank=True, default="")
    format = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file, in hex.")
    report = models.JSONField(help_text="What the file had and what was done with it.")
    made = models.JSONField(help_text="The ids of what did not exist before, and the profile that did.")
    created_at = models.DateTimeField()
    rolled_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["owner", "-created_at"], name="imports_newest_first")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="import_is_rolled_back_after_it_was_made",
                condition=Q(rolled_back_at__isnull=True) | Q(rolled_back_at__gte=models.F("created_at")),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Overwritten(models.Model):
    """An entry as it was before an import replaced it."""

    id = models.BigAutoField(primary_key=True)
    by = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="overwritten")
    habit = models.ForeignKey(Habit, on_delete=models.CASCADE, related_name="+")
    date = models.DateField()
    state = models.CharField(max_length=10, choices=State)
    amount = models.DecimalField(max_digits=AMOUNT_DIGITS, decimal_places=AMOUNT_PLACES, null=True)
    note = models.CharField(max_length=2000, blank=True, default="")
    recorded_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    origin = models.ForeignKey(
        Import, on_delete=models.SET_NULL, null=True, related_name="+", db_column="import_id"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by", "habit", "date"], name="one_entry_before_an_import")
        ]

    def __str__(self) -> str:
        return f"{self.state} on {self.date}"
