"""Two keys; the services that must write under the second one are named, and no one else."""

import json
from typing import Any

import pytest
from pulumi_aws import kms

from blueprint.recording import Recording, record
from components.encryption import Keys, KeysArgs
from components.place import Place

PLACE = Place(project="habits", environment="staging", region="eu-west-1", account_id="123456789012")


def recorded(*, protect: bool = False, window: int = 14) -> Recording:
    return record(lambda: Keys("keys", KeysArgs(place=PLACE, deletion_window_days=window, protect=protect)))


def statements(recording: Recording, label: str) -> dict[str, dict[str, Any]]:
    document = json.loads(recording.one(kms.Key, f"keys-{label}").inputs["policy"])
    return {statement["Sid"]: statement for statement in document["Statement"]}


def test_both_keys_rotate_and_can_be_brought_back() -> None:
    for key in recorded().of_type(kms.Key):
        assert key.inputs["enableKeyRotation"]
        assert key.inputs["deletionWindowInDays"] == 14


def test_the_data_key_is_given_to_nobody_but_the_accounts_own_policies() -> None:
    (statement,) = statements(recorded(), "data").values()
    assert statement["Principal"] == {"AWS": "arn:aws:iam::123456789012:root"}


def test_cloudwatch_logs_may_use_the_operations_key_for_groups_of_this_account_and_region() -> None:
    statement = statements(recorded(), "operations")["LogGroups"]
    assert statement["Principal"] == {"Service": ["logs.eu-west-1.amazonaws.com"]}
    assert statement["Condition"] == {
        "ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:log-group:*"}
    }


def test_alarms_may_use_the_operations_key_for_this_account() -> None:
    statement = statements(recorded(), "operations")["AlertPublishers"]
    assert statement["Principal"] == {"Service": ["cloudwatch.amazonaws.com"]}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


def test_every_service_is_bound_to_a_condition() -> None:
    recording = recorded()
    for label in ("data", "operations"):
        for statement in statements(recording, label).values():
            assert statement["Principal"] != "*"
            assert "Service" not in statement["Principal"] or statement["Condition"]


@pytest.mark.parametrize("protect", [True, False])
def test_protected_keys_cannot_be_destroyed(protect: bool) -> None:
    assert {key.protect for key in recorded(protect=protect).of_type(kms.Key)} == {protect}


@pytest.mark.parametrize("window", [6, 31])
def test_a_window_kms_refuses_is_refused(window: int) -> None:
    with pytest.raises(ValueError, match=f"deletion_window_days: {window} is not from 7 to 30"):
        recorded(window=window)
