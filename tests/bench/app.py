"""The app with a long history beside the app with a short one, on real PostgreSQL."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tests.bench.ratios import Ratio, measured

TEN_YEARS = 3650
MANY = 200


def measure() -> Iterator[Ratio]:
    """Needs Django set up and its database migrated; leaves its people behind."""
    from django.utils import timezone

    from tracking.checkpoints import renew

    young, old = _person("young"), _person("old")
    _habits(young, 1, days=1), _habits(old, 1, days=TEN_YEARS)
    renew(timezone.now())  # what the schedule does every hour
    today = date.today().isoformat()

    def check_in(client: Any) -> Any:
        habit = client.get("/api/habits").json()["results"][0]["id"]
        address = f"/api/habits/{habit}/entries/{today}"
        return lambda: client.put(address, {"state": "done"}, content_type="application/json")

    yield measured(
        "a check-in after ten years", check_in(_client(old)),
        "one on the first day", check_in(_client(young)),
        bound=1.5, times=10,
    )  # fmt: skip

    few, many = _person("few"), _person("many")
    _habits(few, 1, days=30), _habits(many, MANY, days=30)
    few_client, many_client = _client(few), _client(many)
    yield measured(
        f"today with {MANY} habits", lambda: many_client.get("/api/tasks"),
        "today with one", lambda: few_client.get("/api/tasks"),
        bound=MANY / 4, times=3,
    )  # fmt: skip


def _person(name: str) -> Any:
    from accounts.models import User

    user = User(email=f"{name}@bench.example.com")
    user.set_unusable_password()
    user.save()
    return user


def _client(user: Any) -> Any:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def _habits(owner: Any, count: int, *, days: int) -> None:
    from django.utils import timezone

    from habits.measures import HabitKind
    from habits.models import Habit, ScheduleVersion
    from habits.schedules import Schedule, ScheduleKind
    from tracking.models import Entry, State

    today = date.today()
    habits = Habit.objects.bulk_create(
        Habit(owner=owner, name=f"habit {number}", kind=HabitKind.YES_NO) for number in range(count)
    )
    first = today - timedelta(days=days)
    ScheduleVersion.objects.bulk_create(
        ScheduleVersion.of(habit, Schedule(kind=ScheduleKind.DAILY), first) for habit in habits
    )
    Entry.objects.bulk_create(
        (
            Entry(
                habit=habit, date=today - timedelta(days=back), state=State.DONE,
                recorded_at=timezone.now(), zone="UTC",
            )
            for habit in habits
            for back in range(1, days + 1)
        ),
        batch_size=1000,
    )  # fmt: skip
