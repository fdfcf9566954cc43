"""Secrets Manager without an SDK: one signed request, which costs a cold start far less than importing boto3.

The signature is AWS Signature Version 4 ("Authenticating Requests", AWS General Reference).
"""

import functools
import hashlib
import hmac
import http.client
import json
import os
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self
from urllib.parse import SplitResult, urlsplit

from config.roots import root_certificates

SERVICE = "secretsmanager"
TARGET = "secretsmanager.GetSecretValue"
CONTENT_TYPE = "application/x-amz-json-1.1"
ATTEMPTS = 3
# Three attempts and their pauses stay below Lambda's ten seconds of initialisation.
TIMEOUT_SECONDS = 2.5
PAUSE_SECONDS = 0.2
THROTTLED = ("ThrottlingException", "TooManyRequestsException", "RequestLimitExceeded")


class SecretError(Exception):
    """A secret could not be read; the message names its ARN and never its value."""


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What signs a request: keys of the function's role."""

    access_key: str
    secret_key: str
    session_token: str | None

    @classmethod
    def of_the_role(cls) -> Self:
        """From where Lambda puts them: the environment, or an address for what wakes up from a snapshot.

        Raises SecretError naming the variable that is missing or leads nowhere.
        """
        if address := os.environ.get("AWS_CONTAINER_CREDENTIALS_FULL_URI"):
            return cls.from_address(address)
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            if not os.environ.get(name):
                raise SecretError(f"{name} is not set; Lambda gives it to every function")
        return cls(
            access_key=os.environ["AWS_ACCESS_KEY_ID"],
            secret_key=os.environ["AWS_SECRET_ACCESS_KEY"],
            session_token=os.environ.get("AWS_SESSION_TOKEN"),
        )

    @classmethod
    def from_address(cls, address: str) -> Self:
        """The answer of the container credential provider of AWS's SDK reference, here one of loopback."""
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT_SECONDS)
        authorization = {"Authorization": os.environ.get("AWS_CONTAINER_AUTHORIZATION_TOKEN", "")}
        try:
            connection.request("GET", parts.path or "/", headers=authorization)
            keys = json.loads(connection.getresponse().read())
            return cls(
                access_key=keys["AccessKeyId"],
                secret_key=keys["SecretAccessKey"],
                session_token=keys["Token"],
            )
        except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError) as error:
            raise SecretError(
                f"AWS_CONTAINER_CREDENTIALS_FULL_URI: no credentials at {address} ({type(error).__name__})"
            ) from None
        finally:
            connection.close()


@functools.cache
def get_secret(arn: str) -> str:
    """The current value of the secret `arn`, fetched once in the life of the process.

    Raises SecretError as `fetch_secret` does.
    """
    return fetch_secret(arn)


def fetch_secret(arn: str) -> str:
    """The current value of the secret `arn`, fetched now.

    Raises SecretError when the ARN is malformed, access is denied, the secret is missing or holds bytes, or
    when three attempts found no answer.
    """
    region = region_of(arn)
    address = endpoint(region)
    body = json.dumps({"SecretId": arn}).encode()
    credentials = Credentials.of_the_role()
    for attempt in range(1, ATTEMPTS + 1):
        connection = connection_to(address, region)
        try:
            headers = signed_headers(host=address.netloc, region=region, body=body, credentials=credentials)
            connection.request("POST", "/", body, headers)
            response = connection.getresponse()
            status, answer = response.status, response.read()
        except (OSError, http.client.HTTPException) as error:
            problem = f"{type(error).__name__}: {error}"
        else:
            if status == http.HTTPStatus.OK:
                return secret_string(arn, answer)
            problem = f"{status} {error_code(answer)}"
            if status < http.HTTPStatus.INTERNAL_SERVER_ERROR and error_code(answer) not in THROTTLED:
                break
        finally:
            connection.close()
        if attempt < ATTEMPTS:
            time.sleep(PAUSE_SECONDS * attempt)
    raise SecretError(f"secret {arn} cannot be read from {address.netloc}: {problem}")


def region_of(arn: str) -> str:
    """`us-east-1` of `arn:aws:secretsmanager:us-east-1:123456789012:secret:name`."""
    parts = arn.split(":", 6)
    if len(parts) != 7 or (parts[0], parts[2], parts[5]) != ("arn", SERVICE, "secret") or not parts[3]:
        raise SecretError(f"{arn!r} is not the ARN of a Secrets Manager secret")
    return parts[3]


def endpoint(region: str) -> SplitResult:
    """Where Secrets Manager answers."""
    own = os.environ.get("AWS_ENDPOINT_URL_SECRETS_MANAGER")
    return urlsplit(own or f"https://{SERVICE}.{region}.amazonaws.com")


def connection_to(address: SplitResult, region: str) -> http.client.HTTPConnection:
    """A connection that opens with its first request; an AWS address must show a certificate of Amazon's."""
    if address.scheme == "http":
        return http.client.HTTPConnection(address.netloc, timeout=TIMEOUT_SECONDS)
    # Eight authorities load in a tenth of the time that a system's bundle takes.
    amazon = address.hostname == f"{SERVICE}.{region}.amazonaws.com"
    context = ssl.create_default_context(cafile=str(root_certificates(region)) if amazon else None)
    return http.client.HTTPSConnection(address.netloc, timeout=TIMEOUT_SECONDS, context=context)


def signed_headers(
    *, host: str, region: str, body: bytes, credentials: Credentials, now: datetime | None = None
) -> dict[str, str]:
    """The headers of a GetSecretValue request, with its Signature Version 4 in `Authorization`."""
    moment = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")
    scope = f"{moment[:8]}/{region}/{SERVICE}/aws4_request"
    headers = {"content-type": CONTENT_TYPE, "host": host, "x-amz-date": moment, "x-amz-target": TARGET}
    if credentials.session_token:
        headers["x-amz-security-token"] = credentials.session_token
    names = ";".join(sorted(headers))
    to_sign = "\n".join(
        ("AWS4-HMAC-SHA256", moment, scope, digest(canonical_request(headers, body).encode()))
    )
    key = f"AWS4{credentials.secret_key}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, to_sign.encode(), "sha256").hex()
    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={credentials.access_key}/{scope}, "
        f"SignedHeaders={names}, Signature={signature}"
    )
    return headers


def canonical_request(headers: Mapping[str, str], body: bytes) -> str:
    """Method, path, query, headers in order of name, their names, hash of the body: a line each."""
    lines = [f"{name}:{headers[name]}" for name in sorted(headers)]
    return "\n".join(["POST", "/", "", *lines, "", ";".join(sorted(headers)), digest(body)])


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def secret_string(arn: str, answer: bytes) -> str:
    """`SecretString` of a successful answer."""
    try:
        value = json.loads(answer)["SecretString"]
    except (ValueError, KeyError, TypeError):
        value = None
    if not isinstance(value, str):
        raise SecretError(f"secret {arn} holds no text")
    return value


def error_code(answer: bytes) -> str:
    """`AccessDeniedException` and the like; the message beside it is not ours to log."""
    try:
        kind = str(json.loads(answer).get("__type", ""))
    except (ValueError, AttributeError):
        kind = ""
    return kind.rpartition("#")[2] or "without an error code"
