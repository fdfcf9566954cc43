"""Photos of a habit's days, and those that are on their way."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import User
from habits.models import Habit
from uploads.pictures import EXTENSIONS, MAX_BYTES


class Upload(models.Model):
    """A file that a browser was let send, until it is a photo."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="uploads")
    habit = models.ForeignKey(Habit, on_delete=models.CASCADE, related_name="uploads")
    date = models.DateField()
    size = models.PositiveIntegerField(help_text="In bytes.")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="upload_size_is_taken", condition=Q(size__range=(1, MAX_BYTES)))
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def key(self) -> str:
        """Of the object that a browser writes and nobody has looked at."""
        return f"uploads/{self.owner_id}/{self.id}"


class Photo(models.Model):
    """A picture of a habit's day. It has the id of its upload, so that finishing twice makes one."""

    id = models.UUIDField(primary_key=True, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="photos")
    habit = models.ForeignKey(Habit, on_delete=models.CASCADE, related_name="photos")
    date = models.DateField()
    extension = models.CharField(max_length=4, choices=[(name, name) for name in EXTENSIONS.values()])
    size = models.PositiveIntegerField(help_text="Of the original, in bytes.")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-date", "-created_at", "id"]
        indexes: ClassVar = [models.Index(fields=["owner", "-date"], name="photos_by_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="photo_extension_exists", condition=Q(extension__in=list(EXTENSIONS.values()))
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def folder(self) -> str:
        return f"media/{self.owner_id}/{self.id}"

    @property
    def original_key(self) -> str:
        return f"{self.folder}/original.{self.extension}"

    @property
    def thumbnail_key(self) -> str:
        return f"{self.folder}/thumbnail.webp"

    @property
    def keys(self) -> list[str]:
        """Of every object that belongs to it."""
        return [self.original_key, self.thumbnail_key]
