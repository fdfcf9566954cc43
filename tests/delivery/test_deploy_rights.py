"""The roles of the bootstrap are enough for the program, and the program keeps within what they allow."""

import functools
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pulumi_aws as aws
import pytest

from blueprint.recording import Recording, Resource, record_program
from bootstrap.account.permissions import SERVICES_WITH_ROLES
from bootstrap.account.place import ROLE_PATH
from tests.delivery.iam import allows
from tests.delivery.recorded_bootstrap import bootstrap, policy_of

both_stacks = pytest.mark.parametrize("stack", ["staging", "prod"])
REGION = {"aws:RequestedRegion": "us-east-1"}
ACTIONS_OF_LOOKUP = {
    "aws:cloudfront/getCachePolicy:getCachePolicy": [
        "cloudfront:ListCachePolicies",
        "cloudfront:GetCachePolicy",
    ],
    "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": [
        "cloudfront:ListOriginRequestPolicies",
        "cloudfront:GetOriginRequestPolicy",
    ],
    "aws:ecr/getAuthorizationToken:getAuthorizationToken": ["ecr:GetAuthorizationToken"],
    "aws:index/getAvailabilityZones:getAvailabilityZones": ["ec2:DescribeAvailabilityZones"],
    "aws:index/getCallerIdentity:getCallerIdentity": ["sts:GetCallerIdentity"],
    "aws:index/getRegion:getRegion": [],
    "aws:route53/getZone:getZone": ["route53:ListHostedZones", "route53:GetHostedZone"],
}


@functools.cache
def program(stack: str) -> Recording:
    return record_program(stack, config={"permissionsBoundary": bootstrap().exports["permissionsBoundary"]})


def service_of(resource: Resource) -> str:
    """The name under which IAM knows what the resource belongs to."""
    module = resource.type.split(":")[1].split("/")[0]
    if module == "cloudwatch" and "/log" in resource.type:
        return "logs"
    return {"sesv2": "ses", "vpc": "ec2"}.get(module, module)


def resources(stack: str) -> Iterator[tuple[Resource, str, str]]:
    """Each resource on AWS but those of IAM, with its service and the ARN its requests name.

    A part of something (a bucket's versioning, a function's permission) is asked for under the whole's name.
    """
    wholes = {"s3": aws.s3.Bucket, "ecr": aws.ecr.Repository, "lambda": aws.lambda_.Function}
    for resource in program(stack).resources:
        service = service_of(resource)
        if not resource.type.startswith("aws:") or service == "iam":
            continue
        if service in wholes and not resource.type.endswith(
            (":Bucket", ":Repository", ":Function", ":Alias")
        ):
            owners = [
                whole.outputs["arn"]
                for whole in program(stack).of_type(wholes[service])
                if whole.urn in resource.dependencies
            ]
            assert owners, f"{resource.name} belongs to nothing"
            yield resource, service, owners[0]
        else:
            yield resource, service, resource.outputs["arn"]


@both_stacks
def test_a_deployment_may_make_every_resource_of_its_stack(stack: str) -> None:
    policy, judged = policy_of(f"deploy-{stack}"), 0
    for resource, service, arn in resources(stack):
        if resource.type.startswith(("aws:sns/topicSub", "aws:sqs/queuePolicy", "aws:scheduler/schedule:")):
            continue  # requests name topic, queue and group, which are judged themselves
        assert allows(policy, f"{service}:CreateAnything", arn, REGION), f"{resource.type} {arn}"
        judged += 1
    assert judged > 100


def test_a_deployment_may_not_touch_what_the_other_stack_has_by_name() -> None:
    policy = policy_of("deploy-staging")
    by_name = [
        (service, arn)
        for _, service, arn in resources("prod")
        if service in {"s3", "ecr", "lambda", "sns", "secretsmanager"}
    ]
    assert len(by_name) > 10
    assert [arn for service, arn in by_name if allows(policy, f"{service}:DeleteAnything", arn, REGION)] == []


@both_stacks
def test_a_deployment_may_make_the_roles_of_its_stack_and_hand_them_over(stack: str) -> None:
    policy = policy_of(f"deploy-{stack}")
    roles = program(stack).of_type(aws.iam.Role)
    assert roles
    for role in roles:
        boundary = {"iam:PermissionsBoundary": role.inputs["permissionsBoundary"]}
        assert allows(policy, "iam:CreateRole", role.outputs["arn"], boundary), role.name
        assert allows(policy, "iam:PutRolePolicy", role.outputs["arn"], boundary), role.name
        for service in trusted_services(role):
            assert service in SERVICES_WITH_ROLES
            passed = {"iam:PassedToService": service}
            assert allows(policy, "iam:PassRole", role.outputs["arn"], passed), role.name


def trusted_services(role: Resource) -> Iterator[str]:
    for statement in json.loads(role.inputs["assumeRolePolicy"])["Statement"]:
        yield statement["Principal"]["Service"]


@both_stacks
def test_the_boundary_leaves_the_roles_everything_they_are_given(stack: str) -> None:
    boundary = bootstrap().one(aws.iam.Policy).inputs["policy"]
    given = {action for statement in granted(stack) for action in listed(statement["Action"])}
    assert given
    assert [action for action in sorted(given) if not allows(boundary, action, "arn:aws:any")] == []


def granted(stack: str) -> Iterator[Mapping[str, Any]]:
    for policy in program(stack).of_type(aws.iam.RolePolicy):
        for statement in json.loads(policy.inputs["policy"])["Statement"]:
            if statement["Effect"] == "Allow":
                yield statement


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


@both_stacks
def test_a_preview_may_ask_what_the_program_asks(stack: str) -> None:
    for invoke in program(stack).invokes:
        for action in ACTIONS_OF_LOOKUP[invoke.token]:
            assert allows(policy_of("preview"), action, "*"), action
            assert allows(policy_of(f"deploy-{stack}"), action, "*"), action


def test_the_boundary_is_the_one_that_the_roles_must_carry() -> None:
    assert bootstrap().exports["permissionsBoundary"] == f"{ROLE_PATH.strip('/')}/habits-workload-boundary"
    (boundary,) = {role.inputs["permissionsBoundary"] for role in program("staging").of_type(aws.iam.Role)}
    assert boundary == bootstrap().one(aws.iam.Policy).outputs["arn"]


def test_only_the_stack_that_builds_may_add_to_the_images_of_the_account() -> None:
    images = bootstrap().one(aws.ecr.Repository).outputs["arn"]
    for stack in ("staging", "prod"):
        assert allows(policy_of(f"deploy-{stack}"), "ecr:BatchGetImage", images)
        assert not allows(policy_of(f"deploy-{stack}"), "ecr:BatchDeleteImage", images)
        assert not allows(policy_of(f"deploy-{stack}"), "ecr:DeleteRepository", images)
    assert allows(policy_of("deploy-staging"), "ecr:PutImage", images)
    assert not allows(policy_of("deploy-prod"), "ecr:PutImage", images)
    assert not allows(policy_of("preview"), "ecr:BatchGetImage", images)
