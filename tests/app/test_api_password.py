"""Changing the password needs the old one, and ends every other session."""

import pytest
from django.contrib.auth import authenticate

from accounts.models import OpenSession
from tests.app.conftest import PASSWORD, logged_in

pytestmark = pytest.mark.usefixtures("quick_hashes")

URL = "/api/auth/password"
NEW = "feed-the-cat-17"
CHANGE = {"current_password": PASSWORD, "new_password": NEW}


def opens(user, password):
    return authenticate(username=user.email, password=password) == user


@pytest.fixture
def alice(quick_hashes, alice):
    alice.set_password(PASSWORD)
    alice.save()
    return alice


def test_the_new_password_opens_the_account_and_the_old_one_does_not(alice):
    assert logged_in(alice).post(URL, CHANGE).status_code == 204

    assert opens(alice, NEW)
    assert not opens(alice, PASSWORD)


def test_this_session_goes_on_under_a_new_key_and_the_others_end(alice):
    here, there = logged_in(alice), logged_in(alice)
    old_key = here.cookies["sessionid"].value
    (opened,) = (opened for opened in here.get("/api/sessions").json()["results"] if opened["current"])

    here.post(URL, CHANGE)

    # Before anyone looks: a session of an old password would end by itself at its next use.
    assert OpenSession.objects.count() == 1
    assert here.cookies["sessionid"].value not in (old_key, "")
    assert there.get("/api/profile").status_code == 401
    (kept,) = here.get("/api/sessions").json()["results"]
    assert (kept["current"], kept["created_at"]) == (True, opened["created_at"])
    here.cookies["sessionid"] = old_key
    assert here.get("/api/profile").status_code == 401


def test_sessions_of_others_go_on(alice, as_bob):
    logged_in(alice).post(URL, CHANGE)

    assert as_bob.get("/api/profile").status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"current_password": "feed-the-dog-17"}, "current_password"),
        ({"current_password": ""}, "current_password"),
        ({"current_password": "x" * 129}, "current_password"),
        ({"current_password": None}, "current_password"),
        ({"new_password": "short-1"}, "new_password"),
        ({"new_password": "password1234"}, "new_password"),
        ({"new_password": "alice@example.com"}, "new_password"),
        ({"new_password": "x7" * 65}, "new_password"),
        ({"new_password": "walk\x00the-dog-41"}, "new_password"),
        ({"new_password": ["feed-the-cat-17"]}, "new_password"),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_changes_nothing(alice, change, field):
    client, other = logged_in(alice), logged_in(alice)

    response = client.post(URL, CHANGE | change)

    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]
    assert opens(alice, PASSWORD)
    assert OpenSession.objects.count() == 2
    assert other.get("/api/profile").status_code == 200


def test_a_weak_password_is_not_told_from_a_strong_one_without_the_current_one(alice):
    response = logged_in(alice).post(URL, {"current_password": "wrong", "new_password": "weak"})

    assert [error["field"] for error in response.json()["errors"]] == ["current_password"]


def test_guessing_the_password_from_an_open_session_is_slowed_down(alice, bob):
    client = logged_in(alice)
    answers = [client.post(URL, CHANGE | {"current_password": "wrong"}) for _ in range(21)]

    assert [answer.status_code for answer in answers] == [400] * 20 + [429]
    assert logged_in(bob).post(URL, CHANGE).status_code == 400
