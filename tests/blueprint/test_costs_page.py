"""The costs in the documentation are those of the program, today."""

import re
from collections.abc import Mapping

import pytest

from blueprint.blueprint import Blueprint
from blueprint.costs_page import STACKS, costs_page, main
from blueprint.recording import ROOT

PAGE = ROOT / "docs/costs.md"


def test_the_page_is_what_the_blueprint_prices(stacks: Mapping[str, Blueprint]) -> None:
    page = costs_page({stack: stacks[stack].recording for stack in STACKS})
    assert PAGE.read_text(encoding="utf-8") == page, "make costs writes it anew"


def test_the_amounts_that_are_shown_add_up_to_the_totals(stacks: Mapping[str, Blueprint]) -> None:
    for stack in STACKS:
        section = PAGE.read_text(encoding="utf-8").partition(f"\n## {stack}\n")[2].partition("Ways out")[0]
        amounts = re.findall(r" \| ([\d,.]+) \|$", section, flags=re.MULTILINE)
        total = sum(round(float(amount.replace(",", "")) * 100) for amount in amounts)
        assert total == stacks[stack].cost.total * 100


def test_its_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", PAGE.read_text(encoding="utf-8"))
    assert links
    assert all((PAGE.parent / link).is_file() for link in links)


def test_a_page_without_a_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err == "usage: python -m blueprint.costs_page FILE\n"
