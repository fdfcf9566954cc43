"""`/health`: up, without a cache, without a database; with servers that are really gone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches

from app.local.services import free_port
from core.cache import FailOpenRedisCache

BACKEND = Path(__file__).resolve().parents[2] / "app/backend"


@pytest.fixture
def no_cache(monkeypatch):
    """The cache's address is one where nothing listens."""
    dead = FailOpenRedisCache(f"redis://127.0.0.1:{free_port()}/0", settings.CACHES["default"])
    monkeypatch.setattr(caches._connections, "default", dead, raising=False)


WITHOUT_DATABASE = """
import django, json
django.setup()
from django.test import Client
client = Client(headers={"Cookie": "sessionid=" + "a" * 32})
for url in ("/health", "/api/tasks"):
    answer = client.get(url)
    print(answer.status_code, json.dumps(answer.json()))
"""


def test_all_is_well(visitor):
    response = visitor.get("/health")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "version": "test", "database": "up", "cache": "up"}
    assert response["Cache-Control"] == "no-store"


def test_without_the_cache_it_is_still_well(visitor, no_cache):
    response = visitor.get("/health")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "version": "test", "database": "up", "cache": "down"}


def test_without_the_database_it_is_not(services):
    """In a process of its own, whose database's address is one where nothing listens."""
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://nobody@127.0.0.1:{free_port()}/nothing",
        "CACHE_URL": services.cache_url,
        "PYTHONPATH": str(BACKEND),
    }
    result = subprocess.run(
        [sys.executable, "-c", WITHOUT_DATABASE], env=environment, capture_output=True, text=True, check=True
    )
    health, tasks = (line.split(" ", 1) for line in result.stdout.splitlines())

    assert health[0] == "503"
    assert json.loads(health[1]) == {
        "status": "unavailable",
        "version": "test",
        "database": "down",
        "cache": "up",
    }
    assert tasks[0] == "503"
    assert json.loads(tasks[1])["detail"] == "The database does not answer. Try again in a moment."


def test_health_needs_no_session_and_reads_no_table(visitor, django_assert_num_queries):
    with django_assert_num_queries(1) as captured:
        visitor.get("/health")

    assert captured[0]["sql"] == "SELECT 1"


def test_without_the_cache_everything_works(as_alice, alice, make_habit, no_cache):
    habit = make_habit(alice)

    assert as_alice.put(f"/api/habits/{habit.id}/entries/2026-03-18", {"state": "done"}).status_code == 200
    assert as_alice.get("/api/tasks").json()["tasks"][0]["state"] == "done"


def test_without_the_cache_people_can_log_in_and_out(alice, visitor, no_cache):
    alice.set_password("walk-the-dog-41")
    alice.save()

    def post(url, body):
        visitor.get("/api/session")
        return visitor.post(url, body, headers={"X-CSRFToken": visitor.cookies["csrftoken"].value})

    assert post("/api/auth/login", {"email": alice.email, "password": "walk-the-dog-41"}).status_code == 200
    assert visitor.get("/api/profile").status_code == 200
    assert post("/api/auth/logout", {}).status_code == 204
    assert visitor.get("/api/profile").status_code == 401
