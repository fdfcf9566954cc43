"""The function that changes the database: invoked by the deployment before traffic reaches new code."""

from collections.abc import Callable
from io import StringIO

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from handlers.bootstrap import exclusive_owner, prepare_role

django.setup()

type Result = dict[str, str | list[str]]


class UnknownCommandError(ValueError):
    """The event names no command of this function."""


def handler(event: object, _context: object) -> Result:
    """Run the command that the event names, as in `{"command": "migrate"}`.

    Raises UnknownCommandError for anything else, and whatever stops the command, so that the invocation fails
    and with it the deployment. The result is short and holds no secret: the deployment's state keeps it.
    """
    command = event.get("command") if isinstance(event, dict) else None
    if not isinstance(command, str) or command not in COMMANDS:
        raise UnknownCommandError(f"command: {command!r} is not one of {', '.join(sorted(COMMANDS))}")
    return {"command": command} | COMMANDS[command]()


def migrate() -> Result:
    """Check the settings, then make or refresh the application's role, then migrate as the tables' owner."""
    result = check()
    application = settings.DATABASES["default"]
    with exclusive_owner() as owner:
        prepare_role(owner, name=application["USER"], password=application["PASSWORD"])
        pending = pending_migrations()
        call_command("migrate", interactive=False, stdout=StringIO())
    return {"applied": pending} | result


def show_migrations() -> Result:
    """Name the migrations that the database has not seen."""
    with exclusive_owner():
        return {"pending": pending_migrations()}


def check() -> Result:
    """Run `check --deploy`. A warning fails it, since no deployed stack has a use for one."""
    call_command("check", deploy=True, fail_level="WARNING", stdout=StringIO(), stderr=StringIO())
    return {"check": "passed"}


def pending_migrations() -> list[str]:
    """`app.name` of each migration to be applied, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


COMMANDS: dict[str, Callable[[], Result]] = {
    "check": check,
    "migrate": migrate,
    "showmigrations": show_migrations,
}
