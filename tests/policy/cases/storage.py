"""Buckets and image repositories, good and bad."""

from policy.controls.model import UNKNOWN, Verdict
from tests.policy.case import bad, good, unknown
from tests.policy.cases.data import KEY
from tests.policy.program import Json, Resource

BUCKET = Resource("aws:s3/bucket:Bucket", "media")
OLD_BUCKET = Resource("aws:s3/bucketV2:BucketV2", "media")
SITE = Resource("aws:s3/bucket:Bucket", "site")
ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"


def encryption(
    algorithm: object, *, of: Resource = BUCKET, type_: str = ENCRYPTION, **rule: object
) -> Resource:
    key = rule.pop("key", KEY.arn)
    default = {"sseAlgorithm": algorithm} | ({"kmsMasterKeyId": key} if key else {})
    return Resource(
        type_,
        "encryption",
        {
            "bucket": of.id,
            "rules": [{"applyServerSideEncryptionByDefault": default, "bucketKeyEnabled": True, **rule}],
        },
    )


def policy(*statements: dict[str, object], of: Resource = BUCKET, name: str = "policy") -> Resource:
    document = Json({"Version": "2012-10-17", "Statement": list(statements)})
    return Resource("aws:s3/bucketPolicy:BucketPolicy", name, {"bucket": of.id, "policy": document})


def deny_http(**changes: object) -> dict[str, object]:
    return {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": ["arn:aws:s3:::media", "arn:aws:s3:::media/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        **changes,
    }


def repository(**props: object) -> Resource:
    return Resource("aws:ecr/repository:Repository", "app", props)


def inline_policy(text: object) -> Resource:
    return Resource("aws:s3/bucket:Bucket", "media", {"policy": text})


