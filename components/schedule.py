"""Recurring work: EventBridge Scheduler calls the tasks function."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from components.documents import policy_document, trust
from components.place import Place

EXPRESSION = re.compile(r"(cron|rate)\(.+\)")

WINDOW_MINUTES = 15
"""How late an invocation may start: nobody waits for it, and the load spreads."""

# How often and for how long Scheduler tries to hand an event over. Lambda's own retries come after that.
RETRY_ATTEMPTS = 3
EVENT_AGE_SECONDS = 3600


@dataclass(frozen=True, kw_only=True)
class Task:
    """One recurring invocation.

    Raises ValueError for an expression that Scheduler refuses.
    """

    expression: str
    """`cron(...)` or `rate(...)` in Scheduler's notation, in UTC."""
    event: Mapping[str, Any]
    """What the function receives. It may come twice: Scheduler delivers at least once."""

    def __post_init__(self) -> None:
        if not EXPRESSION.fullmatch(self.expression):
            raise ValueError(f"expression: {self.expression!r} is neither cron(...) nor rate(...)")


@dataclass(frozen=True, kw_only=True)
class SchedulesArgs:
    place: Place
    function_alias_arn: pulumi.Input[str]
    dead_letter_queue_arn: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    """KMS key of the schedules and of the dead-letter queue."""
    tasks: Mapping[str, Task]
    """By name, which is also the schedule's."""


class Schedules(pulumi.ComponentResource):
    group_name: pulumi.Output[str]
    role_arn: pulumi.Output[str]

    def __init__(self, name: str, args: SchedulesArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:schedule:Schedules", name, None, opts)
        self._child = pulumi.ResourceOptions(parent=self)
        group = aws.scheduler.ScheduleGroup(f"{name}-group", name=args.place.prefix, opts=self._child)
        role, policy = self._role(name, args)
        for task_name, task in args.tasks.items():
            aws.scheduler.Schedule(
                f"{name}-{task_name}",
                name=task_name,
                group_name=group.name,
                schedule_expression=task.expression,
                schedule_expression_timezone="UTC",
                flexible_time_window={"mode": "FLEXIBLE", "maximum_window_in_minutes": WINDOW_MINUTES},
                kms_key_arn=args.key_arn,
                target={
                    "arn": args.function_alias_arn,
                    "role_arn": role.arn,
                    "input": json.dumps(dict(task.event)),
                    "retry_policy": {
                        "maximum_retry_attempts": RETRY_ATTEMPTS,
                        "maximum_event_age_in_seconds": EVENT_AGE_SECONDS,
                    },
                    "dead_letter_config": {"arn": args.dead_letter_queue_arn},
                },
                opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
            )
        self.group_name = group.name
        self.role_arn = role.arn
        self.register_outputs({"group_name": self.group_name, "role_arn": self.role_arn})

    def _role(self, name: str, args: SchedulesArgs) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        group_arn = args.place.arn("scheduler", f"schedule-group/{args.place.prefix}")
        role = aws.iam.Role(
            f"{name}-role",
            name=f"{args.place.prefix}-scheduler",
            permissions_boundary=args.place.permissions_boundary,
            assume_role_policy=trust(
                "scheduler.amazonaws.com",
                {"StringEquals": {"aws:SourceAccount": args.place.account_id, "aws:SourceArn": group_arn}},
            ),
            opts=self._child,
        )
        policy = aws.iam.RolePolicy(
            f"{name}-role-policy",
            role=role.name,
            policy=policy_document(
                [
                    {
                        "Effect": "Allow",
                        "Action": "lambda:InvokeFunction",
                        "Resource": args.function_alias_arn,
                    },
                    {
                        "Effect": "Allow",
                        "Action": "sqs:SendMessage",
                        "Resource": args.dead_letter_queue_arn,
                    },
                    {
                        "Effect": "Allow",
                        "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
                        "Resource": args.key_arn,
                    },
                ]
            ),
            opts=self._child,
        )
        return role, policy
