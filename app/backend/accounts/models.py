"""People and how they count their days."""

import re
import uuid
from datetime import date, datetime
from functools import cache
from typing import ClassVar, Self
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from accounts import clock

LAST_WEEKDAY = 6


@cache
def time_zones() -> frozenset[str]:
    """Names a person can choose. `localtime` and the like depend on the machine that reads them."""
    return frozenset(name for name in available_timezones() if re.match(r"UTC$|[A-Z]\w+/", name))


def validate_time_zone(name: str) -> None:
    if name not in time_zones():
        raise ValidationError(f"{name!r} is not a time zone of the IANA database, such as Europe/Berlin.")


class User(AbstractBaseUser):
    """A person, known by an e-mail address in lower case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    day_starts_at = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(clock.MINUTES_A_DAY - 1)],
        help_text="Minutes after midnight: until then it is still yesterday.",
    )
    first_weekday = models.PositiveSmallIntegerField(
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(LAST_WEEKDAY)],
        help_text="Monday is 0.",
    )
    language = models.CharField(
        max_length=35,
        default="en",
        validators=[RegexValidator(r"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", "This is not a language tag.")],
        help_text="A language tag (BCP 47), such as en or pt-BR.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    is_operator = models.BooleanField(
        default=False, db_default=False, help_text="May use the admin, where it is enabled."
    )

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="email_in_lower_case", condition=models.Q(email=Lower("email"))),
            models.CheckConstraint(
                name="day_starts_within_a_day", condition=models.Q(day_starts_at__lt=clock.MINUTES_A_DAY)
            ),
            models.CheckConstraint(name="first_weekday_exists", condition=models.Q(first_weekday__lte=6)),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def date_at(self, instant: datetime) -> date:
        """The person's day at `instant`."""
        return clock.logical_date(instant, ZoneInfo(self.time_zone), self.day_starts_at)

    def today(self) -> date:
        """The person's day now."""
        return self.date_at(timezone.now())


class OpenSession(models.Model):
    """A session in which a person is logged in, as its owner sees it. It ends with the session itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The database takes the record along, whoever deletes the session: logging out, or housekeeping.
    user = models.ForeignKey(User, on_delete=models.DB_CASCADE, related_name="open_sessions")
    session = models.OneToOneField(Session, on_delete=models.DB_CASCADE, related_name="+")
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
    user_agent = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        ordering: ClassVar = ["-last_used_at", "-created_at", "id"]

    def __str__(self) -> str:
        return str(self.id)


class TokenScope(models.TextChoices):
    """What a program may do."""

    READ = "read"
    WRITE = "write"


class ApiToken(models.Model):
    """A key for a program. Only a hash of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=60)
    scope = models.CharField(max_length=10, choices=TokenScope, help_text="`write` includes reading.")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="token_scope_exists", condition=models.Q(scope__in=TokenScope.values))
        ]

    def __str__(self) -> str:
        return str(self.id)
