"""Files on their way through API Gateway: as base64 in both directions, and within what Lambda can answer."""

import json
from base64 import b64decode, b64encode
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.wsgi import get_wsgi_application

from accounts import tokens
from accounts.models import TokenScope
from handlers.gateway import gateway_handler
from tests.app.hostile_files import CSV
from tests.support.gateway_events import rest_event
from transfer.limits import MAX_ANSWER_BYTES, MAX_FILE_BYTES

LAMBDA_BYTES = 6 * 1024 * 1024
"""Of a request or an answer, all of its JSON (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)."""


@pytest.fixture
def send(transactional_db, alice):
    """Sends a request as API Gateway does, with a token of Alice's."""
    _, secret = tokens.issue(user=alice, name="Backup", scope=TokenScope.WRITE)
    handler = gateway_handler(get_wsgi_application())

    def call(method, path, *, body=None, query=None, **headers):
        given = {"x-public-host": "localhost", "Authorization": f"Bearer {secret}"} | headers
        return handler(rest_event(method, path, headers=given, query=query, body=body), None)

    return call


def test_a_file_goes_in_and_comes_out_as_its_bytes(send):
    sent = send(
        "POST",
        "/api/imports",
        body=CSV,
        query={"apply": ["true"], "file_name": ["loop.zip"]},
        **{"Content-Type": "application/octet-stream"},
    )
    assert sent["statusCode"] == 201, sent["body"]
    assert json.loads(sent["body"])["format"] == "loop-csv"

    got = send("GET", "/api/exports/csv", Accept="application/zip")
    assert (got["statusCode"], got["isBase64Encoded"]) == (200, True)
    with ZipFile(BytesIO(b64decode(got["body"]))) as archive:
        assert b"Read" in archive.read("habits.csv")

    told = send("GET", "/api/exports/json", Accept="application/json")
    assert not told.get("isBase64Encoded")
    assert json.loads(told["body"])["habits"][0]["name"] == "Read"


def test_the_largest_files_are_within_what_lambda_takes_and_answers():
    beside = 20_000
    for size in (MAX_FILE_BYTES, MAX_ANSWER_BYTES):
        assert len(b64encode(bytes(size))) + beside < LAMBDA_BYTES
