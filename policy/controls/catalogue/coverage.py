"""What must stand beside: an alarm for each workload, somebody who hears it, a key that lets logs in."""

from collections.abc import Iterator
from typing import Final

from ..control import NO_FRAMEWORK, Problem, Problems, control, every
from ..documents import Statement, statements
from ..graph import Subject
from ..model import Level, Severity
from ..resource_types import FUNCTION, KEY, KEY_POLICY, LOG_GROUP, METRIC_ALARM, TOPIC, TOPIC_SUBSCRIPTION
from ..values import Block, chained

_METRICS: Final = ("Errors", "Throttles")


@control(
    id="ALM-02",
    title="Failures of functions raise an alarm that somebody hears",
    severity=Severity.MEDIUM,
    level=Level.DISABLED,
    types=(FUNCTION, TOPIC),
    frameworks=NO_FRAMEWORK,
    reads_stack=True,
    why="A function that fails without an alarm fails until a user complains, and a topic without a "
    "subscription tells nobody.",
    fix="Add MetricAlarms for Errors and Throttles of each function, and a TopicSubscription for the topic "
    "they notify.",
    url="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics.html",
)
def failures_are_heard(watched: Subject) -> Problems:
    stack = watched.stack
    if watched.view.type == TOPIC:
        if not any(stack.sources(watched, "topic", TOPIC_SUBSCRIPTION)):
            yield Problem("has no subscription")
        return
    alarms = list(_alarms_of(watched))
    missing = [
        metric for metric in _METRICS if not any(alarm.text("metricName") == metric for alarm in alarms)
    ]
    if missing:
        watched.known("name")  # while it is not known, an alarm may name it by chance
    for metric in missing:
        yield Problem(f"has no alarm for {metric}", metric)


def _alarms_of(function: Subject) -> Iterator[Block]:
    """What is measured of the function: by alarms on one metric, and within formulas of several."""
    stack = function.stack
    for alarm in stack.of_type(METRIC_ALARM):
        measured = [alarm, *(query.block("metric") for query in alarm.blocks("metricQueries"))]
        for one in measured:
            if any(found.view.urn == function.view.urn for found in _named(one, function)):
                yield one


def _named(measured: Block, function: Subject) -> Iterator[Subject]:
    if measured.text("namespace") == "AWS/Lambda" and measured.present("dimensions.FunctionName"):
        yield from function.stack.named(measured, "dimensions.FunctionName", FUNCTION)


@control(
    id="LOG-04",
    title="Keys of log groups let the log service in",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    types=(LOG_GROUP,),
    frameworks=NO_FRAMEWORK,
    reads_stack=True,
    why="CloudWatch Logs refuses a key whose policy does not name it, in the middle of the deployment. Named "
    "without a condition, it may use the key for any group of any account.",
    fix="Let logs.<region>.amazonaws.com use the key in its policy, with a condition on "
    "kms:EncryptionContext:aws:logs:arn.",
    url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
)
def key_lets_logs_in(group: Subject) -> Problems:
    for key in group.stack.named(group, "kmsKeyId", KEY):
        holders = [key, *key.stack.sources(key, "keyId", KEY_POLICY)]
        found = list(chained(statements(holder, "policy") for holder in holders))
        admitting = [statement for statement in found if statement.allows and _admits_logs(statement)]
        if not admitting:
            yield Problem(f"the policy of key '{key.view.name}' does not name the log service")
        yield from every(_unbound(key, statement) for statement in admitting)


def _admits_logs(statement: Statement) -> bool:
    return any(
        kind == "service" and value.startswith("logs.") and ".amazonaws.com" in value
        for kind, value in statement.principals()
    )


def _unbound(key: Subject, statement: Statement) -> Problems:
    keys = ("kms:encryptioncontext:aws:logs:arn", "aws:sourcearn", "aws:sourceaccount")
    if not any(condition.key in keys for condition in statement.conditions()):
        yield Problem(f"the policy of key '{key.view.name}' lets the log service use it for any group")
