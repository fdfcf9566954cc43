"""The two keys of an environment: one for what the application keeps, one for what it says about itself."""

from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from components.documents import Statement, policy_document
from components.place import Place


@dataclass(frozen=True, kw_only=True)
class KeysArgs:
    place: Place
    deletion_window_days: int
    """Days in which a deleted key can be brought back, 7 to 30."""
    protect: bool
    """Whether Pulumi refuses to delete the keys: without them the data is lost."""

    def __post_init__(self) -> None:
        if not 7 <= self.deletion_window_days <= 30:
            raise ValueError(f"deletion_window_days: {self.deletion_window_days} is not from 7 to 30")


class Keys(pulumi.ComponentResource):
    data_arn: pulumi.Output[str]
    """Database, cache, secrets, uploads, images, queues."""
    operations_arn: pulumi.Output[str]
    """Log groups and the alert topic; the services that write there may use it."""

    def __init__(self, name: str, args: KeysArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:encryption:Keys", name, None, opts)
        self._name, self._args = name, args
        self.data_arn = self._key("data", "What the habit tracker keeps", [])
        self.operations_arn = self._key(
            "operations",
            "What the habit tracker logs and alerts",
            [self._for_logs(), self._for_publishers()],
        )
        self.register_outputs({"data_arn": self.data_arn, "operations_arn": self.operations_arn})

    def _key(self, label: str, description: str, statements: list[Statement]) -> pulumi.Output[str]:
        key = aws.kms.Key(
            f"{self._name}-{label}",
            description=description,
            enable_key_rotation=True,
            deletion_window_in_days=self._args.deletion_window_days,
            policy=policy_document([self._for_account(), *statements]),
            opts=pulumi.ResourceOptions(parent=self, protect=self._args.protect),
        )
        aws.kms.Alias(
            f"{self._name}-{label}",
            name=f"alias/{self._args.place.prefix}-{label}",
            target_key_id=key.key_id,
            opts=pulumi.ResourceOptions(parent=self),
        )
        return key.arn

    def _for_account(self) -> Statement:
        """Leaves the decision to IAM; a key without this statement can lock everybody out."""
        return {
            "Sid": "AccountDecidesByIam",
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{self._args.place.account_id}:root"},
            "Action": "kms:*",
            "Resource": "*",
        }

    def _for_logs(self) -> Statement:
        """CloudWatch Logs encrypts as itself; the creation of a log group fails without this."""
        return self._for_service(
            "LogGroups",
            [self._args.place.service("logs")],
            ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
            {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": self._args.place.arn("logs", "log-group:*")}},
        )

    def _for_publishers(self) -> Statement:
        """An alarm whose service may not use the topic's key is silently lost."""
        return self._for_service(
            "AlertPublishers",
            ["cloudwatch.amazonaws.com"],
            ["kms:Decrypt", "kms:GenerateDataKey*"],
            {"StringEquals": {"aws:SourceAccount": self._args.place.account_id}},
        )

    @staticmethod
    def _for_service(
        sid: str, services: list[str], actions: list[str], conditions: dict[str, Any]
    ) -> Statement:
        return {
            "Sid": sid,
            "Effect": "Allow",
            "Principal": {"Service": services},
            "Action": actions,
            "Resource": "*",
            "Condition": conditions,
        }
