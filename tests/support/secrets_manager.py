"""Secrets Manager on loopback, and S3 beside it: moto's server, with a note of every value that was read."""

import json
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from threading import Thread
from typing import Any

import boto3
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

REGION = "us-east-1"
# What Lambda gives a function of its role. moto believes any.
CREDENTIALS = {
    "AWS_REGION": REGION,
    "AWS_ACCESS_KEY_ID": "ASIAEXAMPLEEXAMPLE01",
    "AWS_SECRET_ACCESS_KEY": "example/secret+key",
    "AWS_SESSION_TOKEN": "example-session-token==",
}


@dataclass
class SecretsManager:
    """Where it answers, and the ARNs whose values were read, in order."""

    url: str
    reads: list[str] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """The variables of a function that finds its secrets and its photos here."""
        return {
            **CREDENTIALS,
            "AWS_ENDPOINT_URL_SECRETS_MANAGER": self.url,
            "AWS_ENDPOINT_URL_S3": self.url,
        }

    @property
    def client(self) -> Any:
        """A boto3 client, for the tests' own use."""
        return self.client_of("secretsmanager")

    def client_of(self, service: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        )

    def create(self, name: str, value: str | dict[str, str]) -> str:
        """Keep `value` (a mapping as JSON) and give the ARN."""
        text = value if isinstance(value, str) else json.dumps(value)
        arn: str = self.client.create_secret(Name=name, SecretString=text)["ARN"]
        return arn


@contextmanager
def running_secrets_manager() -> Generator[SecretsManager]:
    """Serve on a free port of loopback."""
    application = DomainDispatcherApplication(create_backend_app)
    manager = SecretsManager(url="")

    def noting(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("HTTP_X_AMZ_TARGET") == "secretsmanager.GetSecretValue":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            manager.reads.append(json.loads(body)["SecretId"])
            environ["wsgi.input"] = BytesIO(body)
        answer: Iterable[bytes] = application(environ, start_response)
        return answer

    server = make_server("127.0.0.1", 0, noting, threaded=True)
    manager.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield manager
    finally:
        server.shutdown()
        server.server_close()
