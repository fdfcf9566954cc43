"""The list of what another scanner says and we answer: `policy/checkov-triage.yaml`."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, order=True)
class Finding:
    """A check of the scanner on a resource, by Terraform's address."""

    check: str
    resource: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Why a check may fail on the resources whose addresses match."""

    check: str
    resources: tuple[str, ...]
    reason: str
    covered_by: str = ""

    def accepts(self, finding: Finding) -> bool:
        return finding.check == self.check and any(
            fnmatchcase(finding.resource, pattern) for pattern in self.resources
        )


def read(path: Path) -> list[Answer]:
    """Raises TypeError for a key that is missing or that no answer has."""
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Answer(**(entry | {"resources": tuple(entry["resources"])})) for entry in entries]


def unanswered(findings: Sequence[Finding], answers: Sequence[Answer]) -> list[Finding]:
    """What fails without a reason, in the order of checks."""
    return sorted({f for f in findings if not any(answer.accepts(f) for answer in answers)})


def unneeded(findings: Sequence[Finding], answers: Sequence[Answer]) -> list[tuple[str, str]]:
    """Patterns of resources on which their check fails no longer."""
    return [
        (answer.check, pattern)
        for answer in answers
        for pattern in answer.resources
        if not any(f.check == answer.check and fnmatchcase(f.resource, pattern) for f in findings)
    ]
