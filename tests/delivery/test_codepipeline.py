"""The bootstrap makes the pipeline instead of GitHub's roles, with the rights of the same stages."""

import json

import pulumi_aws as aws
import pytest

from blueprint.cost import price_stack
from blueprint.gate import judge
from blueprint.recording import ROOT, Recording, record_program
from tests.delivery.iam import allows
from tests.delivery.recorded_bootstrap import REPOSITORY, bootstrap, policy_of
from tests.program.faults import unknown_to_the_provider, unwelcome_to_aws
from tests.program.test_permissions import exists

PRIVILEGED = {"gate-project", "deploy-staging-project"}
"""The gate tries the image, staging builds it."""
NO_OPERATIONS = {"codeconnections:UseConnection", "s3:GetObjectVersion"}
"""Permissions that no operation is called like."""


def recording() -> Recording:
    return bootstrap(delivery="codepipeline", notificationEmail="ops@example.com")


def test_github_is_the_default_and_runs_nothing_here() -> None:
    assert bootstrap().of_type(aws.codepipeline.Pipeline) == []
    assert bootstrap().of_type(aws.codebuild.Project) == []


def test_with_codepipeline_no_job_of_github_can_take_on_a_role() -> None:
    assert recording().of_type(aws.iam.OpenIdConnectProvider) == []
    assert "githubVariables" not in recording().exports
    for role in recording().of_type(aws.iam.Role):
        assert "Federated" not in role.inputs["assumeRolePolicy"]


@pytest.mark.parametrize("role", ["deploy-staging", "deploy-prod", "preview"])
def test_a_stage_may_do_what_it_may_do_on_github(role: str) -> None:
    ours = json.loads(recording().one(aws.iam.RolePolicy, f"{role}-permissions").inputs["policy"])
    assert ours == json.loads(policy_of(role))


@pytest.mark.parametrize("role", ["gate", "health"])
def test_what_only_tests_has_no_right_on_any_stack(role: str) -> None:
    assert [policy.name for policy in recording().of_type(aws.iam.RolePolicy) if role in policy.name] == [
        f"{role}-basis"
    ]


def test_only_what_needs_a_docker_engine_has_power_over_its_host() -> None:
    privileged = {
        project.name
        for project in recording().of_type(aws.codebuild.Project)
        if project.inputs["environment"]["privilegedMode"]
    }
    assert privileged == PRIVILEGED


def test_each_project_deploys_or_previews_its_stack_where_the_state_is() -> None:
    told = {
        project.inputs["name"]: {
            variable["name"]: variable["value"]
            for variable in project.inputs["environment"].get("environmentVariables", [])
        }
        for project in recording().of_type(aws.codebuild.Project)
    }
    state = {"PULUMI_BACKEND_URL": recording().exports["backendUrl"]}
    assert {name: variables for name, variables in told.items() if variables} == {
        "habits-pipeline-staging": state | {"COMMAND": "up", "STACK": "staging"},
        "habits-pipeline-preview": state | {"COMMAND": "preview", "STACK": "prod"},
        "habits-pipeline-production": state | {"COMMAND": "up", "STACK": "prod"},
    }


def test_the_notices_may_be_published_by_the_notification_rule_over_tls_only() -> None:
    allowed, denied = json.loads(recording().one(aws.sns.TopicPolicy).inputs["policy"])["Statement"]
    assert allowed["Principal"] == {"Service": "codestar-notifications.amazonaws.com"}
    assert allowed["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    key = recording().one(aws.kms.Key, "pipeline-key")
    assert recording().one(aws.sns.Topic).inputs["kmsMasterKeyId"] == key.outputs["arn"]
    users = [statement["Principal"] for statement in json.loads(key.inputs["policy"])["Statement"]]
    assert {"Service": "codestar-notifications.amazonaws.com"} in users


def test_the_key_of_the_state_is_for_deployments_and_previews_only() -> None:
    key = recording().one(aws.kms.Key, "state-key").outputs["arn"]
    for policy in recording().of_type(aws.iam.RolePolicy):
        if policy.name.endswith("-basis") or policy.name.startswith("pipeline"):
            assert not allows(policy.inputs["policy"], "kms:Decrypt", key), policy.name


def test_the_policy_pack_finds_nothing_that_nobody_answers_for() -> None:
    judged = judge(recording())
    assert [found.finding.message for found in judged.findings if found.mandatory] == []
    assert judged.evaluation.undetermined == 0
    assert judged.evaluation.passed > 300


def test_the_provider_and_aws_take_every_value() -> None:
    assert [*unknown_to_the_provider(recording()), *unwelcome_to_aws(recording())] == []


def test_every_action_that_is_allowed_exists() -> None:
    for policy in recording().of_type(aws.iam.RolePolicy):
        if policy.name.endswith("-basis") or policy.name.startswith("pipeline"):
            for statement in json.loads(policy.inputs["policy"])["Statement"]:
                assert [a for a in statement["Action"] if not exists(a) and a not in NO_OPERATIONS] == []


def test_the_first_preview_with_unknown_identifiers_plans_everything() -> None:
    config = {"githubRepository": REPOSITORY, "delivery": "codepipeline"}
    planned = record_program("account", root=ROOT / "bootstrap", unknown=True, config=config)
    deployed = record_program("account", root=ROOT / "bootstrap", config=config)
    assert [r.urn for r in planned.resources] == [r.urn for r in deployed.resources]


def test_it_has_a_price_and_github_has_next_to_none() -> None:
    pipeline, github = price_stack(recording()), price_stack(bootstrap())
    assert pipeline.unpriced == github.unpriced == ()
    labels = {line.label for line in pipeline.lines}
    assert {"Pipeline minutes", "Build minutes (arm64)", "Build minutes (x86_64)"} <= labels
    assert github.total < pipeline.total < 15
