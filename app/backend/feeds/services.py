"""Feeds: who has the address of one may read what is due, and nothing else."""

import secrets
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from accounts.tokens import digest
from feeds.models import Feed

RECORDED_EVERY = timedelta(hours=1)


def feed_of(user: User) -> Feed | None:
    """The person's feed, if there is one."""
    return Feed.objects.filter(user=user).first()


def open_feed(user: User) -> tuple[Feed, str]:
    """A feed with a new secret, which is not kept: an older address ends at once."""
    secret = secrets.token_urlsafe(32)
    feed = Feed(user=user, digest=digest(secret), created_at=timezone.now())
    # One statement, so that of two at the same time one counts.
    Feed.objects.bulk_create(
        [feed],
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["digest", "created_at", "last_read_at"],
    )
    return feed, secret


def close_feed(user: User) -> None:
    """End the feed's address, if there is one."""
    Feed.objects.filter(user=user).delete()


def find(secret: str) -> Feed | None:
    """The feed with this secret, with its owner; its use is written down, once an hour."""
    feed = Feed.objects.select_related("user").filter(digest=digest(secret)).first()
    now = timezone.now()
    if feed and (feed.last_read_at is None or feed.last_read_at <= now - RECORDED_EVERY):
        Feed.objects.filter(pk=feed.pk, digest=feed.digest).update(last_read_at=now)
    return feed
