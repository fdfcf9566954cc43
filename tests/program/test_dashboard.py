"""Nothing on the dashboard stays empty and no alarm is deaf: each metric is one that a resource reports."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from pulumi_aws import cloudwatch

from blueprint.recording import Recording, record_program
from tests.program.dashboards import alarm_faults, dashboard_faults, published, unknown_metrics
from tests.program.graph import recorded

PROMISED = {
    "requests by outcome": {"Count", "4XXError", "5XXError"},
    "latency": {"Latency"},
    "functions": {"Invocations", "Errors", "Duration", "Throttles", "ConcurrentExecutions"},
    "database": {"DatabaseConnections", "ServerlessDatabaseCapacity", "ACUUtilization", "CPUUtilization"},
    "proxy": {"ClientConnections", "DatabaseConnectionsCurrentlySessionPinned"},
    "cache": {"CacheHitRate", "BytesUsedForCache", "ThrottledCmds", "ElastiCacheProcessingUnits"},
    "firewall": {"AllowedRequests", "BlockedRequests", "CountedRequests"},
    "background": {"ApproximateNumberOfMessagesVisible", "ApplicationErrors"},
}
ALARMED = {
    "5XXError", "Count", "Latency", "Errors", "Throttles", "Duration", "CPUUtilization", "ACUUtilization",
    "DatabaseConnections", "ThrottledCmds", "BytesUsedForCache", "ApproximateNumberOfMessagesVisible",
    "ApplicationErrors", "BlockedRequests",
}  # fmt: skip


def dashboard(recording: Recording) -> dict[str, Any]:
    return json.loads(recording.one(cloudwatch.Dashboard).inputs["dashboardBody"])


def lines(body: dict[str, Any]) -> list[list[Any]]:
    return [line for widget in body["widgets"] for line in widget["properties"].get("metrics", [])]


def test_cloudwatch_understands_the_dashboard_and_finds_something_to_draw(recording: Recording) -> None:
    assert dashboard_faults(recording, dashboard(recording)) == []


@pytest.mark.parametrize(
    "config", [{"edgeEnabled": "false"}, {"databaseProxy": "false"}, {"aws:region": "eu-west-1"}]
)
def test_so_it_does_in_every_shape_of_the_stack(config: dict[str, str]) -> None:
    recording = record_program("prod", config=config)
    assert dashboard_faults(recording, dashboard(recording)) == []
    assert alarm_faults(recording) == []


def test_every_alarm_hears_something(recording: Recording) -> None:
    assert alarm_faults(recording) == []


@pytest.mark.parametrize("subject", PROMISED)
def test_what_the_drawing_promises_is_on_the_dashboard(recording: Recording, subject: str) -> None:
    shown = {line[1] for line in lines(dashboard(recording)) if isinstance(line[0], str)}
    assert PROMISED[subject] <= shown


def test_what_wakes_somebody_up_is_all_there(recording: Recording) -> None:
    heard: set[str] = set()
    for alarm in recording.of_type(cloudwatch.MetricAlarm):
        queries = [query["metric"] for query in alarm.inputs.get("metricQueries", []) if "metric" in query]
        heard |= {one["metricName"] for one in [alarm.inputs, *queries] if "metricName" in one}
    assert heard >= ALARMED


def with_first_line(change: Callable[[list[Any]], object]) -> list[str]:
    recording = recorded("prod")
    body = dashboard(recording)
    change(next(line for line in lines(body) if isinstance(line[0], str)))
    return dashboard_faults(recording, body)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda line: line.__setitem__(1, "Counts"), "Counts"),
        (lambda line: line.__setitem__(0, "AWS/APIGateway"), "AWS/APIGateway"),
        (lambda line: line.__setitem__(2, "apiName"), "'apiName'"),
        (lambda line: line.__setitem__(3, "habits"), "'ApiName': 'habits'"),
        (lambda line: line[-1].update(stat="p950"), "'p950' is no statistic"),
        (lambda line: line[-1].update(colour="red"), "'colour' is no field of a line"),
        (lambda line: line[-1].update(id="Requests"), "are no ids"),
    ],
)
def test_a_misspelt_line_is_found(change: Callable[[list[Any]], object], fault: str) -> None:
    assert [found for found in with_first_line(change) if fault in found]


def test_a_cache_is_looked_for_under_the_name_it_reports_with() -> None:
    """The trap of this service: any other spelling gives an empty graph."""
    recording = recorded("prod")
    cache = next(iter(published(recording)["AWS/ElastiCache"][0].dimensions["clusterId"]))
    wrong = iter([("AWS/ElastiCache", "CacheHitRate", {"CacheClusterId": cache})])
    assert len(list(unknown_metrics(recording, wrong))) == 1
