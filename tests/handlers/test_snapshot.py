"""SnapStart keeps the loaded function and starts copies of it: without a secret in it, and without twins."""

import json
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.handlers.conftest import StartFunction
from tests.support.gateway_events import Browser
from tests.support.runtime_api import SNAPSHOT, InitError
from tests.support.secrets_manager import CREDENTIALS
from tests.support.stack import APPLICATION_PASSWORD, CACHE_PASSWORD, Stack, Surroundings

# A copy is older than any keys, so it gets none in its variables.
KEYS = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"}
TOKEN = "of-the-container"


@contextmanager
def role_credentials() -> Generator[dict[str, str]]:
    """The address that Lambda gives a copy for its role's keys: the variables that say where it is."""

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path == "/2021-04-23/credentials" and self.headers["Authorization"] == TOKEN
            self.send_response(200 if known else 403)
            self.end_headers()
            if known:
                keys = {
                    "AccessKeyId": CREDENTIALS["AWS_ACCESS_KEY_ID"],
                    "SecretAccessKey": CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
                    "Token": CREDENTIALS["AWS_SESSION_TOKEN"],
                    "Expiration": "2030-01-01T00:00:00Z",
                }
                self.wfile.write(json.dumps(keys).encode())

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Keys)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield {
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": (
                f"http://127.0.0.1:{server.server_port}/2021-04-23/credentials"
            ),
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": TOKEN,
        }
    finally:
        server.shutdown()
        server.server_close()


def with_snapshot(stack: Stack, credentials: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in stack.environment.items() if name not in KEYS}
    return kept | SNAPSHOT | credentials


def memory(process: int) -> bytes:
    """Everything a process could write to, as a snapshot holds it."""
    found: list[bytes] = []
    with Path(f"/proc/{process}/mem").open("rb", 0) as mem:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            addresses, rights = line.split()[:2]
            if rights.startswith("rw"):
                start, end = (int(part, 16) for part in addresses.split("-"))
                mem.seek(start)
                found.append(mem.read(end - start))
    return b"".join(found)


def test_a_copy_of_the_snapshot_answers_with_secrets_that_the_snapshot_did_not_hold(
    deployed: Stack, surroundings: Surroundings, start_function: StartFunction
) -> None:
    surroundings.secrets.reads.clear()
    with (
        role_credentials() as credentials,
        start_function("api", with_snapshot(deployed, credentials)) as api,
    ):
        api.sleep()
        kept = memory(api.process.pid)
        assert b"SESSION_COOKIE_AGE" in kept, "the settings are loaded"
        for secret in (APPLICATION_PASSWORD, CACHE_PASSWORD, "only-for-tests-0123456789"):
            assert secret.encode() not in kept
        assert surroundings.secrets.reads == []
        api.wake()
        assert Browser(api).call("GET", "/health") == (
            200,
            {"status": "ok", "version": "0123456789ab", "database": "up", "cache": "up"},
        )
        browser = Browser(api)
        browser.call("GET", "/api/session")
        person = {"email": "kopia@example.org", "password": "a good long phrase"}
        assert browser.call("POST", "/api/auth/signup", person)[0] == 201, "sessions are signed"
        awake = memory(api.process.pid)
        assert APPLICATION_PASSWORD.encode() in awake, "what the search would find"
    assert sorted(surroundings.secrets.reads) == sorted(deployed.arns)


def test_a_copy_that_cannot_read_its_secrets_says_which(
    deployed: Stack, start_function: StartFunction
) -> None:
    nowhere = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:1/2021-04-23/credentials"}
    with start_function("api", with_snapshot(deployed, nowhere)) as api:
        api.sleep()
        api.wake()
        with pytest.raises(InitError, match="DJANGO_SECRET_ARN: AWS_CONTAINER_CREDENTIALS_FULL_URI"):
            api.invoke({})


def test_a_missing_variable_is_told_before_a_snapshot_is_taken(
    deployed: Stack, start_function: StartFunction
) -> None:
    environment = with_snapshot(deployed, {})
    del environment["DATABASE_SECRET_ARN"]
    with start_function("api", environment) as api, pytest.raises(InitError, match="DATABASE_SECRET_ARN"):
        api.sleep()


HOOKS = """
import json, random, ssl
import handlers.api
from django.core.cache import cache
from django.db import connection
from snapshot_restore_py import get_after_restore, get_before_snapshot

connection.ensure_connection()
cache.ping()
sockets = cache._cache.get_client(write=True).connection_pool
for hook, args, kwargs in get_before_snapshot():
    hook(*args, **kwargs)
left_open = connection.connection is not None or any(c._sock for c in sockets._available_connections)

random.seed(1)
twin = random.random()
random.seed(1)
added = []
ssl.RAND_add = lambda data, entropy: added.append((len(data), entropy, data))
for _ in range(2):
    for hook, args, kwargs in get_after_restore():
        hook(*args, **kwargs)
connection.ensure_connection()
print(json.dumps({
    "left_open": left_open,
    "alike": random.random() == twin,
    "openssl": [[size, entropy] for size, entropy, _ in added],
    "same_entropy": added[0][2] == added[1][2],
}))
"""


def test_nothing_stays_open_in_a_snapshot_and_no_two_copies_are_alike(
    deployed: Stack, image_content: Path
) -> None:
    report = subprocess.run(
        [sys.executable, "-c", HOOKS],
        env={**deployed.environment, "PYTHONPATH": str(image_content)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(report.stdout) == {
        "left_open": False,
        "alike": False,
        "openssl": [[64, 64], [64, 64]],
        "same_entropy": False,
    }
