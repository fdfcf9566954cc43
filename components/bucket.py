"""The one kind of bucket there is: private, encrypted, versioned, owned by its account."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
import pulumi_aws as aws

ABANDONED_UPLOAD_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class PrivateBucketArgs:
    bucket_name: str
    """Fixed and unique in the world, so it ends with the account's number."""
    key_arn: pulumi.Input[str] | None
    """KMS key; `None` takes S3's own key, for what is public anyway and for targets of access logs."""
    keep_replaced_days: int
    """Days an overwritten or deleted object can be brought back."""
    expire_days: int | None = None
    """Age at which objects are deleted; `None` keeps them."""
    fleeting: Mapping[str, int] = field(default_factory=dict[str, int])
    """Days that objects below a prefix live, as in `{"uploads/": 1}`."""
    log_bucket_name: pulumi.Input[str] | None = None
    """Bucket of the access logs; its policy admits `logging.s3.amazonaws.com`."""
    protect: bool
    """Refuse deletion; otherwise a destroy also deletes what is in the bucket."""

    def __post_init__(self) -> None:
        if not 3 <= len(self.bucket_name) <= 63:
            raise ValueError(f"bucket_name: '{self.bucket_name}' does not have 3 to 63 characters")
        if self.keep_replaced_days < 1:
            raise ValueError(f"keep_replaced_days: {self.keep_replaced_days} is less than 1")


class PrivateBucket(pulumi.ComponentResource):
    """Its policy is a component of its own, `BucketAccess`: every bucket needs exactly one."""

    bucket_name: pulumi.Output[str]
    domain_name: pulumi.Output[str]
    """Regional host of the bucket."""

    def __init__(
        self, name: str, args: PrivateBucketArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("habits:bucket:PrivateBucket", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        bucket = aws.s3.Bucket(
            f"{name}-bucket",
            bucket=args.bucket_name,
            force_destroy=not args.protect,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        aws.s3.BucketPublicAccessBlock(
            f"{name}-public-access-block",
            bucket=bucket.id,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=child,
        )
        aws.s3.BucketOwnershipControls(
            f"{name}-ownership",
            bucket=bucket.id,
            rule={"object_ownership": "BucketOwnerEnforced"},
            opts=child,
        )
        aws.s3.BucketServerSideEncryptionConfiguration(
            f"{name}-encryption",
            bucket=bucket.id,
            rules=[
                {
                    "apply_server_side_encryption_by_default": {
                        "sse_algorithm": "AES256" if args.key_arn is None else "aws:kms",
                        "kms_master_key_id": args.key_arn,
                    },
                    "bucket_key_enabled": args.key_arn is not None,
                }
            ],
            opts=child,
        )
        versioning = aws.s3.BucketVersioning(
            f"{name}-versioning",
            bucket=bucket.id,
            versioning_configuration={"status": "Enabled"},
            opts=child,
        )
        aws.s3.BucketLifecycleConfiguration(
            f"{name}-lifecycle",
            bucket=bucket.id,
            rules=[
                {
                    "id": "tidy",
                    "status": "Enabled",
                    "filter": {"prefix": ""},
                    "abort_incomplete_multipart_upload": {"days_after_initiation": ABANDONED_UPLOAD_DAYS},
                    "noncurrent_version_expiration": {"noncurrent_days": args.keep_replaced_days},
                    "expiration": {"days": args.expire_days} if args.expire_days else None,
                },
                *(
                    {
                        "id": f"expire-{prefix.strip('/')}",
                        "status": "Enabled",
                        "filter": {"prefix": prefix},
                        "expiration": {"days": days},
                    }
                    for prefix, days in args.fleeting.items()
                ),
            ],
            # Rules about replaced versions are refused on a bucket that does not keep them yet.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[versioning]),
        )
        if args.log_bucket_name is not None:
            aws.s3.BucketLogging(
                f"{name}-logging",
                bucket=bucket.id,
                target_bucket=args.log_bucket_name,
                target_prefix=f"s3/{args.bucket_name}/",
                opts=child,
            )

        self.bucket_name = bucket.id
        self.domain_name = bucket.bucket_regional_domain_name
        self.register_outputs({"bucket_name": self.bucket_name, "domain_name": self.domain_name})
