"""API tokens: made and revoked by a person, shown once, kept as a hash; what a program may do with one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import tokens
from accounts.models import ApiToken, TokenScope, User
from tests.app.documented_client import CONTRACT, DocumentedClient
from tests.app.test_contract import filled

# Whoever has the address may ask, with a token or without.
BY_SECRET = {"readFeed", "stopDigest"}
OPERATIONS = [
    pytest.param(method, path, operation, id=operation["operationId"])
    for path, operations in CONTRACT["paths"].items()
    for method, operation in operations.items()
    if path.startswith("/api/") and operation["operationId"] not in BY_SECRET
]
OF_ACCOUNTS = [case for case in OPERATIONS if {"account", "feed"} & {*case.values[2]["tags"]}]
OTHERS = [case for case in OPERATIONS if case not in OF_ACCOUNTS]


def program(secret):
    """A program with a token: no cookie, no CSRF token, and CSRF is checked."""
    client = DocumentedClient(enforce_csrf_checks=True)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


@pytest.fixture
def reader(alice):
    return program(tokens.issue(user=alice, name="Dashboard", scope=TokenScope.READ)[1])


@pytest.fixture
def writer(alice):
    return program(tokens.issue(user=alice, name="Watch", scope=TokenScope.WRITE)[1])


def test_a_new_token_is_shown_once_and_listed_without_its_secret(as_alice):
    made = as_alice.post("/api/tokens", {"name": "Watch", "scope": "write"})

    assert made.status_code == 201
    secret = made.json().pop("token")
    (listed,) = as_alice.get("/api/tokens").json()["results"]
    assert listed == {key: value for key, value in made.json().items() if key != "token"}
    assert listed | {"id": ""} == {
        "id": "",
        "name": "Watch",
        "scope": "write",
        "created_at": "2026-03-18T12:00:00Z",
        "last_used_at": None,
    }
    assert secret not in as_alice.get("/api/tokens").content.decode()


def test_the_database_has_no_secret(as_alice):
    secret = as_alice.post("/api/tokens", {"name": "Watch", "scope": "read"}).json()["token"]

    (row,) = ApiToken.objects.values()
    assert secret.startswith("habits_")
    assert not any(
        secret in str(value) or secret.removeprefix("habits_") in str(value) for value in row.values()
    )


def test_secrets_differ(alice):
    made = {tokens.issue(user=alice, name="Watch", scope=TokenScope.READ)[1] for _ in range(10)}

    assert len(made) == 10
    assert all(len(secret) == len("habits_") + 43 for secret in made)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"name": "a\x00"}, "name"),
        ({"name": None}, "name"),
        ({"scope": "admin"}, "scope"),
        ({"scope": ""}, "scope"),
        ({"scope": ["read"]}, "scope"),
    ],
)
def test_a_token_that_cannot_be_is_refused(as_alice, change, field):
    response = as_alice.post("/api/tokens", {"name": "Watch", "scope": "read"} | change)

    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]
    assert not ApiToken.objects.exists()


def test_a_person_has_a_limited_number_of_tokens(as_alice, alice, bob):
    for _ in range(tokens.MAX_TOKENS):
        tokens.issue(user=alice, name="Watch", scope=TokenScope.READ)
    tokens.issue(user=bob, name="Watch", scope=TokenScope.READ)

    response = as_alice.post("/api/tokens", {"name": "One more", "scope": "read"})

    assert response.status_code == 400
    assert response.json()["errors"] == [{"field": "", "message": "One person can have 50 API tokens."}]


def test_a_token_to_write_keeps_habits_without_a_csrf_token(writer, alice):
    made = writer.post("/api/habits", {"name": "Read", "kind": "yes_no", "schedule": {"kind": "daily"}})
    address = f"/api/habits/{made.json()['id']}"

    assert made.status_code == 201
    assert writer.put(f"{address}/entries/2026-03-18", {"state": "done"}).status_code == 200
    assert writer.patch(address, {"name": "Read more"}).json()["name"] == "Read more"
    assert writer.get("/api/tasks").json()["tasks"][0]["state"] == "done"
    assert writer.delete(address).status_code == 204


def test_a_token_to_read_changes_nothing(reader, alice, make_habit):
    habit = make_habit(alice)
    address = f"/api/habits/{habit.id}"

    assert reader.get(address).json()["name"] == "Read"
    answers = [
        reader.post("/api/habits", {"name": "x", "kind": "yes_no", "schedule": {"kind": "daily"}}),
        reader.patch(address, {"name": "x"}),
        reader.put(f"{address}/entries/2026-03-18", {"state": "done"}),
        reader.delete(address),
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert answers[0].json()["detail"] == "This API token may only read."
    habit.refresh_from_db()
    assert habit.name == "Read"
    assert not habit.entries.exists()


def test_a_token_reaches_only_what_its_owner_has(writer, bob, make_habit):
    assert writer.get(f"/api/habits/{make_habit(bob).id}").status_code == 404


@pytest.mark.parametrize(("method", "path", "operation"), OF_ACCOUNTS)
def test_no_token_reaches_the_account(writer, alice, method, path, operation):
    before = User.objects.values().get()

    response = getattr(writer, method)(filled(path, uuid4()), {})

    assert {"token": []} not in operation.get("security", [])
    if operation["operationId"] == "getSession":
        assert response.json() == {"user": None}
    else:
        assert response.status_code in (401, 403)
    assert User.objects.values().get() == before
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize(("method", "path", "operation"), OTHERS)
def test_everything_else_takes_a_session_or_a_token(reader, method, path, operation):
    response = getattr(reader, method)(filled(path, uuid4()), {} if method != "get" else None)

    assert operation["security"] == [{"session": []}, {"token": []}]
    assert "429" in operation["responses"]
    assert response.status_code not in (401, 429)


@pytest.mark.parametrize("secret", ["habits_" + "x" * 43, "x", "", "ä", "habits_ two words", "x" * 5000])
def test_a_token_that_nobody_made_is_refused(writer, secret):
    response = program(secret).get("/api/habits")

    assert response.status_code == 401
    assert response.json()["detail"] == "This API token is unknown or was revoked."


@pytest.mark.parametrize("header", ["Basic YTpi", "habits_x", ""])
def test_another_kind_of_authorization_is_none(visitor, header):
    assert visitor.get("/api/habits", headers={"Authorization": header}).status_code == 401


def test_the_hash_that_is_kept_opens_nothing(writer):
    assert program(ApiToken.objects.get().digest).get("/api/habits").status_code == 401


def test_a_revoked_token_is_worthless_at_once(as_alice, writer):
    assert writer.get("/api/habits").status_code == 200

    address = f"/api/tokens/{ApiToken.objects.get().id}"
    assert [as_alice.delete(address).status_code for _ in range(2)] == [204, 404]
    assert writer.get("/api/habits").status_code == 401


def test_tokens_of_others_are_neither_listed_nor_revoked(as_bob, writer):
    assert as_bob.get("/api/tokens").json()["results"] == []
    assert as_bob.delete(f"/api/tokens/{ApiToken.objects.get().id}").status_code == 404
    assert writer.get("/api/habits").status_code == 200


def test_a_session_with_a_token_beside_it_still_needs_the_csrf_token(alice, make_habit):
    secret = tokens.issue(user=alice, name="Watch", scope=TokenScope.WRITE)[1]
    client = program(secret)
    client.force_login(alice)

    assert client.delete(f"/api/habits/{make_habit(alice).id}").status_code == 403


def test_the_last_use_is_written_down_once_a_minute(writer, noon):
    writer.get("/api/habits")
    noon.shift(timedelta(seconds=59))
    writer.get("/api/habits")
    assert ApiToken.objects.get().last_used_at.second == 0

    noon.shift(timedelta(seconds=1))
    writer.get("/api/habits")
    assert ApiToken.objects.get().last_used_at.minute == 1


def test_showing_a_token_costs_one_query(writer):
    writer.get("/api/habits")
    with CaptureQueriesContext(connection) as captured:
        writer.get("/api/habits")

    assert len([query for query in captured if "accounts_" in query["sql"] and "token" in query["sql"]]) == 1
    assert not any('FROM "accounts_user"' in query["sql"] for query in captured)


def test_one_token_is_slowed_down_and_nobody_else(writer, reader, as_alice):
    answers = [writer.get("/api/tasks").status_code for _ in range(121)]

    assert answers == [200] * 120 + [429]
    assert reader.get("/api/tasks").status_code == 200
    assert as_alice.get("/api/tasks").status_code == 200
