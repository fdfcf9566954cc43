"""Failed work is kept long enough to be looked at, and only for those who may."""

import json

import pytest
from pulumi_aws import sqs

from blueprint.recording import Recording, record
from components.dead_letters import DeadLetters, DeadLettersArgs
from components.place import Place

PLACE = Place(project="habits", environment="staging", region="us-east-1", account_id="123456789012")


@pytest.fixture(scope="module")
def recording() -> Recording:
    return record(lambda: DeadLetters("dead-letters", DeadLettersArgs(place=PLACE, key_arn="arn:key")))


def test_messages_are_encrypted_and_kept_for_two_weeks(recording: Recording) -> None:
    inputs = recording.one(sqs.Queue).inputs
    assert inputs["kmsMasterKeyId"] == "arn:key"
    assert inputs["messageRetentionSeconds"] == 1_209_600


def test_plain_http_is_refused(recording: Recording) -> None:
    (statement,) = json.loads(recording.one(sqs.QueuePolicy).inputs["policy"])["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Resource"] == "arn:aws:sqs:us-east-1:123456789012:habits-staging-dead-letters"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
