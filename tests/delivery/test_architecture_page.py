"""Whoever reads the architecture can follow every link, and every box has a component and a test."""

import re
from pathlib import Path

import pytest

from tests.delivery.runbook import anchors

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (.+?) \| \[(.+?)\]\((.+?)\) \| `(\w+)` \|$", PAGE, flags=re.MULTILINE)
BOXES = (
    "Route 53", "CloudFront", "WAF", "ACM", "IAM", "S3, frontend", "API Gateway", "Lambda", "NAT gateway",
    "internet gateway", "private subnets", "Aurora", "RDS Proxy", "ElastiCache", "S3 gateway endpoint",
    "CloudWatch Logs endpoint", "S3, media", "ECR", "State bucket", "State lock", "Pipeline", "Build stage",
    "Deploy stage", "Test stage", "Manual approval", "Notify stage", "alarms", "SNS", "dashboard",
    "Secrets Manager",
)  # fmt: skip


def names_of_all_tests() -> set[str]:
    return {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)\(", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    }


def test_every_box_of_the_drawing_stands_in_the_table() -> None:
    boxes = " | ".join(box for box, *_ in ROWS)
    assert [box for box in BOXES if box not in boxes] == []


def test_every_row_of_the_table_is_understood() -> None:
    table = PAGE.partition("## Box, component, test")[2].strip().splitlines()
    assert len(ROWS) == len(table) - 2


@pytest.mark.parametrize(("box", "label", "target", "test"), ROWS, ids=[row[0] for row in ROWS])
def test_every_box_has_a_component_and_a_test(box: str, label: str, target: str, test: str) -> None:
    assert Path(target).name == label
    assert (ROOT / "docs" / target).is_file(), f"{box}: {target}"
    assert test in names_of_all_tests(), f"{box}: {test}"


def test_every_link_leads_to_a_file_and_a_heading() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        file, _, heading = target.partition("#")
        assert (ROOT / "docs" / file).is_file(), target
        assert not heading or heading in anchors(), target
