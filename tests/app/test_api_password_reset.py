"""A lost password is replaced by a link in a mail, which works once, for an hour, and gives nobody away."""

import logging
import re
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core import mail

from accounts import tokens
from accounts.models import TokenScope
from tests.app.conftest import PASSWORD, logged_in

pytestmark = pytest.mark.usefixtures("quick_hashes")

NEW = "feed-the-cat-17"


@pytest.fixture
def alice(quick_hashes, alice):
    alice.set_password(PASSWORD)
    alice.save()
    return alice


@pytest.fixture
def ask(visitor):
    """Sends what a browser would, with its CSRF token."""

    def post(path, body, **options):
        visitor.get("/api/session")
        token = visitor.cookies["csrftoken"].value
        return visitor.post(f"/api/auth/{path}", body, headers={"X-CSRFToken": token}, **options)

    return post


@pytest.fixture
def link(ask):
    """The token of a new link."""

    def new(email="alice@example.com"):
        assert ask("reset-link", {"email": email}).status_code == 204
        return re.search(r"http://testserver/reset-password#(\S+)", mail.outbox[-1].body)[1]

    return new


def opens(user, password):
    return authenticate(username=user.email, password=password) == user


@pytest.mark.parametrize("email", ["alice@example.com", "ALICE@example.com"])
def test_the_link_sets_a_new_password(alice, ask, link, email):
    token = link(email)

    response = ask("reset-password", {"token": token, "new_password": NEW})

    assert response.status_code == 204
    assert opens(alice, NEW)
    assert not opens(alice, PASSWORD)
    assert mail.outbox[0].to == ["alice@example.com"]


def test_it_ends_every_session_and_token_and_opens_none(alice, visitor, ask, link):
    tokens.issue(user=alice, name="Watch", scope=TokenScope.READ)
    client = logged_in(alice)

    ask("reset-password", {"token": link(), "new_password": NEW})

    # Before anyone looks: a session of an old password would end by itself at its next use.
    assert not alice.open_sessions.exists()
    assert client.get("/api/profile").status_code == 401
    assert not alice.api_tokens.exists()
    assert visitor.get("/api/session").json() == {"user": None}


def test_an_address_without_an_account_gets_the_same_answer_and_no_mail(alice, ask):
    known = ask("reset-link", {"email": "alice@example.com"})
    unknown = ask("reset-link", {"email": "carol@example.com"})

    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (204, b"")
    assert [message.to for message in mail.outbox] == [["alice@example.com"]]


def test_a_mail_that_cannot_be_sent_gets_the_same_answer_and_a_line_in_the_log(
    alice, ask, monkeypatch, caplog
):
    def refuse(message):
        raise ConnectionRefusedError("alice@example.com")

    monkeypatch.setattr("accounts.password_reset.EmailMessage.send", refuse)
    with caplog.at_level(logging.ERROR):
        response = ask("reset-link", {"email": "alice@example.com"})

    assert response.status_code == 204
    (record,) = (record for record in caplog.records if record.name == "accounts.password_reset")
    assert (record.message, record.error) == ("mail not sent", "ConnectionRefusedError")
    assert record.exc_info is None


@pytest.mark.parametrize("email", ["alice@example.com", "carol@example.com"])
def test_an_installation_without_mail_says_so_whoever_asks(alice, ask, settings, email):
    settings.MAILERS = {}

    response = ask("reset-link", {"email": email})

    assert response.status_code == 503
    assert "sends no e-mail" in response.json()["detail"]


def test_a_link_works_once(alice, ask, link):
    token = link()
    ask("reset-password", {"token": token, "new_password": NEW})

    again = ask("reset-password", {"token": token, "new_password": "chase-the-fox-88"})

    assert again.status_code == 400
    assert [error["field"] for error in again.json()["errors"]] == ["token"]
    assert opens(alice, NEW)


def test_a_link_that_was_used_voids_the_others(alice, ask, link):
    older, newer = link(), link()
    ask("reset-password", {"token": newer, "new_password": NEW})

    assert ask("reset-password", {"token": older, "new_password": NEW}).status_code == 400


def test_logging_in_voids_a_link(alice, ask, link, noon):
    token = link()
    noon.shift(timedelta(minutes=1))
    logged_in(alice)

    assert ask("reset-password", {"token": token, "new_password": NEW}).status_code == 400


@pytest.mark.parametrize(("age", "status"), [(timedelta(hours=1), 204), (timedelta(hours=1, seconds=1), 400)])
def test_a_link_works_for_an_hour(alice, ask, link, noon, age, status):
    token = link()
    noon.shift(age)

    assert ask("reset-password", {"token": token, "new_password": NEW}).status_code == status


def test_a_link_opens_no_other_account(alice, bob, ask, link):
    _, _, signed = link().partition("-")

    response = ask("reset-password", {"token": f"{bob.pk.hex}-{signed}", "new_password": NEW})

    assert response.status_code == 400
    assert not opens(bob, NEW)


@pytest.mark.parametrize(
    "token", ["x", "-", "--", f"{'a' * 32}-d0abc-{'0' * 32}", "ä-ä-ä", "x" * 201, "", None]
)
def test_a_link_that_nobody_made_is_refused(alice, ask, token):
    response = ask("reset-password", {"token": token, "new_password": NEW})

    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == ["token"]


def test_a_link_whose_account_is_gone_is_refused(alice, ask, link):
    token = link()
    alice.delete()

    assert ask("reset-password", {"token": token, "new_password": NEW}).status_code == 400


@pytest.mark.parametrize("password", ["short-1", "password1234", "alice@example.com", "x7" * 65, ""])
def test_a_weak_password_is_refused_and_the_link_stays_good(alice, ask, link, password):
    token = link()

    response = ask("reset-password", {"token": token, "new_password": password})

    assert [error["field"] for error in response.json()["errors"]] == ["new_password"]
    assert opens(alice, PASSWORD)
    assert ask("reset-password", {"token": token, "new_password": NEW}).status_code == 204


@pytest.mark.parametrize("email", ["", "alice", None, "a\r\nBcc: b@example.com", "a\x00@example.com"])
def test_what_is_no_address_is_refused(ask, email):
    assert ask("reset-link", {"email": email}).status_code == 400
    assert mail.outbox == []


def test_one_mailbox_is_not_flooded_from_many_addresses(alice, ask):
    answers = [
        ask("reset-link", {"email": "alice@example.com"}, REMOTE_ADDR=f"203.0.113.{number}").status_code
        for number in range(6)
    ]

    assert answers == [204] * 5 + [429]
    assert len(mail.outbox) == 5


@pytest.mark.parametrize("path", ["reset-link", "reset-password"])
def test_one_address_is_slowed_down(alice, ask, path):
    bodies = [{"email": f"{number}@example.com", "token": "x", "new_password": NEW} for number in range(21)]

    answers = [ask(path, body).status_code for body in bodies]

    assert 429 not in answers[:20]
    assert answers[20] == 429
