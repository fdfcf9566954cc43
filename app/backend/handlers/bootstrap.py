"""The database's two roles: the owner, who migrates, and the application's, who works with rows."""

import json
import os
from collections.abc import Generator
from contextlib import contextmanager

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from psycopg import sql

from config.secret_store import fetch_secret

# Any fixed number will do: all migrations of one database share it.
MIGRATION_LOCK = 4_848_271_305_118_226_021

# A migration that cannot have its table soon fails, instead of holding up every request behind it.
LOCK_TIMEOUT = "10s"

# Of the role and not of a connection: RDS Proxy refuses start-up options, and SET would pin a connection.
ROLE_SETTINGS = {
    "statement_timeout": "25s",  # below API Gateway's 29 s, so that the answer is still the application's
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
    "timezone": "UTC",
}


@contextmanager
def exclusive_owner() -> Generator[psycopg.Connection]:
    """Make Django's connection the owner's for a while; whoever comes second waits for the first to end.

    Gives another connection of the owner's, in autocommit, which holds the lock: Django may close its own.
    The owner's password is fetched anew each time, since RDS rotates it.
    Raises ImproperlyConfigured when the function was not given the owner's secret, or when the application's
    role is the owner itself.
    """
    connection = connections["default"]
    application = connection.settings_dict
    owner = owner_credentials()
    if owner["USER"] == application["USER"]:
        raise ImproperlyConfigured(
            f"the application must not log in as the owner of its tables, {owner['USER']}"
        )
    connection.close()
    connection.settings_dict = {**application, **owner}
    try:
        with psycopg.connect(**connection.get_connection_params(), autocommit=True) as lock:
            lock.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
            yield lock
    finally:
        connection.close()
        connection.settings_dict = application


def owner_credentials() -> dict[str, str]:
    """`USER` and `PASSWORD` of the owner, from the secret that RDS manages."""
    arn = os.environ.get("DATABASE_ADMIN_SECRET_ARN")
    if not arn:
        raise ImproperlyConfigured("DATABASE_ADMIN_SECRET_ARN is not set; the manage function needs it")
    secret = json.loads(fetch_secret(arn))
    return {"USER": secret["username"], "PASSWORD": secret["password"]}


def prepare_role(owner: psycopg.Connection, *, name: str, password: str) -> None:
    """Create the application's role, or bring it up to date, in one transaction; repeating it is harmless.

    It may log in and work with the rows of the owner's tables, those of today and those of tomorrow, and may
    neither change nor empty a table.
    """
    role = sql.Identifier(name)
    with owner.transaction():
        if not owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
            owner.execute(sql.SQL("CREATE ROLE {}").format(role))
        # The verifier instead of the password, since DDL is logged.
        verifier = owner.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
        owner.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(verifier)))
        for setting, value in ROLE_SETTINGS.items():
            owner.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(role, sql.Identifier(setting), sql.Literal(value))
            )
        for grant in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
        ):
            owner.execute(sql.SQL(grant).format(role))
