"""A deployed stack's surroundings on this machine: secrets; database and cache behind TLS and passwords."""

import shutil
import tempfile
import uuid
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from redis import Redis

from app.local.services import running_postgres, running_valkey
from tests.support.runtime_api import ROOT
from tests.support.secrets_manager import REGION, SecretsManager, running_secrets_manager
from tests.support.tls import HOST, Authority, make_authority, tls_front

OWNER, OWNER_PASSWORD = "habits_admin", "owner-password-0123456789"
APPLICATION_PASSWORD = "application-password-0123456789"
MEDIA_BUCKET = "habits-test-media"
CACHE_USER, CACHE_PASSWORD = "app", "cache-password-0123456789"


@dataclass(frozen=True, kw_only=True)
class Stack:
    """A database and secrets of its own: what one deployed stack has."""

    environment: dict[str, str]
    """Of the functions `api` and `tasks`."""
    manage_environment: dict[str, str]
    application: str
    """The role that the application logs in as."""
    superuser_url: str
    """Of this stack's database."""
    arns: tuple[str, ...]
    """Of the secrets that the application reads."""

    def superuser(self) -> psycopg.Connection:
        """A connection that may look at everything and change it."""
        return psycopg.connect(self.superuser_url, autocommit=True)

    def hang_up(self) -> int:
        """End the application's connections, as a failover does; gives how many there were."""
        with self.superuser() as database:
            query = "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE usename = %s"
            row = database.execute(query, [self.application]).fetchone()
        return int(row[0]) if row else 0


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """The servers, which all stacks of a test run share."""

    secrets: SecretsManager
    authority: Authority
    superuser_url: str
    database_log: Path
    database_port: int
    cache_port: int

    def new_stack(self) -> Stack:
        """A stack before its first deployment: an empty database, no application role."""
        self.secrets.client_of("s3").create_bucket(Bucket=MEDIA_BUCKET)
        name = f"habits_{uuid.uuid4().hex[:8]}"
        application = f"{name}_app"
        with psycopg.connect(self.superuser_url, autocommit=True) as superuser:
            superuser.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER))
            )
        arns = {
            "DJANGO_SECRET_ARN": self.secrets.create(f"{name}/django", "only-for-tests-" + "0123456789" * 5),
            "DATABASE_SECRET_ARN": self.secrets.create(
                f"{name}/database", {"username": application, "password": APPLICATION_PASSWORD}
            ),
            "CACHE_SECRET_ARN": self.secrets.create(
                f"{name}/cache", {"username": CACHE_USER, "password": CACHE_PASSWORD}
            ),
        }
        environment = {
            **self.secrets.environment,
            **arns,
            "AWS_LAMBDA_LOG_FORMAT": "JSON",
            "APP_ENVIRONMENT": "staging",
            "APP_VERSION": "0123456789ab",
            "LOG_LEVEL": "INFO",
            "ALLOWED_HOSTS": ".cloudfront.net",
            "DATABASE_HOST": HOST,
            "DATABASE_PORT": str(self.database_port),
            "DATABASE_NAME": name,
            "CACHE_HOST": HOST,
            "CACHE_PORT": str(self.cache_port),
            "MEDIA_BUCKET": MEDIA_BUCKET,
        }
        admin = self.secrets.create(f"{name}/admin", {"username": OWNER, "password": OWNER_PASSWORD})
        return Stack(
            environment=environment,
            manage_environment=environment | {"DATABASE_ADMIN_SECRET_ARN": admin},
            application=application,
            superuser_url=self.superuser_url.replace("/postgres?", f"/{name}?"),
            arns=tuple(arns.values()),
        )

    def image_content(self, folder: Path) -> Path:
        """Copy what the image holds into `folder`, with our certificate authority in the region's place."""
        content = folder / "task"
        shutil.copytree(ROOT / "app/backend", content, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(self.authority.root, content / f"config/roots/{REGION}.pem")
        return content


@contextmanager
def running_surroundings() -> Generator[Surroundings]:
    """Start all servers; what they keep goes when they stop."""
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="habits-stack-")))
        folder.chmod(0o755)  # PostgreSQL refuses to run as root, so it may be another user who enters
        authority = make_authority(folder)
        superuser_url = running.enter_context(running_postgres(folder / "pg", durable=False))
        prepare_database(superuser_url, folder / "pg")
        cache_url = running.enter_context(running_valkey())
        prepare_cache(cache_url)
        socket = f"{superuser_url.rpartition('host=')[2]}/.s.PGSQL.5432"
        yield Surroundings(
            secrets=running.enter_context(running_secrets_manager()),
            authority=authority,
            superuser_url=superuser_url,
            database_log=folder / "pg/log",
            database_port=running.enter_context(tls_front(authority, socket, postgres=True)),
            cache_port=running.enter_context(tls_front(authority, urlsplit(cache_url).port or 0)),
        )


def prepare_database(superuser_url: str, folder: Path) -> None:
    """Ask everyone but the superuser for a password, and make the owner as RDS makes its master user."""
    (folder / "pg_hba.conf").write_text("local all postgres trust\nlocal all all scram-sha-256\n")
    with psycopg.connect(superuser_url, autocommit=True) as superuser:
        superuser.execute(
            sql.SQL("CREATE ROLE {} LOGIN CREATEROLE PASSWORD {}").format(
                sql.Identifier(OWNER), sql.Literal(OWNER_PASSWORD)
            )
        )
        superuser.execute("ALTER SYSTEM SET log_statement = 'ddl'")  # as the stack's parameter group has it
        superuser.execute("SELECT pg_reload_conf()")


def prepare_cache(url: str) -> None:
    """Admit only the application's user, and it only to its keys."""
    with Redis.from_url(url) as valkey:
        rules = (f">{CACHE_PASSWORD}", "~{hb}*", "+@all", "-@dangerous")
        valkey.execute_command("ACL", "SETUSER", CACHE_USER, "on", *rules)
        valkey.execute_command("ACL", "SETUSER", "default", "off")
