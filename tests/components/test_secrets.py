"""A random secret is wrapped everywhere but in the service that keeps it."""

import fnmatch
import json

import pulumi
import pytest
from pulumi_aws import secretsmanager

from blueprint.leaks import leaked_secrets
from blueprint.recording import Recording, record
from components.place import Place
from components.secrets import RandomSecret, RandomSecretArgs

PLACE = Place(project="habits", environment="staging", region="us-east-1", account_id="123456789012")


def arguments(*, username: str | None = None, recovery_days: int = 0, length: int = 50) -> RandomSecretArgs:
    return RandomSecretArgs(
        place=PLACE,
        purpose="cache-user",
        description="Credentials",
        key_arn="arn:aws:kms:us-east-1:123456789012:key/data",
        recovery_days=recovery_days,
        username=username,
        length=length,
    )


def recorded(args: RandomSecretArgs) -> Recording:
    return record(lambda: RandomSecret("secret", args))


def stored(recording: Recording) -> str:
    return recording.one(secretsmanager.SecretVersion).inputs["secretString"]


def test_a_bare_secret_is_the_random_text() -> None:
    text = stored(recorded(arguments()))
    assert len(text) == 50
    assert text.isalnum()


def test_credentials_are_the_json_that_databases_expect() -> None:
    credentials = json.loads(stored(recorded(arguments(username="app"))))
    assert credentials["username"] == "app"
    assert len(credentials["password"]) == 50


@pytest.mark.parametrize("username", [None, "app"])
def test_the_value_is_wrapped_as_a_secret(username: str | None) -> None:
    recording = recorded(arguments(username=username))
    assert recording.one(secretsmanager.SecretVersion).secret_inputs == {"secretString"}
    assert leaked_secrets(recording) == []


def test_the_secret_is_encrypted_with_the_given_key() -> None:
    secret = recorded(arguments()).one(secretsmanager.Secret)
    assert secret.inputs["kmsKeyId"] == "arn:aws:kms:us-east-1:123456789012:key/data"


def test_the_pattern_matches_the_arn_of_this_secret_and_of_no_longer_name() -> None:
    args = arguments()
    arn = recorded(args).one(secretsmanager.Secret).id
    assert fnmatch.fnmatchcase(arn, args.arn_pattern)
    assert not fnmatch.fnmatchcase(arn + "-old", args.arn_pattern)


def test_the_arn_is_given_out_only_with_a_value_behind_it() -> None:
    recording = record(
        lambda: secretsmanager.SecretPolicy(
            "reader", secret_arn=RandomSecret("secret", arguments()).arn, policy="{}"
        )
    )
    reader = recording.one(secretsmanager.SecretPolicy)
    assert recording.one(secretsmanager.SecretVersion).urn in reader.property_dependencies["secretArn"]


def test_a_new_value_shows_in_an_id_that_is_no_secret() -> None:
    recording = record(lambda: pulumi.export("id", RandomSecret("secret", arguments()).version_id))
    assert recording.exports["id"] == recording.one(secretsmanager.SecretVersion).outputs["versionId"]


@pytest.mark.parametrize("days", [0, 7, 30])
def test_the_recovery_window_is_the_given_one(days: int) -> None:
    secret = recorded(arguments(recovery_days=days)).one(secretsmanager.Secret)
    assert secret.inputs["recoveryWindowInDays"] == days


@pytest.mark.parametrize("days", [1, 6, 31, -1])
def test_a_window_the_service_refuses_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match=f"recovery_days: {days} is neither 0 nor from 7 to 30"):
        arguments(recovery_days=days)


@pytest.mark.parametrize("length", [19, 129])
def test_a_length_one_of_its_users_refuses_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match=f"length: {length} is not from 20 to 128"):
        arguments(length=length)
