"""A person with some of everything, and the ids under which it is reached."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from accounts import tokens
from accounts.models import OpenSession, TokenScope, User
from achievements.services import settle_owner
from digests import services as digests
from digests.timing import Rhythm
from feeds import services as feeds
from habits.measures import HabitKind
from habits.models import Habit
from habits.schedules import Schedule, ScheduleKind
from habits.services import create_habit
from tests.app.conftest import NOON, PASSWORD, logged_in
from tests.app.whole_state import bring
from tracking import checkpoints, services
from tracking.models import Pause, State
from transfer.models import Import
from uploads.models import Photo, Upload

YESTERDAY = date(2026, 3, 17)
LONG_AGO = date(2025, 9, 1)
MARK = "zebra-of-"
"""Begins every word that nobody else may read."""


def keep_everything(owner: User) -> dict[str, UUID]:
    """Give `owner` some of everything; returns the ids by the names they have in addresses."""
    owner.set_password(PASSWORD)
    owner.save()
    secret = f"{MARK}{owner.email.partition('@')[0]}"
    details: Any = {"name": secret, "notes": secret, "tags": [secret], "target": Decimal(1)}
    habit = create_habit(
        owner=owner,
        today=LONG_AGO,
        kind=HabitKind.AT_LEAST,
        schedule=Schedule(kind=ScheduleKind.DAILY),
        details=details,
    )
    said = services.said(owner, habit, YESTERDAY, state=State.DONE, amount=Decimal(2), note=secret)
    services.make_one(said)
    checkpoints.renew_of(owner, owner.today())
    token, _ = tokens.issue(user=owner, name=secret, scope=TokenScope.READ)
    pause = Pause.objects.create(owner=owner, first=LONG_AGO, last=LONG_AGO, reason=secret)
    feeds.open_feed(owner)
    digests.choose(user=owner, rhythm=Rhythm.DAILY, hour=8, site="https://habits.example.com")
    upload = Upload.objects.create(**of_a_photo(owner, habit))
    photo = Photo.objects.create(extension="jpg", width=1, height=1, **of_a_photo(owner, habit))
    settle_owner(owner, today=owner.today())
    client = logged_in(owner)
    bring(client, client.get("/api/exports/json").getvalue(), apply="true")
    return {
        "habit_id": habit.id,
        "check_in_id": said.key,
        "token_id": token.id,
        "pause_id": pause.id,
        "photo_id": photo.id,
        "upload_id": upload.id,
        "session_id": OpenSession.objects.filter(user=owner).latest("created_at").id,
        "import_id": Import.objects.get(owner=owner).id,
    }


def of_a_photo(owner: User, habit: Habit) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "owner": owner,
        "habit": habit,
        "date": YESTERDAY,
        "size": 1,
        "created_at": NOON,
    }
