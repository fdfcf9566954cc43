"""The topic that hears how each deployment ended."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.documents import Statement, policy_document

from .place import Place


@dataclass(frozen=True, kw_only=True)
class DeploymentNoticesArgs:
    place: Place
    key_arn: pulumi.Input[str]
    email: str | None
    publisher: str | None = None
    """Service that tells how a deployment ended; `None` leaves it to roles."""


class DeploymentNotices(pulumi.ComponentResource):
    """Apart from the stacks' alarm topics: a deployment that fails before its stack exists is told too."""

    topic_arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: DeploymentNoticesArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("habits-bootstrap:notices:DeploymentNotices", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        topic = aws.sns.Topic(
            f"{name}-topic", name=args.place.topic, kms_master_key_id=args.key_arn, opts=child
        )
        if args.email:
            aws.sns.TopicSubscription(
                f"{name}-email", topic=topic.arn, protocol="email", endpoint=args.email, opts=child
            )
        self.topic_arn = topic.arn
        if args.publisher:
            policy = aws.sns.TopicPolicy(
                f"{name}-publisher",
                arn=topic.arn,
                policy=policy_document(_may_publish(args.publisher, args.place)),
                opts=child,
            )
            self.topic_arn = policy.arn  # known once the service may publish
        self.register_outputs({"topic_arn": self.topic_arn})


def _may_publish(service: str, place: Place) -> list[Statement]:
    return [
        {
            "Sid": "EndsOfDeployments",
            "Effect": "Allow",
            "Principal": {"Service": service},
            "Action": "sns:Publish",
            "Resource": place.topic_arn,
            "Condition": {"StringEquals": {"aws:SourceAccount": place.account_id}},
        },
        {
            "Sid": "OnlyByTls",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "sns:Publish",
            "Resource": place.topic_arn,
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
    ]
