"""Log groups, topics and queues."""

from ..control import ENCRYPTION, Frameworks, Problems, control
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
