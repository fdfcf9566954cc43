"""The picture in the documentation is the program's, today."""

from collections.abc import Mapping

from blueprint import report
from blueprint.blueprint import Blueprint
from blueprint.recording import ROOT


def test_the_picture_of_the_readme_shows_the_production_stack_as_it_is(
    stacks: Mapping[str, Blueprint],
) -> None:
    drawn = report.svg(stacks["prod"])
    assert (ROOT / "docs/architecture.svg").read_text(encoding="utf-8") == drawn, "make picture draws it anew"
