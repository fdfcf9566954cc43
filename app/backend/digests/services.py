"""Sending digests: at most one for each of a person's days, whoever else is sending at the same time."""

import logging
from collections.abc import Callable
from datetime import date, datetime
from email.message import EmailMessage as Message
from email.policy import default
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core import signing
from django.core.mail import EmailMessage, mailers
from django.db.models import F, Q, QuerySet

from accounts.models import User
from digests.letters import Letter, letter_of
from digests.models import Digest
from digests.timing import Rhythm, due_day

logger = logging.getLogger(__name__)

STOP_SALT = "digests.stop"
STOP_PATH = "/api/digest/stop"
# The most that mail servers must take (RFC 5322, 2.1.1).
LONGEST_LINE = 998


class NoMailError(Exception):
    """This installation has no way to send mail."""


class LinkError(Exception):
    """The link was not made here, or its account is gone."""


class DigestMail(EmailMessage):
    """A mail with a link in a header, which stays on one line: Python would encode what does not fit."""

    def message(self, *, policy: Any = default) -> Message:
        return super().message(policy=policy.clone(max_line_length=LONGEST_LINE))


def digest_of(user: User) -> Digest:
    """The person's digest; one that says none is not saved yet."""
    return Digest.objects.filter(user=user).first() or Digest(user=user)


def choose(*, user: User, rhythm: Rhythm, hour: int, site: str) -> Digest:
    """Set how often and when the person gets a mail, with links to the origin `site`. Raises NoMailError."""
    if rhythm is not Rhythm.NONE and "default" not in mailers:
        raise NoMailError
    values = {"rhythm": rhythm, "hour": hour, "site": site}
    return Digest.objects.update_or_create(user=user, defaults=values)[0]


def stop(key: str) -> None:
    """Stop the digest whose mail had this link. Stopping again is fine. Raises LinkError."""
    try:
        user_id = UUID(signing.loads(key, salt=STOP_SALT))
    except (signing.BadSignature, ValueError):
        raise LinkError from None
    if not Digest.objects.filter(pk=user_id).update(rhythm=Rhythm.NONE):
        raise LinkError


def send_due(*, now: datetime, time_is_up: Callable[[], bool]) -> int:
    """Send every digest that is due, as long as there is time; gives their number.

    Nobody's failure is another's, and none is tried again: a mail whose fate is unknown may have arrived.
    """
    if "default" not in mailers:
        return 0
    sent = 0
    for digest in waiting(now):
        if time_is_up():
            logger.warning("digests are left for the next run")
            break
        try:
            sent += send(digest, now)
        except Exception as error:
            # The type only: messages of mail servers repeat addresses.
            logger.error("digest not sent", extra={"owner": str(digest.pk), "error": type(error).__name__})
    return sent


def waiting(now: datetime) -> QuerySet[Digest]:
    """Digests that may be due, those that wait longest first."""
    # Nobody's day is later than the day after the one in UTC.
    unsent = Q(last_day=None) | Q(last_day__lte=now.date())
    return (
        Digest.objects.exclude(rhythm=Rhythm.NONE)
        .filter(unsent)
        .select_related("user")
        .order_by(F("last_day").asc(nulls_first=True), "pk")
    )


def send(digest: Digest, now: datetime) -> bool:
    """Send the digest if it is due and nobody else has; tells whether a mail went out."""
    user = digest.user
    day = due_day(
        Rhythm(digest.rhythm),
        now=now,
        hour=digest.hour,
        zone=ZoneInfo(user.time_zone),
        starts_at=user.day_starts_at,
        first_weekday=user.first_weekday,
    )
    if day is None or (digest.last_day is not None and digest.last_day >= day):
        return False
    # A run that is late tells of the day that it is by then.
    letter = letter_of(digest, user.date_at(now))
    if not claim(digest, day) or letter is None:
        return False
    mail_of(digest, letter).send()
    return True


def claim(digest: Digest, day: date) -> bool:
    """Take the right to send the digest of `day`. Of all who ask, the database lets one have it, ever."""
    unsent = Q(last_day=None) | Q(last_day__lt=day)
    return bool(Digest.objects.filter(unsent, pk=digest.pk, rhythm=digest.rhythm).update(last_day=day))


def mail_of(digest: Digest, letter: Letter) -> EmailMessage:
    """The mail, which mail programs can offer to stop with one click (RFC 8058)."""
    link = f"{digest.site}{STOP_PATH}?key={signing.dumps(digest.pk.hex, salt=STOP_SALT)}"
    headers = {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        # Nobody who is away answers (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }
    return DigestMail(letter.subject, letter.text, to=[digest.user.email], headers=headers)
