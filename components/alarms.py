"""When somebody is called, and what they are told to do."""

from collections.abc import Mapping
from dataclasses import dataclass

from components.metrics import APPLICATION_ERRORS, Metric, Watched

CONNECTIONS_PER_ACU = 189
"""Connections Aurora PostgreSQL admits for each ACU of the maximum: its default `max_connections` at 1 ACU.

https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
"""

MAX_CONNECTIONS = 5000
"""The default never exceeds this."""

FEW_REQUESTS = 20
"""Below this many requests in five minutes one failure would be a high rate."""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A share in percent, by metric math over metrics with a name each."""

    expression: str
    metrics: Mapping[str, Metric]


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """Rings when every one of the last `periods` of `period_seconds` is above the threshold."""

    key: str
    measure: Metric | Rate
    above: float
    meaning: str
    """What has happened, as a sentence."""
    first_step: str
    """What to look at first, as a sentence."""
    runbook_anchor: str
    period_seconds: int = 300
    periods: int = 1

    def description(self, runbook_url: str) -> str:
        return f"{self.meaning} {self.first_step} {runbook_url}#{self.runbook_anchor}"


def alarms(watched: Watched) -> list[Alarm]:
    """All alarms of an environment.

    An alarm tells only a topic of its own region, and the firewall of CloudFront is measured in us-east-1:
    elsewhere it has no alarm.
    """
    return [
        *_api(watched),
        *(alarm for key in watched.functions for alarm in _function(watched, key)),
        *_database(watched),
        *_proxy(watched),
        *_cache(watched),
        *_background(watched),
        *(_firewall(watched) if watched.firewall_region == watched.place.region else ()),
    ]


def connection_limit(max_acu: float) -> int:
    """Connections above which the database is nearly full: 80 % of what its largest size admits."""
    return int(0.8 * min(CONNECTIONS_PER_ACU * max_acu, MAX_CONNECTIONS))


def _api(watched: Watched) -> list[Alarm]:
    return [
        Alarm(
            key="api-5xx",
            measure=Rate(
                expression=f"IF(requests >= {FEW_REQUESTS}, 100 * errors / requests, 0)",
                metrics={
                    "errors": watched.api("5XXError", "Sum"),
                    "requests": watched.api("Count", "Sum"),
                },
            ),
            above=5,
            meaning="More than 5 % of the API's answers in five minutes were server errors.",
            first_step="Look for ERROR lines in the application's log, then at the last deployment.",
            runbook_anchor="api-errors",
        ),
        Alarm(
            key="api-latency",
            measure=watched.api("Latency", "p95"),
            above=3000,
            periods=3,
            meaning="For fifteen minutes one API call in twenty took longer than three seconds.",
            first_step="Compare function duration, database capacity and cache on the dashboard.",
            runbook_anchor="slow-answers",
        ),
    ]


def _function(watched: Watched, key: str) -> list[Alarm]:
    timeout = watched.functions[key].timeout_seconds
    tolerated = watched.functions[key].tolerated_errors
    return [
        Alarm(
            key=f"{key}-errors",
            measure=watched.function(key, "Errors", "Sum"),
            above=tolerated,
            meaning=f"More than {tolerated} runs of the {key} function failed in five minutes.",
            first_step="Find the request in the application's log by the time of the alarm.",
            runbook_anchor="function-errors",
        ),
        Alarm(
            key=f"{key}-throttles",
            measure=watched.function(key, "Throttles", "Sum"),
            above=0,
            meaning=f"Lambda refused to start the {key} function.",
            first_step="Compare concurrent executions with the account's quota.",
            runbook_anchor="function-throttles",
        ),
        Alarm(
            key=f"{key}-duration",
            measure=watched.function(key, "Duration", "Maximum"),
            above=0.9 * timeout * 1000,
            meaning=f"A run of the {key} function took over 90 % of its {timeout} seconds.",
            first_step="Look for slow statements in the database's log.",
            runbook_anchor="slow-answers",
        ),
    ]


def _database(watched: Watched) -> list[Alarm]:
    limit = connection_limit(watched.database_max_acu)
    return [
        Alarm(
            key="database-cpu",
            measure=watched.database("CPUUtilization", "Average"),
            above=80,
            periods=3,
            meaning="The database's CPU was over 80 % for fifteen minutes.",
            first_step="Look for slow statements in the database's log.",
            runbook_anchor="database-load",
        ),
        Alarm(
            key="database-capacity",
            measure=watched.database("ACUUtilization", "Average"),
            above=90,
            periods=3,
            meaning="The database has used over 90 % of its largest size for fifteen minutes.",
            first_step="Raise databaseMaxAcu if the load is wanted.",
            runbook_anchor="database-load",
        ),
        Alarm(
            key="database-connections",
            measure=watched.database("DatabaseConnections", "Maximum"),
            above=limit,
            meaning=f"More than {limit} connections are open, 80 % of what the database admits.",
            first_step="Compare with concurrent executions; switch databaseProxy on if it is off.",
            runbook_anchor="database-connections",
        ),
    ]


def _proxy(watched: Watched) -> list[Alarm]:
    if watched.proxy_name is None:
        return []
    return [
        Alarm(
            key="proxy-setup-failures",
            measure=watched.proxy(watched.proxy_name, "DatabaseConnectionsSetupFailed", "Sum"),
            above=0,
            meaning="The proxy could not open connections to the database.",
            first_step="Check the targets' state and the secret of the application's user.",
            runbook_anchor="database-connections",
        ),
        Alarm(
            key="proxy-pinning",
            measure=watched.proxy(watched.proxy_name, "DatabaseConnectionsCurrentlySessionPinned", "Maximum"),
            above=10,
            periods=3,
            meaning="Over ten connections stayed bound to one client for fifteen minutes.",
            first_step="Find the statement that changes the session in the last deployment.",
            runbook_anchor="database-connections",
        ),
    ]


def _cache(watched: Watched) -> list[Alarm]:
    return [
        Alarm(
            key="cache-throttles",
            measure=watched.cache("ThrottledCmds", "Sum"),
            above=0,
            meaning="The cache refused commands at its limit of processing units.",
            first_step="Raise cacheMaxEcpu if the load is wanted; the application works without a cache.",
            runbook_anchor="cache-limits",
        ),
        Alarm(
            key="cache-storage",
            measure=watched.cache("BytesUsedForCache", "Maximum"),
            above=0.8 * watched.cache_max_gb * 1024**3,
            meaning=f"The cache holds over 80 % of its {watched.cache_max_gb} GB.",
            first_step="Look for keys without an expiry, then raise cacheMaxGb.",
            runbook_anchor="cache-limits",
        ),
    ]


def _background(watched: Watched) -> list[Alarm]:
    return [
        Alarm(
            key="dead-letters",
            measure=watched.dead_letters("ApproximateNumberOfMessagesVisible", "Maximum"),
            above=0,
            meaning="Background work failed for good and waits in the dead-letter queue.",
            first_step="Read the message, repair the cause, invoke the task again.",
            runbook_anchor="dead-letters",
        ),
        Alarm(
            key="application-errors",
            measure=watched.application(APPLICATION_ERRORS, "Sum"),
            above=5,
            meaning="The application logged more than five errors in five minutes.",
            first_step="Filter the application's log for level ERROR.",
            runbook_anchor="api-errors",
        ),
    ]


def _firewall(watched: Watched) -> list[Alarm]:
    return [
        Alarm(
            key="firewall-blocks",
            measure=watched.firewall("BlockedRequests", "Sum"),
            above=1000,
            meaning="The firewall blocked more than a thousand requests in five minutes.",
            first_step="See in its log which rule and which addresses; mind false positives.",
            runbook_anchor="firewall-blocks",
        ),
    ]
