"""What people have uploaded, copied to a second region while they go on."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.documents import Statement, policy_document, trust
from components.place import Place


@dataclass(frozen=True, kw_only=True)
class MediaReplicaArgs:
    place: Place
    source: pulumi.Resource
    """The bucket with all its settings: S3 copies only between buckets that keep versions."""
    source_name: str
    source_key_arn: pulumi.Input[str]
    target: pulumi.Resource
    target_name: str
    target_key_arn: pulumi.Input[str]
    target_region: str
    prefix: str
    """Begins the keys of the objects that are copied."""


class MediaReplica(pulumi.ComponentResource):
    role_arn: pulumi.Output[str]

    def __init__(self, name: str, args: MediaReplicaArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:replica_media:MediaReplica", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-role",
            name=f"{args.place.prefix}-media-replica",
            assume_role_policy=trust(
                "s3.amazonaws.com", {"StringEquals": {"aws:SourceAccount": args.place.account_id}}
            ),
            permissions_boundary=args.place.permissions_boundary,
            opts=child,
        )
        permissions = aws.iam.RolePolicy(
            f"{name}-permissions", role=role.name, policy=policy_document(_permissions(args)), opts=child
        )
        aws.s3.BucketReplicationConfig(
            f"{name}-replication",
            bucket=args.source_name,
            role=role.arn,
            rules=[
                {
                    "id": "second-region",
                    "status": "Enabled",
                    "priority": 1,
                    "filter": {"prefix": args.prefix},
                    # Who deletes a photo wants it gone there too; its versions go as they do here.
                    "delete_marker_replication": {"status": "Enabled"},
                    "source_selection_criteria": {"sse_kms_encrypted_objects": {"status": "Enabled"}},
                    "destination": {
                        "bucket": f"arn:aws:s3:::{args.target_name}",
                        "encryption_configuration": {"replica_kms_key_id": args.target_key_arn},
                    },
                }
            ],
            opts=pulumi.ResourceOptions(parent=self, depends_on=[args.source, args.target, permissions]),
        )
        self.role_arn = role.arn
        self.register_outputs({"role_arn": self.role_arn})


def _permissions(args: MediaReplicaArgs) -> list[Statement]:
    source, target = (f"arn:aws:s3:::{bucket}" for bucket in (args.source_name, args.target_name))

    def allow(sid: str, actions: Sequence[str], resource: pulumi.Input[str], via: str = "") -> Statement:
        statement = {"Sid": sid, "Effect": "Allow", "Action": list(actions), "Resource": resource}
        condition = {"StringEquals": {"kms:ViaService": f"s3.{via}.amazonaws.com"}}
        return statement | ({"Condition": condition} if via else {})

    return [
        allow("Source", ["s3:GetReplicationConfiguration", "s3:ListBucket"], source),
        allow(
            "Read",
            [
                "s3:GetObjectVersionAcl",
                "s3:GetObjectVersionForReplication",
                "s3:GetObjectVersionTagging",
            ],
            f"{source}/{args.prefix}*",
        ),
        allow(
            "Copy",
            ["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"],
            f"{target}/{args.prefix}*",
        ),
        allow("Decrypt", ["kms:Decrypt"], args.source_key_arn, args.place.region),
        allow("Encrypt", ["kms:Encrypt", "kms:GenerateDataKey"], args.target_key_arn, args.target_region),
    ]
