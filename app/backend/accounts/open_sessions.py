"""Where a person is logged in: a record beside each of Django's sessions, which do not say whose they are.

A session carries the time of its last record, so that a request costs nothing more until an hour has passed.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import OpenSession, User
from accounts.sessions import SessionStore

RECORDED_EVERY = timedelta(hours=1)
OPENED_AT = "opened_at"
RECORDED_AT = "recorded_at"


def of(user: User) -> QuerySet[OpenSession]:
    """The person's sessions that have not expired, the last used first."""
    return OpenSession.objects.filter(user=user, session__expire_date__gt=timezone.now())


def is_open(request: HttpRequest, user: User) -> bool:
    """Whether the session that a request came with goes on; looked up and recorded once an hour.

    A cache that was away when a session was ended may still hold it, and the database knows better.
    """
    recorded_at = datetime.fromtimestamp(request.session.get(RECORDED_AT, 0), UTC)
    if timezone.now() < recorded_at + RECORDED_EVERY or record(request, user):
        return True
    request.session.flush()
    return False


@transaction.atomic
def record(request: HttpRequest, user: User) -> bool:
    """Write down that the session is in use, and from where. False when the database no longer has it."""
    session = request.session
    if session.session_key is None:
        session.save()
    # The lock makes requests of one browser wait for each other, and an end of the session wait for both.
    stored = Session.objects.select_for_update().filter(pk=session.session_key)
    if stored.values_list("pk").first() is None:
        return False
    now = timezone.now()
    session[RECORDED_AT] = int(now.timestamp())
    used = {
        "user": user,
        "last_used_at": now,
        "user_agent": shortened(request.headers.get("User-Agent", "")),
        "address": request.META.get("REMOTE_ADDR") or None,
    }
    opened_at = datetime.fromtimestamp(session.setdefault(OPENED_AT, int(now.timestamp())), UTC)
    OpenSession.objects.update_or_create(
        session_id=session.session_key, defaults=used, create_defaults=used | {"created_at": opened_at}
    )
    return True


def end(sessions: Iterable[OpenSession]) -> None:
    """Log out wherever these sessions are in use."""
    keys = [opened.session_id for opened in sessions]
    Session.objects.filter(pk__in=keys).delete()
    copies = [SessionStore.cache_key_prefix + key for key in keys]
    transaction.on_commit(lambda: cache.delete_many(copies))


def shortened(user_agent: str) -> str:
    """What a person can recognise their browser by, without what a database cannot hold."""
    return "".join(character for character in user_agent if character.isprintable())[:200]
