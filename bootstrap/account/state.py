"""Where Pulumi keeps its state and with which key it encrypts secrets."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.bucket import PrivateBucket, PrivateBucketArgs
from components.bucket_access import BucketAccess, BucketAccessArgs
from components.documents import policy_document

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

        bucket = PrivateBucket(
            name,
            PrivateBucketArgs(
                bucket_name=args.place.state_bucket,
                key_arn=key.arn,
                keep_replaced_days=OLD_STATE_DAYS,
                protect=True,
            ),
            child,
        )
        access = BucketAccess(
            name,
            BucketAccessArgs(bucket=bucket.bucket_name, bucket_name=args.place.state_bucket),
            child,
        )

        self.bucket_name = access.bucket_name
        self.key_arn = key.arn
        self.key_id = key.key_id
        self.register_outputs(
            {"bucket_name": self.bucket_name, "key_arn": self.key_arn, "key_id": self.key_id}
        )
