"""A secret is read with one request that AWS would accept, once, and its value appears nowhere else."""

import http.client
import json
import string
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
import time_machine
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotocoreCredentials
from hypothesis import given
from hypothesis import strategies as st

from config import secret_store
from config.secret_store import CONTENT_TYPE, TARGET, Credentials, SecretError, get_secret, signed_headers
from tests.support.secrets_manager import CREDENTIALS, SecretsManager, running_secrets_manager

ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:habits/database-AbCdEf"
VALUE = "the value that no message may hold"
NO_ANSWER = (0, b"")  # the connection closes instead


@pytest.fixture(scope="module")
def secrets() -> Iterator[SecretsManager]:
    with running_secrets_manager() as manager:
        yield manager


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """A function's credentials, no memory of earlier tests, and no pauses between attempts."""
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(secret_store, "PAUSE_SECONDS", 0)
    get_secret.cache_clear()
    yield
    get_secret.cache_clear()


@contextmanager
def scripted(*answers: tuple[int, object]) -> Generator[tuple[str, list[dict[str, str]]]]:
    """A server that gives these answers in turn; yields its address and the headers it received."""
    received: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            status, answer = answers[len(received)]
            received.append({name.lower(): value for name, value in self.headers.items()})
            if (status, answer) == NO_ANSWER:
                return
            self.send_response(status)
            self.end_headers()
            self.wfile.write(answer if isinstance(answer, bytes) else json.dumps(answer).encode())

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", received
    finally:
        server.shutdown()
        server.server_close()


class TestSignature:
    """The signature is botocore's, bit for bit."""

    @given(
        region=st.sampled_from(["us-east-1", "eu-central-1", "ap-southeast-2"]),
        name=st.text(string.ascii_letters + string.digits + "/_+=.@-", min_size=1, max_size=60),
        secret_key=st.text(string.ascii_letters + string.digits + "/+", min_size=20, max_size=40),
        token=st.none() | st.text(string.ascii_letters + string.digits + "/+=", min_size=1, max_size=80),
        now=st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2038, 1, 1)),
    )
    def test_equals_botocores(
        self, region: str, name: str, secret_key: str, token: str | None, now: datetime
    ) -> None:
        host = f"secretsmanager.{region}.amazonaws.com"
        body = json.dumps({"SecretId": f"arn:aws:secretsmanager:{region}:1:secret:{name}"}).encode()
        now = now.replace(tzinfo=UTC, microsecond=0)
        request = AWSRequest(
            "POST",
            f"https://{host}/",
            data=body,
            headers={"Content-Type": CONTENT_TYPE, "X-Amz-Target": TARGET},
        )
        with time_machine.travel(now, tick=False):
            SigV4Auth(BotocoreCredentials("AKID", secret_key, token), "secretsmanager", region).add_auth(
                request
            )

        ours = signed_headers(
            host=host,
            region=region,
            body=body,
            credentials=Credentials(access_key="AKID", secret_key=secret_key, session_token=token),
            now=now,
        )

        theirs = {key.lower(): value for key, value in request.headers.items()}
        assert ours["authorization"] == theirs["authorization"]
        assert ours["x-amz-date"] == theirs["x-amz-date"]
        assert ours.get("x-amz-security-token") == theirs.get("x-amz-security-token")

    def test_changes_with_the_body(self) -> None:
        credentials = Credentials(access_key="a", secret_key="b", session_token=None)
        now = datetime(2026, 1, 1, tzinfo=UTC)
        first, second = (
            signed_headers(host="h", region="r", body=body, credentials=credentials, now=now)["authorization"]
            for body in (b"one", b"two")
        )
        assert first != second


class TestReading:
    """The value arrives; it is asked for once."""

    def test_gives_the_value_that_secrets_manager_keeps(
        self, secrets: SecretsManager, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        arn = secrets.create("habits/text", "läsa 📚")
        monkeypatch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.url)
        assert [get_secret(arn) for _ in range(3)] == ["läsa 📚"] * 3
        assert secrets.reads.count(arn) == 1

    def test_fetching_anew_asks_each_time(
        self, secrets: SecretsManager, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        arn = secrets.create("habits/rotated", "before")
        monkeypatch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.url)
        before = secret_store.fetch_secret(arn)
        secrets.client.put_secret_value(SecretId=arn, SecretString="after")
        assert (before, secret_store.fetch_secret(arn)) == ("before", "after")

    def test_without_an_endpoint_it_asks_the_region_of_the_arn_and_trusts_amazon_alone(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", raising=False)
        address = secret_store.endpoint("eu-west-1")
        connection = secret_store.connection_to(address, "eu-west-1")
        assert address.geturl() == "https://secretsmanager.eu-west-1.amazonaws.com"
        assert isinstance(connection, http.client.HTTPSConnection)
        authorities = connection._context.get_ca_certs()  # type: ignore[attr-defined]
        assert len(authorities) == 8
        assert all("Amazon" in str(one) or "Starfield" in str(one) for one in authorities)

    @pytest.mark.parametrize(
        "passing", [(500, {}), (503, b"<html>"), (400, {"__type": "ThrottlingException"}), NO_ANSWER]
    )
    def test_what_passes_is_tried_again(
        self, passing: tuple[int, object], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with scripted(passing, passing, (200, {"SecretString": "found"})) as (url, received):
            monkeypatch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", url)
            assert get_secret(ARN) == "found"
        assert len(received) == 3


class TestFailure:
    """A failure names the ARN, says what was wrong, and holds no value."""

    def test_a_missing_secret_is_named(
        self, secrets: SecretsManager, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.url)
        with pytest.raises(SecretError, match="ResourceNotFoundException") as raised:
            get_secret(ARN)
        assert ARN in str(raised.value)

    def test_a_denied_secret_is_asked_for_once_and_the_servers_words_stay_out(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        denial = {"__type": "com.amazon#AccessDeniedException", "Message": VALUE}
        with scripted((400, denial)) as (url, received):
            monkeypatch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", url)
            with pytest.raises(SecretError) as raised:
                get_secret(ARN)
        assert str(raised.value) == f"secret {ARN} cannot be read from {url[7:]}: 400 AccessDeniedException"
        assert len(received) == 1

    def test_nobody_listening_is_said_after_three_attempts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with scripted() as (url, _):
            pass
        monkeypatch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", url)
        with pytest.raises(SecretError, match=r"cannot be read .*ConnectionRefusedError"):
            get_secret(ARN)

    @pytest.mark.parametrize(
        "answer", [{"SecretBinary": "AAAA"}, {}, [VALUE], VALUE.encode(), {"SecretString": None}]
    )
    def test_a_secret_without_text_is_refused(self, answer: object, monkeypatch: pytest.MonkeyPatch) -> None:
        with scripted((200, answer)) as (url, _):
            monkeypatch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", url)
            with pytest.raises(SecretError) as raised:
                get_secret(ARN)
        assert str(raised.value) == f"secret {ARN} holds no text"

    @pytest.mark.parametrize(
        "arn",
        [
            "",
            "habits/database",
            "arn:aws:s3:::bucket",
            "arn:aws:secretsmanager::1:secret:x",
            ARN.replace("secret:", ""),
        ],
    )
    def test_what_is_no_arn_is_refused_before_any_request(self, arn: str) -> None:
        with pytest.raises(SecretError, match="is not the ARN of a Secrets Manager secret"):
            get_secret(arn)

    @pytest.mark.parametrize("name", ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
    def test_missing_credentials_are_named(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://127.0.0.1:9")
        monkeypatch.delenv(name)
        with pytest.raises(SecretError, match=f"^{name} is not set"):
            get_secret(ARN)
