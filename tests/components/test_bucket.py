"""Every bucket is private, and its one policy refuses plain HTTP and strangers."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from pulumi_aws import s3

from blueprint.recording import UNKNOWN, Recording, record
from components.bucket import PrivateBucket, PrivateBucketArgs
from components.bucket_access import BucketAccess, BucketAccessArgs, from_distribution, from_log_writers
from components.place import Place

PLACE = Place(project="habits", environment="staging", region="eu-west-1", account_id="123456789012")
NAME = "habits-staging-media-123456789012"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/data"
DEFAULTS: Mapping[str, Any] = {
    "bucket_name": NAME,
    "key_arn": KEY,
    "keep_replaced_days": 7,
    "protect": False,
}


def recorded(**changes: Any) -> Recording:
    return record(lambda: PrivateBucket("media", PrivateBucketArgs(**DEFAULTS | changes)))


@pytest.fixture(scope="module")
def plain() -> Recording:
    return recorded()


def test_all_four_blocks_of_public_access_are_on(plain: Recording) -> None:
    inputs = plain.one(s3.BucketPublicAccessBlock).inputs
    blocks = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    assert [inputs[block] for block in blocks] == [True] * 4


def test_acls_are_off(plain: Recording) -> None:
    assert plain.one(s3.BucketOwnershipControls).inputs["rule"] == {"objectOwnership": "BucketOwnerEnforced"}


def test_objects_are_encrypted_with_the_given_key(plain: Recording) -> None:
    (rule,) = plain.one(s3.BucketServerSideEncryptionConfiguration).inputs["rules"]
    assert rule["applyServerSideEncryptionByDefault"] == {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY}
    assert rule["bucketKeyEnabled"]


def test_without_a_key_they_are_encrypted_with_s3s_own() -> None:
    (rule,) = recorded(key_arn=None).one(s3.BucketServerSideEncryptionConfiguration).inputs["rules"]
    assert rule["applyServerSideEncryptionByDefault"]["sseAlgorithm"] == "AES256"


def test_replaced_objects_are_kept_for_the_given_time(plain: Recording) -> None:
    assert plain.one(s3.BucketVersioning).inputs["versioningConfiguration"] == {"status": "Enabled"}
    (rule,) = plain.one(s3.BucketLifecycleConfiguration).inputs["rules"]
    assert rule["noncurrentVersionExpiration"] == {"noncurrentDays": 7}
    assert rule["expiration"] is None


def test_objects_of_a_log_bucket_expire() -> None:
    (rule,) = recorded(expire_days=14).one(s3.BucketLifecycleConfiguration).inputs["rules"]
    assert rule["expiration"] == {"days": 14}


def test_what_lies_below_a_fleeting_prefix_goes_after_its_days_and_nothing_else_does() -> None:
    recording = recorded(fleeting={"uploads/": 1})
    tidy, fleeting = recording.one(s3.BucketLifecycleConfiguration).inputs["rules"]
    assert (fleeting["filter"], fleeting["expiration"]) == ({"prefix": "uploads/"}, {"days": 1})
    assert tidy["expiration"] is None


@pytest.mark.parametrize("protect", [True, False])
def test_a_protected_bucket_is_neither_destroyed_nor_emptied(protect: bool) -> None:
    bucket = recorded(protect=protect).one(s3.Bucket)
    assert bucket.protect is protect
    assert bucket.inputs["forceDestroy"] is not protect


def test_access_is_logged_under_the_buckets_name_where_there_is_a_log_bucket() -> None:
    logging = recorded(log_bucket_name="habits-staging-logs-123456789012").one(s3.BucketLogging)
    assert logging.inputs["targetPrefix"] == f"s3/{NAME}/"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"bucket_name": "a" * 64}, "does not have 3 to 63 characters"),
        ({"keep_replaced_days": 0}, "keep_replaced_days: 0 is less than 1"),
    ],
)
def test_what_s3_refuses_is_refused(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        recorded(**changes)


# --- the policy


def policy_of(recording: Recording) -> dict[str, dict[str, Any]]:
    document = recording.one(s3.BucketPolicy).inputs["policy"]
    return {statement["Sid"]: statement for statement in json.loads(document)["Statement"]}


def access(*statements: Any, unknown: bool = False) -> Recording:
    def build() -> None:
        bucket = PrivateBucket("media", PrivateBucketArgs(**DEFAULTS))
        BucketAccess(
            "media", BucketAccessArgs(bucket=bucket.bucket_name, bucket_name=NAME, statements=statements)
        )

    return record(build, unknown=unknown)


def test_plain_http_is_refused_to_everybody_on_bucket_and_objects() -> None:
    statement = policy_of(access())["OnlyByTls"]
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Deny", "*", "s3:*")
    assert statement["Resource"] == [f"arn:aws:s3:::{NAME}", f"arn:aws:s3:::{NAME}/*"]
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_cloudfront_reads_for_the_given_distribution_only() -> None:
    arn = "arn:aws:cloudfront::123456789012:distribution/E1"
    statement = policy_of(access(from_distribution(NAME, arn)))["OnlyThisDistribution"]
    assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert statement["Action"] == ["s3:GetObject", "s3:ListBucket"]  # without the second, 403 instead of 404
    assert statement["Resource"] == [f"arn:aws:s3:::{NAME}", f"arn:aws:s3:::{NAME}/*"]
    assert statement["Condition"] == {"StringEquals": {"AWS:SourceArn": arn}}


def test_deliveries_are_admitted_from_the_buckets_region_and_from_cloudfronts() -> None:
    statements = policy_of(access(*from_log_writers(NAME, PLACE)))
    sources = statements["Deliveries"]["Condition"]["ArnLike"]["aws:SourceArn"]
    assert sources == ["arn:aws:logs:eu-west-1:123456789012:*", "arn:aws:logs:us-east-1:123456789012:*"]
    for sid in ("AccessLogs", "Deliveries", "DeliveryCheck"):
        assert statements[sid]["Condition"]["StringEquals"] == {"aws:SourceAccount": "123456789012"}


def test_a_policy_of_literals_is_known_before_the_bucket_exists() -> None:
    recording = access(*from_log_writers(NAME, PLACE), unknown=True)
    assert recording.one(s3.BucketPolicy).inputs["policy"] is not UNKNOWN
    assert recording.one(s3.Bucket).urn in recording.one(s3.BucketPolicy).property_dependencies["bucket"]


def test_its_outputs_wait_for_the_policy() -> None:
    def build() -> None:
        opened = BucketAccess("media", BucketAccessArgs(bucket=NAME, bucket_name=NAME))
        s3.BucketLogging("reader", bucket="other", target_bucket=opened.bucket_name, target_prefix="s3/")

    recording = record(build)
    reader = recording.one(s3.BucketLogging)
    assert recording.one(s3.BucketPolicy).urn in reader.property_dependencies["targetBucket"]
