"""The bootstrap program: its settings, its components, and what it leaves to the account."""

import json

import pulumi
import pulumi_aws as aws
import pytest

from blueprint.gate import judge
from blueprint.recording import ROOT, record_program
from bootstrap.account.settings import BootstrapSettings, SettingsError
from policy.controls.model import Verdict
from tests.delivery.recorded_bootstrap import bootstrap

STACKS = ("staging", "prod")
GOOD = {
    "delivery": "github",
    "githubRepository": "octo-org/habits",
    "notificationEmail": "",
    "githubProviderArn": "",
    "replicaRegion": "",
    "apiGatewayLogRole": "true",
}


def test_good_settings_are_read_as_typed_values() -> None:
    settings = BootstrapSettings.parse(GOOD | {"notificationEmail": "ops@example.com"})
    assert settings.github_repository == "octo-org/habits"
    assert settings.notification_email == "ops@example.com"
    assert settings.github_provider_arn is None
    assert settings.api_gateway_log_role is True


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("githubRepository", "", "pulumi config set githubRepository owner/name"),
        (
            "githubRepositry",
            "octo-org/habits",
            "is not a configuration key; the keys are delivery, githubRepo",
        ),
        ("githubRepository", "habits", "'habits' is not a repository as owner/name"),
        ("githubRepository", "octo-org/*", "'octo-org/*' is not a repository as owner/name"),
        ("githubRepository", "octo-org/habits:pull_request", "is not a repository as owner/name"),
        ("githubRepository", "https://github.com/octo-org/habits", "is not a repository as owner/name"),
        ("notificationEmail", "nobody", "'nobody' is not an e-mail address"),
        ("githubProviderArn", "arn:aws:iam::1:role/x", "'arn:aws:iam::1:role/x' is not an ARN like"),
        ("replicaRegion", "Oregon", "'Oregon' is not a region of AWS such as eu-west-1"),
        ("delivery", "jenkins", "'jenkins' is not one of github, codepipeline"),
        ("apiGatewayLogRole", "yes", "'yes' is not one of true, false"),
    ],
)
def test_a_malformed_setting_is_refused_in_one_line(key: str, value: str, wanted: str) -> None:
    with pytest.raises(SettingsError) as refused:
        BootstrapSettings.parse(GOOD | {key: value})
    message = str(refused.value)
    assert message.startswith(f"{key}: ")
    assert wanted in message
    assert "\n" not in message


def test_a_refused_setting_stops_the_program_before_anything_is_registered() -> None:
    with pytest.raises(pulumi.RunError, match=r"^githubRepository: 'habits' is not"):
        bootstrap(githubRepository="habits")


def test_every_component_registers_its_outputs_and_parents_its_children() -> None:
    recording = bootstrap(notificationEmail="ops@example.com")
    components = [resource for resource in recording.resources if not resource.custom]
    assert len(components) == 11
    assert {component.urn for component in components} <= set(recording.registered_outputs)
    orphans = [resource.name for resource in recording.resources if resource.custom and not resource.parent]
    assert orphans == ["workload-boundary"]


def test_an_address_is_subscribed_to_the_notices_only_when_it_is_set() -> None:
    assert bootstrap().of_type(aws.sns.TopicSubscription) == []
    subscription = bootstrap(notificationEmail="ops@example.com").one(aws.sns.TopicSubscription).inputs
    assert (subscription["protocol"], subscription["endpoint"]) == ("email", "ops@example.com")


def test_the_notices_are_encrypted_with_the_key_of_the_bootstrap() -> None:
    recording = bootstrap()
    assert recording.one(aws.sns.Topic).inputs["kmsMasterKeyId"] == recording.one(aws.kms.Key).outputs["arn"]


def test_the_images_of_all_stacks_outlive_each_of_them() -> None:
    recording = bootstrap()
    repository = recording.one(aws.ecr.Repository).inputs
    assert repository["name"] == recording.exports["imageRepository"] == "habits/app"
    assert repository["forceDelete"] is False
    (statement,) = json.loads(recording.one(aws.ecr.RepositoryPolicy).inputs["policy"])["Statement"]
    functions = "arn:aws:lambda:us-east-1:123456789012:function:habits-*"
    assert statement["Condition"] == {"ArnLike": {"aws:SourceArn": functions}}


def test_the_log_role_of_api_gateway_outlives_the_bootstrap() -> None:
    recording = bootstrap()
    for kind, name in (
        (aws.apigateway.Account, "api-gateway-logs-account"),
        (aws.iam.Role, "api-gateway-logs-role"),
        (aws.iam.RolePolicyAttachment, "api-gateway-logs-write"),
    ):
        assert recording.one(kind, name).retain_on_delete


def test_an_account_that_has_a_log_role_keeps_its_own() -> None:
    recording = bootstrap(apiGatewayLogRole="false")
    assert recording.of_type(aws.apigateway.Account) == []


def test_the_first_preview_with_unknown_identifiers_works() -> None:
    recording = record_program(
        "account", root=ROOT / "bootstrap", unknown=True, config={"githubRepository": "octo-org/habits"}
    )
    assert len(recording.of_type(aws.iam.Role)) == 5


def test_the_policy_pack_finds_nothing_that_nobody_answers_for() -> None:
    """What is exempt is the width of the deploying roles; `test_bootstrap_roles.py` judges what holds it."""
    judged = judge(bootstrap(notificationEmail="ops@example.com"))
    assert [found.finding.message for found in judged.findings if found.mandatory] == []
    assert judged.evaluation.undetermined == 0
    exempt = {
        (found.finding.control_id, found.finding.urn.rpartition("::")[2])
        for found in judged.findings
        if found.finding.verdict is Verdict.EXEMPT
    }
    assert exempt == {
        *((control, f"deploy-{stack}-permissions") for control in ("IAM-02", "IAM-03") for stack in STACKS),
        ("IAM-03", "workload-boundary"),
    }
