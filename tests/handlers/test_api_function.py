"""A request's whole way: API Gateway's event, AWS's runtime client, Django, PostgreSQL, Valkey, and back."""

import json
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.handlers.conftest import StartFunction
from tests.support.gateway_events import Browser, rest_event
from tests.support.runtime_api import Function, FunctionError, InitError
from tests.support.stack import Stack, Surroundings

LOOK = """
import gc, json, sys, handlers.api
print(json.dumps(
    {"modules": list(sys.modules), "collects_garbage": gc.isenabled(), "frozen": gc.get_freeze_count()}
))
"""


@pytest.fixture(scope="module")
def api(deployed: Stack, start_function: StartFunction) -> Iterator[Function]:
    """One execution environment, which serves one request after the other."""
    with start_function("api", deployed.environment) as function:
        yield function


def test_a_person_signs_up_makes_a_habit_and_checks_it_in(api: Function, deployed: Stack) -> None:
    browser = Browser(api)
    assert browser.call("GET", "/api/session") == (200, {"user": None})
    status, user = browser.call(
        "POST", "/api/auth/signup", {"email": "asa@example.org", "password": "a good long phrase"}
    )
    assert status == 201, user
    status, habit = browser.call(
        "POST",
        "/api/habits",
        {"name": "Läsa 📚", "kind": "yes_no", "schedule": {"kind": "daily"}},
    )
    assert status == 201, habit
    status, today = browser.call("GET", "/api/tasks")
    assert (status, [task["state"] for task in today["tasks"]]) == (200, ["unknown"])
    status, entry = browser.call(
        "PUT", f"/api/habits/{habit['id']}/entries/{today['date']}", {"state": "done"}
    )
    assert (status, entry["current_streak"]) == (200, {"length": 1, "unit": "days"})
    status, today = browser.call("GET", f"/api/tasks?date={today['date']}")
    assert (status, today["tasks"][0]["state"]) == (200, "done")
    assert today["tasks"][0]["habit"]["name"] == "Läsa 📚"

    stranger = Browser(api)
    assert stranger.call("GET", f"/api/habits/{habit['id']}")[0] == 401

    with deployed.superuser() as database:
        assert database.execute("SELECT count(*) FROM tracking_entry").fetchone() == (1,)


def test_health_sees_both_servers_through_tls_and_passwords(api: Function) -> None:
    assert Browser(api).call("GET", "/health") == (
        200,
        {"status": "ok", "version": "0123456789ab", "database": "up", "cache": "up"},
    )


def test_a_connection_is_kept_between_requests_and_replaced_when_it_died(
    deployed: Stack, start_function: StartFunction
) -> None:
    deployed.hang_up()  # on what other tests have open
    with start_function("api", deployed.environment) as api:
        for _ in range(3):
            assert Browser(api).call("GET", "/health")[0] == 200
        assert deployed.hang_up() == 1
        assert Browser(api).call("GET", "/health")[0] == 200


def test_a_connection_begins_with_nothing_that_would_pin_it_in_the_proxy(
    deployed: Stack, surroundings: Surroundings, start_function: StartFunction
) -> None:
    with deployed.superuser() as database:
        database.execute(f"ALTER ROLE {deployed.application} SET log_statement = 'all'")
        before = len(surroundings.database_log.read_text())
        try:
            with start_function("api", deployed.environment) as api:
                for _ in range(2):
                    assert Browser(api).call("GET", "/health")[0] == 200
        finally:
            database.execute(f"ALTER ROLE {deployed.application} RESET log_statement")
    log = surroundings.database_log.read_text()[before:]
    statements = re.findall(r"LOG:  (?:statement|execute [^:]*): (.*)", log)
    # The second request checks whether the kept connection is alive, then asks as the first did.
    assert statements[:-1] == ["SELECT 1"] * 3, statements
    assert statements[-1].endswith("RESET log_statement")


def test_each_secret_is_fetched_once_and_before_the_first_request(
    deployed: Stack, surroundings: Surroundings, start_function: StartFunction
) -> None:
    surroundings.secrets.reads.clear()
    with start_function("api", deployed.environment) as api:
        for _ in range(3):
            assert api.invoke(rest_event(path="/api/session"))["statusCode"] == 200
        access_log = [
            line for line in api.log.read_text().splitlines() if json.loads(line)["logger"] == "access"
        ]
    assert len(access_log) == 3, "the warm-up is not in it"
    assert sorted(surroundings.secrets.reads) == sorted(deployed.arns)


