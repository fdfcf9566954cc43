"""The deployed functions reach S3 and SES as their role: photos are kept, and people are written to."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from moto.backends import get_backend

from tests.app.photos import picture
from tests.handlers.conftest import StartFunction
from tests.support.gateway_events import HOST, Browser
from tests.support.runtime_api import Function
from tests.support.stack import Stack, Surroundings

SENDER = "habits@example.org"


@pytest.fixture(scope="module")
def environment(surroundings: Surroundings, deployed: Stack) -> dict[str, str]:
    """Of a stack that sends mail."""
    surroundings.secrets.client_of("sesv2").create_email_identity(EmailIdentity=SENDER)
    return deployed.environment | {
        "MAIL_SENDER": SENDER,
        "AWS_ENDPOINT_URL_SESV2": surroundings.secrets.url,
    }


@pytest.fixture(scope="module")
def api(environment: dict[str, str], start_function: StartFunction) -> Iterator[Function]:
    with start_function("api", environment) as function:
        yield function


@pytest.fixture(scope="module")
def asa(api: Function) -> Browser:
    """The browser of someone with a habit."""
    browser = Browser(api)
    browser.call("GET", "/api/session")
    person = {"email": "asa@example.org", "password": "a good long phrase"}
    assert browser.call("POST", "/api/auth/signup", person)[0] == 201
    wanted = {"name": "Läsa", "kind": "yes_no", "schedule": {"kind": "daily"}}
    assert browser.call("POST", "/api/habits", wanted)[0] == 201
    return browser


def mails() -> list[Any]:
    sent: list[Any] = get_backend("ses")["123456789012"]["us-east-1"].sent_messages
    return sent


def test_a_photo_goes_to_the_bucket_and_comes_back_as_pixels_alone(asa: Browser) -> None:
    _, habits = asa.call("GET", "/api/habits")
    _, today = asa.call("GET", "/api/tasks")
    data = picture(comment=b"at home")
    announced = {"habit_id": habits["results"][0]["id"], "date": today["date"]}
    announced |= {"content_type": "image/jpeg", "bytes": len(data)}
    status, upload = asa.call("POST", "/api/uploads", announced)
    assert status == 201
    posted = requests.post(upload["url"], data=upload["fields"], files={"file": data}, timeout=5)
    assert posted.status_code == 204

    status, photo = asa.call("POST", f"/api/uploads/{upload['id']}/finish")

    assert status == 200
    found = requests.get(photo["original_url"], timeout=5)
    assert (found.status_code, found.headers["Content-Type"]) == (200, "image/jpeg")
    assert b"at home" not in found.content
    # What the role signs says for how long its own key is good.
    assert "X-Amz-Security-Token" in photo["original_url"]
    assert asa.call("DELETE", f"/api/photos/{photo['id']}")[0] == 204


def test_a_link_for_a_new_password_leaves_by_ses(asa: Browser) -> None:
    before = len(mails())

    assert asa.call("POST", "/api/auth/reset-link", {"email": "asa@example.org"})[0] == 204

    (mail,) = mails()[before:]
    assert mail.source == SENDER
    assert f"https://{HOST}/reset-password#" in mail.raw_data.replace("=\n", "").replace("=\r\n", "")


def test_a_digest_is_sent_once_with_links_to_the_site_it_was_asked_on(
    asa: Browser, environment: dict[str, str], start_function: StartFunction
) -> None:
    assert asa.call("PUT", "/api/digest", {"rhythm": "daily", "hour": 0})[0] == 200
    before = len(mails())
    with start_function("tasks", environment) as tasks:
        for _ in range(2):
            assert tasks.invoke({"task": "daily"})["state"] == "done"

    (mail,) = mails()[before:]
    link = next(line for line in mail.raw_data.splitlines() if line.startswith("List-Unsubscribe: "))
    assert urlsplit(link.partition("<")[2].rstrip(">")).netloc == HOST
    assert "Due today" in mail.raw_data


def test_no_address_of_a_person_is_in_the_log(api: Function, asa: Browser) -> None:
    log = api.log.read_text()
    assert "reset-link" in log
    assert "asa@example.org" not in log
