"""Which buckets receive logs: some demands on buckets cannot be met by those."""

from .graph import Subject
from .resource_types import BUCKET_LOGGING, BUCKETS, DISTRIBUTION


def is_log_target(bucket: Subject) -> bool:
    """Whether S3 writes the access logs of a bucket into this one."""
    stack = bucket.stack
    inline = (
        any(stack.sources(bucket, path, *BUCKETS))
        for path in ("logging.targetBucket", "loggings.targetBucket")
    )
    return any(stack.sources(bucket, "targetBucket", *BUCKET_LOGGING)) or any(inline)


def is_edge_log_target(bucket: Subject) -> bool:
    """Whether CloudFront writes its older logs into the bucket, for which it needs an access control list."""
    return any(bucket.stack.sources(bucket, "loggingConfig.bucket", DISTRIBUTION))
