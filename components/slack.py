"""Alarms in a Slack channel, whose members can read them there and do nothing else."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.documents import trust
from components.place import Place

NO_COMMANDS = "arn:aws:iam::aws:policy/AWSDenyAll"
"""Unasked, a channel's guardrail is AdministratorAccess."""


@dataclass(frozen=True, kw_only=True)
class SlackAlertsArgs:
    place: Place
    workspace_id: str
    """Of a workspace that somebody has authorised in AWS's console, once for the account."""
    channel_id: str
    topic_arn: pulumi.Input[str]


class SlackAlerts(pulumi.ComponentResource):
    def __init__(self, name: str, args: SlackAlertsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:slack:SlackAlerts", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        # It has no policy: what the topic says arrives without one, and a channel is no console.
        role = aws.iam.Role(
            f"{name}-role",
            name=f"{args.place.prefix}-slack",
            permissions_boundary=args.place.permissions_boundary,
            assume_role_policy=trust(
                "chatbot.amazonaws.com", {"StringEquals": {"aws:SourceAccount": args.place.account_id}}
            ),
            opts=child,
        )
        aws.chatbot.SlackChannelConfiguration(
            f"{name}-channel",
            configuration_name=f"{args.place.prefix}-alerts",
            slack_team_id=args.workspace_id,
            slack_channel_id=args.channel_id,
            sns_topic_arns=[args.topic_arn],
            iam_role_arn=role.arn,
            guardrail_policy_arns=[NO_COMMANDS],
            logging_level="ERROR",
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=True),
        )
        self.register_outputs({})
