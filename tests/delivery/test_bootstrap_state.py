"""The state of the stacks is versioned, encrypted, private and hard to lose."""

import json

import pulumi_aws as aws
import pytest

from tests.delivery.recorded_bootstrap import bootstrap


def test_the_state_bucket_keeps_every_version_for_a_while() -> None:
    recording = bootstrap()
    versioning = recording.one(aws.s3.BucketVersioning)
    assert versioning.inputs["versioningConfiguration"] == {"status": "Enabled"}
    (rule,) = recording.one(aws.s3.BucketLifecycleConfiguration).inputs["rules"]
    assert rule["noncurrentVersionExpiration"] == {"noncurrentDays": 90}
    assert rule.get("expiration") is None, "the current state never expires"


def test_the_state_bucket_is_encrypted_with_the_key_of_the_bootstrap() -> None:
    recording = bootstrap()
    (rule,) = recording.one(aws.s3.BucketServerSideEncryptionConfiguration).inputs["rules"]
    assert rule["applyServerSideEncryptionByDefault"] == {
        "sseAlgorithm": "aws:kms",
        "kmsMasterKeyId": recording.one(aws.kms.Key).outputs["arn"],
    }


def test_nothing_of_the_state_bucket_can_be_public() -> None:
    block = bootstrap().one(aws.s3.BucketPublicAccessBlock).inputs
    assert all(
        block[switch]
        for switch in ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    )


def test_the_state_bucket_answers_over_tls_only() -> None:
    policy = json.loads(bootstrap().one(aws.s3.BucketPolicy).inputs["policy"])
    (statement,) = policy["Statement"]
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Deny", "*", "s3:*")
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert {resource.partition(":::")[2].partition("/")[2] for resource in statement["Resource"]} == {"", "*"}


def test_every_setting_of_the_bucket_is_on_the_state_bucket() -> None:
    recording = bootstrap()
    name = recording.one(aws.s3.Bucket).inputs["bucket"]
    assert name == "habits-state-123456789012-us-east-1"
    settings = [
        resource
        for resource in recording.resources
        if resource.type.startswith("aws:s3/bucket") and resource.type != "aws:s3/bucket:Bucket"
    ]
    assert len(settings) == 6
    assert {resource.inputs["bucket"] for resource in settings} == {name}


@pytest.mark.parametrize("kind", [aws.s3.Bucket, aws.kms.Key, aws.kms.Alias])
def test_what_would_lose_the_state_is_protected(kind: type) -> None:
    assert bootstrap().one(kind).protect


def test_the_key_rotates_and_waits_longest_before_it_goes() -> None:
    key = bootstrap().one(aws.kms.Key).inputs
    assert key["enableKeyRotation"] is True
    assert key["deletionWindowInDays"] == 30


def test_the_exports_are_what_the_pulumi_commands_take() -> None:
    exports = bootstrap().exports
    assert exports["backendUrl"] == "s3://habits-state-123456789012-us-east-1?region=us-east-1"
    assert exports["secretsProviders"] == {
        stack: f"awskms://alias/habits-delivery?region=us-east-1&context_stack={stack}"
        for stack in ("staging", "prod")
    }
