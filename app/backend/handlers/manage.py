"""The function that changes the database: invoked by the deployment before traffic reaches new code."""

from collections.abc import Callable
from io import StringIO

import django
from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections, connection
from django.db.migrations.executor import MigrationExecutor

from handlers.bootstrap import exclusive_owner, prepare_role

django.setup()

from accounts import services  # noqa: E402  needs the applications that Django has set up

type Event = dict[str, object]
type Result = dict[str, str | list[str]]


class NoAccountError(ValueError):
    """The event names no account."""


class UnknownCommandError(ValueError):
    """The event names no command of this function."""


def handler(event: object, _context: object) -> Result:
    """Run the command that the event names, as in `{"command": "migrate"}`.

    Raises UnknownCommandError for anything else, and whatever stops the command, so that the invocation fails
    and with it the deployment. The result is short and holds no secret: the deployment's state keeps it.
    """
    event = event if isinstance(event, dict) else {}
    command = event.get("command")
    if not isinstance(command, str) or command not in COMMANDS:
        raise UnknownCommandError(f"command: {command!r} is not one of {', '.join(sorted(COMMANDS))}")
    return {"command": command} | COMMANDS[command](event)


def migrate(_event: Event) -> Result:
    """Check the settings, then make or refresh the application's role, then migrate as the tables' owner."""
    result = check({})
    application = settings.DATABASES["default"]
    with exclusive_owner() as owner:
        prepare_role(owner, name=application["USER"], password=application["PASSWORD"])
        pending = pending_migrations()
        call_command("migrate", interactive=False, stdout=StringIO())
    return {"applied": pending} | result


def show_migrations(_event: Event) -> Result:
    """Name the migrations that the database has not seen."""
    with exclusive_owner():
        return {"pending": pending_migrations()}


def check(_event: Event) -> Result:
    """Run `check --deploy`. A warning fails it, since no deployed stack has a use for one."""
    call_command("check", deploy=True, fail_level="WARNING", stdout=StringIO(), stderr=StringIO())
    return {"check": "passed"}


def pending_migrations() -> list[str]:
    """`app.name` of each migration to be applied, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def grant_operator(event: Event) -> Result:
    """Let the account whose address is `email` use the admin. It has signed up before, like everyone."""
    return set_operator(event, is_operator=True)


def revoke_operator(event: Event) -> Result:
    """Take it back."""
    return set_operator(event, is_operator=False)


def set_operator(event: Event, *, is_operator: bool) -> Result:
    email = event.get("email")
    if not isinstance(email, str):
        raise NoAccountError('email: wanted the address of an account, as in {"email": "ada@example.com"}')
    close_old_connections()  # Lambda may have kept this process frozen for longer than the connection lived
    try:
        services.set_operator(email=email, is_operator=is_operator)
    except services.NoAccountError:
        raise NoAccountError("email: no account has this address; sign up first") from None
    return {"operator": "granted" if is_operator else "revoked"}


COMMANDS: dict[str, Callable[[Event], Result]] = {
    "check": check,
    "grant_operator": grant_operator,
    "migrate": migrate,
    "revoke_operator": revoke_operator,
    "showmigrations": show_migrations,
}
