"""The function that a schedule invokes. A schedule may fire twice, so every task may be repeated."""

from collections.abc import Callable
from typing import Protocol

import django
from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone

django.setup()

from achievements.services import settle  # noqa: E402  needs the applications that Django has set up
from digests.services import send_due  # noqa: E402
from tracking.checkpoints import renew  # noqa: E402
from tracking.services import forget_check_ins  # noqa: E402
from uploads.cleaning import collect  # noqa: E402

# What is begun is ended within it: one mail, or one page of the store.
SPARE_MILLISECONDS = 60_000


type TimeIsUp = Callable[[], bool]


class UnknownTaskError(ValueError):
    """The event names no task of this function."""


class Context(Protocol):
    """What Lambda tells an invocation about itself."""

    def get_remaining_time_in_millis(self) -> int: ...


def handler(event: object, context: Context) -> dict[str, str]:
    """Run the task that the event names, as in `{"task": "housekeeping"}`.

    Raises UnknownTaskError for anything else, and whatever stops the task, so that the schedule tries again.
    """
    task = event.get("task") if isinstance(event, dict) else None
    if not isinstance(task, str) or task not in TASKS:
        raise UnknownTaskError(f"task: {task!r} is not one of {', '.join(sorted(TASKS))}")
    close_old_connections()  # Lambda may have kept this process frozen for longer than the connection lived
    TASKS[task](lambda: context.get_remaining_time_in_millis() < SPARE_MILLISECONDS)
    return {"task": task, "state": "done"}


def housekeeping(time_is_up: TimeIsUp) -> None:
    """Delete what nobody will ask for again: expired sessions, old check-ins, files that became no photo."""
    call_command("clearsessions")
    forget_check_ins(timezone.now())
    collect(time_is_up=time_is_up)


def daily(time_is_up: TimeIsUp) -> None:
    """Do what a day that has begun somewhere asks for: write to people, see to it that what is read of their
    habits does not grow, and settle their awards.

    It runs each hour, because days begin at every hour. Mails come first: they cannot be made up for later.
    Awards come last: settling fails at its end when somebody's could not be settled.
    """
    now = timezone.now()
    send_due(now=now, time_is_up=time_is_up)
    renew(now, time_is_up=time_is_up)
    settle(now, time_is_up=time_is_up)


TASKS: dict[str, Callable[[TimeIsUp], None]] = {"housekeeping": housekeeping, "daily": daily}
