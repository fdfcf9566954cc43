"""What CloudWatch would refuse or show empty: dashboards and alarms, held to the metrics AWS publishes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_aws import (
    apigateway,
    cloudfront,
    cloudwatch,
    elasticache,
    lambda_,
    rds,
    sqs,
    wafv2,
)

from blueprint.recording import Recording

Dimensions = Mapping[str, str]

STATISTICS = re.compile(r"Sum|Average|Minimum|Maximum|SampleCount|p\d{1,2}(\.\d{1,2})?")
IDENTIFIER = re.compile(r"[a-z][a-zA-Z0-9_]*")
WORDS_OF_MATH = {"IF", "FILL", "METRICS", "SUM", "AVG", "MIN", "MAX", "REPEAT"}

# https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
WIDGET_FIELDS = {"type", "x", "y", "width", "height", "properties"}
GRAPH_FIELDS = {"title", "region", "view", "stacked", "period", "metrics", "annotations", "yAxis", "stat"}
OPTION_FIELDS = {"color", "expression", "id", "label", "period", "region", "stat", "visible", "yAxis"}


@dataclass(frozen=True, kw_only=True)
class Published:
    """Metrics of one namespace that come with one set of dimensions, and the values these may have."""

    metrics: frozenset[str]
    dimensions: Mapping[str, frozenset[str]]

    def has(self, name: str, dimensions: Dimensions) -> bool:
        return (
            name in self.metrics
            and self.dimensions.keys() == dimensions.keys()
            and all(dimensions[key] in values for key, values in self.dimensions.items())
        )


def published(recording: Recording) -> dict[str, list[Published]]:
    """By namespace, what the resources of a recording report. Each list is from the service's own page."""

    def of(metrics: str, **dimensions: set[str]) -> Published:
        values = {key: frozenset(found) for key, found in dimensions.items()}
        return Published(metrics=frozenset(metrics.split()), dimensions=values)

    def names(kind: type, key: str = "name") -> set[str]:
        return {resource.inputs[key] for resource in recording.of_type(kind)}

    region = {} if recording.of_type(cloudfront.Distribution) else {"Region": {recording.region}}
    own = [metric.inputs["metricTransformation"] for metric in recording.of_type(cloudwatch.LogMetricFilter)]
    return {
        # docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
        "AWS/ApiGateway": [
            of(
                "4XXError 5XXError CacheHitCount CacheMissCount Count IntegrationLatency Latency",
                ApiName=names(apigateway.RestApi),
                Stage=names(apigateway.Stage, "stageName"),
            )
        ],
        # docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
        "AWS/Lambda": [
            of(
                "AsyncEventAge AsyncEventsDropped AsyncEventsReceived ConcurrentExecutions DeadLetterErrors "
                "DestinationDeliveryFailures Duration Errors Invocations Throttles",
                FunctionName=names(lambda_.Function),
            )
        ],
        # docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
        # and rds-proxy.monitoring.html
        "AWS/RDS": [
            of(
                "ACUUtilization CPUUtilization DatabaseConnections Deadlocks FreeableMemory "
                "ServerlessDatabaseCapacity VolumeBytesUsed VolumeReadIOPs VolumeWriteIOPs",
                DBClusterIdentifier=names(rds.Cluster, "clusterIdentifier"),
            ),
            of(
                "ClientConnections DatabaseConnections DatabaseConnectionsBorrowLatency "
                "DatabaseConnectionsCurrentlySessionPinned DatabaseConnectionsSetupFailed QueryRequests",
                ProxyName=names(rds.Proxy),
            ),
        ],
        # docs.aws.amazon.com/AmazonElastiCache/latest/dg/serverless-metrics-events.html
        "AWS/ElastiCache": [
            of(
                "BytesUsedForCache CacheHitRate CacheHits CacheMisses CurrConnections "
                "ElastiCacheProcessingUnits Evictions SuccessfulReadRequestLatency ThrottledCmds",
                clusterId=names(elasticache.ServerlessCache),
            )
        ],
        # docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/
        # sqs-available-cloudwatch-metrics.html
        "AWS/SQS": [
            of("ApproximateAgeOfOldestMessage ApproximateNumberOfMessagesVisible", QueueName=names(sqs.Queue))
        ],
        # docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
        "AWS/WAFV2": [
            of(
                "AllowedRequests BlockedRequests CountedRequests",
                WebACL=names(wafv2.WebAcl),
                Rule={"ALL"},
                **region,
            )
        ],
        # docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
        "AWS/CloudFront": [
            of(
                "4xxErrorRate 5xxErrorRate BytesDownloaded BytesUploaded Requests TotalErrorRate",
                DistributionId={resource.id for resource in recording.of_type(cloudfront.Distribution)},
                Region={"Global"},
            )
        ],
        **{metric["namespace"]: [of(metric["name"])] for metric in own},
    }


