"""The pipeline asks before production, gives it what staging has tested, and tells how it ended."""

import json
from typing import Any

import pytest
from pulumi_aws import codepipeline, codestarnotifications, iam

from blueprint.recording import Recording, record
from components.pipeline import DeliveryPipeline, DeliveryPipelineArgs, PipelineProjects

KEY = "arn:aws:kms:eu-west-1:123456789012:key/pipeline"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:deployments"
CONNECTION = "arn:aws:codeconnections:eu-west-1:123456789012:connection/source"
PROJECTS = PipelineProjects(
    gate="gate", staging="staging", health="health", preview="preview", production="production"
)


@pytest.fixture(scope="module")
def recording() -> Recording:
    args = DeliveryPipelineArgs(
        pipeline_name="habits",
        account_id="123456789012",
        region="eu-west-1",
        role_name="habits-pipeline",
        role_path="/delivery/",
        repository="octo-org/habits",
        branch="main",
        connection_arn=CONNECTION,
        projects=PROJECTS,
        artifact_bucket_name="artifacts",
        key_arn=KEY,
        topic_arn=TOPIC,
    )
    return record(lambda: DeliveryPipeline("pipeline", args))


def actions(recording: Recording) -> dict[str, dict[str, Any]]:
    """By `Stage/Action`, in order."""
    return {
        f"{stage['name']}/{action['name']}": action
        for stage in recording.one(codepipeline.Pipeline).inputs["stages"]
        for action in stage["actions"]
    }


def variables(action: dict[str, Any]) -> dict[str, str]:
    return {
        each["name"]: each["value"] for each in json.loads(action["configuration"]["EnvironmentVariables"])
    }


def test_a_person_approves_after_staging_is_healthy_and_before_production(recording: Recording) -> None:
    assert list(actions(recording)) == [
        "Source/Commit",
        "Build/Gate",
        "Staging/Deploy",
        "Health/Health",
        "Approval/Preview",
        "Approval/Approve",
        "Production/Deploy",
        "Production/Health",
    ]
    approval = actions(recording)["Approval/Approve"]
    assert (approval["category"], approval["provider"], approval["runOrder"]) == ("Approval", "Manual", 2)
    assert approval["configuration"]["NotificationArn"] == TOPIC


def test_each_action_runs_its_project(recording: Recording) -> None:
    projects = {
        name: action["configuration"]["ProjectName"]
        for name, action in actions(recording).items()
        if action["provider"] == "CodeBuild"
    }
    assert projects == {
        "Build/Gate": "gate",
        "Staging/Deploy": "staging",
        "Health/Health": "health",
        "Approval/Preview": "preview",
        "Production/Deploy": "production",
        "Production/Health": "health",
    }


def test_production_gets_the_image_and_the_site_that_staging_has_tested(recording: Recording) -> None:
    staging, preview, production = (
        actions(recording)[name] for name in ("Staging/Deploy", "Approval/Preview", "Production/Deploy")
    )
    assert staging["namespace"] == "Staging"
    assert variables(staging) == {}, "staging builds its image"
    assert variables(preview) == variables(production) == {"IMAGE_URI": "#{Staging.image_uri}"}
    assert staging["inputArtifacts"] == production["inputArtifacts"] == ["Source", "Site"]
    assert actions(recording)["Build/Gate"]["outputArtifacts"] == ["Site"]


@pytest.mark.parametrize(
    ("test", "deployed"), [("Health/Health", "Staging"), ("Production/Health", "Production")]
)
def test_the_health_of_what_was_just_deployed_is_asked_for(
    recording: Recording, test: str, deployed: str
) -> None:
    action = actions(recording)[test]
    assert action["category"] == "Test"
    assert variables(action) == {"URL": f"#{{{deployed}.url}}", "VERSION": f"#{{{deployed}.version}}"}
    assert actions(recording)[f"{deployed}/Deploy"]["namespace"] == deployed


def test_production_is_asked_for_its_health_after_it_was_deployed(recording: Recording) -> None:
    deploy, health = (actions(recording)[f"Production/{name}"]["runOrder"] for name in ("Deploy", "Health"))
    assert deploy < health


def test_every_build_stays_within_what_a_configuration_may_hold(recording: Recording) -> None:
    """https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html"""
    for action in actions(recording).values():
        assert all(len(value) <= 1000 for value in action["configuration"].values())


def test_the_commit_comes_with_its_history_over_the_connection(recording: Recording) -> None:
    configuration = actions(recording)["Source/Commit"]["configuration"]
    assert configuration["ConnectionArn"] == CONNECTION
    assert configuration["OutputArtifactFormat"] == "CODEBUILD_CLONE_REF"
    assert (configuration["FullRepositoryId"], configuration["BranchName"]) == ("octo-org/habits", "main")


def test_artifacts_are_encrypted_with_the_given_key(recording: Recording) -> None:
    pipeline = recording.one(codepipeline.Pipeline).inputs
    (store,) = pipeline["artifactStores"]
    assert store["encryptionKey"] == {"type": "KMS", "id": KEY}
    assert pipeline["pipelineType"] == "V2"


def test_every_end_is_told(recording: Recording) -> None:
    rule = recording.one(codestarnotifications.NotificationRule).inputs
    assert rule["resource"] == recording.one(codepipeline.Pipeline).outputs["arn"]
    assert [target["address"] for target in rule["targets"]] == [TOPIC]
    assert {event.rpartition("-")[2] for event in rule["eventTypeIds"]} == {
        "failed",
        "succeeded",
        "canceled",
        "superseded",
    }


def test_the_role_serves_this_pipeline_only_and_starts_its_projects_only(recording: Recording) -> None:
    (trust,) = json.loads(recording.one(iam.Role).inputs["assumeRolePolicy"])["Statement"]
    assert trust["Principal"] == {"Service": "codepipeline.amazonaws.com"}
    assert trust["Condition"] == {
        "StringEquals": {"aws:SourceArn": "arn:aws:codepipeline:eu-west-1:123456789012:habits"}
    }
    statements = json.loads(recording.one(iam.RolePolicy).inputs["policy"])["Statement"]
    resources = {statement["Sid"]: statement["Resource"] for statement in statements}
    assert resources["Builds"] == [
        f"arn:aws:codebuild:eu-west-1:123456789012:project/{name}" for name in PROJECTS.names()
    ]
    assert "*" not in {resource for listed in resources.values() for resource in listed}
    assert not [s for s in statements if any("*" in action for action in s["Action"])]
