"""Strict reading of environment variables: what is missing or malformed is named in one line.

django-environ reads an unreadable URL as an empty one, so shapes are checked here.
"""

import json
import os
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env  # type: ignore[import-untyped]

from config import snapshot

# RDS Proxy drops a client that was idle for 900 s; staying below it means never reusing a dropped connection.
CONNECTION_AGE_SECONDS = 840
# A person waits for the mail to be handed over.
MAIL_TIMEOUT_SECONDS = 5


class SettingsError(ImproperlyConfigured):
    """An environment variable is missing or malformed; the message is one line that starts with its name."""


def given(name: str) -> str:
    """The variable `name`, empty when it is missing."""
    return os.environ.get(name, "").strip()


def text(name: str, default: str | None = None) -> str:
    """The variable `name`, or `default`. Raises SettingsError when it is missing or empty."""
    value = given(name) or default
    if value is None:
        raise SettingsError(f"{name} is not set")
    return value


def choice(name: str, allowed: Collection[str], default: str | None = None) -> str:
    """The variable `name`, one of `allowed`."""
    value = text(name, default)
    if value not in allowed:
        raise SettingsError(f"{name}: {value!r} is not one of {', '.join(allowed)}")
    return value


def port(name: str) -> int:
    """The variable `name` as a TCP port."""
    value = text(name)
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65_536:
        raise SettingsError(f"{name}: {value!r} is not a port between 1 and 65535")
    return int(value)


