"""S3 buckets: encryption on disk and on the wire."""

from fnmatch import fnmatchcase

from ..access import denies_plain_http
from ..control import ENCRYPTION, Frameworks, Problem, Problems, Setting, control, every
from ..documents import statements
from ..encryption import customer_key
from ..graph import Subject
from ..log_buckets import is_log_target
from ..model import Severity
from ..resource_types import BUCKET_ENCRYPTION, BUCKET_POLICY, BUCKETS
from ..values import Block


@control(
    id="S3-02",
    title="Buckets are encrypted with a key of the account",
    severity=Severity.HIGH,
    types=BUCKETS,
    families=(ENCRYPTION,),
    frameworks=Frameworks(checkov=("CKV_AWS_19", "CKV_AWS_145")),
    reads_stack=True,
    settings={
        "sseS3Allowed": Setting(
            default=(),
            description="Names (with * and ?) of bucket resources that may use S3's own key: access-log "
            "targets, and public files behind CloudFront",
        )
    },
    why="S3's own key opens for everyone who may read the object. A key of the account is a second lock, "
    "and the only one a wrong bucket policy does not remove.",
    fix="Add a BucketServerSideEncryptionConfiguration with aws:kms, kmsMasterKeyId and bucketKeyEnabled.",
    url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
)
def bucket_encrypted(bucket: Subject) -> Problems:
    if any(fnmatchcase(bucket.view.name, pattern) for pattern in bucket.settings["sseS3Allowed"]):
        return
    configurations = list(bucket.stack.sources(bucket, "bucket", *BUCKET_ENCRYPTION))
    rules = [rule for configuration in configurations for rule in configuration.blocks("rules")]
    if not configurations:
        rules = _inline_rules(bucket)
    receives_logs = is_log_target(bucket)
    if not rules and not receives_logs:
        yield Problem("has no encryption configuration: only S3's own key protects the objects")
    yield from every(_rule_problems(rule, receives_logs=receives_logs) for rule in rules)


def _inline_rules(bucket: Subject) -> list[Block]:
    """Declared within the bucket: as one rule, or as the older type's list of configurations."""
    rules = list(bucket.blocks("serverSideEncryptionConfiguration.rule"))
    for configuration in bucket.blocks("serverSideEncryptionConfigurations"):
        rules += configuration.blocks("rules") if configuration.present("rules") else [configuration]
    return rules


def _rule_problems(rule: Block, *, receives_logs: bool) -> Problems:
    older = rule.present("applyServerSideEncryptionByDefaults")
    default = rule.block("applyServerSideEncryptionByDefault" + ("s" if older else ""))
    algorithm = default.text("sseAlgorithm", default="AES256")
    if receives_logs and algorithm == "AES256":
        return  # S3 can deliver its access logs only under its own key
    if not algorithm.startswith("aws:kms"):
        yield Problem(f"sseAlgorithm is {algorithm}, not aws:kms")
        return
    yield from customer_key(default, "kmsMasterKeyId")
    if algorithm == "aws:kms" and not rule.flag("bucketKeyEnabled"):
        yield Problem("bucketKeyEnabled is not true: every object costs a call to KMS")


@control(
    id="S3-04",
    title="Buckets refuse requests without TLS",
    severity=Severity.HIGH,
    types=BUCKETS,
    families=(ENCRYPTION,),
    frameworks=Frameworks(fsbp=("S3.5",), cis=("2.1.1",), checkov=("CKV_AWS_379",)),
    reads_stack=True,
    why="S3 answers plain HTTP as well. Only a bucket policy that denies it keeps objects and signed "
    "requests off the wire in clear.",
    fix="Give the bucket one policy with a Deny for principal * and action s3:* on the bucket and its "
    "objects when aws:SecureTransport is false.",
    url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
)
def bucket_demands_tls(bucket: Subject) -> Problems:
    policies = list(bucket.stack.sources(bucket, "bucket", BUCKET_POLICY))
    if len(policies) > 1:
        names = ", ".join(sorted(policy.view.name for policy in policies))
        yield Problem(f"has several bucket policies ({names}): each deployment overwrites one with the other")
    if not policies and not bucket.present("policy"):
        yield Problem("has no bucket policy: plain HTTP is answered")
        return
    yield from every(map(_plain_http_problems, policies or [bucket]))


def _plain_http_problems(policy: Subject) -> Problems:
    denied = [
        resource.rpartition(":::")[2]
        for statement in statements(policy, "policy")
        if denies_plain_http(statement, "s3:*")
        for resource in statement.resources()
    ]
    everything = any(name.endswith("*") and "/" not in name for name in denied)
    if not everything and not any("/" not in name for name in denied):
        yield Problem(f"'{policy.view.name}' does not deny plain HTTP on the bucket itself", "bucket")
    if not everything and not any(name.partition("/")[2] == "*" for name in denied):
        yield Problem(f"'{policy.view.name}' does not deny plain HTTP on all objects", "objects")
