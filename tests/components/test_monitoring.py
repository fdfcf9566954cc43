"""Somebody is told when it matters, and what to do; the dashboard shows the same metrics."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi_aws import budgets, cloudwatch, sns

from blueprint.recording import Recording, record
from components.alarms import Alarm, Rate, alarms, connection_limit
from components.dashboard import COLUMNS, dashboard_body
from components.metrics import Metric, Watched, WatchedFunction
from components.monitoring import Monitoring, MonitoringArgs
from components.place import Place

PLACE = Place(project="habits", environment="prod", region="us-east-1", account_id="123456789012")
WATCHED = Watched(
    place=PLACE,
    api_name="habits-prod",
    stage_name="live",
    functions={
        "api": WatchedFunction(name="habits-prod-api", timeout_seconds=28, tolerated_errors=5),
        "tasks": WatchedFunction(name="habits-prod-tasks", timeout_seconds=900),
    },
    database_cluster_id="habits-prod",
    database_max_acu=4,
    proxy_name="habits-prod",
    cache_name="habits-prod",
    cache_max_gb=1,
    dead_letter_queue_name="habits-prod-dead-letters",
    web_acl_name="habits-prod",
    distribution_id="E123",
)
WITHOUT_PROXY = replace(WATCHED, proxy_name=None)
ELSEWHERE = replace(WATCHED, place=replace(PLACE, region="eu-central-1"))
RUNBOOK = Path(__file__).resolve().parents[2] / "docs" / "runbook.md"
KEY = "arn:aws:kms:us-east-1:123456789012:key/operations"


def build(
    watched: Watched = WATCHED, alert_email: str | None = "ops@example.com", budget: int = 500
) -> Monitoring:
    return Monitoring(
        "monitoring",
        MonitoringArgs(
            watched=watched,
            key_arn=KEY,
            application_log_group="/aws/app/prod",
            alert_email=alert_email,
            monthly_budget=budget,
        ),
    )


@pytest.fixture(scope="module")
def recording() -> Recording:
    return record(build)


def by_key(watched: Watched = WATCHED) -> dict[str, Alarm]:
    return {alarm.key: alarm for alarm in alarms(watched)}


def metrics(alarm: Alarm) -> list[Metric]:
    return list(alarm.measure.metrics.values()) if isinstance(alarm.measure, Rate) else [alarm.measure]


# Alarms


def test_five_percent_server_errors_over_five_minutes_ring(recording: Recording) -> None:
    alarm = recording.one(cloudwatch.MetricAlarm, "monitoring-api-5xx").inputs
    queries = {query["id"]: query for query in alarm["metricQueries"]}
    assert queries["rate"]["expression"] == "IF(requests >= 20, 100 * errors / requests, 0)"
    assert queries["errors"]["metric"]["metricName"] == "5XXError"
    assert queries["requests"]["metric"]["metricName"] == "Count"
    assert {query["metric"]["period"] for name, query in queries.items() if name != "rate"} == {300}
    assert [name for name, query in queries.items() if query["returnData"]] == ["rate"]
    assert (alarm["threshold"], alarm["comparisonOperator"]) == (5, "GreaterThanThreshold")
    assert alarm["evaluationPeriods"] == 1
    assert not {"metricName", "period", "statistic"} & set(alarm), "refused beside metric queries"


def test_every_tier_has_its_alarms() -> None:
    assert set(by_key()) == {
        "api-5xx",
        "api-latency",
        *(f"{name}-{kind}" for name in ("api", "tasks") for kind in ("errors", "throttles", "duration")),
        "database-cpu",
        "database-capacity",
        "database-connections",
        "proxy-setup-failures",
        "proxy-pinning",
        "cache-throttles",
        "cache-storage",
        "dead-letters",
        "application-errors",
        "firewall-blocks",
    }  # fmt: skip


def test_without_a_proxy_there_is_nothing_to_say_about_it() -> None:
    assert set(by_key()) - set(by_key(WITHOUT_PROXY)) == {"proxy-setup-failures", "proxy-pinning"}


def test_no_alarm_watches_a_metric_of_another_region() -> None:
    assert set(by_key()) - set(by_key(ELSEWHERE)) == {"firewall-blocks"}
    for watched in (WATCHED, ELSEWHERE):
        for alarm in alarms(watched):
            assert {metric.region for metric in metrics(alarm)} == {watched.place.region}


def test_every_alarm_reaches_the_topic_and_says_what_to_do(recording: Recording) -> None:
    topic = recording.one(sns.Topic).outputs["arn"]
    made = recording.of_type(cloudwatch.MetricAlarm)
    assert len(made) == len(by_key())
    for alarm in made:
        assert alarm.inputs["alarmActions"] == alarm.inputs["okActions"] == [topic]
        assert alarm.inputs["treatMissingData"] == "notBreaching"
        assert alarm.inputs["datapointsToAlarm"] <= alarm.inputs["evaluationPeriods"]
        meaning, link = alarm.inputs["alarmDescription"].rsplit(" ", 1)
        assert meaning.count(".") >= 2, "what happened, and what to look at first"
        assert link.startswith("docs/runbook.md#")
        assert len(alarm.inputs["alarmDescription"]) <= 1024


def test_every_alarm_leads_to_a_section_of_the_runbook() -> None:
    headings = re.findall(r"^#+ (.+)$", RUNBOOK.read_text(), flags=re.MULTILINE)
    anchors = {heading.lower().replace(" ", "-") for heading in headings}
    assert {alarm.runbook_anchor for alarm in by_key().values()} <= anchors


def test_percentiles_are_extended_statistics_and_ignore_a_handful_of_samples(recording: Recording) -> None:
    latency = recording.one(cloudwatch.MetricAlarm, "monitoring-api-latency").inputs
    assert latency["extendedStatistic"] == "p95"
    assert "statistic" not in latency
    assert latency["evaluateLowSampleCountPercentiles"] == "ignore"


def test_a_function_rings_before_its_own_timeout() -> None:
    assert by_key()["api-duration"].above == pytest.approx(25_200)
    assert by_key()["tasks-duration"].above == pytest.approx(810_000)


def test_failed_runs_are_tolerated_where_a_person_tries_again() -> None:
    assert by_key()["api-errors"].above == 5
    assert by_key()["tasks-errors"].above == 0


@pytest.mark.parametrize(
    ("key", "namespace", "dimensions"),
    [
        ("api-latency", "AWS/ApiGateway", {"ApiName": "habits-prod", "Stage": "live"}),
        ("api-errors", "AWS/Lambda", {"FunctionName": "habits-prod-api"}),
        ("database-capacity", "AWS/RDS", {"DBClusterIdentifier": "habits-prod"}),
        ("proxy-pinning", "AWS/RDS", {"ProxyName": "habits-prod"}),
        ("cache-throttles", "AWS/ElastiCache", {"clusterId": "habits-prod"}),
        ("dead-letters", "AWS/SQS", {"QueueName": "habits-prod-dead-letters"}),
        ("firewall-blocks", "AWS/WAFV2", {"WebACL": "habits-prod", "Rule": "ALL"}),
        ("application-errors", "habits-prod", {}),
    ],
)
def test_metrics_carry_the_dimensions_aws_publishes_them_with(
    key: str, namespace: str, dimensions: Mapping[str, str]
) -> None:
    [metric] = metrics(by_key()[key])
    assert (metric.namespace, dict(metric.dimensions)) == (namespace, dimensions)


@given(st.floats(0.5, 256), st.floats(0.5, 256))
def test_a_larger_database_never_rings_earlier_and_never_beyond_what_it_admits(
    first: float, second: float
) -> None:
    small, large = sorted((first, second))
    assert connection_limit(small) <= connection_limit(large) <= 4000
    assert connection_limit(small) < 189 * small


def test_the_applications_errors_are_counted_from_its_log(recording: Recording) -> None:
    count = recording.one(cloudwatch.LogMetricFilter).inputs
    assert count["logGroupName"] == "/aws/app/prod"
    assert '$.level = "ERROR"' in count["pattern"]
    [metric] = metrics(by_key()["application-errors"])
    assert count["metricTransformation"]["namespace"] == metric.namespace
    assert count["metricTransformation"]["name"] == metric.name


# Topic and budget


def test_the_topic_is_encrypted_and_only_this_accounts_alarms_publish(recording: Recording) -> None:
    assert recording.one(sns.Topic).inputs["kmsMasterKeyId"] == KEY
    allow, deny = json.loads(recording.one(sns.TopicPolicy).inputs["policy"])["Statement"]
    assert allow["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert allow["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}
    assert (deny["Effect"], deny["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    arn = recording.one(sns.Topic).outputs["arn"]
    assert allow["Resource"] == deny["Resource"] == arn


def test_an_address_is_subscribed_and_warned_of_the_bill(recording: Recording) -> None:
    assert recording.one(sns.TopicSubscription).inputs["endpoint"] == "ops@example.com"
    budget = recording.one(budgets.Budget).inputs
    assert (budget["limitAmount"], budget["timeUnit"]) == ("500", "MONTHLY")
    assert [(item["notificationType"], item["threshold"]) for item in budget["notifications"]] == [
        ("FORECASTED", 80),
        ("ACTUAL", 100),
    ]
    assert all(item["subscriberEmailAddresses"] == ["ops@example.com"] for item in budget["notifications"])


def test_without_an_address_or_a_limit_nobody_is_written_to() -> None:
    silent = record(lambda: build(alert_email=None))
    assert silent.of_type(sns.TopicSubscription) == silent.of_type(budgets.Budget) == []
    assert record(lambda: build(budget=0)).of_type(budgets.Budget) == []


# Dashboard


def widgets(watched: Watched = WATCHED) -> list[dict[str, Any]]:
    return dashboard_body(watched, ["arn:alarm"])["widgets"]


def graph(title: str) -> dict[str, Any]:
    [found] = [widget for widget in widgets() if widget["properties"]["title"] == title]
    return found["properties"]


@pytest.mark.parametrize("watched", [WATCHED, WITHOUT_PROXY])
def test_widgets_fill_the_grid_without_covering_each_other(watched: Watched) -> None:
    cells = [
        (x, y)
        for widget in widgets(watched)
        for x in range(widget["x"], widget["x"] + widget["width"])
        for y in range(widget["y"], widget["y"] + widget["height"])
    ]
    assert len(set(cells)) == len(cells)
    assert {x for x, _ in cells} == set(range(COLUMNS))


def test_successes_are_what_is_left_of_the_count() -> None:
    lines = graph("Requests: 2xx / 4xx / 5xx")["metrics"]
    options = [line[-1] for line in lines]
    [expression] = [option["expression"] for option in options if "expression" in option]
    assert set(expression.split(" - ")) <= {option.get("id") for option in options}
    assert [option["label"] for option in options if option.get("visible", True)] == [
        "2xx and 3xx",
        "4xx",
        "5xx",
    ]


@pytest.mark.parametrize(
    "metric",
    [
        "Latency",
        "DatabaseConnections",
        "ServerlessDatabaseCapacity",
        "CacheHitRate",
        "BlockedRequests",
        "Errors",
    ],
)
def test_the_dashboard_shows(metric: str) -> None:
    shown = [line for widget in widgets() for line in widget["properties"].get("metrics", [])]
    assert any(metric in line for line in shown if isinstance(line[0], str))


def test_every_graph_asks_the_region_that_holds_its_metrics() -> None:
    for widget in widgets(ELSEWHERE):
        for line in widget["properties"].get("metrics", []):
            edge = line[0] in ("AWS/CloudFront", "AWS/WAFV2")
            assert widget["properties"]["region"] == ("us-east-1" if edge else "eu-central-1")


def test_the_recorded_dashboard_holds_the_alarms(recording: Recording) -> None:
    body = json.loads(recording.one(cloudwatch.Dashboard).inputs["dashboardBody"])
    arns = {alarm.outputs["arn"] for alarm in recording.of_type(cloudwatch.MetricAlarm)}
    assert set(body["widgets"][0]["properties"]["alarms"]) == arns
