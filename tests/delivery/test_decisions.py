"""Every decision has a number of its own, the same three parts, and links that lead somewhere."""

import re
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "docs/decisions"
FILES = sorted(FOLDER.glob("*.md"))

each_decision = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def test_no_two_decisions_share_a_number() -> None:
    numbers = Counter(file.name[:4] for file in FILES)
    assert len(numbers) > 50
    assert [number for number, times in numbers.items() if times > 1] == []


@each_decision
def test_a_decision_says_what_was_decided_why_and_what_follows(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(file.name[:4])}. ")
    parts = re.findall(r"^\*\*(Context|Decision|Consequences)\.\*\*", text, flags=re.MULTILINE)
    assert parts == ["Context", "Decision", "Consequences"]


@each_decision
def test_every_link_of_a_decision_leads_to_a_file(file: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", file.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (file.parent / link).exists()] == []
