"""A reviewer sees what a change costs and what it opens, with the line."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from blueprint import __main__ as command
from blueprint import report
from blueprint.blueprint import Blueprint
from blueprint.comparison import BaselineError, compare, read_baseline
from blueprint.cost import Usage, price_stack
from blueprint.recording import ROOT
from blueprint.templating import difference

NOT_COPIED = shutil.ignore_patterns(".*", "node_modules", "dist", "__pycache__", "tests")
CHANGE = """
second_way_out = aws.ec2.NatGateway(
    "second-way-out",
    subnet_id=inside.subnet_ids[0],
    connectivity_type="private",
)
open_door = aws.vpc.SecurityGroupIngressRule(
    "open-door",
    security_group_id=next(iter(inside.groups.group_ids.values())),
    cidr_ipv4="0.0.0.0/0",
    ip_protocol="tcp",
    from_port=22,
    to_port=22,
)
"""


@pytest.fixture
def before(stacks: Mapping[str, Blueprint], tmp_path: Path) -> Path:
    file = tmp_path / "before.json"
    file.write_text(report.to_json(stacks["staging"]))
    return file


def test_a_nat_gateway_and_an_open_security_group_are_told_with_price_file_and_line(
    before: Path, tmp_path: Path
) -> None:
    scratch = tmp_path / "habits"
    shutil.copytree(ROOT, scratch, ignore=NOT_COPIED)
    program = (scratch / "__main__.py").read_text() + CHANGE
    (scratch / "__main__.py").write_text(program)
    arguments = ["staging", "--quiet", "--compare", str(before), "--markdown", "change.md"]
    run = subprocess.run(
        [sys.executable, "-m", "blueprint", *arguments],
        cwd=scratch,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stderr
    told = (scratch / "change.md").read_text()
    assert "**+$32.85 a month**" in told
    assert "| NAT gateways | 32.85 | 65.70 | +$32.85 |" in told
    line = program.splitlines().index("open_door = aws.vpc.SecurityGroupIngressRule(") + 1
    (row, *_) = [row for row in told.splitlines() if "open-door" in row]
    assert row.startswith("| 🔴 **new** ")
    assert re.search(rf"\\_\\_main\\_\\_\.py:{line}\b", row)


def test_an_unchanged_program_changes_nothing(stacks: Mapping[str, Blueprint], before: Path) -> None:
    told = report.markdown(stacks["staging"], read_baseline(before, "staging"))
    assert "**±$0.00 a month** and 0 new findings by this change." in told
    assert "**new**" not in told
    assert "| Changed |" not in told


def test_lines_that_come_go_and_grow_add_up(stacks: Mapping[str, Blueprint], before: Path) -> None:
    staging = stacks["staging"]
    document = json.loads(before.read_text())
    gone, came, *_ = document["cost"]["lines"]
    document["cost"]["lines"].remove(came)
    document["cost"]["lines"].append({**gone, "label": "Something else", "amount": 9.5})
    document["policy"]["findings"].append({"control": "X-01", "resource": "urn", "message": "was open"})
    before.write_text(json.dumps(document))
    grown = Blueprint(
        recording=staging.recording,
        gate=staging.gate,
        cost=price_stack(staging.recording, Usage(daily_users=100_000)),
    )
    comparison = compare(grown, read_baseline(before, "staging"))
    assert comparison.difference == grown.cost.total - staging.cost.total + Decimal(
        str(came["amount"])
    ) - Decimal("9.5")
    sizes = [abs(change.difference) for change in comparison.costs]
    assert sizes == sorted(sizes, reverse=True)
    assert all(sizes)
    assert {"Something else", came["label"]} <= {change.label for change in comparison.costs}
    assert comparison.new_findings == ()
    assert comparison.gone_findings == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not a report that --json wrote"),
        ("[]", "is not a report that --json wrote"),
        ('{"stack": "staging", "cost": {}}', "is not a report that --json wrote"),
        ('{"stack": "prod"}', "is a report of 'prod', not of 'staging'"),
    ],
)
def test_a_file_that_is_no_report_of_this_stack_is_refused(text: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "before.json"
    file.write_text(text)
    with pytest.raises(BaselineError, match=f"before.json: {words}"):
        read_baseline(file, "staging")


def test_a_missing_file_is_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--compare", str(tmp_path / "none.json"), "--markdown", str(tmp_path / "change.md")]
    assert command.main(["staging", "--quiet", *arguments]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'none.json'}: cannot be read: No such file or directory\n"
    assert list(tmp_path.iterdir()) == []


def test_a_comparison_nobody_would_see_is_refused(before: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        command.main(["staging", "--compare", str(before)])
    (line,) = capsys.readouterr().err.splitlines()
    assert "--markdown" in line


def test_a_difference_has_its_sign_before_the_dollar() -> None:
    shown = [difference(Decimal(amount)) for amount in ("32.85", "-1234.5", "0")]
    assert shown == ["+$32.85", "-$1,234.50", "±$0.00"]
