"""No operation of the contract reaches, changes or tells anything of another person.

The operations, their ids and their bodies come from the contract: one that is added is walked too, and one
whose ids are not known here fails.
"""

import re
from collections import Counter
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.apps import apps

from tests.app import samples
from tests.app.conftest import logged_in
from tests.app.documented_client import CONTRACT
from tests.app.everything import MARK, keep_everything

pytestmark = pytest.mark.usefixtures("quick_hashes")

OPERATIONS = [
    pytest.param(method, path, operation, id=operation["operationId"])
    for path, operations in CONTRACT["paths"].items()
    for method, operation in operations.items()
]
WITH_AN_ID = [case for case in OPERATIONS if re.search(r"\{\w+_id\}", case.values[1])]
WITHOUT_AN_ID = [case for case in OPERATIONS if case not in WITH_AN_ID]
# What an id in a body or a query names. A key is the client's own.
NAMES = {"habit_id": "habit_id", "habits": "habit_id", "habit": "habit_id", "other": "habit_id"}
OWN = {"key"}
NOT_IDS = {"date": "2026-03-17", "file": "x.ics", "token": "x"}


def address(path, operation, ids):
    """The operation's address with these ids in its path and query."""
    filled = re.sub(r"\{(\w+)\}", lambda found: str((NOT_IDS | ids)[found[1]]), path)
    return f"{filled}?{urlencode(samples.query(operation, by_name(ids)))}"


def by_name(ids):
    return lambda name, _: str(uuid4() if name in OWN else ids[NAMES[name]])


def send(client, method, path, operation, ids):
    return getattr(client, method)(
        address(path, operation, ids), samples.body(operation, by_name(ids)), format="json"
    )


def names(operation):
    """What the ids in the operation's body and query name."""
    named = set()

    def note(name, _):
        named.add(name)
        return ""

    samples.body(operation, note)
    samples.query(operation, note)
    return named - OWN


def content_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def rows_without(person):
    """Every row that does not name `person`."""
    rows = (
        (model.__name__, repr(row))
        for model in apps.get_models()
        if model.__name__ not in ("Session", "Permission", "ContentType")
        for row in model._default_manager.values_list()
    )
    return Counter(row for row in rows if str(person.id) not in row[1])


@pytest.fixture
def ids(alice):
    return keep_everything(alice)


def nobodys(ids):
    return {name: uuid4() for name in ids}


@pytest.mark.parametrize(("method", "path", "operation"), WITH_AN_ID)
def test_the_owner_reaches_what_the_ids_name(alice, ids, method, path, operation):
    """Without this, a wrong id would pass all the others."""
    assert send(logged_in(alice), method, path, operation, ids).status_code != 404


@pytest.mark.parametrize(("method", "path", "operation"), WITH_AN_ID)
def test_what_belongs_to_someone_else_is_not_there(as_bob, bob, ids, method, path, operation):
    before = rows_without(bob)

    theirs = send(as_bob, method, path, operation, ids)
    missing = send(as_bob, method, path, operation, nobodys(ids))

    assert theirs.status_code == missing.status_code == 404
    assert theirs.content == missing.content
    assert "404" in operation["responses"]
    assert rows_without(bob) == before


@pytest.mark.parametrize(("method", "path", "operation"), WITHOUT_AN_ID)
def test_no_other_operation_reaches_or_tells_anything(as_bob, bob, ids, method, path, operation):
    before = rows_without(bob)

    theirs = send(as_bob, method, path, operation, ids)
    told = content_of(theirs).decode(errors="replace")

    assert theirs.status_code < 500
    assert MARK not in told
    assert not [name for name, one in ids.items() if str(one) in told]
    after = rows_without(bob)
    assert before - after == Counter()
    assert not [row for row in after - before for one in ids.values() if str(one) in row[1]]


@pytest.mark.parametrize(
    ("method", "path", "operation"), [case for case in WITHOUT_AN_ID if names(case.values[2])]
)
def test_a_body_or_a_query_with_ids_is_answered_like_one_with_those_of_nobody(
    as_bob, bob, ids, method, path, operation
):
    theirs = send(as_bob, method, path, operation, ids)
    missing = send(as_bob, method, path, operation, nobodys(ids))

    assert theirs.status_code == missing.status_code
    assert theirs.content == missing.content


def test_every_id_in_a_path_is_one_that_is_walked(alice):
    known = {*keep_everything(alice), *NOT_IDS}

    assert {name for case in OPERATIONS for name in re.findall(r"\{(\w+)\}", case.values[1])} <= known
    assert set().union(*(names(case.values[2]) for case in OPERATIONS)) <= set(NAMES)
