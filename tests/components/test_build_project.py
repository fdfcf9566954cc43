"""A build may do what its stage needs, says everything into one log, and keeps nothing."""

import json
from typing import Any

import pytest
from pulumi_aws import cloudwatch, codebuild, iam

from blueprint.recording import Recording, record
from components.build_project import BuildProject, BuildProjectArgs, Machine

KEY = "arn:aws:kms:eu-west-1:123456789012:key/pipeline"


def recorded(**changes: Any) -> Recording:
    args: dict[str, Any] = {
        "project_name": "habits-gate",
        "description": "Tests",
        "account_id": "123456789012",
        "region": "eu-west-1",
        "role_name": "habits-gate",
        "role_path": "/delivery/",
        "buildspec": "buildspecs/gate.yml",
        "machine": Machine.SMALL_ARM,
        "minutes": 60,
        "connection_arn": "arn:aws:codeconnections:eu-west-1:123456789012:connection/source",
        "artifact_bucket_arn": "arn:aws:s3:::artifacts",
        "key_arn": KEY,
        "log_retention_days": 90,
    }
    return record(lambda: BuildProject("gate", BuildProjectArgs(**args | changes)))


def project(**changes: Any) -> dict[str, Any]:
    return dict(recorded(**changes).one(codebuild.Project).inputs)


def test_only_a_build_of_images_has_power_over_its_host() -> None:
    assert project()["environment"]["privilegedMode"] is False
    assert project(builds_images=True)["environment"]["privilegedMode"] is True


@pytest.mark.parametrize(
    ("machine", "kind", "size"),
    [
        (Machine.SMALL_ARM, "ARM_CONTAINER", "BUILD_GENERAL1_SMALL"),
        (Machine.MEDIUM_X86, "LINUX_CONTAINER", "BUILD_GENERAL1_MEDIUM"),
    ],
)
def test_it_runs_on_the_machine_that_was_chosen(machine: Machine, kind: str, size: str) -> None:
    environment = project(machine=machine)["environment"]
    assert (environment["type"], environment["computeType"]) == (kind, size)


def test_one_build_at_a_time_and_none_without_an_end() -> None:
    assert project()["concurrentBuildLimit"] == 1
    assert project()["buildTimeout"] == 60


def test_artifacts_and_log_are_encrypted_and_the_log_does_not_stay_for_ever() -> None:
    recording = recorded()
    group = recording.one(cloudwatch.LogGroup).inputs
    assert (group["name"], group["retentionInDays"], group["kmsKeyId"]) == (
        "/aws/codebuild/habits-gate",
        90,
        KEY,
    )
    assert project()["encryptionKey"] == KEY
    assert project()["logsConfig"] == {"cloudwatchLogs": {"status": "ENABLED", "groupName": group["name"]}}


def test_the_role_serves_this_project_only() -> None:
    (trust,) = json.loads(recorded().one(iam.Role).inputs["assumeRolePolicy"])["Statement"]
    assert trust["Principal"] == {"Service": "codebuild.amazonaws.com"}
    assert trust["Condition"] == {
        "StringEquals": {"aws:SourceArn": "arn:aws:codebuild:eu-west-1:123456789012:project/habits-gate"}
    }


def test_without_more_it_may_log_clone_and_exchange_artifacts() -> None:
    statements = json.loads(recorded().one(iam.RolePolicy).inputs["policy"])["Statement"]
    allowed = {action: statement["Resource"] for statement in statements for action in statement["Action"]}
    assert allowed["logs:PutLogEvents"] == (
        "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/codebuild/habits-gate:*"
    )
    assert allowed["s3:PutObject"] == "arn:aws:s3:::artifacts/*"
    assert {action.partition(":")[0] for action in allowed} == {"logs", "s3", "kms", "codeconnections"}
    assert "*" not in allowed.values()


def test_what_its_stage_needs_is_added_before_it_can_run() -> None:
    more = {"Sid": "More", "Effect": "Allow", "Action": ["sts:GetCallerIdentity"], "Resource": ["*"]}
    recording = recorded(statements=[more])
    policies = recording.of_type(iam.RolePolicy)
    assert len(policies) == 2
    assert json.loads(recording.one(iam.RolePolicy, "gate-permissions").inputs["policy"])["Statement"] == [
        more
    ]
    assert {policy.urn for policy in policies} <= recording.one(codebuild.Project).dependencies


@pytest.mark.parametrize("minutes", [4, 481])
def test_a_time_that_codebuild_would_refuse_is_refused(minutes: int) -> None:
    with pytest.raises(ValueError, match=f"minutes: {minutes} is not from 5 to 480"):
        recorded(minutes=minutes)