def test_the_first_start_needs_no_database(stack: Stack, start_function: StartFunction) -> None:
    """Before the first migration there is not even a role: loading must not depend on one."""
    with start_function("api", stack.environment) as api:
        assert api.invoke(rest_event(path="/api/session"))["statusCode"] == 200
        status, health = Browser(api).call("GET", "/health")
        assert (status, health["database"]) == (503, "down")


def test_a_server_with_another_authoritys_certificate_is_not_believed(
    deployed: Stack, start_function: StartFunction
) -> None:
    with start_function("api", deployed.environment | {"AWS_REGION": "eu-west-1"}) as api:
        status, health = Browser(api).call("GET", "/health")
    assert (status, health["database"], health["cache"]) == (503, "down", "down")


def test_an_event_that_is_no_request_fails_in_one_line(api: Function) -> None:
    with pytest.raises(FunctionError, match="not an API Gateway REST proxy request") as raised:
        api.invoke({"hello": "there"})
    assert raised.value.kind == "NotARequestError"
    assert api.invoke(rest_event(path="/api/session"))["statusCode"] == 200


@pytest.mark.parametrize("name", ["DATABASE_HOST", "DJANGO_SECRET_ARN", "ALLOWED_HOSTS", "AWS_ACCESS_KEY_ID"])
def test_a_missing_variable_ends_the_start_with_its_name(
    name: str, stack: Stack, start_function: StartFunction
) -> None:
    environment = {key: value for key, value in stack.environment.items() if key != name}
    with start_function("api", environment) as api, pytest.raises(InitError, match=name):
        api.invoke(rest_event())


def test_a_secret_that_is_missing_ends_the_start_with_its_arn(
    stack: Stack, start_function: StartFunction
) -> None:
    arn = f"arn:aws:secretsmanager:us-east-1:123456789012:secret:{uuid.uuid4()}"
    with (
        start_function("api", stack.environment | {"DJANGO_SECRET_ARN": arn}) as api,
        pytest.raises(InitError, match=arn),
    ):
        api.invoke(rest_event())


def test_no_secret_is_in_the_log(api: Function) -> None:
    Browser(api).call("POST", "/api/auth/login", {"email": "a@example.org", "password": "guessed-wrong"})
    log = api.log.read_text()
    assert "api/auth/login" in log
    for line in log.splitlines():
        assert isinstance(json.loads(line), dict)
    for word in ("guessed-wrong", "a@example.org", "password-0123456789", "only-for-tests"):
        assert word not in log


def loaded(stack: Stack, image_content: Path, **variables: str) -> dict[str, Any]:
    """What a process is like that has loaded the function and answered nothing yet."""
    report = subprocess.run(
        [sys.executable, "-c", LOOK],
        env={**stack.environment, "DATABASE_PORT": "1", "PYTHONPATH": str(image_content), **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return {"log": report.stderr, **json.loads(report.stdout)}


def test_loading_leaves_nothing_for_the_first_request_to_load(stack: Stack, image_content: Path) -> None:
    process = loaded(stack, image_content)
    assert {"config.urls", "habits.api.views", "django.db.backends.postgresql.base"} <= set(
        process["modules"]
    )
    assert process["collects_garbage"]
    assert process["frozen"] > 100_000


@pytest.mark.parametrize(
    "hosts", [".cloudfront.net", "habits.example.org", "habits.example.org,.example.org"]
)
def test_the_warm_up_succeeds_under_any_allowed_host(hosts: str, stack: Stack, image_content: Path) -> None:
    """Were it refused or were it to need a server, Django would say so."""
    assert loaded(stack, image_content, ALLOWED_HOSTS=hosts, CACHE_PORT="1")["log"] == ""


def test_loading_brings_neither_an_sdk_nor_test_tools(stack: Stack, image_content: Path) -> None:
    packages = {name.partition(".")[0] for name in loaded(stack, image_content)["modules"]}
    assert not packages & {"boto3", "botocore", "moto", "pytest"}
