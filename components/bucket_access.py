"""Who may use a bucket: the one policy of the bucket, as a component of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.documents import Statement, policy_document
from components.place import Place


@dataclass(frozen=True, kw_only=True)
class BucketAccessArgs:
    bucket: pulumi.Input[str]
    """The bucket, as it comes out of its resource: the policy waits for it."""
    bucket_name: str
    """The same name as a literal, so that the policy's text is known before the bucket exists."""
    statements: Sequence[Statement] = ()
    """What is allowed beyond the account's own IAM policies."""


class BucketAccess(pulumi.ComponentResource):
    bucket_name: pulumi.Output[str]
    """Known once the policy stands: services that check it when they are set up must wait for this."""
    bucket_arn: pulumi.Output[str]
    """The same, as an ARN."""

    def __init__(self, name: str, args: BucketAccessArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:bucket_access:BucketAccess", name, None, opts)
        arn = f"arn:aws:s3:::{args.bucket_name}"
        only_by_tls = {
            "Sid": "OnlyByTls",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [arn, f"{arn}/*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
        policy = aws.s3.BucketPolicy(
            f"{name}-policy",
            bucket=args.bucket,
            policy=policy_document([only_by_tls, *args.statements]),
            opts=pulumi.ResourceOptions(parent=self),
        )

        self.bucket_name = policy.bucket
        self.bucket_arn = pulumi.Output.format("arn:aws:s3:::{}", policy.bucket)
        self.register_outputs({"bucket_name": self.bucket_name, "bucket_arn": self.bucket_arn})


def from_distribution(bucket_name: str, distribution_arn: pulumi.Input[str]) -> Statement:
    """CloudFront may read the objects, but only for this distribution.

    Who may not list a bucket is told 403 about an object that does not exist; who may, 404.
    """
    arn = f"arn:aws:s3:::{bucket_name}"
    return {
        "Sid": "OnlyThisDistribution",
        "Effect": "Allow",
        "Principal": {"Service": "cloudfront.amazonaws.com"},
        "Action": ["s3:GetObject", "s3:ListBucket"],
        "Resource": [arn, f"{arn}/*"],
        "Condition": {"StringEquals": {"AWS:SourceArn": distribution_arn}},
    }


def from_log_writers(bucket_name: str, place: Place) -> list[Statement]:
    """Admits S3's access logs, and what CloudWatch delivers: flow logs and CloudFront's access logs.

    CloudFront's come from us-east-1 wherever the bucket is; with the bucket's own region only, they are
    dropped without a word.
    """
    arn = f"arn:aws:s3:::{bucket_name}"
    own_account = {"StringEquals": {"aws:SourceAccount": place.account_id}}
    sources = [
        f"arn:aws:logs:{source}:{place.account_id}:*" for source in sorted({place.region, "us-east-1"})
    ]
    delivery = own_account | {"ArnLike": {"aws:SourceArn": sources}}

    def allow(sid: str, service: str, action: str, resource: str, condition: object) -> Statement:
        return {
            "Sid": sid,
            "Effect": "Allow",
            "Principal": {"Service": service},
            "Action": action,
            "Resource": resource,
            "Condition": condition,
        }

    return [
        allow("AccessLogs", "logging.s3.amazonaws.com", "s3:PutObject", f"{arn}/s3/*", own_account),
        allow("Deliveries", "delivery.logs.amazonaws.com", "s3:PutObject", f"{arn}/*", delivery),
        allow("DeliveryCheck", "delivery.logs.amazonaws.com", "s3:GetBucketAcl", arn, delivery),
    ]
