"""The function that a schedule invokes. A schedule may fire twice, so every task may be repeated."""

from collections.abc import Callable

import django
from django.core.management import call_command
from django.db import close_old_connections

django.setup()


class UnknownTaskError(ValueError):
    """The event names no task of this function."""


def handler(event: object, _context: object) -> dict[str, str]:
    """Run the task that the event names, as in `{"task": "housekeeping"}`.

    Raises UnknownTaskError for anything else, and whatever stops the task, so that the schedule tries again.
    """
    task = event.get("task") if isinstance(event, dict) else None
    if not isinstance(task, str) or task not in TASKS:
        raise UnknownTaskError(f"task: {task!r} is not one of {', '.join(sorted(TASKS))}")
    close_old_connections()  # Lambda may have kept this process frozen for longer than the connection lived
    TASKS[task]()
    return {"task": task, "state": "done"}


def housekeeping() -> None:
    """Delete what nobody will ask for again: sessions that have expired."""
    call_command("clearsessions")


TASKS: dict[str, Callable[[], None]] = {"housekeeping": housekeeping}
