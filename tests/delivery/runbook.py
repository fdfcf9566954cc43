"""Reads the runbook: its headings, its links, and the commands in it."""

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/runbook.md").read_text(encoding="utf-8")
TOOLS = ("aws", "cd", "export", "git", "make", "pulumi", "python3")


def anchors() -> set[str]:
    """As GitHub makes them from the headings."""
    headings = re.findall(r"^#+ (.+)$", TEXT, flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links() -> list[str]:
    """Targets of links within the page, without the sharp."""
    return re.findall(r"\]\(#([^)]+)\)", TEXT)


def commands(tool: str) -> list[list[str]]:
    """Each command of a tool, in blocks and in running text, split as a shell does, without the tool."""
    return [words[1:] for words in _all_commands() if words[0] == tool]


def unknown_tools() -> list[str]:
    """First words of lines in blocks that are none of the tools."""
    return [words[0] for words in _block_commands() if words[0] not in TOOLS]


def _all_commands() -> Iterator[list[str]]:
    yield from _block_commands()
    prose = re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    for code in re.findall(r"`([^`]+)`", prose):
        words = shlex.split(code)
        if words[0] in TOOLS and len(words) > 1:
            yield words


def _block_commands() -> Iterator[list[str]]:
    for block in re.findall(r"^```sh\n(.*?)^```$", TEXT, flags=re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            yield shlex.split(line, comments=True)
            for inner in re.findall(r"\$\(([^)]+)\)", line):
                yield shlex.split(inner)


def options(words: Sequence[str]) -> list[str]:
    """Names of the long options, without dashes and values."""
    return [word[2:].partition("=")[0] for word in words if word.startswith("--")]
