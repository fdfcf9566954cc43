"""checkov, a scanner of other makers, finds nothing in our stacks that is not answered."""

import json
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from blueprint.recording import ROOT, record_program
from policy.controls.registry import CONTROLS
from tests.policy.judge import triage
from tests.policy.judge.terraform_plan import terraform_plan
from tests.policy.judge.triage import Answer, Finding

CHECKOV = ROOT / ".tools/checkov/bin/checkov"
STACKS = ("staging", "prod")
ANSWERS = triage.read(ROOT / "policy/checkov-triage.yaml")


@dataclass(frozen=True)
class Judgement:
    passed: Counter[str]
    """By check, how many resources hold it."""
    failed: tuple[Finding, ...]


@cache
def plan(stack: str) -> str:
    return json.dumps(terraform_plan(record_program(stack)))


def checkov(document: str) -> Judgement:
    assert CHECKOV.exists(), "checkov is not here: `make test` brings it"
    with TemporaryDirectory() as folder:
        file = Path(folder, "plan.json")
        file.write_text(document, encoding="utf-8")
        options = ["--framework", "terraform_plan", "--output", "json", "--compact", "--skip-download"]
        ended = subprocess.run(
            [CHECKOV, "--file", file, *options], capture_output=True, text=True, cwd=folder, check=False
        )
    # 1 says that something failed
    assert ended.returncode in (0, 1), ended.stderr
    report: dict[str, Any] = json.loads(ended.stdout)
    assert report["summary"]["parsing_errors"] == 0
    results = report["results"]
    return Judgement(
        Counter(passed["check_id"] for passed in results["passed_checks"]),
        tuple(Finding(failed["check_id"], failed["resource"]) for failed in results["failed_checks"]),
    )


@cache
def judgement(stack: str) -> Judgement:
    return checkov(plan(stack))


def everywhere() -> list[Finding]:
    return [finding for stack in STACKS for finding in judgement(stack).failed]


@pytest.mark.parametrize("stack", STACKS)
def test_every_finding_is_answered(stack: str) -> None:
    assert triage.unanswered(judgement(stack).failed, ANSWERS) == []


def test_every_answer_is_still_needed() -> None:
    assert triage.unneeded(everywhere(), ANSWERS) == []


def test_an_answer_names_a_control_only_if_there_is_one() -> None:
    named = {answer.covered_by for answer in ANSWERS} - {""}

    assert named - {control.id for control in CONTROLS} == set()


@pytest.mark.parametrize(
    "check",
    [
        pytest.param("CKV_AWS_96", id="a property: the cluster's storage is encrypted"),
        pytest.param("CKV_AWS_45", id="a map: no secret in a function's environment"),
        pytest.param("CKV_AWS_355", id="a document: no policy allows everything everywhere"),
        pytest.param("CKV_AWS_192", id="nested blocks: the firewall refuses Log4j's bad inputs"),
        pytest.param("CKV2_AWS_6", id="an edge: each bucket has its block of public access"),
        pytest.param("CKV2_AWS_12", id="an edge: the default security group is closed"),
        pytest.param("CKV2_AWS_11", id="an edge: the network keeps flow logs"),
    ],
)
def test_the_judge_sees_properties_blocks_documents_and_edges(check: str) -> None:
    assert judgement("prod").passed[check] > 0


def test_a_weakness_planted_in_the_program_is_seen() -> None:
    weakened = plan("prod").replace('"storage_encrypted": true', '"storage_encrypted": false')

    found = triage.unanswered(checkov(weakened).failed, ANSWERS)
    assert Finding("CKV_AWS_96", "aws_rds_cluster.database-cluster") in found


def answers(*patterns: str) -> Sequence[Answer]:
    return [Answer(check="CKV_1", resources=patterns, reason="because")]


def test_an_answer_holds_for_its_check_on_its_resources_only() -> None:
    other_check, other_resource = Finding("CKV_2", "aws_a.x"), Finding("CKV_1", "aws_b.x")
    findings = [Finding("CKV_1", "aws_a.x"), other_check, other_resource]

    assert triage.unanswered(findings, answers("aws_a.*")) == [other_resource, other_check]


def test_a_pattern_that_matches_nothing_is_unneeded() -> None:
    findings = [Finding("CKV_1", "aws_a.x")]

    assert triage.unneeded(findings, answers("aws_a.*", "aws_b.*")) == [("CKV_1", "aws_b.*")]
