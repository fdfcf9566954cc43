"""Recurring work: EventBridge Scheduler calls the tasks function."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi


@dataclass(frozen=True, kw_only=True)
class Task:
    """One recurring invocation."""

    expression: str
    """`cron(...)` or `rate(...)` in Scheduler's notation."""
    event: Mapping[str, Any]
    """What the function receives."""
    timezone: str = "UTC"
    window_minutes: int = 15
    """How late the invocation may start; spreads load that nobody waits for."""


@dataclass(frozen=True, kw_only=True)
class SchedulesArgs:
    group_name: str
    """Name of the schedule group and prefix of the role's name."""
    function_alias_arn: pulumi.Input[str]
    dead_letter_queue_arn: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    """KMS key of the schedules and of the dead-letter queue."""
    account_id: str
    region: str
    tasks: Mapping[str, Task] = field(default_factory=dict[str, Task])


class Schedules(pulumi.ComponentResource):
    group_name: pulumi.Output[str]
    role_arn: pulumi.Output[str]

    def __init__(self, name: str, args: SchedulesArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:schedule:Schedules", name, None, opts)