def count(name: str, default: int) -> int:
    """The variable `name` as a whole number, 1 or more."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise SettingsError(f"{name}: {value!r} is not a whole number from 1")
    return int(value)


def switch(name: str) -> bool:
    """The variable `name`, `true` or `false`; false when it is missing."""
    return choice(name, ("true", "false"), "false") == "true"


def host_names(name: str, default: str | None = None) -> list[str]:
    """Comma-separated host names; a leading dot admits subdomains, and any host (`*`) is refused."""
    hosts = [host.strip() for host in text(name, default).split(",")]
    for host in hosts:
        if not host or "*" in host or "/" in host:
            raise SettingsError(f"{name}: {host!r} is not a host name")
    return hosts


def secret(name: str, arn_name: str) -> str:
    """The variable `name`, or the secret whose ARN is in `arn_name`."""
    if value := given(name):
        return value
    if not given(arn_name):
        raise SettingsError(f"{name} is not set (nor is {arn_name}, the ARN of a secret that holds it)")
    return read_secret(arn_name)


def read_secret(arn_name: str) -> str:
    """The value of the secret whose ARN is in `arn_name`; empty while a snapshot is to be taken."""
    arn = text(arn_name)
    if snapshot.pending:
        return ""
    # Imported here: only a deployed environment has secrets to fetch.
    from config.secret_store import SecretError, get_secret

    try:
        return get_secret(arn)
    except SecretError as error:
        raise SettingsError(f"{arn_name}: {error}") from error


def credentials(arn_name: str) -> tuple[str, str]:
    """User name and password of the JSON secret whose ARN is in `arn_name`."""
    secret_text = read_secret(arn_name)
    if snapshot.pending:
        return "", ""
    try:
        value = json.loads(secret_text)
        return str(value["username"]), str(value["password"])
    except (ValueError, KeyError, TypeError):
        raise SettingsError(
            f'{arn_name}: the secret is not JSON of the form {{"username", "password"}}'
        ) from None


def database() -> dict[str, Any]:
    """The database by `DATABASE_URL`, or by host, port, name and secret with verified TLS."""
    if url := given("DATABASE_URL"):
        parsed = checked_url("DATABASE_URL", url, schemes=("postgresql", "postgres"))
        if not parsed.path.strip("/"):
            raise SettingsError("DATABASE_URL: the URL names no database")
        found = dict(Env.db_url_config(url))
    else:
        if not given("DATABASE_HOST"):
            raise SettingsError("DATABASE_URL is not set (nor is DATABASE_HOST)")
        user, password = credentials("DATABASE_SECRET_ARN")
        found = {
            "HOST": text("DATABASE_HOST"),
            "PORT": port("DATABASE_PORT"),
            "NAME": text("DATABASE_NAME"),
            "USER": user,
            "PASSWORD": password,
            "OPTIONS": {"sslmode": "verify-full", "sslrootcert": str(certificates("AWS_REGION"))},
        }
    return {
        **found,
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": {"connect_timeout": 5, **found.get("OPTIONS", {})},
        "CONN_MAX_AGE": CONNECTION_AGE_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        # A cursor on the server would pin the client to one connection of RDS Proxy.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def cache() -> dict[str, Any]:
    """The cache by `CACHE_URL`, or by host, port and secret with verified TLS."""
    if url := given("CACHE_URL"):
        parsed = checked_url("CACHE_URL", url, schemes=("redis", "rediss"))
        if not parsed.hostname:
            raise SettingsError("CACHE_URL: the URL names no host")
        return {"LOCATION": url, "OPTIONS": {}}
    if not given("CACHE_HOST"):
        raise SettingsError("CACHE_URL is not set (nor is CACHE_HOST)")
    user, password = credentials("CACHE_SECRET_ARN")
    return {
        "LOCATION": f"rediss://{text('CACHE_HOST')}:{port('CACHE_PORT')}/0",
        "OPTIONS": {
            "username": user,
            "password": password,
            "ssl_ca_certs": str(certificates("AWS_REGION")),
        },
    }


def mailers(*, deployed: bool) -> dict[str, Any]:
    """How mail is sent: by the SMTP server in `MAIL_HOST`; else by SES where deployed, shown locally.

    A deployment without `MAIL_SENDER` sends none.
    """
    if given("MAIL_HOST"):
        user, password = credentials("MAIL_SECRET_ARN")
        server = {
            "host": text("MAIL_HOST"),
            "port": port("MAIL_PORT"),
            "username": user,
            "password": password,
        }
        options = {**server, "use_tls": True, "timeout": MAIL_TIMEOUT_SECONDS}
        return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
    if not deployed:
        return {"default": {"BACKEND": "core.console.EmailBackend"}}
    # Not by a deployed console, which is a log that would keep the links in it.
    if not given("MAIL_SENDER"):
        return {}
    options = {"region": text("AWS_REGION"), "timeout": MAIL_TIMEOUT_SECONDS}
    return {"default": {"BACKEND": "core.ses.EmailBackend", "OPTIONS": options}}


def sender() -> str:
    """The address that mail comes from."""
    address = text("MAIL_SENDER", None if given("MAIL_HOST") else "habits@localhost")
    if not re.fullmatch(r"[^@\s<>,]+@[^@\s<>,]+", address):
        raise SettingsError(f"MAIL_SENDER: {address!r} is not an e-mail address")
    return address


def media(*, deployed: bool) -> tuple[str, str]:
    """Where photos are kept: the bucket `MEDIA_BUCKET`, or the folder `MEDIA_ROOT`; one of the two is empty.

    A deployment has no folder that lasts.
    """
    if bucket := given("MEDIA_BUCKET"):
        return bucket, ""
    if deployed:
        raise SettingsError("MEDIA_BUCKET is not set")
    if not given("MEDIA_ROOT"):
        raise SettingsError("MEDIA_ROOT is not set (nor is MEDIA_BUCKET)")
    return "", text("MEDIA_ROOT")


def certificates(region_name: str) -> Path:
    """The certificate authorities of the region that the variable `region_name` holds."""
    from config.roots import UnknownRegionError, root_certificates

    try:
        return root_certificates(text(region_name))
    except UnknownRegionError as error:
        raise SettingsError(f"{region_name}: {error}") from error


def checked_url(name: str, url: str, *, schemes: Collection[str]) -> SplitResult:
    """`url`, split. The message leaves the value out, since it may hold a password."""
    try:
        parsed = urlsplit(url)
        _ = parsed.port
    except ValueError:
        raise SettingsError(f"{name} is not a URL") from None
    if parsed.scheme not in schemes:
        raise SettingsError(f"{name} is not a URL that starts with {' or '.join(f'{s}://' for s in schemes)}")
    return parsed
