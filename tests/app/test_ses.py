"""Mail leaves by SES, as the function's role, and what SES refuses is a failure that names nobody."""

import logging

import boto3
import pytest
from django.core.mail import EmailMessage
from moto.backends import get_backend

from core.ses import SesError, ses_client
from tests.app.conftest import PASSWORD

SENDER = "habits@example.com"


@pytest.fixture
def ses(aws, settings):
    """SES with a proven sender; gives what was sent, as SES has it."""
    ses_client.cache_clear()
    settings.MAILERS = {
        "default": {"BACKEND": "core.ses.EmailBackend", "OPTIONS": {"region": "us-east-1", "timeout": 5}}
    }
    settings.DEFAULT_FROM_EMAIL = SENDER
    get_backend("ses").reset()
    boto3.client("sesv2", region_name="us-east-1").create_email_identity(EmailIdentity=SENDER)
    yield lambda: get_backend("ses")["123456789012"]["us-east-1"].sent_messages
    ses_client.cache_clear()


def test_a_mail_arrives_as_it_was_written(ses):
    EmailMessage("Läsa", "grüße\n", to=["alice@example.com"], headers={"X-Kind": "test"}).send()

    (sent,) = ses()
    assert (sent.source, set(sent.destinations)) == (SENDER, {"alice@example.com"})
    assert "X-Kind: test" in sent.raw_data
    assert "=?utf-8?" in sent.raw_data


def test_a_refusal_names_its_kind_and_no_address(ses, settings):
    settings.DEFAULT_FROM_EMAIL = "stranger@example.org"

    with pytest.raises(SesError) as refused:
        EmailMessage("Hello", "text", to=["alice@example.com"]).send()

    assert str(refused.value) == "MessageRejected"
    assert ses() == []


def test_silence_is_a_failure_too(ses, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")

    with pytest.raises(SesError, match=r"^EndpointConnectionError$"):
        EmailMessage("Hello", "text", to=["alice@example.com"]).send()


@pytest.mark.usefixtures("quick_hashes")
@pytest.mark.parametrize("sender", [SENDER, "stranger@example.org"])
def test_a_link_for_a_new_password_is_answered_alike_whether_ses_takes_it(
    ses, settings, alice, visitor, caplog, sender
):
    alice.set_password(PASSWORD)
    alice.save()
    settings.DEFAULT_FROM_EMAIL = sender
    visitor.get("/api/session")
    headers = {"X-CSRFToken": visitor.cookies["csrftoken"].value}

    with caplog.at_level(logging.ERROR, logger="accounts.password_reset"):
        response = visitor.post("/api/auth/reset-link", {"email": alice.email}, headers=headers)

    assert response.status_code == 204
    assert len(ses()) == (sender == SENDER)
    records = [record for record in caplog.records if record.name == "accounts.password_reset"]
    assert [record.message for record in records] == ([] if sender == SENDER else ["mail not sent"])
    assert alice.email not in str([vars(record) for record in records])