def unknown_metrics(recording: Recording, metrics: Iterator[tuple[str, str, Dimensions]]) -> Iterator[str]:
    """Of namespace, name and dimensions: those that no resource of the recording reports."""
    known = published(recording)
    for namespace, name, dimensions in metrics:
        if not any(group.has(name, dimensions) for group in known.get(namespace, [])):
            yield f"{namespace} {name} {dict(dimensions)} is reported by nothing"


def alarm_faults(recording: Recording) -> list[str]:
    """Alarms that would never ring, since nothing reports what they watch."""

    def watched() -> Iterator[tuple[str, str, Dimensions]]:
        for alarm in recording.of_type(cloudwatch.MetricAlarm):
            queries: list[dict[str, Any]] = alarm.inputs.get("metricQueries", [])
            for one in [alarm.inputs, *(query["metric"] for query in queries if "metric" in query)]:
                if "metricName" in one:
                    yield one["namespace"], one["metricName"], one.get("dimensions", {})

    return list(unknown_metrics(recording, watched()))


def dashboard_faults(recording: Recording, body: Mapping[str, Any]) -> list[str]:
    """Everything in a dashboard's body that CloudWatch would refuse or show empty."""
    return [
        f"{widget.get('properties', {}).get('title')}: {fault}"
        for widget in body["widgets"]
        for fault in (*_widget_faults(widget), *_content_faults(recording, widget))
    ]


def _widget_faults(widget: Mapping[str, Any]) -> Iterator[str]:
    if widget.keys() != WIDGET_FIELDS:
        yield f"has the fields {sorted(widget)}"
    if not (widget["x"] >= 0 and widget["x"] + widget["width"] <= 24 and 0 < widget["height"] <= 1000):
        yield "lies outside of the grid"


def _content_faults(recording: Recording, widget: Mapping[str, Any]) -> Iterator[str]:
    properties = widget["properties"]
    if widget["type"] == "alarm":
        arns = {alarm.outputs["arn"] for alarm in recording.of_type(cloudwatch.MetricAlarm)}
        yield from (f"{arn} is no alarm of the stack" for arn in properties["alarms"] if arn not in arns)
    elif widget["type"] == "metric":
        yield from _graph_faults(properties)
        lines = [line for line in properties["metrics"] if isinstance(line[0], str)]
        pairs = ((line[0], line[1], dict(zip(line[2:-1:2], line[3:-1:2], strict=True))) for line in lines)
        yield from unknown_metrics(recording, pairs)
    else:
        yield f"is of the type {widget['type']!r}"


def _graph_faults(properties: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{field!r} is no field of a graph" for field in properties.keys() - GRAPH_FIELDS)
    if properties["view"] not in ("timeSeries", "singleValue", "gauge", "bar", "pie", "table"):
        yield f"{properties['view']!r} is no view"
    if properties["period"] % 60:
        yield f"{properties['period']} s is no period"
    options = [line[-1] for line in properties["metrics"]]
    ids = [option["id"] for option in options if "id" in option]
    if len(set(ids)) != len(ids) or not all(IDENTIFIER.fullmatch(id_) for id_ in ids):
        yield f"{ids} are no ids"
    for option in options:
        yield from (f"{field!r} is no field of a line" for field in option.keys() - OPTION_FIELDS)
        if "expression" in option:
            names = set(re.findall(r"[A-Za-z_]\w*", option["expression"])) - WORDS_OF_MATH
            yield from (f"{name} is no line of the graph" for name in sorted(names - set(ids)))
        elif not STATISTICS.fullmatch(option["stat"]):
            yield f"{option['stat']!r} is no statistic"
