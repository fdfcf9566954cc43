"""Every operation, sent what the contract allows and what it does not, on a real database.

Each answer must be one that the contract announces, in status, media type and body, and none is a defect of
ours. The ids of a request are those of its sender, so that it is not stopped at the door. The same requests
each time: what is found here is found by everyone.
"""

import copy
from collections.abc import Generator
from typing import Any
from uuid import UUID

import pytest
import schemathesis
import time_machine
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from requests import Request

from tests.app.conftest import NOON, logged_in, person
from tests.app.documented_client import CONTRACT
from tests.app.everything import keep_everything
from tests.app.test_ownership import NAMES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_hashes")]

OWN_HEADERS = {"content-type", "content-length", "cookie"}
contract = schemathesis.openapi.from_dict(copy.deepcopy(CONTRACT))


@pytest.fixture(scope="module")
def someone(django_db_setup: None, django_db_blocker: Any) -> Generator[dict[str, Any]]:
    """Who asks: the ids of everything that is theirs, and what a browser sends along."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOON, tick=False),
        transaction.atomic(),
    ):
        cache.clear()
        alice = person("alice")
        ids = keep_everything(alice)
        yield {"ids": ids, "client": logged_in(alice)}
        transaction.set_rollback(True)


@contract.parametrize()
@settings(
    max_examples=12,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_that_the_contract_announces(case, someone):
    case.path_parameters = with_own(case.path_parameters, someone["ids"])
    case.query = with_own(case.query, someone["ids"])
    case.body = with_own(case.body, someone["ids"])
    cache.clear()
    with transaction.atomic():
        send(someone["client"], case)
        transaction.set_rollback(True)


def send(client: Any, case: schemathesis.Case) -> None:
    """Send the case; the client fails the test for an answer that the contract does not announce."""
    asked = Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
    headers = {name: value for name, value in asked.headers.items() if name.lower() not in OWN_HEADERS}
    client.generic(
        str(asked.method),
        str(asked.url).removeprefix("http://testserver"),
        asked.body or b"",
        content_type=asked.headers.get("Content-Type", "application/json"),
        headers=headers,
    )


def with_own(value: Any, ids: dict[str, UUID], name: str = "") -> Any:
    """The value with each id in it replaced by the sender's own of that name."""
    if isinstance(value, dict):
        return {key: with_own(inner, ids, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_own(inner, ids, name) for inner in value]
    return str(ids[NAMES.get(name, name)]) if NAMES.get(name, name) in ids and is_id(value) else value


def is_id(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(UUID(value))
    except ValueError:
        return False
