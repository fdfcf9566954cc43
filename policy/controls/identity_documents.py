"""What identities may do: the policies attached to roles, users and groups, and the actions in them."""

from collections.abc import Iterator
from typing import Final

from .access import is_wild
from .documents import Statement, covers, statements
from .graph import Subject
from .resource_types import (
    ACCESS_POINT,
    ACCESS_POINT_POLICY,
    BUCKET_POLICY,
    BUCKETS,
    IDENTITY_POLICIES,
    KEY,
    KEY_POLICY,
    OTHER_POLICIES,
    QUEUE,
    QUEUE_POLICY,
    REGISTRY_POLICY,
    REPOSITORY_POLICY,
    REST_API,
    REST_API_POLICY,
    ROLE,
    SECRET,
    SECRET_POLICY,
    TOPIC,
    TOPIC_POLICY,
    VPC_ENDPOINT,
    VPC_ENDPOINT_POLICY,
)
from .values import chained

IDENTITY_POLICY_TYPES: Final = (*IDENTITY_POLICIES, ROLE)
# Resource policies by the property that holds them.
RESOURCE_POLICIES: Final = {
    **dict.fromkeys(
        (
            BUCKET_POLICY, *BUCKETS, ACCESS_POINT, ACCESS_POINT_POLICY, KEY, KEY_POLICY, TOPIC, TOPIC_POLICY,
            QUEUE, QUEUE_POLICY, SECRET, SECRET_POLICY, REPOSITORY_POLICY, REGISTRY_POLICY, VPC_ENDPOINT,
            VPC_ENDPOINT_POLICY, REST_API, REST_API_POLICY,
        ),
        "policy",
    ),
    **OTHER_POLICIES,
}  # fmt: skip

# Actions that reach data, secrets or other identities; each takes a specific resource.
SENSITIVE_ACTIONS: Final = (
    "kms:decrypt", "kms:reencryptfrom", "secretsmanager:getsecretvalue", "ssm:getparameter",
    "ssm:getparameters", "ssm:getparametersbypath", "s3:getobject", "s3:putobject", "s3:deleteobject",
    "iam:passrole", "sts:assumerole", "lambda:invokefunction", "rds-db:connect", "dynamodb:getitem",
    "dynamodb:putitem", "dynamodb:deleteitem", "sqs:sendmessage", "sqs:receivemessage", "sns:publish",
    "dynamodb:query", "dynamodb:scan", "dynamodb:updateitem", "s3:getobjectversion", "s3:putbucketpolicy",
    "kms:creategrant", "kms:putkeypolicy", "kms:schedulekeydeletion", "secretsmanager:putsecretvalue",
    "secretsmanager:updatesecret", "secretsmanager:deletesecret", "ssm:putparameter", "ssm:sendcommand",
    "lambda:updatefunctioncode", "lambda:addpermission", "iam:createaccesskey", "iam:createloginprofile",
    "iam:attachrolepolicy", "iam:attachuserpolicy", "iam:putrolepolicy", "iam:putuserpolicy",
    "iam:createpolicyversion", "iam:setdefaultpolicyversion", "iam:updateassumerolepolicy",
    "ecs:runtask", "ecs:executecommand", "rds:deletedbcluster", "dynamodb:deletetable",
)  # fmt: skip
# Services in which one more verb means one more way to data or power.
SENSITIVE_SERVICES: Final = frozenset({
    "iam", "sts", "kms", "secretsmanager", "ssm", "organizations", "account", "s3", "lambda", "rds",
    "rds-data", "dynamodb", "ec2", "ecr", "cloudformation", "cognito-idp", "elasticache",
})  # fmt: skip


def allowing_statements(resource: Subject) -> Iterator[Statement]:
    """The Allow statements of a policy, or of a role's inline policies; the known ones first."""
    if resource.view.type == ROLE:
        blocks = resource.blocks("inlinePolicies")
        found = chained(statements(block, "policy") for block in blocks)
    else:
        found = statements(resource, RESOURCE_POLICIES.get(resource.view.type, "policy"))
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
