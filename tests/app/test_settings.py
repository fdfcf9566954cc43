"""A missing or malformed variable stops the start with one line that begins with its name."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.mail import EmailMessage

from core.console import EmailBackend

BACKEND = Path(__file__).resolve().parents[2] / "app/backend"
ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:x"
LOCAL = {
    "APP_ENVIRONMENT": "local",
    "DATABASE_URL": "postgresql://someone:hidden-word@localhost/habits",
    "CACHE_URL": "redis://localhost:6379/0",
    "DJANGO_SECRET_KEY": "k" * 50,
    "MEDIA_ROOT": "photos",
}
DEPLOYED = {
    "APP_ENVIRONMENT": "prod",
    "APP_VERSION": "1.2.3",
    "ALLOWED_HOSTS": "habits.example.com,.cloudfront.net",
    "AWS_REGION": "us-east-1",
    "DATABASE_HOST": "proxy.example.com",
    "DATABASE_PORT": "5432",
    "DATABASE_NAME": "habits",
    "DATABASE_SECRET_ARN": ARN + "-database",
    "CACHE_HOST": "cache.example.com",
    "CACHE_PORT": "6379",
    "CACHE_SECRET_ARN": ARN + "-cache",
    "DJANGO_SECRET_ARN": ARN + "-django",
    "MEDIA_BUCKET": "habits-media",
}
MAIL = {
    "MAIL_HOST": "email-smtp.us-east-1.amazonaws.com",
    "MAIL_PORT": "587",
    "MAIL_SECRET_ARN": ARN + "-mail",
    "MAIL_SENDER": "habits@example.com",
}
# What Secrets Manager would answer, by the end of the ARN.
SECRETS = {
    "database": '{"username": "app", "password": "p@ss/word:1"}',
    "cache": '{"username": "app", "password": "cache-password"}',
    "django": "s" * 50,
    "mail": '{"username": "sender", "password": "mail-password"}',
}
DUMP = """
import json, sys
from config import secret_store
secrets = json.loads(sys.argv[1])
secret_store.get_secret = lambda arn: secrets[arn.rpartition("-")[2]]
from config.startup import load_settings
load_settings()
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[2:]}, default=str))
"""


def run(program, *arguments, environment):
    return subprocess.run(
        [sys.executable, *program, *arguments],
        cwd=BACKEND,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def settings_of(environment, *names, secrets=SECRETS):
    result = run(["-c", DUMP], json.dumps(secrets), *names, environment=environment)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def failure(environment, secrets=SECRETS):
    """The one line of a start that fails."""
    result = run(["-c", DUMP], json.dumps(secrets), environment=environment)
    assert (result.returncode, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("cannot start: ")
    return line.removeprefix("cannot start: ")


@pytest.mark.parametrize("name", sorted(LOCAL))
def test_what_a_laptop_needs_is_named_when_it_is_missing(name):
    assert failure({key: value for key, value in LOCAL.items() if key != name}).startswith(
        f"{name} is not set"
    )


@pytest.mark.parametrize("name", sorted(set(DEPLOYED) - {"APP_ENVIRONMENT", "APP_VERSION"}))
def test_what_a_deployment_needs_is_named_when_it_is_missing(name):
    line = failure({key: value for key, value in DEPLOYED.items() if key != name})

    assert name in line
    assert "is not set" in line


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("APP_ENVIRONMENT", "production", "'production' is not one of local, staging, prod"),
        ("LOG_LEVEL", "LOUD", "'LOUD' is not one of DEBUG, INFO, WARNING, ERROR"),
        ("ALLOWED_HOSTS", "*", "'*' is not a host name"),
        ("ALLOWED_HOSTS", "a.example,,b.example", "'' is not a host name"),
        ("ALLOWED_HOSTS", "https://a.example", "'https://a.example' is not a host name"),
        ("DATABASE_URL", "sqlite:///habits.db", "is not a URL that starts with postgresql:// or postgres://"),
        ("DATABASE_URL", "postgresql://localhost", "names no database"),
        ("DATABASE_URL", "postgresql://localhost:x/habits", "is not a URL"),
        ("CACHE_URL", "memcached://localhost", "is not a URL that starts with redis:// or rediss://"),
        ("CACHE_URL", "redis:///0", "names no host"),
        ("ADMIN_ENABLED", "yes", "'yes' is not one of true, false"),
        ("SIGNUPS_PER_HOUR", "0", "'0' is not a whole number from 1"),
        ("SIGNUPS_PER_HOUR", "many", "'many' is not a whole number from 1"),
    ],
)
def test_a_malformed_variable_is_named_with_what_was_wanted(name, value, wanted):
    line = failure(LOCAL | {name: value})

    assert line.startswith(name)
    assert wanted in line


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("DATABASE_PORT", "many", "'many' is not a port between 1 and 65535"),
        ("DATABASE_PORT", "65536", "'65536' is not a port between 1 and 65535"),
        ("CACHE_PORT", "-1", "'-1' is not a port between 1 and 65535"),
        ("AWS_REGION", "mars-east-1", "'mars-east-1'"),
    ],
)
def test_a_malformed_variable_of_a_deployment_is_named(name, value, wanted):
    line = failure(DEPLOYED | {name: value})

    assert line.startswith(name)
    assert wanted in line


@pytest.mark.parametrize("secret", ["not json", "[]", '"text"', '{"username": "app"}'])
def test_a_secret_of_another_shape_is_named_by_its_variable_and_never_shown(secret):
    line = failure(DEPLOYED, secrets=SECRETS | {"database": secret})

    assert line.startswith("DATABASE_SECRET_ARN: the secret is not JSON")
    assert secret not in line


def test_a_url_with_a_password_is_not_shown():
    assert "hidden-word" not in failure(
        LOCAL | {"DATABASE_URL": "mysql://someone:hidden-word@localhost/habits"}
    )


def test_a_secret_that_cannot_be_read_is_named_by_its_variable():
    program = "from config.startup import load_settings; load_settings()"
    result = run(["-c", program], environment=DEPLOYED | {"DJANGO_SECRET_ARN": "nonsense"})

    assert result.returncode == 2
    assert result.stderr.startswith("cannot start: DJANGO_SECRET_ARN: 'nonsense' is not the ARN")


@pytest.mark.parametrize("program", [["manage.py", "check"], ["-c", "import config.wsgi"]])
def test_every_way_to_start_ends_with_the_same_line(program):
    result = run(program, environment={})

    assert (result.returncode, result.stderr) == (2, "cannot start: APP_ENVIRONMENT is not set\n")


def test_a_deployment_verifies_the_servers_it_talks_to():
    found = settings_of(DEPLOYED, "DATABASES", "CACHES")
    database, cache = found["DATABASES"]["default"], found["CACHES"]["default"]

    assert database["OPTIONS"]["sslmode"] == "verify-full"
    assert database["OPTIONS"]["sslrootcert"].endswith("/config/roots/us-east-1.pem")
    assert (database["USER"], database["PASSWORD"]) == ("app", "p@ss/word:1")
    assert cache["LOCATION"] == "rediss://cache.example.com:6379/0"
    assert cache["OPTIONS"]["ssl_ca_certs"].endswith("/config/roots/us-east-1.pem")
    assert cache["OPTIONS"]["password"] == "cache-password"


@pytest.mark.parametrize("environment", [LOCAL, DEPLOYED])
def test_nothing_pins_a_connection_of_the_database_proxy(environment):
    found = settings_of(environment, "DATABASES", "TIME_ZONE")
    database = found["DATABASES"]["default"]

    assert found["TIME_ZONE"] == "UTC"
    assert database["DISABLE_SERVER_SIDE_CURSORS"] is True
    assert database["CONN_HEALTH_CHECKS"] is True
    assert 0 < database["CONN_MAX_AGE"] < 900
    assert not {"options", "pool", "assume_role", "server_side_binding"} & database["OPTIONS"].keys()


def test_a_deployment_keeps_cookies_off_plain_http():
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "DEBUG"]

    assert settings_of(DEPLOYED, *names) == dict(zip(names, (True, True, False), strict=True))
    assert settings_of(LOCAL, *names) == dict(zip(names, (False, False, False), strict=True))


def test_photos_go_to_a_bucket_and_on_a_laptop_into_a_folder():
    names = ["MEDIA_BUCKET", "MEDIA_ROOT", "AWS_REGION"]

    assert list(settings_of(DEPLOYED, *names).values()) == ["habits-media", "", "us-east-1"]
    assert list(settings_of(LOCAL, *names).values()) == ["", "photos", ""]


def test_a_deployment_keeps_no_photos_on_a_disk_that_goes():
    without = {key: value for key, value in DEPLOYED.items() if key != "MEDIA_BUCKET"}

    assert failure(without | {"MEDIA_ROOT": "photos"}) == "MEDIA_BUCKET is not set"


@pytest.mark.parametrize("library", ["boto3", "botocore", "s3transfer", "urllib3", "PIL"])
def test_even_at_its_most_talkative_the_log_holds_no_requests_of_the_sdk(library):
    logging = settings_of(LOCAL | {"LOG_LEVEL": "DEBUG"}, "LOGGING")["LOGGING"]

    assert logging["root"]["level"] == "DEBUG"
    assert logging["loggers"][library]["level"] == "WARNING"


@pytest.mark.parametrize("switch", [{}, {"ADMIN_ENABLED": "true"}])
def test_a_deployment_passes_djangos_own_checks(switch):
    result = run(
        ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        environment={
            **{key: value for key, value in DEPLOYED.items() if not key.endswith("_ARN")},
            "DATABASE_URL": LOCAL["DATABASE_URL"],
            "CACHE_URL": LOCAL["CACHE_URL"],
            "DJANGO_SECRET_KEY": "k9Qz-" * 12,
            **switch,
        },
    )

    assert result.returncode == 0, result.stderr


def test_mail_goes_to_the_server_that_is_set_and_is_encrypted_on_the_way():
    found = settings_of(DEPLOYED | MAIL, "MAILERS", "DEFAULT_FROM_EMAIL")

    assert found["MAILERS"]["default"]["BACKEND"].endswith(".smtp.EmailBackend")
    assert found["MAILERS"]["default"]["OPTIONS"] == {
        "host": "email-smtp.us-east-1.amazonaws.com",
        "port": 587,
        "username": "sender",
        "password": "mail-password",
        "use_tls": True,
        "timeout": 5,
    }
    assert found["DEFAULT_FROM_EMAIL"] == "habits@example.com"


def test_without_a_mail_server_a_deployment_asks_ses_and_a_laptop_shows_mail():
    sender = {"MAIL_SENDER": "habits@example.com"}
    deployed = settings_of(DEPLOYED | sender, "MAILERS", "DEFAULT_FROM_EMAIL")

    assert deployed["MAILERS"]["default"] == {
        "BACKEND": "core.ses.EmailBackend",
        "OPTIONS": {"region": "us-east-1", "timeout": 5},
    }
    assert deployed["DEFAULT_FROM_EMAIL"] == "habits@example.com"
    for environment in (LOCAL, LOCAL | sender):
        backend = settings_of(environment, "MAILERS")["MAILERS"]["default"]["BACKEND"]
        assert backend == "core.console.EmailBackend"


def test_a_mail_is_shown_with_its_link_in_one_piece():
    stream = StringIO()
    link = "http://127.0.0.1:8000/reset-password#" + "k" * 200
    message = EmailMessage("Lost and found", f"Follow {link}\n\nÄpfel", "habits@localhost", ["a@example.com"])

    EmailBackend(stream=stream).send_messages([message])

    assert stream.getvalue() == f"\nTo: a@example.com\nSubject: Lost and found\n\nFollow {link}\n\nÄpfel\n"


def test_a_deployment_without_a_sender_sends_no_mail():
    assert settings_of(DEPLOYED, "MAILERS")["MAILERS"] == {}


@pytest.mark.parametrize(
    "address", ["habits", "a@b@c", "Habits <habits@example.com>", "a@example.com,b@example.com"]
)
def test_a_sender_that_is_no_address_is_named(address):
    line = failure(DEPLOYED | {"MAIL_SENDER": address})

    assert line == f"MAIL_SENDER: {address!r} is not an e-mail address"


@pytest.mark.parametrize("name", sorted(set(MAIL) - {"MAIL_HOST"}))
def test_what_a_mail_server_needs_is_named_when_it_is_missing(name):
    line = failure(DEPLOYED | {key: value for key, value in MAIL.items() if key != name})

    assert line == f"{name} is not set"
