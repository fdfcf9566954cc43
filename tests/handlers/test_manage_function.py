"""The manage function makes a database ready, however often and by however many it is asked."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tests.handlers.conftest import StartFunction
from tests.support.runtime_api import FunctionError
from tests.support.stack import APPLICATION_PASSWORD, OWNER, OWNER_PASSWORD, Stack, Surroundings

BROKEN_SETTINGS = """
from config.settings import *
INSTALLED_APPS = [*INSTALLED_APPS, "broken"]
"""
BROKEN_MIGRATION = """
from django.db import migrations
class Migration(migrations.Migration):
    operations = [migrations.RunSQL("CREATE TABLE half_done (id int)"), migrations.RunSQL("SELECT 1 / 0")]
"""


def run(
    start_function: StartFunction, environment: Mapping[str, str], command: str = "migrate"
) -> dict[str, object]:
    """Start the function, run one command."""
    with start_function("manage", environment) as manage:
        answer: dict[str, object] = manage.invoke({"command": command})
        return answer


def connect(
    surroundings: Surroundings, stack: Stack, user: str, password: str = APPLICATION_PASSWORD
) -> psycopg.Connection:
    """Log in as the functions do: through TLS, with a password."""
    return psycopg.connect(
        host="localhost",
        port=surroundings.database_port,
        dbname=stack.environment["DATABASE_NAME"],
        user=user,
        password=password,
        sslmode="verify-full",
        sslrootcert=str(surroundings.authority.root),
        autocommit=True,
    )


class TestMigrate:
    """An empty database becomes one that the application can work with."""

    def test_applies_every_migration_and_says_which(
        self, stack: Stack, start_function: StartFunction
    ) -> None:
        answer = run(start_function, stack.manage_environment)
        assert (answer["command"], answer["check"]) == ("migrate", "passed")
        with stack.superuser() as database:
            rows = database.execute("SELECT app || '.' || name FROM django_migrations ORDER BY id").fetchall()
        assert answer["applied"] == [name for (name,) in rows]
        assert "accounts.0001_initial" in [name for (name,) in rows]

    def test_a_second_run_changes_nothing(self, deployed: Stack, start_function: StartFunction) -> None:
        def look() -> list[object]:
            with deployed.superuser() as database:
                return [
                    database.execute("SELECT * FROM django_migrations ORDER BY id").fetchall(),
                    database.execute(
                        "SELECT oid, rolconfig, rolcanlogin FROM pg_roles WHERE rolname = %s",
                        [deployed.application],
                    ).fetchall(),
                    database.execute(
                        "SELECT relname, relacl::text FROM pg_class"
                        " WHERE relnamespace = 'public'::regnamespace ORDER BY relname"
                    ).fetchall(),
                ]

        before = look()
        assert run(start_function, deployed.manage_environment)["applied"] == []
        assert look() == before

    def test_runs_at_the_same_time_wait_for_each_other(
        self, stack: Stack, start_function: StartFunction
    ) -> None:
        """With the lock held by us, both come to a halt before the role; once it is free, one migrates."""
        from handlers.bootstrap import MIGRATION_LOCK

        waiting = "SELECT count(*) FROM pg_locks, pg_sleep(0.05) WHERE locktype = 'advisory' AND NOT granted"
        with ThreadPoolExecutor(2) as both, stack.superuser() as database:
            database.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
            runs = [both.submit(run, start_function, stack.manage_environment) for _ in range(2)]
            while database.execute(waiting).fetchone() != (2,):
                assert not any(one.done() for one in runs), [one.result() for one in runs]
            assert not database.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchall()
            database.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])
            first, second = sorted((one.result() for one in runs), key=lambda answer: str(answer["applied"]))
        assert first["applied"] != []
        assert second["applied"] == []

    def test_a_migration_that_fails_fails_the_invocation_and_leaves_nothing_half_done(
        self, stack: Stack, start_function: StartFunction, tmp_path: Path
    ) -> None:
        (tmp_path / "broken/migrations").mkdir(parents=True)
        (tmp_path / "broken/migrations/__init__.py").touch()
        (tmp_path / "broken/migrations/0001_initial.py").write_text(BROKEN_MIGRATION)
        (tmp_path / "broken_settings.py").write_text(BROKEN_SETTINGS)
        broken = {"DJANGO_SETTINGS_MODULE": "broken_settings", "PYTHONPATH": str(tmp_path)}

        with start_function("manage", stack.manage_environment | broken) as manage:
            for _ in range(2):  # and the lock is free again for the second attempt
                with pytest.raises(FunctionError, match="division by zero"):
                    manage.invoke({"command": "migrate"})

        with stack.superuser() as database:
            assert database.execute("SELECT to_regclass('half_done')").fetchone() == (None,)
        run(start_function, stack.manage_environment)
        assert run(start_function, stack.manage_environment, "showmigrations")["pending"] == []

    def test_follows_a_rotation_of_the_owners_password(
        self, surroundings: Surroundings, stack: Stack, start_function: StartFunction
    ) -> None:
        arn = stack.manage_environment["DATABASE_ADMIN_SECRET_ARN"]
        owner = f"{stack.application}_owner"
        keep = surroundings.secrets.client.put_secret_value
        with (
            stack.superuser() as database,
            start_function("manage", stack.manage_environment) as manage,
        ):
            database.execute(f"CREATE ROLE {owner} LOGIN CREATEROLE PASSWORD 'before'")
            database.execute(f"ALTER DATABASE {stack.environment['DATABASE_NAME']} OWNER TO {owner}")
            keep(SecretId=arn, SecretString=f'{{"username": "{owner}", "password": "before"}}')
            assert manage.invoke({"command": "migrate"})["applied"] != []
            database.execute(f"ALTER ROLE {owner} PASSWORD 'after'")
            keep(SecretId=arn, SecretString=f'{{"username": "{owner}", "password": "after"}}')
            assert manage.invoke({"command": "migrate"})["applied"] == []


class TestRole:
    """The application's role can do its work and nothing else."""

    def test_logs_in_with_its_password_alone(self, surroundings: Surroundings, deployed: Stack) -> None:
        with connect(surroundings, deployed, deployed.application) as session:
            assert session.execute("SELECT current_user").fetchone() == (deployed.application,)
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            connect(surroundings, deployed, deployed.application, "another")

    def test_has_the_limits_that_a_connection_must_not_set(
        self, surroundings: Surroundings, deployed: Stack
    ) -> None:
        with connect(surroundings, deployed, deployed.application) as session:
            settings = {
                name: session.execute(f"SHOW {name}").fetchone()
                for name in ("statement_timeout", "lock_timeout", "timezone")
            }
        assert settings == {"statement_timeout": ("25s",), "lock_timeout": ("5s",), "timezone": ("UTC",)}

    def test_works_with_rows_of_tables_old_and_new(self, surroundings: Surroundings, deployed: Stack) -> None:
        with connect(surroundings, deployed, OWNER, OWNER_PASSWORD) as owner:
            owner.execute("CREATE TABLE later (id bigint GENERATED BY DEFAULT AS IDENTITY, word text)")
        with connect(surroundings, deployed, deployed.application) as session:
            session.execute("INSERT INTO later (word) VALUES ('one')")
            session.execute("UPDATE later SET word = 'two'")
            assert session.execute("SELECT word FROM later").fetchall() == [("two",)]
            session.execute("DELETE FROM later")
            assert session.execute("SELECT count(*) FROM accounts_user").fetchone() == (0,)

    @pytest.mark.parametrize(
        "statement",
        [
            "CREATE TABLE mine (id int)",
            "ALTER TABLE accounts_user ADD COLUMN extra int",
            "DROP TABLE accounts_user",
            "TRUNCATE accounts_user CASCADE",
            "CREATE ROLE another",
            "CREATE DATABASE another",
            f"SET ROLE {OWNER}",
            "SELECT rolpassword FROM pg_authid",
        ],
    )
    def test_can_change_neither_tables_nor_roles(
        self, surroundings: Surroundings, deployed: Stack, statement: str
    ) -> None:
        with (
            connect(surroundings, deployed, deployed.application) as session,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            session.execute(statement)

    def test_its_password_is_neither_in_the_databases_log_nor_in_the_functions(
        self, surroundings: Surroundings, stack: Stack, start_function: StartFunction
    ) -> None:
        with start_function("manage", stack.manage_environment) as manage:
            answer = manage.invoke({"command": "migrate"})
            own_log = manage.log.read_text()
        database_log = surroundings.database_log.read_text()
        assert f'ALTER ROLE "{stack.application}" LOGIN' in database_log
        for text in (str(answer), own_log, database_log):
            assert APPLICATION_PASSWORD not in text
            assert OWNER_PASSWORD not in text


class TestCommands:
    """Only known commands run, and what is missing is named."""

    def test_showmigrations_names_what_is_to_come(
        self, stack: Stack, deployed: Stack, start_function: StartFunction
    ) -> None:
        pending = run(start_function, stack.manage_environment, "showmigrations")["pending"]
        assert "accounts.0001_initial" in str(pending)
        assert run(start_function, deployed.manage_environment, "showmigrations")["pending"] == []

    def test_check_needs_no_database(self, stack: Stack, start_function: StartFunction) -> None:
        environment = stack.manage_environment | {"DATABASE_PORT": "1"}
        assert run(start_function, environment, "check") == {"command": "check", "check": "passed"}

    def test_an_account_is_made_an_operator_and_unmade(
        self, deployed: Stack, start_function: StartFunction
    ) -> None:
        with (
            deployed.superuser() as database,
            start_function("manage", deployed.manage_environment) as manage,
        ):
            database.execute(
                "INSERT INTO accounts_user (id, password, email, time_zone, day_starts_at, first_weekday,"
                " language, created_at)"
                " VALUES (gen_random_uuid(), '', 'ada@example.com', 'UTC', 0, 0, 'en', now())"
            )
            for command, answer, stored in (("grant", "granted", True), ("revoke", "revoked", False)):
                event = {"command": f"{command}_operator", "email": "Ada@example.com"}
                assert manage.invoke(event) == {"command": f"{command}_operator", "operator": answer}
                rows = database.execute("SELECT is_operator FROM accounts_user").fetchall()
                assert rows == [(stored,)]
            for email, wanted in (("bob@example.com", "no account"), (None, "wanted the address")):
                with pytest.raises(FunctionError, match=wanted) as raised:
                    manage.invoke({"command": "grant_operator", "email": email})
                assert raised.value.kind == "NoAccountError"

    def test_anything_else_is_refused_with_what_is_known(
        self, stack: Stack, start_function: StartFunction
    ) -> None:
        with start_function("manage", stack.manage_environment) as manage:
            for event in (
                {},
                {"command": "flush"},
                {"command": ["migrate"]},
                {"task": "migrate"},
                "migrate",
                None,
            ):
                known = "check, grant_operator, migrate, revoke_operator, showmigrations"
                with pytest.raises(FunctionError, match=f"is not one of {known}") as raised:
                    manage.invoke(event)
                assert raised.value.kind == "UnknownCommandError"

    def test_the_owners_secret_is_needed(self, stack: Stack, start_function: StartFunction) -> None:
        with pytest.raises(FunctionError, match="DATABASE_ADMIN_SECRET_ARN is not set"):
            run(start_function, stack.environment)

    def test_the_application_may_not_be_the_owner(self, stack: Stack, start_function: StartFunction) -> None:
        same = {"DATABASE_ADMIN_SECRET_ARN": stack.environment["DATABASE_SECRET_ARN"]}
        with pytest.raises(FunctionError, match=f"the owner of its tables, {stack.application}"):
            run(start_function, stack.environment | same)
