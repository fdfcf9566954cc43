"""Deleting an account takes everything of the person along, and nothing of anyone else."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.apps import apps

from accounts import tokens
from accounts.models import TokenScope, User
from achievements.services import settle_owner
from digests import services as digests
from digests.timing import Rhythm
from feeds import services as feeds
from habits.measures import HabitKind
from tests.app.conftest import NOON, PASSWORD, logged_in
from tracking.models import Pause
from uploads.models import Photo, Upload

pytestmark = pytest.mark.usefixtures("quick_hashes")

URL = "/api/auth/delete-account"
SHAPE = {Upload: {}, Photo: {"extension": "jpg", "width": 1, "height": 1}}


def rows():
    """How many there are of each thing that the database keeps."""
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label not in ("auth", "contenttypes")
    }


@pytest.fixture
def keep_everything(make_habit, record):
    """Gives a person some of everything."""

    def keep(owner):
        owner.set_password(PASSWORD)
        owner.save()
        habit = make_habit(owner, kind=HabitKind.AT_LEAST, target=Decimal(1))
        tokens.issue(user=owner, name="Watch", scope=TokenScope.READ)
        Pause.objects.create(owner=owner, first=date(2026, 3, 1), last=date(2026, 3, 2))
        feeds.open_feed(owner)
        digests.choose(user=owner, rhythm=Rhythm.DAILY, hour=8, site="https://habits.example.com")
        for kind in (Upload, Photo):
            kind.objects.create(
                id=uuid4(),
                owner=owner,
                habit=habit,
                date=date(2026, 3, 17),
                size=1,
                created_at=NOON,
                **SHAPE[kind],
            )
        record(habit, date(2026, 3, 17), amount=Decimal(2), note="mine")
        settle_owner(owner, today=date(2026, 3, 18))

    return keep


def test_everything_of_the_person_is_gone_and_everything_of_others_stays(bob, keep_everything):
    keep_everything(bob)
    as_bob = logged_in(bob)
    before = rows()
    alice = User.objects.create(email="alice@example.com")
    keep_everything(alice)
    here, _there = logged_in(alice), logged_in(alice)
    grown = {name for name, count in rows().items() if count > before.get(name, 0)}
    assert grown >= {"User", "Session", "OpenSession", "ApiToken"}
    assert grown >= {"Habit", "ScheduleVersion", "TargetVersion", "Entry", "Pause"}
    assert grown >= {"Award", "Settlement"}

    response = here.post(URL, {"password": PASSWORD})

    assert response.status_code == 204
    assert rows() == before
    assert as_bob.get("/api/habits").json()["count"] == 1


@pytest.mark.django_db(transaction=True)
def test_every_session_of_the_person_ends(alice, keep_everything):
    keep_everything(alice)
    here, there = logged_in(alice), logged_in(alice)

    response = here.post(URL, {"password": PASSWORD})

    assert response.cookies["sessionid"].value == ""
    assert here.get("/api/session").json() == {"user": None}
    assert there.get("/api/profile").status_code == 401


def test_the_address_can_be_used_again(alice, keep_everything):
    keep_everything(alice)
    client = logged_in(alice)
    client.post(URL, {"password": PASSWORD})

    response = client.post("/api/auth/signup", {"email": alice.email, "password": "feed-the-cat-17"})

    assert response.status_code == 201
    assert client.get("/api/habits").json()["count"] == 0


@pytest.mark.parametrize("password", ["walk-the-cat-41", "", None, ["walk-the-dog-41"], "x" * 129])
def test_without_the_password_nothing_is_deleted(alice, keep_everything, password):
    keep_everything(alice)
    client = logged_in(alice)
    before = rows()

    response = client.post(URL, {"password": password})

    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == ["password"]
    assert rows() == before
    assert client.get("/api/profile").status_code == 200


def test_guesses_count_together_with_those_at_changing_the_password(alice, keep_everything):
    keep_everything(alice)
    client = logged_in(alice)
    wrong = {"current_password": "wrong", "new_password": "feed-the-cat-17"}
    for _ in range(20):
        client.post("/api/auth/password", wrong)

    assert client.post(URL, {"password": PASSWORD}).status_code == 429
    assert User.objects.filter(pk=alice.pk).exists()