CASES = [
    good("S3-02", "KMS with a key of the program", KEY, encryption("aws:kms"), BUCKET),
    good(
        "S3-02",
        "dual-layer KMS has no bucket key",
        KEY,
        encryption("aws:kms:dsse", bucketKeyEnabled=False),
        BUCKET,
    ),
    good(
        "S3-02",
        "the older types",
        KEY,
        OLD_BUCKET,
        encryption(
            "aws:kms",
            of=OLD_BUCKET,
            type_=f"{ENCRYPTION.partition(':B')[0]}V2:BucketServerSideEncryptionConfigurationV2",
        ),
        on=OLD_BUCKET,
    ),
    good(
        "S3-02",
        "declared inside the bucket",
        KEY,
        Resource(
            "aws:s3/bucket:Bucket",
            "media",
            {
                "serverSideEncryptionConfiguration": {
                    "rule": {
                        "bucketKeyEnabled": True,
                        "applyServerSideEncryptionByDefault": {
                            "sseAlgorithm": "aws:kms",
                            "kmsMasterKeyId": KEY.arn,
                        },
                    }
                }
            },
        ),
    ),
    good(
        "S3-02",
        "S3's own key where it is allowed",
        encryption("AES256", of=SITE, key=None),
        SITE,
        settings={"sseS3Allowed": ["si*"]},
    ),
    bad("S3-02", "no configuration", BUCKET, says="no encryption configuration"),
    bad(
        "S3-02",
        "the configuration of another bucket",
        SITE,
        encryption("aws:kms", of=SITE),
        KEY,
        BUCKET,
        settings={"sseS3Allowed": ["site"]},
    ),
    bad("S3-02", "S3's own key", encryption("AES256", key=None), BUCKET, says="AES256"),
    bad("S3-02", "KMS without a key", encryption("aws:kms", key=None), BUCKET, says="kmsMasterKeyId"),
    bad(
        "S3-02", "the key AWS manages", encryption("aws:kms", key="alias/aws/s3"), BUCKET, says="AWS manages"
    ),
    bad(
        "S3-02",
        "no bucket key",
        KEY,
        encryption("aws:kms", bucketKeyEnabled=False),
        BUCKET,
        says="bucketKeyEnabled",
    ),
    unknown("S3-02", "an algorithm that is not known", KEY, encryption(UNKNOWN), BUCKET),
    unknown(
        "S3-02",
        "a configuration of a bucket from nowhere",
        Resource(ENCRYPTION, "encryption", {"bucket": UNKNOWN}),
        BUCKET,
    ),
    good("S3-04", "plain HTTP denied", policy(deny_http()), BUCKET),
    good(
        "S3-04",
        "beside another statement, with the ARNs of the bucket",
        policy(
            {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "s3:GetObject"},
            deny_http(Resource=[BUCKET.arn, "arn:aws:s3:::media/*"]),
        ),
        BUCKET,
        preview=Verdict.UNDETERMINED,
    ),
    good(
        "S3-04",
        "spelt otherwise",
        policy(
            deny_http(
                effect="Deny",
                Principal={"AWS": ["*"]},
                Action=["S3:*"],
                Resource="arn:aws:s3:::media*",
                Condition={"BoolIfExists": {"AWS:SecureTransport": [False]}},
            )
        ),
        BUCKET,
    ),
    good("S3-04", "declared inside the bucket", inline_policy(Json({"Statement": deny_http()}))),
    bad("S3-04", "no policy", BUCKET, says="no bucket policy"),
    bad(
        "S3-04",
        "a policy about something else",
        policy({"Effect": "Deny", "Principal": "*", "Action": "s3:*"}),
        BUCKET,
        says="bucket itself",
    ),
    bad(
        "S3-04", "objects forgotten", policy(deny_http(Resource="arn:aws:s3:::media")), BUCKET, says="objects"
    ),
    bad(
        "S3-04",
        "only some objects",
        policy(deny_http(Resource=["arn:aws:s3:::media", "arn:aws:s3:::media/in/*"])),
        BUCKET,
        says="objects",
    ),
    bad(
        "S3-04",
        "the bucket forgotten",
        policy(deny_http(Resource="arn:aws:s3:::media/*")),
        BUCKET,
        says="bucket",
    ),
    bad("S3-04", "only one action", policy(deny_http(Action="s3:GetObject")), BUCKET),
    bad("S3-04", "only one account", policy(deny_http(Principal={"AWS": "123456789012"})), BUCKET),
    bad(
        "S3-04",
        "TLS denied instead",
        policy(deny_http(Condition={"Bool": {"aws:SecureTransport": "true"}})),
        BUCKET,
    ),
    bad("S3-04", "allowed instead of denied", policy(deny_http(Effect="Allow")), BUCKET),
    bad(
        "S3-04",
        "narrowed by a second condition",
        policy(
            deny_http(
                Condition={
                    "Bool": {"aws:SecureTransport": "false"},
                    "IpAddress": {"aws:SourceIp": "203.0.113.0/24"},
                }
            )
        ),
        BUCKET,
    ),
    bad(
        "S3-04",
        "two policies on one bucket",
        policy(deny_http()),
        policy(deny_http(), name="second"),
        BUCKET,
        says="overwrites",
    ),
    bad("S3-04", "no JSON", inline_policy("deny http please"), says="JSON"),
    unknown("S3-04", "a text that is not known", inline_policy(UNKNOWN)),
    good(
        "ECR-03",
        "KMS with a key",
        KEY,
        repository(encryptionConfigurations=[{"encryptionType": "KMS", "kmsKey": KEY.arn}]),
    ),
    bad("ECR-03", "nothing said", repository(), says="encryptionConfigurations"),
    bad("ECR-03", "S3's own key", repository(encryptionConfigurations=[{"encryptionType": "AES256"}])),
    bad(
        "ECR-03",
        "KMS without a key",
        repository(encryptionConfigurations=[{"encryptionType": "KMS"}]),
        says="kmsKey",
    ),
    unknown(
        "ECR-03",
        "a type that is not known",
        repository(encryptionConfigurations=[{"encryptionType": UNKNOWN}]),
    ),
]
