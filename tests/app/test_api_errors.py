"""Whatever a client sends, the answer is a problem document with a 4xx: never a 5xx, never a page of HTML."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habits.measures import HabitKind

HABIT = {"name": "Read", "kind": "yes_no", "schedule": {"kind": "daily"}}


def is_problem(response: Any) -> bool:
    return (
        response["Content-Type"] == "application/problem+json"
        and response.json().keys() == {"type", "title", "status", "detail", "errors"}
        and response.json()["status"] == response.status_code
        and bool(response.json()["detail"])
    )


def post_bytes(client: Any, body: bytes, content_type: str = "application/json") -> Any:
    return client.generic("POST", "/api/habits", body, content_type=content_type)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"habit"',
        b"null",
        b"1",
        b"\xff\xfe",
        b"{'name': 'Read'}",
        b'{"name": NaN}',
        b'{"target": -Infinity}',
        b'{"position": ' + b"9" * 5000 + b"}",
        b'{"name": "\\ud800"}',
        b'{"name": "Read", "kind": "\\ud800", "schedule": {"kind": "daily"}}',
        b'{"\\udfff": 1}',
        b"[" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    ],
)
def test_a_body_that_is_no_json_object_is_refused(as_alice, body):
    response = post_bytes(as_alice, body)

    assert response.status_code == 400
    assert is_problem(response)


def test_an_amount_beyond_all_bounds_is_refused(as_alice):
    body = json.dumps(HABIT | {"kind": "at_least", "target": 1}).replace('"target": 1', '"target": 1e400')

    response = post_bytes(as_alice, body.encode())

    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == ["target"]


def test_a_body_that_is_too_large_is_refused(as_alice):
    response = post_bytes(as_alice, json.dumps(HABIT | {"notes": "x" * 2**20}).encode())

    assert response.status_code == 413
    assert is_problem(response)
    assert "1048576 bytes" in response.json()["detail"]


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "json", "/;/"],
)
def test_another_content_type_than_json_is_refused(as_alice, content_type):
    response = post_bytes(as_alice, json.dumps(HABIT).encode(), content_type)

    assert response.status_code == 415
    assert is_problem(response)


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*"])
def test_another_answer_than_json_cannot_be_asked_for(as_alice, accept):
    response = as_alice.get("/api/habits", headers={"Accept": accept})

    assert response.status_code == 406
    assert is_problem(response)


@pytest.mark.parametrize(
    "url", ["/", "/api", "/api/", "/api/habits/", "/admin", "/api/schema", "/api/%00", "/ü"]
)
def test_an_unknown_address_is_a_problem_too(as_alice, url):
    response = as_alice.get(url)

    assert response.status_code == 404
    assert is_problem(response)


def test_a_method_that_an_address_does_not_have_names_those_it_has(as_alice):
    response = as_alice.delete("/api/tasks")

    assert response.status_code == 405
    assert is_problem(response)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("host", ["evil.example", "a b", "testserver:port", "[::"])
def test_an_unknown_host_is_refused(as_alice, host):
    response = as_alice.get("/api/habits", headers={"Host": host})

    assert response.status_code == 400
    assert is_problem(response)


def test_a_nested_mistake_is_named_by_its_path(as_alice):
    response = as_alice.post("/api/habits", HABIT | {"schedule": {"kind": "weekdays", "weekdays": [1, "x"]}})

    assert response.json() == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "The request has mistakes.",
        "errors": [{"field": "schedule.weekdays.1", "message": "A valid integer is required."}],
    }


def test_a_defect_of_ours_is_told_without_its_details(as_alice, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("habits.selectors.habits_of", fail)
    as_alice.raise_request_exception = False

    response = as_alice.get("/api/habits")

    assert response.status_code == 500
    assert is_problem(response)
    assert b"secret" not in response.content


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
habit_like = st.fixed_dictionaries(
    {},
    optional={
        "name": json_values,
        "question": json_values,
        "kind": st.sampled_from(["yes_no", "at_least", "at_most"]) | json_values,
        "unit": json_values,
        "target": json_values,
        "color": json_values,
        "icon": json_values,
        "position": json_values,
        "archived": json_values,
        "schedule": json_values
        | st.fixed_dictionaries(
            {"kind": st.sampled_from(["daily", "weekdays", "every_n_days", "times_per_week"])},
            optional={"weekdays": json_values, "interval": json_values, "times": json_values},
        ),
    },
)
in_one_database = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@in_one_database
@given(body=habit_like)
def test_no_habit_whatever_its_fields_hold_is_a_defect(as_alice, body):
    response = post_bytes(as_alice, json.dumps(body).encode())

    assert response.status_code in (201, 400)


@in_one_database
@given(
    state=st.sampled_from(["done", "missed", "skipped"]) | json_values, amount=json_values, note=json_values
)
def test_no_entry_whatever_its_fields_hold_is_a_defect(as_alice, alice, make_habit, state, amount, note):
    body = json.dumps({"state": state, "amount": amount, "note": note}).encode()
    habit = alice.habits.first() or make_habit(alice, kind=HabitKind.AT_MOST, target=Decimal(2))

    response = as_alice.generic(
        "PUT", f"/api/habits/{habit.id}/entries/2026-03-18", body, content_type="application/json"
    )

    assert response.status_code in (200, 400)


@in_one_database
@given(body=st.binary(max_size=200))
def test_no_bytes_are_a_defect(as_alice, body):
    assert post_bytes(as_alice, body).status_code == 400


@in_one_database
@given(
    name=st.sampled_from(["date", "from", "to", "page", "page_size", "archived"]), value=st.text(max_size=20)
)
def test_no_query_is_a_defect(as_alice, alice, make_habit, name, value):
    habit = alice.habits.first() or make_habit(alice)

    for url in ("/api/habits", "/api/tasks", f"/api/habits/{habit.id}/entries"):
        assert as_alice.get(url, {name: value.encode("utf-8", "replace")}).status_code in (200, 400, 404)
