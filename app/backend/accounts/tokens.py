"""API tokens: keys for programs of a person, which reach their habits and not their account."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import ApiToken, TokenScope, User

# Tells people, and tools that look for secrets in the wrong places, what they have found.
PREFIX = "habits_"
MAX_TOKENS = 50
RECORDED_EVERY = timedelta(minutes=1)


class TooManyTokensError(Exception):
    """The person has as many tokens as one can have."""


def of(user: User) -> QuerySet[ApiToken]:
    """The person's tokens, the newest first."""
    return ApiToken.objects.filter(user=user)


@transaction.atomic
def issue(*, user: User, name: str, scope: TokenScope) -> tuple[ApiToken, str]:
    """A new token, and its secret, which is not kept. Raises TooManyTokensError."""
    User.objects.select_for_update().get(pk=user.pk)
    if of(user).count() >= MAX_TOKENS:
        raise TooManyTokensError
    secret = PREFIX + secrets.token_urlsafe(32)
    return ApiToken.objects.create(user=user, name=name, scope=scope, digest=digest(secret)), secret


def find(secret: str) -> ApiToken | None:
    """The token that a program shows, with its owner; its use is written down, once a minute."""
    token = ApiToken.objects.select_related("user").filter(digest=digest(secret)).first()
    now = timezone.now()
    if token and (token.last_used_at is None or token.last_used_at <= now - RECORDED_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def revoke(token: ApiToken) -> None:
    """Make the token worthless at once."""
    token.delete()


def digest(secret: str) -> str:
    """What is kept of a secret. It has 256 random bits, so a hash that is quick cannot be guessed either."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
