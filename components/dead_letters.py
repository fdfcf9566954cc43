"""Where work ends that nobody waits for and that failed for good."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.documents import policy_document
from components.place import Place

KEEP_SECONDS = 14 * 24 * 3600
"""The longest a queue keeps a message: two weeks to look at it."""


@dataclass(frozen=True, kw_only=True)
class DeadLettersArgs:
    place: Place
    key_arn: pulumi.Input[str]

    @property
    def queue_name(self) -> str:
        return f"{self.place.prefix}-dead-letters"


class DeadLetters(pulumi.ComponentResource):
    queue_arn: pulumi.Output[str]
    queue_name: pulumi.Output[str]
    """Dimension `QueueName` of its metrics."""

    def __init__(self, name: str, args: DeadLettersArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:dead_letters:DeadLetters", name, None, opts)
        queue = aws.sqs.Queue(
            f"{name}-queue",
            name=args.queue_name,
            kms_master_key_id=args.key_arn,
            message_retention_seconds=KEEP_SECONDS,
            opts=pulumi.ResourceOptions(parent=self),
        )
        only_by_tls = {
            "Sid": "OnlyByTls",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "sqs:*",
            "Resource": args.place.arn("sqs", args.queue_name),
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
        aws.sqs.QueuePolicy(
            f"{name}-policy",
            queue_url=queue.url,
            policy=policy_document([only_by_tls]),
            opts=pulumi.ResourceOptions(parent=self),
        )

        self.queue_arn = queue.arn
        self.queue_name = queue.name
        self.register_outputs({"queue_arn": self.queue_arn, "queue_name": self.queue_name})
