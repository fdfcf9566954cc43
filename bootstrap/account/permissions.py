"""What each role may do, as pure data."""

from collections.abc import Sequence

import pulumi

from .copies import COPYING_ACTIONS, COPYING_LINKED_ROLES, COPYING_SERVICES, deploy_copies
from .documents import Statement, allow, deny
from .place import BUILDING_STACK, IMAGE_REPOSITORY, PROJECT, STACK_CONTEXT, Place
from .state_access import READ_OBJECTS, WRITE_OBJECTS, state_statements

WITHOUT_NAMES = (
    # Identifiers of these are drawn by AWS, so no pattern of names can tell one stack's from another's.
    "acm",
    "apigateway",
    "ec2",
    "elasticache",
    "kms",
    "rds",
    "ses",  # an identity is called by its domain
    "wafv2",
)
GLOBAL = ("budgets", "chatbot", "cloudfront", "route53")
"""Services without a region to hold them to; Chatbot answers in few regions, whatever the stack's."""
BY_NAME = {
    # Service: what stands between account and name in the ARN.
    "cloudwatch": ("alarm:", "dashboard/"),
    "ecr": ("repository/",),
    "lambda": ("function:",),
    "scheduler": ("schedule-group/", "schedule/"),
    "secretsmanager": ("secret:",),
    "sns": ("",),
    "sqs": ("",),
}
PULL_IMAGES = ("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:GetRepositoryPolicy")
PUSH_IMAGES = (
    "ecr:BatchCheckLayerAvailability",
    "ecr:CompleteLayerUpload",
    "ecr:InitiateLayerUpload",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
)
LOOKUPS = (
    # What the program asks the account before it creates anything.
    "cloudfront:GetCachePolicy",
    "cloudfront:GetOriginRequestPolicy",
    "cloudfront:GetResponseHeadersPolicy",
    "cloudfront:ListCachePolicies",
    "cloudfront:ListOriginRequestPolicies",
    "cloudfront:ListResponseHeadersPolicies",
    "ec2:DescribeAvailabilityZones",
    "ec2:DescribeManagedPrefixLists",
    "ec2:DescribePrefixLists",
    "ec2:DescribeRegions",
    "ecr:GetAuthorizationToken",
    "iam:ListAccountAliases",
    "route53:GetHostedZone",
    "route53:ListHostedZones",
    "route53:ListHostedZonesByName",
    "route53:ListTagsForResource",
    "sts:GetCallerIdentity",
)
SERVICES_WITH_ROLES = (
    "apigateway.amazonaws.com",
    "chatbot.amazonaws.com",
    "delivery.logs.amazonaws.com",
    "lambda.amazonaws.com",
    "rds.amazonaws.com",
    "scheduler.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
)
SERVICES_WITH_LINKED_ROLES = (
    "delivery.logs.amazonaws.com",
    "elasticache.amazonaws.com",
    "management.chatbot.amazonaws.com",
    "ops.apigateway.amazonaws.com",
    "rds.amazonaws.com",
    "wafv2.amazonaws.com",
)


def services_with_roles(place: Place) -> tuple[str, ...]:
    """Services to which a deployment may hand the roles it makes."""
    return (*SERVICES_WITH_ROLES, *(COPYING_SERVICES if place.replica_region else ()))


def preview(place: Place, stacks: Sequence[str], key_arn: pulumi.Input[str]) -> list[Statement]:
    """Enough for `pulumi preview`, which reads the state and asks the account a few questions."""
    return [
        *state_statements(place, key_arn, stacks, READ_OBJECTS),
        allow("Lookups", LOOKUPS),
    ]


def notify(place: Place, key_arn: pulumi.Input[str]) -> list[Statement]:
    """Enough to tell how a deployment ended."""
    return [
        allow("Notify", ["sns:Publish"], [place.topic_arn]),
        allow(
            "EncryptedTopic",
            ["kms:Decrypt", "kms:GenerateDataKey"],
            [key_arn],
            StringEquals={"kms:ViaService": f"sns.{place.region}.amazonaws.com"},
        ),
    ]


def deploy(place: Place, stack: str, key_arn: pulumi.Input[str]) -> list[Statement]:
    """Enough to create, change and destroy one stack; not what the other is called by, nor the bootstrap."""
    return [
        *state_statements(place, key_arn, [stack], WRITE_OBJECTS),
        allow("Lookups", LOOKUPS),
        allow(
            "RegionalServices",
            [f"{service}:*" for service in WITHOUT_NAMES],
            StringEquals={"aws:RequestedRegion": place.regions},
        ),
        allow("GlobalServices", [f"{service}:*" for service in GLOBAL]),
        *_named_resources(place, stack),
        *(deploy_copies(place) if place.replica_region else ()),
        *_roles_of_the_stack(place, stack),
        *_never(place, key_arn, stack),
    ]


