"""The dashboard's body: one row for each tier, from the reader to the data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components.metrics import APPLICATION_ERRORS, Metric, Watched
from components.place import EDGE_REGION

type Widget = dict[str, Any]

COLUMNS = 24
WIDGET_HEIGHT = 6
PERIOD_SECONDS = 300


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a graph: a metric, or metric math over the other lines by their names."""

    label: str
    source: Metric | str
    name: str | None = None
    """By which expressions refer to it."""
    hidden: bool = False
    right: bool = False
    """Measured on the right axis."""


def dashboard_body(watched: Watched, alarm_arns: Sequence[object]) -> dict[str, Any]:
    """The document of a CloudWatch dashboard; names inside may be outputs."""
    rows = [
        [_alarm_states(alarm_arns)],
        [_requests(watched), _latency(watched), _errors(watched)],
        [_invocations(watched), _durations(watched), _concurrency(watched)],
        [_connections(watched), _capacity(watched), _storage_operations(watched)],
        *([_proxy(watched, watched.proxy_name)] if watched.proxy_name is not None else []),
        [_hit_rate(watched), _cache_use(watched), _background(watched)],
        [
            _firewall(watched),
            *([_edge(watched, id_)] if (id_ := watched.distribution_id) is not None else []),
        ],
    ]
    return {"widgets": [widget for y, row in enumerate(rows) for widget in _place(row, y * WIDGET_HEIGHT)]}


def _place(row: Sequence[Widget], y: int) -> list[Widget]:
    width = COLUMNS // len(row)
    return [
        {**widget, "x": index * width, "y": y, "width": width, "height": WIDGET_HEIGHT}
        for index, widget in enumerate(row)
    ]


def _graph(title: str, region: str, lines: Sequence[Line], **properties: object) -> Widget:
    return {
        "type": "metric",
        "properties": {
            "title": title,
            "region": region,
            "view": "timeSeries",
            "period": PERIOD_SECONDS,
            "metrics": [_metric(line) for line in lines],
            **properties,
        },
    }


def _metric(line: Line) -> list[Any]:
    options: dict[str, Any] = {"label": line.label}
    if line.name is not None:
        options["id"] = line.name
    if line.hidden:
        options["visible"] = False
    if line.right:
        options["yAxis"] = "right"
    if isinstance(line.source, str):
        return [options | {"expression": line.source}]
    flat = [part for pair in line.source.dimensions.items() for part in pair]
    return [line.source.namespace, line.source.name, *flat, options | {"stat": line.source.statistic}]


def _limit(label: str, value: float) -> Mapping[str, object]:
    return {"horizontal": [{"label": label, "value": value}]}


def _alarm_states(alarm_arns: Sequence[object]) -> Widget:
    return {"type": "alarm", "properties": {"title": "Alarms", "alarms": list(alarm_arns)}}


def _requests(watched: Watched) -> Widget:
    """API Gateway counts no successes, so they are what is left."""
    return _graph(
        "Requests: 2xx / 4xx / 5xx",
        watched.place.region,
        [
            Line(label="all", name="requests", source=watched.api("Count", "Sum"), hidden=True),
            Line(label="2xx and 3xx", source="requests - refused - failed", name="answered"),
            Line(label="4xx", name="refused", source=watched.api("4XXError", "Sum")),
            Line(label="5xx", name="failed", source=watched.api("5XXError", "Sum")),
        ],
        stacked=True,
    )


def _latency(watched: Watched) -> Widget:
    return _graph(
        "API latency (ms)",
        watched.place.region,
        [Line(label=p, source=watched.api("Latency", p)) for p in ("p50", "p95", "p99")],
    )


def _errors(watched: Watched) -> Widget:
    return _graph(
        "Server errors (% of requests)",
        watched.place.region,
        [
            Line(label="all", name="requests", source=watched.api("Count", "Sum"), hidden=True),
            Line(label="5xx", name="failed", source=watched.api("5XXError", "Sum"), hidden=True),
            Line(label="5xx share", name="share", source="100 * failed / requests"),
        ],
        annotations=_limit("alarm", 5),
    )


def _invocations(watched: Watched) -> Widget:
    return _graph(
        "Functions: errors and throttles",
        watched.place.region,
        [
            Line(label=f"{key} {name.lower()}", source=watched.function(key, name, "Sum"))
            for key in watched.functions
            for name in ("Errors", "Throttles")
        ],
    )


