"""What the README promises exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z-]+)", README))))
def test_every_make_command_is_a_target(target: str) -> None:
    assert target in TARGETS


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)", README))))
def test_every_link_leads_to_something(link: str) -> None:
    assert (ROOT / link).exists()


def test_every_setting_of_an_example_is_a_configuration_key() -> None:
    declared = (ROOT / "Pulumi.yaml").read_text()
    for key in re.findall(r"pulumi config set (\w+)", README):
        assert re.search(rf"^  {key}:", declared, re.MULTILINE), key
