"""Log groups, topics and queues."""

from ..control import ENCRYPTION, Frameworks, Problem, Problems, Setting, control
from ..encryption import customer_key
from ..graph import Subject
from ..model import Severity
from ..resource_types import LOG_GROUP, QUEUE, TOPIC


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
