"""Each GitHub environment gets one role, with no more rights than its job needs."""

import json

import pulumi_aws as aws
import pytest

from tests.delivery.iam import allows, statements
from tests.delivery.recorded_bootstrap import ACCOUNT, REPOSITORY, bootstrap, policy_of

ENVIRONMENT_OF = {
    "preview": "preview",
    "deploy-staging": "staging",
    "deploy-prod": "production",
    "notify": "notify",
}
OTHER = {"staging": "prod", "prod": "staging"}
STATE = "arn:aws:s3:::habits-state-123456789012-us-east-1"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/habits-delivery/habits-workload-boundary"

both_stacks = pytest.mark.parametrize("stack", ["staging", "prod"])


def key_arn() -> str:
    return bootstrap().one(aws.kms.Key).outputs["arn"]


def state_of(stack: str) -> str:
    return f"{STATE}/.pulumi/stacks/habits/{stack}.json"


def role_of(name: str) -> str:
    return f"arn:aws:iam::{ACCOUNT}:role/{name}"


@pytest.mark.parametrize(("role", "environment"), ENVIRONMENT_OF.items())
def test_a_role_trusts_the_jobs_of_exactly_one_environment(role: str, environment: str) -> None:
    recorded = bootstrap().one(aws.iam.Role, f"{role}-role").inputs
    assert recorded["name"] == f"habits-{role}"
    (statement,) = statements(recorded["assumeRolePolicy"])
    assert statement == {
        "Effect": "Allow",
        "Principal": {"Federated": bootstrap().one(aws.iam.OpenIdConnectProvider).outputs["arn"]},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {
            "StringEquals": {
                "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                "token.actions.githubusercontent.com:sub": f"repo:{REPOSITORY}:environment:{environment}",
            }
        },
    }


def test_there_are_no_other_roles_for_github() -> None:
    trusting = [
        role.name
        for role in bootstrap().of_type(aws.iam.Role)
        if "AssumeRoleWithWebIdentity" in role.inputs["assumeRolePolicy"]
    ]
    assert sorted(trusting) == sorted(f"{role}-role" for role in ENVIRONMENT_OF)


def test_a_provider_that_the_account_has_already_is_used() -> None:
    arn = f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"
    recording = bootstrap(githubProviderArn=arn)
    assert recording.of_type(aws.iam.OpenIdConnectProvider) == []
    trust = recording.one(aws.iam.Role, "notify-role").inputs["assumeRolePolicy"]
    assert json.loads(trust)["Statement"][0]["Principal"] == {"Federated": arn}


@both_stacks
def test_a_deployment_writes_the_state_of_its_stack_and_cannot_read_the_other(stack: str) -> None:
    policy = policy_of(f"deploy-{stack}")
    for path in (
        f".pulumi/stacks/habits/{stack}.json",
        f".pulumi/locks/organization/habits/{stack}/1.json",
        f".pulumi/history/habits/{stack}/{stack}-1.history.json",
        f".pulumi/backups/habits/{stack}/{stack}.1.json",
    ):
        assert allows(policy, "s3:PutObject", f"{STATE}/{path}"), path
    assert not allows(policy, "s3:GetObject", state_of(OTHER[stack]))
    assert not allows(policy, "s3:DeleteObjectVersion", state_of(stack)), "old states stay"
    assert not allows(policy, "s3:PutBucketPolicy", STATE)


@both_stacks
def test_a_deployment_decrypts_the_secrets_of_its_stack_only(stack: str) -> None:
    policy, region = policy_of(f"deploy-{stack}"), {"aws:RequestedRegion": "us-east-1"}
    assert allows(policy, "kms:Decrypt", key_arn(), region | {"kms:EncryptionContext:stack": stack})
    assert not allows(
        policy, "kms:Decrypt", key_arn(), region | {"kms:EncryptionContext:stack": OTHER[stack]}
    )
    assert not allows(policy, "kms:Decrypt", key_arn(), region)


