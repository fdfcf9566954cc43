"""Deleting an account takes everything of the person along, and nothing of anyone else."""

import pytest
from django.apps import apps

from accounts.models import User
from tests.app.conftest import PASSWORD, logged_in
from tests.app.everything import keep_everything

pytestmark = pytest.mark.usefixtures("quick_hashes")

URL = "/api/auth/delete-account"


def rows():
    """How many there are of each thing that the database keeps."""
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label not in ("auth", "contenttypes")
    }


def test_everything_of_the_person_is_gone_and_everything_of_others_stays(bob):
    keep_everything(bob)
    as_bob = logged_in(bob)
    before = rows()
    alice = User.objects.create(email="alice@example.com")
    keep_everything(alice)
    here, _there = logged_in(alice), logged_in(alice)
    grown = {name for name, count in rows().items() if count > before.get(name, 0)}
    assert grown >= {"User", "Session", "OpenSession", "ApiToken"}
    assert grown >= {"Habit", "ScheduleVersion", "TargetVersion", "Entry", "Pause"}
    assert grown >= {"Award", "Settlement", "CheckIn", "StoredCheckpoint", "Import"}

    response = here.post(URL, {"password": PASSWORD})

    assert response.status_code == 204
    assert rows() == before
    assert as_bob.get("/api/habits").json()["count"] == 1


@pytest.mark.django_db(transaction=True)
def test_every_session_of_the_person_ends(alice):
    keep_everything(alice)
    here, there = logged_in(alice), logged_in(alice)

    response = here.post(URL, {"password": PASSWORD})

    assert response.cookies["sessionid"].value == ""
    assert here.get("/api/session").json() == {"user": None}
    assert there.get("/api/profile").status_code == 401


def test_the_address_can_be_used_again(alice):
    keep_everything(alice)
    client = logged_in(alice)
    client.post(URL, {"password": PASSWORD})

    response = client.post("/api/auth/signup", {"email": alice.email, "password": "feed-the-cat-17"})

    assert response.status_code == 201
    assert client.get("/api/habits").json()["count"] == 0


@pytest.mark.parametrize("password", ["walk-the-cat-41", "", None, ["walk-the-dog-41"], "x" * 129])
def test_without_the_password_nothing_is_deleted(alice, password):
    keep_everything(alice)
    client = logged_in(alice)
    before = rows()

    response = client.post(URL, {"password": password})

    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == ["password"]
    assert rows() == before
    assert client.get("/api/profile").status_code == 200


def test_guesses_count_together_with_those_at_changing_the_password(alice):
    keep_everything(alice)
    client = logged_in(alice)
    wrong = {"current_password": "wrong", "new_password": "feed-the-cat-17"}
    for _ in range(20):
        client.post("/api/auth/password", wrong)

    assert client.post(URL, {"password": PASSWORD}).status_code == 429
    assert User.objects.filter(pk=alice.pk).exists()
