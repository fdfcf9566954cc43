"""The pack as Pulumi's engine sees it: what it announces, and how it treats what the SDK hands it."""

import tomllib
from pathlib import Path

import pytest
import yaml
from pulumi.runtime import proto
from pulumi_policy import EnforcementLevel
from pulumi_policy.policy import _PolicyAnalyzerServicer
from pulumi_policy.proxy import unknown_checking_proxy

from policy.controls.model import UNKNOWN, ResourceView
from policy.controls.registry import CONTROLS, DECLARATIONS
from policy.controls.sdk import plain, policies
from tests.policy.analyzer import analyze

ROOT = Path(__file__).resolve().parents[2]
UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
UNKNOWN_BOOLEAN = "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7"


@pytest.fixture(scope="module")
def info() -> proto.AnalyzerInfo:
    """What the pack answers when the engine asks what it holds."""
    servicer = _PolicyAnalyzerServicer("pack", "1.0.0", policies(CONTROLS), EnforcementLevel.MANDATORY)
    return servicer.GetAnalyzerInfo(None, None)


def test_the_engine_is_told_of_every_control(info: proto.AnalyzerInfo) -> None:
    assert [policy.name for policy in info.policies] == [declared.id for declared in DECLARATIONS]


def test_the_engine_is_told_what_each_control_is_about(info: proto.AnalyzerInfo) -> None:
    announced = next(policy for policy in info.policies if policy.name == "RDS-01")

    assert announced.description == "Databases are encrypted at rest"
    assert set(announced.tags) == {
        "family:encryption",
        "fsbp:RDS.27",
        "fsbp:RDS.3",
        "cis-3.0:2.3.1",
        "checkov:CKV_AWS_96",
        "checkov:CKV_AWS_16",
    }
    assert announced.severity == proto.PolicySeverity.POLICY_SEVERITY_HIGH
    assert announced.remediation_steps.startswith("Set storageEncrypted")


def test_the_engine_is_told_the_settings(info: proto.AnalyzerInfo) -> None:
    announced = next(policy for policy in info.policies if policy.name == "RDS-06")

    schema = announced.configSchema.properties.fields["minDays"].struct_value
    assert schema["type"] == "integer"
    assert schema["default"] == 7


def test_controls_about_single_resources_stop_an_update_before_the_resource_exists(
    info: proto.AnalyzerInfo,
) -> None:
    kinds = {policy.name: policy.policy_type for policy in info.policies}

    assert kinds["RDS-01"] == proto.PolicyType.POLICY_TYPE_RESOURCE
    assert kinds["NET-01"] == proto.PolicyType.POLICY_TYPE_STACK


def test_guarded_properties_become_plain_ones_with_unknowns_marked() -> None:
    guarded = unknown_checking_proxy(
        {
            "name": "x",
            "id": UNKNOWN_STRING,
            "list": [1.0, UNKNOWN_BOOLEAN, {"deep": UNKNOWN_STRING}],
            "none": None,
        }
    )

    assert plain(guarded) == {
        "name": "x",
        "id": UNKNOWN,
        "list": [1.0, UNKNOWN, {"deep": UNKNOWN}],
        "none": None,
    }


def test_a_secret_the_engine_could_not_decrypt_is_unknown() -> None:
    assert plain(unknown_checking_proxy({"value": "[secret]"})) == {"value": UNKNOWN}


def test_nothing_is_said_about_resources_no_control_knows() -> None:
    kind = "gcp:storage/bucket:Bucket"
    stranger = ResourceView(urn=f"urn:pulumi:t::p::{kind}::b", type=kind, name="b", props={})

    assert analyze([stranger], CONTROLS) == []


def test_an_unknown_that_the_provider_will_choose_is_not_taken_for_a_choice_of_the_program() -> None:
    cluster = ResourceView(
        urn="urn:pulumi:t::p::aws:rds/cluster:Cluster::db", type="aws:rds/cluster:Cluster", name="db",
        props={"engine": "aurora-postgresql"}, outputs={"dbClusterParameterGroupName": UNKNOWN},
    )  # fmt: skip
    tls = [control for control in CONTROLS if control.id == "RDS-09"]

    violations = analyze([cluster], tls)

    assert [violation.policy for violation in violations] == ["RDS-09"]


@pytest.mark.parametrize("listed", [True, False], ids=["a-resource-too", "with-its-resources-only"])
def test_the_tags_of_a_provider_are_read_from_the_text_the_engine_makes_of_them(*, listed: bool) -> None:
    provider = ResourceView(
        urn="urn:pulumi:t::p::pulumi:providers:aws::default_7_51_1", type="pulumi:providers:aws",
        name="default_7_51_1", props={"defaultTags": '{"tags":{"Project":"habits"}}', "region": "us-east-1"},
    )  # fmt: skip
    topic = ResourceView(
        urn="urn:pulumi:t::p::aws:sns/topic:Topic::t", type="aws:sns/topic:Topic", name="t", props={},
        provider=provider.urn,
    )  # fmt: skip
    (tags,) = [control for control in CONTROLS if control.id == "META-01"]
    given = [provider, topic] if listed else [topic]

    def missing(*required: str) -> list[str]:
        config = {"META-01": {"requiredTags": list(required)}}
        return [v.message.split("\n")[1] for v in analyze(given, [tags], config, unlisted=[provider])]

    assert missing("Project") == []
    assert missing("Project", "Environment") == ["carries no tag Environment"]


def test_the_pack_names_the_toolchain_of_the_repository_and_no_second_environment() -> None:
    manifest = yaml.safe_load((ROOT / "policy/PulumiPolicy.yaml").read_text(encoding="utf-8"))

    assert manifest["runtime"] == {"name": "python", "options": {"toolchain": "uv"}}
    assert not (ROOT / "policy/pyproject.toml").exists()
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"]


def test_the_pack_imports_nothing_of_this_program() -> None:
    """It is meant for any program: copying the folder must be enough."""
    foreign = (
        "import blueprint",
        "from blueprint",
        "import components",
        "from components",
        "from policy",
        "import policy",
    )
    offenders = [
        f"{path.name}: {line}"
        for path in sorted((ROOT / "policy").rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith(foreign)
    ]

    assert offenders == []
