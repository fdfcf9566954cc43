"""What is written down, who is told and who may listen: logs, alarms, topics, builds; good and bad."""

from policy.controls.model import UNKNOWN
from tests.policy.case import bad, good, unknown
from tests.policy.cases.data import instance, proxy
from tests.policy.cases.placement import cluster
from tests.policy.cases.services import queue
from tests.policy.cases.settings import project
from tests.policy.program import Json, Resource

TOPIC = Resource("aws:sns/topic:Topic", "alerts", {"name": "alerts"})
ONLY_TLS = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "sns:Publish",
    "Resource": "*",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
ALARMS = {
    "Effect": "Allow",
    "Principal": {"Service": "cloudwatch.amazonaws.com"},
    "Action": "sns:Publish",
    "Resource": "*",
}
EXPORTS = "enabledCloudwatchLogsExports"


def alarm(**props: object) -> Resource:
    heard = {"alarmActions": [TOPIC.arn], "treatMissingData": "notBreaching", **props}
    return Resource("aws:cloudwatch/metricAlarm:MetricAlarm", "errors", heard)


def composite(**props: object) -> Resource:
    return Resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", "all", props)


def topic_policy(*statements: object) -> Resource:
    document = Json({"Version": "2012-10-17", "Statement": list(statements)})
    return Resource("aws:sns/topicPolicy:TopicPolicy", "alerts", {"arn": TOPIC.arn, "policy": document})


CASES = [
    good("RDS-08", "PostgreSQL's log is exported", cluster(**{EXPORTS: ["postgresql"]})),
    good("RDS-08", "MySQL's error log is exported", cluster(engine="aurora-mysql", **{EXPORTS: ["error"]})),
    good("RDS-08", "another engine's log", instance(engine="sqlserver-ex", **{EXPORTS: ["agent"]})),
    good("RDS-08", "exported beside a name not known", cluster(**{EXPORTS: [UNKNOWN, "postgresql"]})),
    bad("RDS-08", "nothing is exported", cluster(), says="leaves out postgresql"),
    bad("RDS-08", "only another log", cluster(**{EXPORTS: ["instance"]}), says="leaves out postgresql"),
    bad("RDS-08", "an instance without", instance(engine="mariadb"), says="leaves out error"),
    unknown("RDS-08", "exports not known", cluster(**{EXPORTS: UNKNOWN})),
    good("PRX-03", "no debug log", proxy()),
    bad("PRX-03", "a debug log", proxy(debugLogging=True), says="debugLogging"),
    bad("PRX-03", "a debug log, said as text", proxy(debugLogging="true")),
    unknown("PRX-03", "debug log not known", proxy(debugLogging=UNKNOWN)),
    good("ALM-01", "an alarm that is heard", TOPIC, alarm()),
    good("ALM-01", "a composite alarm", TOPIC, composite(alarmActions=[TOPIC.arn])),
    bad("ALM-01", "an alarm for nobody", alarm(alarmActions=[]), says="alarmActions"),
    bad("ALM-01", "a composite alarm for nobody", composite(), says="alarmActions"),
    bad("ALM-01", "actions switched off", TOPIC, alarm(actionsEnabled=False), says="actionsEnabled"),
    bad("ALM-01", "silence left open", TOPIC, alarm(treatMissingData=None), says="treatMissingData"),
    bad("ALM-01", "off, whoever is told", alarm(actionsEnabled=False, alarmActions=UNKNOWN)),
    unknown("ALM-01", "switched on or off, not known", TOPIC, alarm(actionsEnabled=UNKNOWN)),
    good("SNS-02", "a service, and only over TLS", TOPIC, topic_policy(ALARMS, ONLY_TLS)),
    good("SNS-02", "a topic without a policy of its own", TOPIC),
    bad(
        "SNS-02", "everybody publishes",
        topic_policy({**ALARMS, "Principal": {"AWS": ["*"]}}, ONLY_TLS), says="allows everybody",
    ),
    bad("SNS-02", "plain HTTP", topic_policy(ALARMS), says="plain HTTP"),
    bad(
        "SNS-02", "a denial with a second condition",
        topic_policy(ALARMS, {**ONLY_TLS, "Condition": {
            "Bool": {"aws:SecureTransport": "false"}, "StringEquals": {"aws:SourceAccount": "1"},
        }}), says="plain HTTP",
    ),
    bad(
        "SNS-02", "a queue for everybody",
        queue(policy=Json({"Statement": {"Principal": "*", "Action": "sqs:*"}})), says="allows everybody",
    ),
    bad(
        "SNS-02", "a queue that denies plain HTTP only for other actions",
        queue(policy=Json({"Statement": ONLY_TLS})), says="plain HTTP",
    ),
    unknown("SNS-02", "a policy not known", queue(policy=UNKNOWN)),
    good("CI-03", "the default log", project()),
    good("CI-03", "a log in a bucket", project(logsConfig={
        "cloudwatchLogs": {"status": "DISABLED"}, "s3Logs": {"status": "ENABLED", "location": "logs/build"},
    })),
    bad("CI-03", "no log", project(logsConfig={"cloudwatchLogs": {"status": "DISABLED"}}), says="no log"),
    bad(
        "CI-03", "a log in clear",
        project(logsConfig={"s3Logs": {"status": "ENABLED", "encryptionDisabled": True}}),
        says="encryptionDisabled",
    ),
    bad("CI-03", "a public project", project(projectVisibility="PUBLIC_READ"), says="projectVisibility"),
    unknown("CI-03", "log settings not known", project(logsConfig=UNKNOWN)),
    good("CI-04", "an ordinary build", project()),
    good(
        "CI-04", "a build of images that is listed",
        Resource("aws:codebuild/project:Project", "image-build", {"environment": {"privilegedMode": True}}),
        settings={"imageBuilders": ["image-*"]},
    ),
    bad(
        "CI-04", "a privileged build",
        Resource("aws:codebuild/project:Project", "web-build", {"environment": {"privilegedMode": True}}),
        settings={"imageBuilders": ["image-*"]}, says="privilegedMode",
    ),
    unknown(
        "CI-04", "privileges not known",
        Resource("aws:codebuild/project:Project", "build", {"environment": {"privilegedMode": UNKNOWN}}),
    ),
]  # fmt: skip
