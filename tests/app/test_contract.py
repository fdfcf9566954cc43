"""`app/openapi.json` is what the views are, and it says everything that clients need."""

import json
import re
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import get_resolver
from drf_spectacular.validation import validate_schema
from jsonschema import ValidationError
from rest_framework.test import APIClient

from tests.app.documented_client import operation_of

CONTRACT = Path(__file__).resolve().parents[2] / "app/openapi.json"
contract = json.loads(CONTRACT.read_text())
OPERATIONS = [
    pytest.param(method, path, operation, id=operation["operationId"])
    for path, operations in contract["paths"].items()
    for method, operation in operations.items()
]
# Where photos are kept in a folder, Django answers what S3 would.
TWIN_OF_S3 = {"/api/media", "/api/media/<str:signed>"}
PUBLIC = {"getHealth", "getSession", "signUp", "logIn", "logOut", "sendResetLink", "resetPassword"}
PUBLIC |= {"readFeed", "stopDigest"}  # the address itself is the permission
SIGNED = {"stopDigest"}  # by a link in a mail, which no page of another site knows


def filled(path: str, some_id: object) -> str:
    return re.sub(r"\{\w+_id\}", str(some_id), path).replace("{date}", "2026-03-18")


def test_the_committed_contract_is_the_one_that_the_views_write():
    written = StringIO()
    call_command("spectacular", "--format=openapi-json", "--validate", "--fail-on-warn", stdout=written)

    assert json.loads(written.getvalue()) == contract, "run: make contract"


def test_the_contract_is_openapi_3_0_3():
    assert contract["openapi"] == "3.0.3"
    validate_schema(contract)


def test_every_route_is_in_the_contract():
    routes = {"/" + str(route.pattern) for route in get_resolver().url_patterns}
    documented = {
        re.sub(r"\{(\w+)\}", r"<str:\1>", re.sub(r"\{(\w+_id)\}", r"<uuid:\1>", path))
        for path in contract["paths"]
    }

    assert routes - TWIN_OF_S3 == documented


def test_operations_have_names_of_their_own_that_are_good_for_a_client():
    names = [parameter.id for parameter in OPERATIONS]

    assert len(names) == len(set(names))
    assert all(name.isidentifier() and name[0].islower() for name in names)


def test_every_choice_has_a_name_of_its_own():
    def unnamed(schema, path):
        for key, value in schema.items() if isinstance(schema, dict) else enumerate(schema):
            if key == "enum" and len(path) > 1:
                yield path
            elif isinstance(value, (dict, list)):
                yield from unnamed(value, [*path, key])

    assert list(unnamed(contract["components"]["schemas"], [])) == []


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_without_a_session_only_the_public_operations_answer(visitor, method, path, operation):
    response = getattr(visitor, method)(filled(path, uuid4()))

    if operation["operationId"] in PUBLIC:
        assert response.status_code != 401
    else:
        assert response.status_code == 401
        assert response["WWW-Authenticate"] == "Session"
        assert "401" in operation["responses"]


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [case for case in OPERATIONS if case.values[0] != "get" and case.id not in SIGNED],
)
def test_every_operation_that_writes_needs_the_csrf_token(alice, make_habit, method, path, operation):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(alice)

    assert getattr(client, method)(filled(path, make_habit(alice).id), {}).status_code == 403
    assert "403" in operation["responses"]


def test_the_deployed_application_does_not_serve_its_schema(as_alice):
    routes = [str(route.pattern) for route in get_resolver().url_patterns]

    assert not any("schema" in route or "docs" in route for route in routes)


def test_these_tests_notice_an_answer_that_the_contract_does_not_announce(as_alice, monkeypatch):
    announced = operation_of("/api/profile", "GET")["responses"]
    monkeypatch.setitem(announced, "200", contract["paths"]["/health"]["get"]["responses"]["200"])
    with pytest.raises(ValidationError, match="'cache' is a required property"):
        as_alice.get("/api/profile")

    monkeypatch.delitem(announced, "200")
    with pytest.raises(AssertionError, match="getProfile: 200"):
        as_alice.get("/api/profile")
