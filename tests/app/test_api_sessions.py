"""Where a person is logged in: the list of it, and logging out there."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command

from accounts import open_sessions
from accounts.models import OpenSession
from accounts.sessions import SessionStore
from tests.app.conftest import logged_in


def sessions(client):
    return client.get("/api/sessions").json()["results"]


def current(client):
    return next(opened["id"] for opened in sessions(client) if opened["current"])


def test_a_session_says_what_it_is_used_by_and_since_when(alice):
    client = logged_in(alice)

    (opened,) = sessions(client)

    assert opened == {
        "id": opened["id"],
        "created_at": "2026-03-18T12:00:00Z",
        "last_used_at": "2026-03-18T12:00:00Z",
        "user_agent": "",
        "address": "127.0.0.1",
        "current": True,
    }


def test_sessions_are_listed_by_their_last_use_and_one_is_the_current(alice, noon):
    old = logged_in(alice)
    noon.shift(timedelta(minutes=30))
    new = logged_in(alice)

    assert [opened["id"] for opened in sessions(old)] == [current(new), current(old)]
    noon.shift(timedelta(minutes=31))
    assert [opened["id"] for opened in sessions(old)] == [current(old), current(new)]
    assert [opened["current"] for opened in sessions(new)].count(True) == 1


def test_a_use_is_recorded_once_an_hour(alice, noon):
    client = logged_in(alice)
    noon.shift(timedelta(minutes=59))
    client.get("/api/profile")
    assert OpenSession.objects.get().last_used_at.hour == 12

    noon.shift(timedelta(minutes=1))
    client.get("/api/profile", headers={"User-Agent": "Firefox/150"}, REMOTE_ADDR="2001:db8::1")
    opened = OpenSession.objects.get()
    assert opened.last_used_at.hour == 13
    assert opened.created_at.hour == 12
    assert (opened.user_agent, opened.address) == ("Firefox/150", "2001:db8::1")


def test_a_request_without_an_address_is_recorded_too(alice, noon):
    client = logged_in(alice)
    noon.shift(timedelta(hours=1))

    assert client.get("/api/profile", REMOTE_ADDR="").status_code == 200
    assert OpenSession.objects.get().address is None


@pytest.mark.parametrize(
    ("given", "kept"), [("x" * 500, "x" * 200), ("a\x00b\nc", "abc"), ("Grüße", "Grüße"), ("", "")]
)
def test_what_a_browser_says_of_itself_is_shortened_to_what_can_be_kept(given, kept):
    assert open_sessions.shortened(given) == kept


def test_ending_another_session_logs_out_there_and_not_here(alice):
    here, there = logged_in(alice), logged_in(alice)

    assert here.delete(f"/api/sessions/{current(there)}").status_code == 204
    cache.delete_many([SessionStore.cache_key_prefix + there.cookies["sessionid"].value])
    assert there.get("/api/profile").status_code == 401
    assert [opened["current"] for opened in sessions(here)] == [True]


@pytest.mark.django_db(transaction=True)
def test_an_ended_session_leaves_the_cache_too(alice):
    here, there = logged_in(alice), logged_in(alice)

    here.delete(f"/api/sessions/{current(there)}")

    assert there.get("/api/profile").status_code == 401
    assert SessionStore.cache_key_prefix + there.cookies["sessionid"].value not in cache


def test_ending_the_current_session_logs_out(alice):
    client = logged_in(alice)

    assert client.delete(f"/api/sessions/{current(client)}").status_code == 204
    assert client.get("/api/profile").status_code == 401
    assert not OpenSession.objects.exists()


def test_a_session_is_ended_once(alice):
    here, there = logged_in(alice), logged_in(alice)
    address = f"/api/sessions/{current(there)}"

    assert [here.delete(address).status_code for _ in range(2)] == [204, 404]


def test_sessions_of_others_are_neither_listed_nor_ended(as_alice, as_bob):
    theirs = as_bob.delete(f"/api/sessions/{current(as_alice)}")

    assert theirs.status_code == 404
    assert len(sessions(as_bob)) == 1
    assert as_alice.get("/api/profile").status_code == 200


def test_a_session_that_only_the_cache_still_has_lasts_an_hour_at_most(alice, noon):
    client = logged_in(alice)
    Session.objects.all().delete()
    assert client.get("/api/profile").status_code == 200

    noon.shift(timedelta(hours=1))
    assert client.get("/api/profile").status_code == 401
    assert client.get("/api/session").json() == {"user": None}


def test_a_session_from_before_there_were_records_goes_on_and_gets_one(alice):
    client = logged_in(alice)
    OpenSession.objects.all().delete()
    session = client.session
    del session[open_sessions.RECORDED_AT], session[open_sessions.OPENED_AT]
    session.save()

    assert client.get("/api/profile").status_code == 200
    assert len(sessions(client)) == 1


def test_a_session_that_expired_is_not_listed_and_housekeeping_takes_its_record_along(alice, noon):
    logged_in(alice)
    noon.shift(timedelta(days=61))
    client = logged_in(alice)

    assert len(sessions(client)) == 1
    call_command("clearsessions")
    assert OpenSession.objects.count() == 1


def test_logging_out_ends_the_record(alice):
    client = logged_in(alice)

    client.post("/api/auth/logout")

    assert not OpenSession.objects.exists()