@both_stacks
def test_a_deployment_cannot_change_the_key_of_the_state(stack: str) -> None:
    region = {"aws:RequestedRegion": "us-east-1"}
    another = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/another"
    for action in ("kms:ScheduleKeyDeletion", "kms:PutKeyPolicy", "kms:CreateGrant", "kms:DisableKey"):
        assert allows(policy_of(f"deploy-{stack}"), action, another, region)
        assert not allows(policy_of(f"deploy-{stack}"), action, key_arn(), region)


@both_stacks
def test_a_role_is_made_inside_the_boundary_or_not_at_all(stack: str) -> None:
    policy, own = policy_of(f"deploy-{stack}"), role_of(f"habits-{stack}-api")
    inside = {"iam:PermissionsBoundary": BOUNDARY}
    for action in ("iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"):
        assert allows(policy, action, own, inside)
        assert not allows(policy, action, own)
        assert not allows(policy, action, role_of(f"habits-{OTHER[stack]}-api"), inside)
        assert not allows(policy, action, role_of(f"habits-delivery/habits-deploy-{stack}"), inside)
    assert not allows(policy, "iam:DeleteRolePermissionsBoundary", own)


@both_stacks
def test_a_role_is_handed_to_known_services_only(stack: str) -> None:
    policy, own = policy_of(f"deploy-{stack}"), role_of(f"habits-{stack}-api")
    assert allows(policy, "iam:PassRole", own, {"iam:PassedToService": "lambda.amazonaws.com"})
    assert not allows(policy, "iam:PassRole", own, {"iam:PassedToService": "ec2.amazonaws.com"})


@both_stacks
def test_what_has_a_name_is_reached_by_the_name_of_the_stack(stack: str) -> None:
    policy = policy_of(f"deploy-{stack}")
    arn = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:habits"
    assert allows(policy, "lambda:UpdateFunctionCode", f"{arn}-{stack}-api")
    assert not allows(policy, "lambda:UpdateFunctionCode", f"{arn}-{OTHER[stack]}-api")


@both_stacks
def test_other_regions_and_the_account_itself_are_out_of_reach(stack: str) -> None:
    policy = policy_of(f"deploy-{stack}")
    assert not allows(policy, "ec2:CreateVpc", "*", {"aws:RequestedRegion": "eu-west-1"})
    for action in (
        "organizations:LeaveOrganization",
        "iam:CreateUser",
        "iam:CreateAccessKey",
        "sts:AssumeRole",
    ):
        assert not allows(policy, action, "*")


def test_a_preview_reads_both_states_and_changes_nothing() -> None:
    policy = policy_of("preview")
    for stack in OTHER:
        assert allows(policy, "s3:GetObject", state_of(stack))
        assert not allows(policy, "s3:PutObject", state_of(stack))
        assert allows(policy, "kms:Decrypt", key_arn(), {"kms:EncryptionContext:stack": stack})
    verbs = {
        action.partition(":")[2]
        for statement in statements(policy)
        for action in statement["Action"]
        if not action.startswith("kms:")
    }
    assert all(verb.startswith(("Get", "List", "Describe")) for verb in verbs)


def test_a_notifier_publishes_to_one_topic_and_nothing_else() -> None:
    policy = policy_of("notify")
    topic = bootstrap().one(aws.sns.Topic).outputs["arn"]
    assert allows(policy, "sns:Publish", topic)
    assert not allows(policy, "sns:Publish", f"{topic}-other")
    assert {action for statement in statements(policy) for action in statement["Action"]} == {
        "sns:Publish",
        "kms:Decrypt",
        "kms:GenerateDataKey",
    }


def test_the_boundary_admits_no_identity_and_no_state() -> None:
    boundary = bootstrap().one(aws.iam.Policy).inputs["policy"]
    for action in ("iam:CreateRole", "iam:PassRole", "sts:AssumeRole", "lambda:UpdateFunctionCode"):
        assert not allows(boundary, action, "*")
    assert allows(boundary, "s3:GetObject", "arn:aws:s3:::habits-prod-media/photo")
    assert not allows(boundary, "s3:GetObject", state_of("prod"))


def test_the_policies_fit_into_what_iam_accepts() -> None:
    for role in ENVIRONMENT_OF:
        assert len(policy_of(role).replace(" ", "")) <= 10_240
    assert len(bootstrap().one(aws.iam.Policy).inputs["policy"].replace(" ", "")) <= 6_144
