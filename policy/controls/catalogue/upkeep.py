"""What keeps stores in order: upgrades, access logs, expiry; advice, since nothing is open without it."""

from typing import Final

from ..control import Frameworks, Problem, Problems, control, every, expect
from ..encryption import customer_key
from ..graph import Subject
from ..log_buckets import is_edge_log_target, is_log_target
from ..model import Level, Severity
from ..resource_types import (
    BUCKET_LIFECYCLE,
    BUCKET_LOGGING,
    BUCKETS,
    CLUSTER,
    CLUSTER_INSTANCE,
    DB_INSTANCE,
    IMAGE_LIFECYCLE,
    REPOSITORY,
)
from ..values import Block

_USUAL_NAMES: Final = ("postgres", "admin", "administrator", "root", "master", "sa", "mysql")


@control(
    id="RDS-10",
    title="Databases upgrade, tag and name themselves well",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    types=(CLUSTER, CLUSTER_INSTANCE, DB_INSTANCE),
    frameworks=Frameworks(
        fsbp=("RDS.13", "RDS.35", "RDS.16", "RDS.17", "RDS.24", "RDS.25"),
        cis=("2.3.2",),
        checkov=("CKV_AWS_226", "CKV_AWS_313", "CKV_AWS_354"),
    ),
    why="Minor versions bring the security fixes; untagged snapshots are nobody's; the usual master name is "
    "half of a login; and insights hold the text of statements.",
    fix="Leave autoMinorVersionUpgrade on, set copyTagsToSnapshot and performanceInsightsKmsKeyId, and "
    "choose a master name of your own.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-13",
)
def database_in_order(database: Subject) -> Problems:
    def tags() -> Problems:
        if database.view.type != CLUSTER_INSTANCE and not database.flag("copyTagsToSnapshot"):
            yield Problem("copyTagsToSnapshot is not true")

    def insights() -> Problems:
        if database.flag("performanceInsightsEnabled"):
            yield from customer_key(database, "performanceInsightsKmsKeyId")

    name = "username" if database.view.type == DB_INSTANCE else "masterUsername"
    yield from every(
        [
            expect(
                lambda: database.flag("autoMinorVersionUpgrade", default=True),
                "autoMinorVersionUpgrade is false",
            ),
            tags(),
            insights(),
            expect(lambda: database.text(name).lower() not in _USUAL_NAMES, f"{name} is one everybody tries"),
        ]
    )


@control(
    id="S3-07",
    title="Buckets keep a log of who reads them",
    severity=Severity.MEDIUM,
    level=Level.DISABLED,
    types=BUCKETS,
    frameworks=Frameworks(fsbp=("S3.9",), checkov=("CKV_AWS_18",)),
    reads_stack=True,
    why="Without an access log nobody can say afterwards which objects left.",
    fix="Add a BucketLogging with another bucket as targetBucket.",
    url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
)
def reads_logged(bucket: Subject) -> Problems:
    if is_log_target(bucket) or is_edge_log_target(bucket):
        return
    beside = list(bucket.stack.sources(bucket, "bucket", *BUCKET_LOGGING))
    if not beside and not bucket.present("logging") and not bucket.present("loggings"):
        yield Problem("keeps no access log")


@control(
    id="S3-08",
    title="Buckets let go of what nobody needs",
    severity=Severity.LOW,
    level=Level.DISABLED,
    types=BUCKETS,
    frameworks=Frameworks(fsbp=("S3.13",), checkov=("CKV2_AWS_61", "CKV_AWS_300")),
    reads_stack=True,
    why="Parts of broken uploads and versions of deleted objects are invisible in lists and stay on the "
    "bill, and in breach of whatever was promised about deletion.",
    fix="Add a BucketLifecycleConfiguration that aborts incomplete uploads within 7 days and expires "
    "noncurrent versions.",
    url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
)
def expires(bucket: Subject) -> Problems:
    configurations = list(bucket.stack.sources(bucket, "bucket", *BUCKET_LIFECYCLE))
    rules = [rule for configuration in configurations for rule in configuration.blocks("rules")]
    rules = [rule for rule in rules if rule.text("status") == "Enabled"]
    if not rules:
        yield Problem("has no lifecycle rules")
        return
    yield from every(
        [
            expect(lambda: any(map(_aborts_uploads, rules)), "incomplete uploads stay longer than 7 days"),
            expect(
                lambda: any(rule.present("noncurrentVersionExpiration") for rule in rules),
                "noncurrent versions never expire",
            ),
        ]
    )


def _aborts_uploads(rule: Block) -> bool:
    return 0 < rule.number("abortIncompleteMultipartUpload.daysAfterInitiation", default=0) <= 7


_OWN_RESOURCES: Final = (
    "acl",
    "policy",
    "versioning",
    "serverSideEncryptionConfiguration",
    "logging",
    "website",
)


@control(
    id="S3-09",
    title="Buckets are declared in the form of today",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    types=BUCKETS,
    why="What a bucket declares within itself overwrites, or is overwritten by, the resource made for it. "
    "The older types are about to go.",
    fix="Use aws.s3.Bucket, and the resource of its own for each aspect: BucketPolicy, BucketVersioning.",
    url="https://www.pulumi.com/registry/packages/aws/how-to-guides/7-0-migration/",
)
def declared_in_parts(bucket: Subject) -> Problems:
    if bucket.view.type.endswith("V2"):
        yield Problem("is of the older type BucketV2")
    for aspect in _OWN_RESOURCES:
        if bucket.present(aspect):
            yield Problem(f"declares {aspect} within itself", aspect)


@control(
    id="ECR-05",
    title="Repositories let go of old images",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    types=(REPOSITORY,),
    frameworks=Frameworks(fsbp=("ECR.3",)),
    reads_stack=True,
    why="Every image ever pushed is kept and paid for, with the holes it had.",
    fix="Add a LifecyclePolicy that keeps the releases and expires untagged images.",
    url="https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html",
)
def images_expire(repository: Subject) -> Problems:
    if not any(repository.stack.sources(repository, "repository", IMAGE_LIFECYCLE)):
        yield Problem("has no lifecycle policy")
