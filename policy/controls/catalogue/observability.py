"""Log groups, alarms, topics and queues."""

from collections.abc import Iterator

from ..access import denies_plain_http, foreign_accounts, open_to_everybody
from ..control import ENCRYPTION, Frameworks, Problem, Problems, Setting, control, every, expect
from ..documents import Statement, statements
from ..encryption import customer_key
from ..graph import Subject
from ..model import UNKNOWN, Severity
from ..resource_types import (
    CODEBUILD_PROJECT,
    COMPOSITE_ALARM,
    DELIVERY_STREAM,
    FUNCTION,
    HTTP_STAGE,
    LOG_GROUP,
    METRIC_ALARM,
    QUEUE,
    QUEUE_POLICY,
    STAGE,
    TOPIC,
    TOPIC_POLICY,
)
from ..values import UndeterminedError


@control(
    id="LOG-02",
    title="Log groups are encrypted with a key of the account",
    severity=Severity.MEDIUM,
    types=(LOG_GROUP,),
    families=(ENCRYPTION,),
    frameworks=Frameworks(checkov=("CKV_AWS_158",)),
    why="Logs hold what nobody meant to keep: addresses, tokens in a stack trace, personal data. A key of "
    "the account decides who can read them, besides the log group's own permissions.",
    fix="Set kmsKeyId to a key whose policy lets CloudWatch Logs of this region use it.",
    url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
)
def log_group_key(group: Subject) -> Problems:
    yield from customer_key(group, "kmsKeyId")


@control(
    id="SNS-01",
    title="Topics and queues are encrypted with a key of the account",
    severity=Severity.MEDIUM,
    types=(TOPIC, QUEUE),
    families=(ENCRYPTION,),
    frameworks=Frameworks(fsbp=("SQS.1",), checkov=("CKV_AWS_26", "CKV_AWS_27")),
    why="Messages rest unencrypted by default. With the key that AWS manages, CloudWatch cannot publish to "
    "the topic at all, and alarms are lost in silence.",
    fix="Set kmsMasterKeyId to a key whose policy lets the publishing services use it.",
    url="https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html",
)
def topic_key(topic: Subject) -> Problems:
    yield from customer_key(topic, "kmsMasterKeyId")


@control(
    id="LOG-01",
    title="Logs are kept, and not for ever",
    severity=Severity.MEDIUM,
    types=(LOG_GROUP,),
    frameworks=Frameworks(checkov=("CKV_AWS_66", "CKV_AWS_338")),
    settings={"minDays": Setting(default=14, description="Days a log must be kept")},
    why="Unset, logs are kept and paid for without end, with the personal data in them. Kept too short, the "
    "trace of an intrusion is gone before it is looked for.",
    fix="Set retentionInDays.",
    url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
)
def logs_kept(group: Subject) -> Problems:
    days, wanted = group.number("retentionInDays", default=0), group.settings["minDays"]
    if days == 0:
        yield Problem("retentionInDays is not set: the logs never expire")
    elif days < wanted:
        yield Problem(f"retentionInDays is {days:g}, wanted are {wanted} or more")


@control(
    id="ALM-01",
    title="Alarms reach somebody and say what silence means",
    severity=Severity.MEDIUM,
    types=(METRIC_ALARM, COMPOSITE_ALARM),
    frameworks=Frameworks(checkov=("CKV_AWS_319",)),
    why="An alarm without an action turns red where nobody looks. Whether missing data is good or bad "
    "depends on the metric; left out, an alarm about a dead function stays as it was.",
    fix="Set alarmActions to a topic somebody subscribes to, leave actionsEnabled on, and set "
    "treatMissingData.",
    url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html",
)
def alarm_is_heard(alarm: Subject) -> Problems:
    yield from every(
        [
            expect(lambda: alarm.flag("actionsEnabled", default=True), "actionsEnabled is false"),
            expect(lambda: alarm.present("alarmActions"), "alarmActions names nobody"),
            expect(
                lambda: alarm.view.type == COMPOSITE_ALARM or alarm.present("treatMissingData"),
                "treatMissingData is not set",
            ),
        ]
    )


