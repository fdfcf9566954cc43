"""S3 buckets: who may reach them, and whether anything can be brought back."""

from ..access import open_to_everybody
from ..control import Frameworks, Problem, Problems, control, every, expect
from ..graph import Subject
from ..log_buckets import is_edge_log_target, is_log_target
from ..model import Severity
from ..resource_types import (
    ACCESS_POINT,
    ACCESS_POINT_POLICY,
    BUCKET_ACL,
    BUCKET_OWNERSHIP,
    BUCKET_POLICY,
    BUCKET_VERSIONING,
    BUCKETS,
    OBJECTS,
    PUBLIC_ACCESS_BLOCK,
)

_PREFERRED = "BucketOwnerPreferred"

_FLAGS = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")


@control(
    id="S3-01",
    title="Buckets block public access",
    severity=Severity.CRITICAL,
    types=(*BUCKETS, ACCESS_POINT),
    frameworks=Frameworks(
        fsbp=("S3.1", "S3.8", "S3.19"),
        cis=("2.1.4",),
        checkov=("CKV2_AWS_6", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"),
    ),
    reads_stack=True,
    why="The block overrules every later ACL and policy, so that one wrong statement cannot publish the "
    "bucket.",
    fix="Add one BucketPublicAccessBlock for the bucket with all four settings true.",
    url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
)
def public_access_blocked(bucket: Subject) -> Problems:
    if bucket.view.type == ACCESS_POINT:
        own = bucket.block("publicAccessBlockConfiguration")
        yield from every(
            expect(lambda flag=flag: own.flag(flag, default=True), f"{flag} is false", flag)
            for flag in _FLAGS
        )
        return
    blocks = list(bucket.stack.sources(bucket, "bucket", PUBLIC_ACCESS_BLOCK))
    if len(blocks) != 1:
        yield Problem(f"has {len(blocks) or 'no'} public access block{'s' if blocks else ''}, wanted is one")
    yield from every(
        expect(
            lambda block=block, flag=flag: block.flag(flag),
            f"{flag} is not true in '{block.view.name}'",
            flag,
        )
        for block in blocks
        for flag in _FLAGS
    )


@control(
    id="S3-03",
    title="Buckets keep earlier versions",
    severity=Severity.MEDIUM,
    types=BUCKETS,
    frameworks=Frameworks(checkov=("CKV_AWS_21",)),
    reads_stack=True,
    why="Without versions an overwritten or deleted object is gone, by mistake or by ransom.",
    fix="Add a BucketVersioning with versioningConfiguration.status Enabled.",
    url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
)
def versions_kept(bucket: Subject) -> Problems:
    beside = list(bucket.stack.sources(bucket, "bucket", *BUCKET_VERSIONING))
    inline = [bucket.block("versioning"), *bucket.blocks("versionings")]
    if not beside and not any(versioning.flag("enabled") for versioning in inline):
        yield Problem("has no versioning")
    yield from every(
        expect(
            lambda versioning=versioning: versioning.text("versioningConfiguration.status") == "Enabled",
            f"versioning '{versioning.view.name}' is not Enabled",
        )
        for versioning in beside
    )


@control(
    id="S3-05",
    title="No bucket policy admits everybody",
    severity=Severity.CRITICAL,
    types=(BUCKET_POLICY, *BUCKETS, ACCESS_POINT, ACCESS_POINT_POLICY),
    frameworks=Frameworks(fsbp=("S3.2", "S3.3", "S3.6", "S3.19"), checkov=("CKV_AWS_70", "CKV_AWS_392")),
    why="A bucket with a statement for everybody is found by scanners within hours.",
    fix="Name the principal, or tie the statement to a source ARN, account, organization or endpoint.",
    url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status",
)
def bucket_policy_closed(resource: Subject) -> Problems:
    yield from open_to_everybody(resource, "policy")


@control(
    id="S3-06",
    title="Buckets use no access control lists",
    severity=Severity.MEDIUM,
    types=(*BUCKETS, *OBJECTS),
    frameworks=Frameworks(fsbp=("S3.12",), checkov=("CKV2_AWS_65", "CKV_AWS_20", "CKV_AWS_57")),
    reads_stack=True,
    why="Lists are a second, older permission system beside the policy, set object by object and seen by "
    "nobody.",
    fix="Set the ownership to BucketOwnerEnforced and remove BucketAcl resources and inline acl.",
    url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
)
def no_access_control_lists(bucket: Subject) -> Problems:
    if bucket.view.type in OBJECTS:
        if bucket.text("acl", default="private") not in ("private", "bucket-owner-full-control"):
            yield Problem("sets an acl that lets others in")
        return

    def ownership(controls: Subject) -> Problems:
        owner = controls.text("rule.objectOwnership")
        if owner != "BucketOwnerEnforced" and not (owner == _PREFERRED and is_edge_log_target(bucket)):
            yield Problem(f"'{controls.view.name}' sets the ownership to {owner}, which brings lists back")

    def lists(acl: Subject) -> Problems:
        if acl.text("acl") == "private" and is_edge_log_target(bucket):
            return
        if acl.text("acl") == "log-delivery-write" and (is_edge_log_target(bucket) or is_log_target(bucket)):
            return
        yield Problem(f"'{acl.view.name}' sets a list")

    yield from every(
        [
            every(map(ownership, bucket.stack.sources(bucket, "bucket", BUCKET_OWNERSHIP))),
            every(map(lists, bucket.stack.sources(bucket, "bucket", *BUCKET_ACL))),
            expect(lambda: bucket.text("acl", default="private") == "private", "sets an inline acl"),
            expect(lambda: not bucket.present("grants"), "sets inline grants"),
        ]
    )
