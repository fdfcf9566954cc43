"""The address under which a calendar reads a person's tasks."""

from django.db import models

from accounts.models import User


class Feed(models.Model):
    """A person's feed. Only a hash of its secret is kept."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="feed")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_read_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)
