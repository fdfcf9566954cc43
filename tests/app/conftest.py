"""Alice, Bob and a visitor, on Wednesday 18 March 2026 at noon UTC.

Models are imported inside fixtures: pytest reads this file before Django is set up.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import HealthCheck, settings

from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind

if TYPE_CHECKING:
    from rest_framework.test import APIClient

    from accounts.models import User
    from habits.models import Habit
    from tracking.models import Entry

# A busy machine is no defect.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

NOON = datetime(2026, 3, 18, 12, tzinfo=ZoneInfo("UTC"))
PASSWORD = "walk-the-dog-41"
DAILY = Schedule(kind=ScheduleKind.DAILY)


@pytest.fixture(autouse=True)
def noon() -> Generator[time_machine.Coordinates]:
    """The clock stands still unless a test moves it."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def empty_cache(db: None) -> None:
    """Neither sessions nor throttle counts of an earlier test."""
    from django.core.cache import cache

    cache.clear()


def person(name: str, **profile: Any) -> User:
    from accounts.models import User

    user = User(email=f"{name}@example.com", **profile)
    # Hashing with Argon2 takes time that only tests of logging in need to spend.
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture(scope="session")
def aws_server() -> Generator[dict[str, str]]:
    """AWS on loopback, and the environment that leads there."""
    from tests.support.aws import running_aws

    with running_aws() as environment:
        yield environment


@pytest.fixture
def aws(aws_server: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The environment of a function, whose SDK finds AWS on loopback; gives where."""
    for name, value in aws_server.items():
        monkeypatch.setenv(name, value)
    return aws_server["AWS_ENDPOINT_URL"]


@pytest.fixture
def media(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Callable[[str], None]:
    """Makes a new store of photos, `s3` or `local`, and the settings name it."""

    def use(kind: str) -> None:
        settings.MEDIA_ROOT = str(tmp_path / "media") if kind == "local" else ""
        settings.MEDIA_BUCKET = "habits-media" if kind == "s3" else ""
        if kind == "local":
            (tmp_path / "media").mkdir()
            return
        request.getfixturevalue("aws")
        import boto3
        from moto.backends import get_backend

        from uploads.storage.s3 import s3_client

        s3_client.cache_clear()
        get_backend("s3").reset()
        settings.AWS_REGION = "us-east-1"
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="habits-media")

    return use


@pytest.fixture
def quick_hashes(settings: Any) -> None:
    """For tests that log in often: what is slow about Argon2 is meant to be."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def alice(empty_cache: None) -> User:
    return person("alice")


@pytest.fixture
def bob(empty_cache: None) -> User:
    return person("bob")


@pytest.fixture
def visitor(empty_cache: None) -> APIClient:
    """Someone who is not logged in. Like a browser's, the client checks CSRF."""
    from tests.app.documented_client import DocumentedClient

    return DocumentedClient(enforce_csrf_checks=True)


def logged_in(user: User) -> APIClient:
    from tests.app.documented_client import DocumentedClient

    client = DocumentedClient()
    client.force_login(user)
    # The first request of a session records it; tests that count queries mean those that follow.
    client.get("/api/session")
    return client


@pytest.fixture
def as_alice(alice: User) -> APIClient:
    return logged_in(alice)


@pytest.fixture
def as_bob(bob: User) -> APIClient:
    return logged_in(bob)


@pytest.fixture
def make_habit() -> Callable[..., Habit]:
    """Makes a habit that begins on a given day, by default 1 January 2026."""
    from habits import services

    def make(
        owner: User,
        *,
        start: date = date(2026, 1, 1),
        kind: HabitKind = HabitKind.YES_NO,
        schedule: Schedule = DAILY,
        target: Decimal | None = None,
        **details: Any,
    ) -> Habit:
        details.setdefault("name", "Read")
        if target is not None:
            details["target"] = target
        return services.create_habit(owner=owner, today=start, kind=kind, schedule=schedule, details=details)

    return make


@pytest.fixture
def record() -> Callable[..., Entry]:
    """Writes an entry as it may have been recorded at any time."""
    from tracking.models import Entry

    def write(habit: Habit, day: date, state: str = "done", **values: Any) -> Entry:
        return Entry.objects.create(
            habit=habit, date=day, state=state, recorded_at=NOON, zone=habit.owner.time_zone, **values
        )

    return write
