"""The policy pack judges a recording, and every finding leads to a line of the program."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pulumi
import pulumi_aws as aws
import pytest

from blueprint.blueprint import Blueprint
from blueprint.gate import judge, to_view, to_views
from blueprint.recording import ROOT, UNKNOWN, record
from policy.controls import model
from policy.controls.config import ConfigError


def open_database() -> None:
    aws.rds.Cluster("naked", engine="aurora-postgresql", storage_encrypted=False)


def test_both_stacks_are_clean(stack: Blueprint) -> None:
    assert [located.finding.message for located in stack.gate.findings if located.mandatory] == []
    assert stack.gate.clean


def test_everything_is_decided_because_everything_is_known(stack: Blueprint) -> None:
    assert stack.gate.evaluation.passed > 100
    assert stack.gate.evaluation.undetermined == 0


def test_a_mandatory_finding_names_control_resource_and_line() -> None:
    recording = record(open_database)
    result = judge(recording)
    assert not result.clean
    found = [
        located for located in result.findings if located.mandatory and "encrypt" in located.finding.title
    ]
    assert found
    for located in found:
        assert located.resource == recording.one(aws.rds.Cluster)
        assert located.finding.fix
        line = Path(__file__).read_text().splitlines()[located.sources[0].line - 1]
        assert "aws.rds.Cluster(" in line
        assert located.location.startswith("tests/blueprint/test_gate.py:")


def test_the_stacks_own_policy_configuration_is_used(tmp_path: Path) -> None:
    (tmp_path / "policy" / "config").mkdir(parents=True)
    (tmp_path / "policy" / "config" / "staging.json").write_text('{"all": "advisory"}')
    result = judge(record(open_database), root=tmp_path)
    assert result.evaluation.failed > 0
    assert result.clean


def test_a_policy_configuration_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "policy" / "config", tmp_path / "policy" / "config")
    (tmp_path / "policy" / "config" / "staging.json").write_text('{"no-such-control": "advisory"}')
    with pytest.raises(ConfigError, match="no-such-control"):
        judge(record(open_database), root=tmp_path)


def test_an_unknown_value_stays_unknown_for_the_pack() -> None:
    def program() -> None:
        vpc = aws.ec2.Vpc("v")
        aws.ec2.SecurityGroup(
            "g", vpc_id=vpc.id, ingress=[{"protocol": vpc.id, "from_port": 1, "to_port": 2}]
        )

    group = record(program, unknown=True).one(aws.ec2.SecurityGroup)
    assert group.inputs["vpcId"] is UNKNOWN
    view = to_view(group)
    assert view.props["vpcId"] is model.UNKNOWN
    assert view.props["ingress"][0]["protocol"] is model.UNKNOWN
    assert "id" not in view.outputs


def test_a_view_carries_what_the_pack_reads(stacks: Mapping[str, Blueprint]) -> None:
    cluster = stacks["prod"].recording.one(aws.rds.Cluster)
    view = to_view(cluster)
    assert (view.urn, view.type, view.name, view.parent) == (
        cluster.urn,
        cluster.type,
        cluster.name,
        cluster.parent,
    )
    assert (view.protect, view.property_dependencies) == (cluster.protect, cluster.property_dependencies)
    assert view.outputs["id"] == cluster.id
    assert dict(view.props) == dict(cluster.inputs)


def test_what_names_no_provider_is_made_by_the_default_one() -> None:
    def program() -> None:
        abroad = aws.Provider("abroad", region="eu-west-1", default_tags={"tags": {"Project": "x"}})
        aws.sns.Topic("here")
        aws.sns.Topic("there", opts=pulumi.ResourceOptions(provider=abroad))

    views = {view.name: view for view in to_views(record(program, config={"aws:region": "eu-north-1"}))}
    assert views[views["here"].provider.rpartition("::")[2]].props["region"] == "eu-north-1"
    assert views["there"].provider == views["abroad"].urn
    assert views["abroad"].type == views["default"].type == "pulumi:providers:aws"
    assert json.loads(views["abroad"].props["defaultTags"]) == {"tags": {"Project": "x"}}
