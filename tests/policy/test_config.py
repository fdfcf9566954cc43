"""A configuration file is read word for word: what the pack does not know is an error, not a silence."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policy.controls.config import ConfigError, PackConfig
from policy.controls.evaluate import evaluate
from policy.controls.model import UNKNOWN, Level, ResourceView
from policy.controls.registry import CONTROLS, DECLARATIONS
from tests.policy.analyzer import analyze

FOLDER = Path(__file__).resolve().parents[2] / "policy" / "config"
SUBNET = ResourceView(
    urn="urn:pulumi:test::sample::aws:ec2/subnet:Subnet::public",
    type="aws:ec2/subnet:Subnet",
    name="public",
    props={"mapPublicIpOnLaunch": True, "tags": {"Name": "public"}},
)
HIDDEN = replace(SUBNET, props={**SUBNET.props, "mapPublicIpOnLaunch": UNKNOWN})

PRODUCTION = PackConfig.load(FOLDER / "prod.json", DECLARATIONS)


def load(folder: Path, text: str) -> PackConfig:
    path = folder / "stack.json"
    path.write_text(text, encoding="utf-8")
    return PackConfig.load(path, DECLARATIONS)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_the_files_of_our_stacks_name_only_what_exists(path: Path) -> None:
    PackConfig.load(path, DECLARATIONS)


def test_production_relaxes_no_level() -> None:
    assert PRODUCTION.everything is None
    declared = {declaration.id: declaration.level for declaration in DECLARATIONS}
    strictness = [Level.DISABLED, Level.ADVISORY, Level.MANDATORY]
    assert [
        control
        for control, level in PRODUCTION.levels.items()
        if strictness.index(level) < strictness.index(declared[control])
    ] == []


def test_staging_relaxes_only_what_makes_it_cheap_to_destroy() -> None:
    staging = PackConfig.load(FOLDER / "staging.json", DECLARATIONS)

    assert staging.everything is None
    assert staging.levels == {**PRODUCTION.levels, "RDS-05": Level.ADVISORY}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{"RDS-1": "advisory"}', "'RDS-1' is not a control of this pack"),
        ('{"rds-01": "advisory"}', "'rds-01' is not a control"),
        ('{"RDS-06": {"minimumDays": 7}}', "RDS-06.minimumDays is not a setting of this control (minDays)"),
        ('{"RDS-01": {"minDays": 7}}', "RDS-01.minDays is not a setting of this control (it has none)"),
        ('{"RDS-06": {"minDays": "7"}}', "RDS-06.minDays: '7' is not a value of type int"),
        ('{"RDS-06": {"minDays": true}}', "RDS-06.minDays: True is not a value of type int"),
        ('{"S3-02": {"sseS3Allowed": "site"}}', "S3-02.sseS3Allowed: 'site' is not a list of strings"),
        ('{"RDS-01": "advisery"}', "RDS-01: 'advisery' is not one of mandatory, advisory, disabled"),
        ('{"RDS-01": {"enforcementLevel": "none"}}', "RDS-01.enforcementLevel: 'none' is not one of"),
        ('{"all": {"enforcementLevel": "advisory"}}', "all: {'enforcementLevel': 'advisory'} is not one of"),
        ('["RDS-01"]', "wanted an object of control ids, got list"),
        ('{"RDS-01": ', "cannot be read"),
    ],
)
def test_a_mistake_is_named_in_one_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ConfigError) as failure:
        load(tmp_path, text)

    message = str(failure.value)
    assert complaint in message
    assert "stack.json" in message
    assert "\n" not in message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent\.json"):
        PackConfig.load(tmp_path / "absent.json", DECLARATIONS)


@pytest.mark.parametrize(
    ("document", "level"),
    [
        ({}, "mandatory"),
        ({"NET-03": "advisory"}, "advisory"),
        ({"NET-03": {"enforcementLevel": "advisory"}}, "advisory"),
        ({"all": "advisory"}, "advisory"),
        ({"all": "advisory", "NET-03": "mandatory"}, "mandatory"),
        ({"NET-03": "disabled"}, None),
    ],
)
def test_a_level_applies_to_the_control_it_names(
    tmp_path: Path, document: dict[str, Any], level: str | None
) -> None:
    evaluation = evaluate([SUBNET], config=load(tmp_path, json.dumps(document)))

    assert [finding.level for finding in evaluation.findings] == ([level] if level else [])


def test_strict_turns_an_open_question_into_a_mandatory_failure(tmp_path: Path) -> None:
    lenient = evaluate([HIDDEN], config=load(tmp_path, "{}"))
    strict = evaluate([HIDDEN], config=load(tmp_path, '{"META-07": "mandatory"}'))

    assert lenient.mandatory_failures == ()
    assert [finding.control_id for finding in strict.mandatory_failures] == ["META-07"]


def test_the_engine_reads_the_same_levels_and_settings() -> None:
    group = ResourceView(
        urn="urn:pulumi:test::sample::aws:cloudwatch/logGroup:LogGroup::app",
        type="aws:cloudwatch/logGroup:LogGroup",
        name="app",
        props={"retentionInDays": 30, "kmsKeyId": "key", "tags": {"Name": "app"}},
    )
    config = {"LOG-01": {"enforcementLevel": "advisory", "minDays": 90}}

    violations = analyze([group], CONTROLS, config)

    assert [(v.policy, v.level, v.message.split("\n")[1]) for v in violations] == [
        ("LOG-01", "advisory", "retentionInDays is 30, wanted are 90 or more")
    ]