def _named_resources(place: Place, stack: str) -> list[Statement]:
    prefix = f"{PROJECT}-{stack}"
    everywhere = f":*:{place.account_id}:"
    named = [
        f"arn:aws:{service}{everywhere}{kind}{prefix}*"
        for service, kinds in BY_NAME.items()
        for kind in kinds
    ]
    return [
        allow("NamedResources", [f"{service}:*" for service in BY_NAME], named),
        allow("Buckets", ["s3:*"], [f"arn:aws:s3:::{prefix}-*", f"arn:aws:s3:::{prefix}-*/*"]),
        # RDS keeps the master password in a secret of its own, made on behalf of whoever creates the cluster.
        allow(
            "MasterPassword",
            ["secretsmanager:CreateSecret", "secretsmanager:TagResource", "secretsmanager:RotateSecret"],
            [f"arn:aws:secretsmanager{everywhere}secret:rds!*"],
        ),
        # Only a stack that builds may add to the images; production runs what staging has tested.
        allow(
            "SharedImages",
            [*PULL_IMAGES, *(PUSH_IMAGES if stack == BUILDING_STACK else ())],
            [f"arn:aws:ecr:{place.region}:{place.account_id}:repository/{IMAGE_REPOSITORY}"],
        ),
        # Log groups are named after what writes to them; deliveries and listings have no name to hold on to.
        allow("Logs", ["logs:*"], StringEquals={"aws:RequestedRegion": place.regions}),
        allow(
            "Listings", ["cloudwatch:DescribeAlarms", "secretsmanager:ListSecrets", "lambda:ListFunctions"]
        ),
    ]


def _roles_of_the_stack(place: Place, stack: str) -> list[Statement]:
    roles = [place.deployed_role_arn(stack)]
    bounded = {"iam:PermissionsBoundary": place.boundary_arn}
    return [
        # A role may only be made or widened inside the boundary: a deployment cannot outgrow its own rights.
        allow(
            "RolesInsideTheBoundary",
            [
                "iam:AttachRolePolicy",
                "iam:CreateRole",
                "iam:PutRolePermissionsBoundary",
                "iam:PutRolePolicy",
            ],
            roles,
            StringEquals=bounded,
        ),
        allow(
            "RolesOfTheStack",
            [
                "iam:DeleteRole",
                "iam:DeleteRolePolicy",
                "iam:DetachRolePolicy",
                "iam:GetRole",
                "iam:GetRolePolicy",
                "iam:ListAttachedRolePolicies",
                "iam:ListInstanceProfilesForRole",
                "iam:ListRolePolicies",
                "iam:ListRoleTags",
                "iam:TagRole",
                "iam:UntagRole",
                "iam:UpdateAssumeRolePolicy",
                "iam:UpdateRole",
                "iam:UpdateRoleDescription",
            ],
            roles,
        ),
        allow(
            "HandRolesToServices",
            ["iam:PassRole"],
            roles,
            StringEquals={"iam:PassedToService": list(services_with_roles(place))},
        ),
        allow(
            "FirstUseOfAService",
            ["iam:CreateServiceLinkedRole"],
            StringEquals={
                "iam:AWSServiceName": [
                    *SERVICES_WITH_LINKED_ROLES,
                    *(COPYING_LINKED_ROLES if place.replica_region else ()),
                ]
            },
        ),
    ]


def _never(place: Place, key_arn: pulumi.Input[str], stack: str) -> list[Statement]:
    """What holds where an allowance above is wide: only the bootstrap's own program changes the bootstrap."""
    return [
        deny("KeepTheAlias", ["kms:*"], [f"arn:aws:kms:{place.region}:{place.account_id}:{place.key_alias}"]),
        {
            "Sid": "KeepTheKey",
            "Effect": "Deny",
            "NotAction": ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
            "Resource": [key_arn],
        },
        deny(
            "SecretsOfOthers",
            ["kms:Decrypt", "kms:GenerateDataKey"],
            [key_arn],
            StringNotEquals={
                "kms:ViaService": f"s3.{place.region}.amazonaws.com",
                f"kms:EncryptionContext:{STACK_CONTEXT}": stack,
            },
        ),
        deny("KeepTheBoundary", ["iam:DeleteRolePermissionsBoundary"]),
    ]


def boundary(place: Place, key_arn: pulumi.Input[str]) -> list[Statement]:
    """The most that a role made by a deployment can ever do, whatever its own policies say."""
    return [
        allow(
            "WhatTheApplicationDoes",
            [
                "cloudwatch:PutMetricData",
                "ec2:AssignPrivateIpAddresses",
                "ec2:CreateNetworkInterface",
                "ec2:DeleteNetworkInterface",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeVpcs",
                "ec2:GetSecurityGroupsForVpc",
                "ec2:UnassignPrivateIpAddresses",
                "kms:Decrypt",
                "kms:GenerateDataKey",
                "lambda:InvokeFunction",
                "logs:CreateLogStream",
                "logs:PutLogEvents",
                "s3:AbortMultipartUpload",
                "s3:DeleteObject",
                "s3:GetObject",
                "s3:ListBucket",
                "s3:PutObject",
                "secretsmanager:DescribeSecret",
                "secretsmanager:GetSecretValue",
                "ses:SendEmail",
                "ses:SendRawEmail",
                "sns:Publish",
                "sqs:SendMessage",
                "xray:PutTelemetryRecords",
                "xray:PutTraceSegments",
            ],
        ),
        *([allow("WhatCopiesToAnotherRegion", COPYING_ACTIONS)] if place.replica_region else ()),
        deny("NotTheState", ["s3:*"], [place.state_bucket_arn, f"{place.state_bucket_arn}/*"]),
        deny("NotItsKey", ["kms:*"], [key_arn]),
    ]