def _durations(watched: Watched) -> Widget:
    return _graph(
        "Functions: duration p95 (ms)",
        watched.place.region,
        [Line(label=key, source=watched.function(key, "Duration", "p95")) for key in watched.functions],
    )


def _concurrency(watched: Watched) -> Widget:
    return _graph(
        "Functions: runs and concurrency",
        watched.place.region,
        [
            *(
                Line(label=f"{key} runs", source=watched.function(key, "Invocations", "Sum"))
                for key in watched.functions
            ),
            *(
                Line(
                    label=f"{key} at once",
                    source=watched.function(key, "ConcurrentExecutions", "Maximum"),
                    right=True,
                )
                for key in watched.functions
            ),
        ],
    )


def _connections(watched: Watched) -> Widget:
    return _graph(
        "Database: connections",
        watched.place.region,
        [
            Line(label="open", source=watched.database("DatabaseConnections", "Maximum")),
            Line(label="deadlocks", source=watched.database("Deadlocks", "Sum"), right=True),
        ],
    )


def _capacity(watched: Watched) -> Widget:
    """A serverless database is throttled by its largest size, so use of it stands beside the CPU."""
    return _graph(
        "Database: capacity (ACU) and use (%)",
        watched.place.region,
        [
            Line(label="ACU", source=watched.database("ServerlessDatabaseCapacity", "Average")),
            Line(label="of the maximum", source=watched.database("ACUUtilization", "Average"), right=True),
            Line(label="CPU", source=watched.database("CPUUtilization", "Average"), right=True),
        ],
    )


def _storage_operations(watched: Watched) -> Widget:
    return _graph(
        "Database: reads and writes",
        watched.place.region,
        [
            Line(label="reads", source=watched.database("VolumeReadIOPs", "Sum")),
            Line(label="writes", source=watched.database("VolumeWriteIOPs", "Sum")),
        ],
    )


def _proxy(watched: Watched, proxy_name: Any) -> list[Widget]:
    return [
        _graph(
            "Proxy: connections",
            watched.place.region,
            [
                Line(label="clients", source=watched.proxy(proxy_name, "ClientConnections", "Maximum")),
                Line(label="database", source=watched.proxy(proxy_name, "DatabaseConnections", "Maximum")),
                Line(
                    label="pinned",
                    source=watched.proxy(proxy_name, "DatabaseConnectionsCurrentlySessionPinned", "Maximum"),
                ),
            ],
        ),
        _graph(
            "Proxy: wait for a connection (µs)",
            watched.place.region,
            [
                Line(
                    label="p95",
                    source=watched.proxy(proxy_name, "DatabaseConnectionsBorrowLatency", "p95"),
                )
            ],
        ),
    ]


def _hit_rate(watched: Watched) -> Widget:
    return _graph(
        "Cache: hit rate (%)",
        watched.place.region,
        [Line(label="hits", source=watched.cache("CacheHitRate", "Average"))],
    )


def _cache_use(watched: Watched) -> Widget:
    return _graph(
        "Cache: bytes, processing units, throttles",
        watched.place.region,
        [
            Line(label="bytes", source=watched.cache("BytesUsedForCache", "Maximum")),
            Line(label="ECPU", source=watched.cache("ElastiCacheProcessingUnits", "Sum"), right=True),
            Line(label="throttled", source=watched.cache("ThrottledCmds", "Sum"), right=True),
        ],
    )


def _background(watched: Watched) -> Widget:
    return _graph(
        "Logged errors and dead letters",
        watched.place.region,
        [
            Line(label="logged errors", source=watched.application(APPLICATION_ERRORS, "Sum")),
            Line(
                label="dead letters",
                source=watched.dead_letters("ApproximateNumberOfMessagesVisible", "Maximum"),
            ),
        ],
    )


def _firewall(watched: Watched) -> Widget:
    return _graph(
        "Firewall: allowed, blocked, counted",
        watched.firewall_region,
        [
            Line(label=name.removesuffix("Requests").lower(), source=watched.firewall(name, "Sum"))
            for name in ("AllowedRequests", "BlockedRequests", "CountedRequests")
        ],
    )


def _edge(watched: Watched, distribution_id: Any) -> Widget:
    return _graph(
        "CloudFront: requests and 5xx (%)",
        EDGE_REGION,
        [
            Line(label="requests", source=watched.edge(distribution_id, "Requests", "Sum")),
            Line(label="5xx", source=watched.edge(distribution_id, "5xxErrorRate", "Average"), right=True),
        ],
    )
