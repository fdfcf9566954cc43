"""The pack judges a program of other people: no alarm at a good one, and each mistake told with its fix."""

import ast
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from blueprint import report
from blueprint.__main__ import main
from blueprint.blueprint import Blueprint, make_blueprint
from blueprint.gate import judge
from blueprint.recording import record_program
from policy.controls.model import Verdict
from policy.controls.registry import CONTROLS

SAMPLE = Path(__file__).parent / "sample"
FIXES = {control.id: control.fix for control in CONTROLS}


@dataclass(frozen=True)
class Mistake:
    """An edit of the sample, the resources it makes bad, and the controls that must say so."""

    right: str
    wrong: str
    resource: str
    controls: frozenset[str]


def mistake(right: str, wrong: str, resource: str, *controls: str) -> Mistake:
    return Mistake(right, wrong, resource, frozenset(controls))


MISTAKES = [
    mistake("enable_key_rotation=True", "enable_key_rotation=False", "data", "KMS-01"),
    mistake(
        "map_public_ip_on_launch=False", "map_public_ip_on_launch=True", "inside-eu-central-1a", "NET-03"
    ),
    mistake(
        "    referenced_security_group_id=sender_group.id,",
        '    cidr_ipv4="0.0.0.0/0",',
        "store-from-sender",
        "NET-06",
    ),
    mistake("publicly_accessible=False", "publicly_accessible=True", "store", "RDS-03"),
    mistake("restrict_public_buckets=True", "restrict_public_buckets=False", "issues", "S3-01"),
    mistake("BucketOwnerEnforced", "ObjectWriter", "issues", "S3-06"),
    mistake("kms_master_key_id=key.arn, visibility", "visibility", "letters", "SNS-01"),
    mistake('"Action": "s3:GetObject"', '"Action": "s3:*"', "sender", "IAM-02"),
    mistake('"STORE": store.address', '"STORE_PASSWORD": "correct horse"', "sender", "LAM-02"),
    mistake(
        '"sender", retention_in_days=90, kms_key_id=key.arn',
        '"sender", retention_in_days=90',
        "sender",
        "LOG-02",
    ),
]


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    project = tmp_path / "newsletter"
    shutil.copytree(SAMPLE, project, ignore=shutil.ignore_patterns(".local", "__pycache__"))
    program = project / "__main__.py"
    text = program.read_text(encoding="utf-8")
    for made in MISTAKES:
        assert made.right in text
        text = text.replace(made.right, made.wrong)
    program.write_text(text, encoding="utf-8")
    return project


def failures(blueprint: Blueprint) -> set[tuple[str, str]]:
    return {
        (located.finding.control_id, located.finding.urn.rpartition("::")[2])
        for located in blueprint.gate.findings
        if located.finding.verdict is Verdict.FAILED
    }


def test_the_sample_shares_nothing_with_our_program() -> None:
    tree = ast.parse((SAMPLE / "__main__.py").read_text(encoding="utf-8"))
    imported = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    } | {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert imported == {"json", "pulumi", "pulumi_aws"}


@pytest.mark.parametrize("preview", [False, True], ids=["known", "preview"])
def test_a_good_program_raises_no_alarm(*, preview: bool) -> None:
    result = judge(record_program("dev", root=SAMPLE, unknown=preview), root=SAMPLE)

    failed = [f for f in result.findings if f.finding.verdict is Verdict.FAILED]
    assert [(f.finding.control_id, f.subject, f.finding.message) for f in failed] == []
    assert result.evaluation.passed > 100
    assert preview or result.evaluation.undetermined == 0


def test_ten_mistakes_are_ten_findings(spoilt: Path) -> None:
    found = failures(make_blueprint("dev", root=spoilt))

    made = {(control, made.resource) for made in MISTAKES for control in made.controls}
    assert made <= found
    assert found - made == {("NET-03", "inside-eu-central-1b"), ("NET-07", "store")}


def test_the_report_names_each_with_its_line_and_its_fix(spoilt: Path) -> None:
    rows = report.markdown(make_blueprint("dev", root=spoilt)).splitlines()
    program = (SAMPLE / "__main__.py").read_text(encoding="utf-8")

    for made in MISTAKES:
        edited = program[: program.index(made.right)].count("\n") + 1
        for control in made.controls:
            (row,) = [row for row in rows if f" {control} " in row and f" {made.resource} (" in row]
            assert FIXES[control][:30] in row
            (line,) = map(int, re.findall(r"main\\_\\_\.py:(\d+)", row))
            assert 0 <= edited - line < 30, "the line where the resource begins"


def test_the_command_judges_another_project_and_fails_on_its_findings(
    spoilt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sarif = spoilt / "findings.sarif"

    assert main(["dev", "--project", str(SAMPLE), "--markdown", str(spoilt / "good.md")]) == 0
    assert main(["dev", "--project", str(spoilt), "--sarif", str(sarif)]) == 1
    assert '"uri": "__main__.py"' in sarif.read_text(encoding="utf-8")
    assert "not priced: aws:rds/instance:Instance" in capsys.readouterr().out


def test_a_folder_without_a_project_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dev", "--project", str(tmp_path)]) == 2
    assert capsys.readouterr().err == "no Pulumi.yaml in the project folder\n"
