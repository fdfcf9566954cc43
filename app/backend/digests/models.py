"""Who wants to be written to, how often and when, and the last day for which it was done."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from accounts.models import User
from digests.timing import LAST_HOUR, Rhythm


class Digest(models.Model):
    """A person's digest. Stopped ones stay, so that starting again cannot make two of one day."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="digest")
    rhythm = models.CharField(
        max_length=10, choices=[(rhythm.value, rhythm.value) for rhythm in Rhythm], default=Rhythm.NONE.value
    )
    hour = models.PositiveSmallIntegerField(
        default=8, validators=[MaxValueValidator(LAST_HOUR)], help_text="Of the person's own clock."
    )
    site = models.CharField(max_length=300, help_text="The origin of the web app in which it was asked for.")
    last_day = models.DateField(null=True, help_text="The person's last day that has had its digest.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="digest_rhythm_exists", condition=Q(rhythm__in=[rhythm.value for rhythm in Rhythm])
            ),
            models.CheckConstraint(name="digest_hour_exists", condition=Q(hour__lte=LAST_HOUR)),
        ]
        indexes: ClassVar = [
            models.Index(fields=["last_day"], condition=~Q(rhythm="none"), name="digests_to_send")
        ]

    def __str__(self) -> str:
        return str(self.pk)
