"""What a person recorded of a habit for a day, and when habits rest."""

import uuid
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from habits.models import AMOUNT_DIGITS, AMOUNT_PLACES, MAX_TAG, Habit
from tracking.cells import Deed


class State(models.TextChoices):
    """What a person says of a day; nothing at all is a fourth answer and has no row."""

    DONE = "done"
    MISSED = "missed"
    SKIPPED = "skipped"


class Entry(models.Model):
    """A habit on a day: the person's own day, whatever instant and zone it was recorded in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    habit = models.ForeignKey(Habit, on_delete=models.CASCADE, related_name="entries")
    date = models.DateField()
    state = models.CharField(max_length=10, choices=State)
    amount = models.DecimalField(max_digits=AMOUNT_DIGITS, decimal_places=AMOUNT_PLACES, null=True)
    note = models.CharField(max_length=2000, blank=True, default="")
    recorded_at = models.DateTimeField()
    zone = models.CharField(max_length=64, help_text="The person's time zone when it was recorded.")
    origin = models.ForeignKey(
        "transfer.Import",
        on_delete=models.SET_NULL,
        null=True,
        db_index=False,
        db_column="import_id",
        related_name="entries",
        help_text="The import that brought it, unless the person has recorded the day since.",
    )

    class Meta:
        ordering: ClassVar = ["date"]
        indexes: ClassVar = [
            models.Index(fields=["origin"], name="imported_entries", condition=Q(origin__isnull=False))
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["habit", "date"], name="one_entry_a_day"),
            models.CheckConstraint(name="entry_state_exists", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="amount_not_negative", condition=Q(amount__gte=0)),
            models.CheckConstraint(
                name="skipped_without_amount", condition=~Q(state=State.SKIPPED) | Q(amount__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} on {self.date}"


class CheckIn(models.Model):
    """Something that was said of a habit's day. The day's entry is what all of it together makes."""

    id = models.BigAutoField(primary_key=True)
    habit = models.ForeignKey(Habit, on_delete=models.CASCADE, related_name="check_ins", db_index=False)
    date = models.DateField()
    key = models.UUIDField(help_text="Chosen by the client: the same twice is said once.")
    deed = models.CharField(max_length=10, choices=[(deed.value, deed.value) for deed in Deed])
    state = models.CharField(max_length=10, blank=True, default="")
    amount = models.DecimalField(max_digits=AMOUNT_DIGITS, decimal_places=AMOUNT_PLACES, null=True)
    note = models.CharField(max_length=2000, blank=True, default="")
    said_at = models.DateTimeField()
    zone = models.CharField(max_length=64, blank=True)
    turn = models.SmallIntegerField(help_text="Its place among those of the same instant.")
    undone = models.BooleanField(default=False)
    origin = models.ForeignKey(
        "transfer.Import", on_delete=models.CASCADE, null=True, db_index=False, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["habit", "date", "key"], name="a_key_says_something_once"),
            models.CheckConstraint(
                name="check_in_says_something",
                condition=Q(deed=Deed.SET, state__in=State.values)
                | Q(deed=Deed.ADD, state="", amount__isnull=False, amount__gt=0)
                | Q(deed=Deed.ERASE, state="", amount__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deed} on {self.date}"


class StoredCheckpoint(models.Model):
    """What is known of a habit at the end of a day. A change of what came before deletes it."""

    habit = models.OneToOneField(Habit, on_delete=models.CASCADE, primary_key=True, related_name="checkpoint")
    day = models.DateField()
    basis = models.CharField(max_length=64, help_text="A digest of what else it rests on.")
    first_entry = models.DateField(null=True)
    score = models.FloatField()
    tally = models.JSONField(null=True, encoder=DjangoJSONEncoder, help_text="The streak in every unit.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="score_is_a_share", condition=Q(score__range=(0, 1)))
        ]

    def __str__(self) -> str:
        return f"{self.habit_id} on {self.day}"


class Pause(models.Model):
    """Days on which a habit, those with a tag, or all habits of a person rest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="pauses")
    habit = models.ForeignKey(Habit, on_delete=models.CASCADE, null=True, related_name="pauses")
    tag = models.CharField(max_length=MAX_TAG, blank=True, default="", db_default="")
    first = models.DateField()
    last = models.DateField()
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["first", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="pause_ends_after_it_begins", condition=Q(first__lte=F("last"))),
            models.CheckConstraint(
                name="pause_of_a_habit_or_a_tag", condition=Q(habit__isnull=True) | Q(tag="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"
