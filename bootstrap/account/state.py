"""Where Pulumi keeps its state and with which key it encrypts secrets."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from .documents import deny, policy_document
from .place import PROJECT, Place

OLD_STATE_DAYS = 90
"""How long an overwritten or deleted state can still be brought back."""


@dataclass(frozen=True, kw_only=True)
class StateStoreArgs:
    place: Place


class StateStore(pulumi.ComponentResource):
    """One bucket and one key for everything. Losing either loses the stacks, so both are protected."""

    bucket_name: pulumi.Output[str]
    key_arn: pulumi.Output[str]
    key_id: pulumi.Output[str]

    def __init__(self, name: str, args: StateStoreArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits-bootstrap:state:StateStore", name, None, opts)
        protected = pulumi.ResourceOptions(parent=self, protect=True)
        child = pulumi.ResourceOptions(parent=self)

        key = aws.kms.Key(
            f"{name}-key",
            description=f"State and stack secrets of {PROJECT}, and notices of its deployments",
            enable_key_rotation=True,
            deletion_window_in_days=30,
            policy=policy_document(
                [
                    {
                        "Sid": "AccountDecidesByIam",
                        "Effect": "Allow",
                        "Principal": {"AWS": f"arn:aws:iam::{args.place.account_id}:root"},
                        "Action": "kms:*",
                        "Resource": "*",
                    }
                ]
            ),
            opts=protected,
        )
        aws.kms.Alias(f"{name}-alias", name=args.place.key_alias, target_key_id=key.key_id, opts=protected)

        bucket = aws.s3.Bucket(f"{name}-bucket", bucket=args.place.state_bucket, opts=protected)
        self._harden(name, bucket, key, child)
        only_over_tls = deny(
            "OnlyOverTls",
            ["s3:*"],
            [args.place.state_bucket_arn, f"{args.place.state_bucket_arn}/*"],
            Bool={"aws:SecureTransport": "false"},
        )
        aws.s3.BucketPolicy(
            f"{name}-tls-only",
            bucket=bucket.bucket,
            policy=policy_document([{"Principal": "*", **only_over_tls}]),
            opts=child,
        )

        self.bucket_name = bucket.bucket
        self.key_arn = key.arn
        self.key_id = key.key_id
        self.register_outputs(
            {"bucket_name": self.bucket_name, "key_arn": self.key_arn, "key_id": self.key_id}
        )

    def _harden(
        self, name: str, bucket: aws.s3.Bucket, key: aws.kms.Key, child: pulumi.ResourceOptions
    ) -> None:
        aws.s3.BucketVersioning(
            f"{name}-versions",
            bucket=bucket.bucket,
            versioning_configuration={"status": "Enabled"},
            opts=child,
        )
        aws.s3.BucketServerSideEncryptionConfiguration(
            f"{name}-encryption",
            bucket=bucket.bucket,
            rules=[
                {
                    "apply_server_side_encryption_by_default": {
                        "sse_algorithm": "aws:kms",
                        "kms_master_key_id": key.arn,
                    },
                    "bucket_key_enabled": True,
                }
            ],
            opts=child,
        )
        aws.s3.BucketPublicAccessBlock(
            f"{name}-private",
            bucket=bucket.bucket,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=child,
        )
        aws.s3.BucketOwnershipControls(
            f"{name}-ownership",
            bucket=bucket.bucket,
            rule={"object_ownership": "BucketOwnerEnforced"},
            opts=child,
        )
        aws.s3.BucketLifecycleConfiguration(
            f"{name}-lifecycle",
            bucket=bucket.bucket,
            rules=[
                {
                    "id": "forget-old-state",
                    "status": "Enabled",
                    "filter": {"prefix": ""},
                    "noncurrent_version_expiration": {"noncurrent_days": OLD_STATE_DAYS},
                    "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
                }
            ],
            opts=child,
        )
