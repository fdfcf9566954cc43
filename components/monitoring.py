"""Who is told when, and what they look at: topic, alarms, dashboard, budget."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi


@dataclass(frozen=True, kw_only=True)
class WatchedFunction:
    name: pulumi.Input[str]
    timeout_seconds: int


@dataclass(frozen=True, kw_only=True)
class MonitoringArgs:
    prefix: str
    """Prefix of the physical names, `<project>-<environment>`."""
    region: str
    account_id: str
    key_arn: pulumi.Input[str]
    """KMS key of the topic; its policy admits CloudWatch."""
    api_name: pulumi.Input[str]
    stage_name: pulumi.Input[str]
    functions: Mapping[str, WatchedFunction]
    """By short name (`api`, `manage`, `tasks`), which is also the logical name's suffix."""
    app_log_group_name: pulumi.Input[str]
    database_cluster_id: pulumi.Input[str]
    database_max_connections: int
    """Client connections above which the alarm rings."""
    cache_name: pulumi.Input[str]
    cache_max_bytes: int
    """Storage limit of the cache."""
    dead_letter_queue_name: pulumi.Input[str]
    web_acl_name: pulumi.Input[str]
    distribution_id: pulumi.Input[str]
    proxy_name: pulumi.Input[str] | None = None
    runbook_url: str = "docs/runbook.md"
    alert_email: str | None = None
    monthly_budget_usd: int | None = None
    """Limit of the budget; made only when `alert_email` is set too."""


class Monitoring(pulumi.ComponentResource):
    topic_arn: pulumi.Output[str]
    dashboard_name: pulumi.Output[str]

    def __init__(self, name: str, args: MonitoringArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:monitoring:Monitoring", name, None, opts)