@control(
    id="SNS-02",
    title="Topics and queues are open to nobody unnamed, and only over TLS",
    severity=Severity.HIGH,
    types=(TOPIC, TOPIC_POLICY, QUEUE, QUEUE_POLICY),
    reads_stack=True,
    settings={
        "trustedAccounts": Setting(default=(), description="Numbers of other accounts that may be let in")
    },
    frameworks=Frameworks(fsbp=("SNS.4", "SQS.3"), checkov=("CKV_AWS_169", "CKV_AWS_385")),
    why="Whoever may publish can raise false alarms, whoever may receive reads what failed. Both services "
    "also answer plain HTTP.",
    fix="Name accounts, roles or a service with aws:SourceAccount, and deny the service's actions to "
    "everybody when aws:SecureTransport is false.",
    url="https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
)
def topic_names_its_callers(resource: Subject) -> Problems:
    action = "sns:publish" if resource.view.type in (TOPIC, TOPIC_POLICY) else "sqs:sendmessage"

    def plain_http() -> Problems:
        found = list(statements(resource, "policy"))
        if found and not any(denies_plain_http(statement, action) for statement in found):
            yield Problem("policy does not deny plain HTTP")

    def foreigners(statement: Statement) -> Problems:
        trusted = resource.settings["trustedAccounts"]
        if statement.allows:
            for principal in foreign_accounts(statement, resource.stack.account, trusted):
                yield Problem(f"{statement.path} lets another account in", principal)

    found = statements(resource, "policy")
    yield from every([open_to_everybody(resource, "policy"), plain_http(), every(map(foreigners, found))])


@control(
    id="LOG-03",
    title="Functions, builds and APIs write into log groups of the program",
    severity=Severity.MEDIUM,
    types=(FUNCTION, CODEBUILD_PROJECT, STAGE, HTTP_STAGE),
    reads_stack=True,
    why="A group that AWS creates at the first line is not encrypted with a key of the account, is kept "
    "forever and stays behind when the stack is gone.",
    fix="Declare a LogGroup and name it: loggingConfig.logGroup of a function, "
    "logsConfig.cloudwatchLogs.groupName of a build.",
    url="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html",
)
def writes_into_our_group(producer: Subject) -> Problems:
    if producer.view.type in (STAGE, HTTP_STAGE):
        if producer.present(_DESTINATION):
            list(producer.stack.targets(producer, _DESTINATION, LOG_GROUP, DELIVERY_STREAM))
        return  # that it logs at all is another control's
    path, prefix = _LOG_GROUPS[producer.view.type]
    if producer.present(path):
        list(producer.stack.targets(producer, path, LOG_GROUP))
    elif not any(_default_group(producer, prefix)):
        yield Problem(f"{path} is not set, and no log group of the program has the default name")


def _default_group(producer: Subject, prefix: str) -> Iterator[Subject]:
    """The group with the name AWS would give it, or with one computed from the producer's."""
    name = producer.text("name")
    unknown: UndeterminedError | None = None
    for group in producer.stack.of_type(LOG_GROUP):
        ours, computed_from = group.read("name"), group.view.property_dependencies.get("name", frozenset())
        if (name and ours == f"{prefix}{name}") or (ours is UNKNOWN and producer.view.urn in computed_from):
            yield group
        elif ours is UNKNOWN and not computed_from:
            unknown = UndeterminedError("name", f"of log group '{group.view.name}' is not known")
    if unknown:
        raise unknown


_DESTINATION = "accessLogSettings.destinationArn"
_LOG_GROUPS = {
    FUNCTION: ("loggingConfig.logGroup", "/aws/lambda/"),
    CODEBUILD_PROJECT: ("logsConfig.cloudwatchLogs.groupName", "/aws/codebuild/"),
}
