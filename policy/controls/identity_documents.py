"""What identities may do: the policies attached to roles, users and groups, and the actions in them."""

from collections.abc import Iterator
from typing import Final

from .access import is_wild
from .documents import Statement, covers, statements
from .graph import Subject
from .resource_types import (
    BUCKET_POLICY,
    BUCKETS,
    IDENTITY_POLICIES,
    KEY,
    KEY_POLICY,
    QUEUE_POLICY,
    ROLE,
    TOPIC_POLICY,
)
from .values import chained

IDENTITY_POLICY_TYPES: Final = (*IDENTITY_POLICIES, ROLE)
RESOURCE_POLICY_TYPES: Final = (BUCKET_POLICY, *BUCKETS, KEY, KEY_POLICY, TOPIC_POLICY, QUEUE_POLICY)

# Actions that reach data, secrets or other identities; each takes a specific resource.
SENSITIVE_ACTIONS: Final = (
    "kms:decrypt", "kms:reencryptfrom", "secretsmanager:getsecretvalue", "ssm:getparameter",
    "ssm:getparameters", "ssm:getparametersbypath", "s3:getobject", "s3:putobject", "s3:deleteobject",
    "iam:passrole", "sts:assumerole", "lambda:invokefunction", "rds-db:connect", "dynamodb:getitem",
    "dynamodb:putitem", "dynamodb:deleteitem", "sqs:sendmessage", "sqs:receivemessage", "sns:publish",
)  # fmt: skip
# Services in which one more verb means one more way to data or power.
SENSITIVE_SERVICES: Final = frozenset({
    "iam", "sts", "kms", "secretsmanager", "ssm", "organizations", "account", "s3", "lambda", "rds",
    "rds-data", "dynamodb", "ec2", "ecr", "cloudformation", "cognito-idp", "elasticache",
})  # fmt: skip


def allowing_statements(identity: Subject) -> Iterator[Statement]:
    """The Allow statements of a policy, or of a role's inline policies; the known ones first."""
    if identity.view.type == ROLE:
        blocks = identity.blocks("inlinePolicies")
        found = chained(statements(block, "policy") for block in blocks)
    else:
        found = statements(identity, "policy")
    return (statement for statement in found if statement.allows)


def is_everything(action: str) -> bool:
    """Whether an action pattern covers every action of every service, however it is written."""
    return covers(action, "zz:zzzzzz")


def is_unbounded(resource: str) -> bool:
    """Whether a resource pattern names no resource: `*`, or an ARN whose name is only wildcards."""
    if not resource.startswith("arn:"):
        return not resource.strip("*?")
    service, name = ([*resource.split(":", 5), *[""] * 6][index] for index in (2, 5))
    if service in _BARE_NAMES:
        return not name.partition("/")[0].strip("*?")
    kind, _, rest = name.replace("/", ":", 1).partition(":")
    return not (kind if is_wild(kind) or not rest else rest).strip("*?:/")


# Services whose ARNs name the resource without saying first what kind of resource it is.
_BARE_NAMES: Final = frozenset({"s3", "sqs", "sns"})
