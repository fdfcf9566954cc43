"""One line of JSON for each request, with what operators need and nothing about people."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BACKEND = Path(__file__).resolve().parents[2] / "app/backend"
PROGRAM = """
import django
django.setup()
from django.test import Client
client = Client()
client.get("/api/tasks?date=private-date", headers={"X-Request-Id": "abc-123-def"})
client.post("/api/auth/login", {"email": "private@example.com", "password": "private-password"})
client.get("/private-path")
client.get("/api/session", headers={"Host": "private.example"})
"""


@pytest.fixture(scope="module")
def lines(services):
    environment = os.environ | {"LOG_LEVEL": "INFO", "PYTHONPATH": str(BACKEND), "APP_VERSION": "1.2.3"}
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in result.stderr.splitlines()]


@pytest.fixture(scope="module")
def requests(lines):
    return [line for line in lines if line["logger"] == "access"]


def test_every_request_is_one_line(requests):
    assert [(line["method"], line["route"], line["status"]) for line in requests] == [
        ("GET", "api/tasks", 401),
        ("POST", "api/auth/login", 415),
        ("GET", None, 404),
        ("GET", None, 400),
    ]


def test_a_line_has_time_level_version_duration_and_the_id_of_the_request(requests):
    line = requests[0]

    assert line["request_id"] == "abc-123-def"
    assert (line["level"], line["version"], line["message"]) == ("INFO", "1.2.3", "request")
    assert line["milliseconds"] > 0
    assert line["time"]


def test_no_line_holds_anything_private(lines):
    assert "private" not in json.dumps(lines)


def test_the_mistake_of_a_client_is_no_error_of_ours(lines):
    assert {line["level"] for line in lines} == {"INFO"}


def test_an_answer_names_the_id_of_its_request(visitor):
    given = visitor.get("/api/session", headers={"X-Request-Id": "abc-123-def"})
    invented = visitor.get("/api/session", headers={"X-Request-Id": "no\tgood"})

    assert given["X-Request-Id"] == "abc-123-def"
    assert len(invented["X-Request-Id"]) == 36


def test_answers_may_neither_be_cached_nor_framed_nor_guessed_at(visitor):
    response = visitor.get("/api/session")

    assert response["Cache-Control"] == "no-store"
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
