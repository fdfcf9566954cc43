"""The documentation of the controls is the controls' own, and complete."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from policy.controls.config import PackConfig
from policy.controls.handbook import handbook, main, stack_configurations
from policy.controls.model import Level
from policy.controls.registry import CONTROLS, DECLARATIONS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "controls.md"
RDS_05 = next(control for control in CONTROLS if control.id == "RDS-05")
S3_02 = next(control for control in CONTROLS if control.id == "S3-02")


def test_the_page_in_the_repository_is_up_to_date() -> None:
    """If not: `make controls`."""
    assert PAGE.read_text(encoding="utf-8") == handbook(DECLARATIONS, stack_configurations())


def test_every_control_has_a_row_that_leads_to_its_section() -> None:
    page = handbook(DECLARATIONS, {})

    rows = re.findall(r"^\| \[([A-Z0-9-]+)\]\(#([a-z0-9-]+)\)", page, re.MULTILINE)
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert [identifier for identifier, _ in rows] == headings == [declared.id for declared in DECLARATIONS]
    assert all(anchor == identifier.lower() for identifier, anchor in rows)


def test_a_section_tells_why_how_to_fix_and_where_to_read_on() -> None:
    page = handbook([RDS_05], {})

    assert RDS_05.why in page
    assert RDS_05.fix in page
    assert f"<{RDS_05.url}>" in page
    assert "FSBP RDS.7" in page
    assert "`aws:rds/cluster:Cluster`" in page


def test_what_a_stack_relaxes_stands_beside_the_level() -> None:
    stacks = {"prod": PackConfig(), "lab": PackConfig(levels={"RDS-05": Level.ADVISORY})}

    assert "mandatory; lab: advisory" in handbook([RDS_05], stacks)
    assert "lab" not in handbook([replace(RDS_05, level=Level.ADVISORY)], stacks)


def test_a_setting_shows_its_default_and_what_a_stack_sets() -> None:
    page = handbook([S3_02], {"lab": PackConfig(settings={"S3-02": {"sseS3Allowed": ("logs",)}})})

    assert "*Setting* `sseS3Allowed` (default none)" in page
    assert "In lab: `logs`." in page


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    assert main([str(tmp_path / "controls.md")]) == 0
    assert (tmp_path / "controls.md").read_text(encoding="utf-8").startswith("# The controls\n")


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["missing/folder/controls.md"]])
def test_the_command_refuses_in_one_line(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
