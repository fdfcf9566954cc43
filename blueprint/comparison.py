"""What a change does to a stack: its bill and its findings, against an earlier report."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from blueprint.blueprint import Blueprint
from blueprint.gate import LocatedFinding

type LineKey = tuple[str, str]
"""Tier and label of a line of the cost table."""
type FindingKey = tuple[str, str, str]
"""Control, URN and message. Not the line: it moves with every edit above it."""


class BaselineError(Exception):
    """The earlier report cannot be used. One line, names the file."""


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """An earlier report of the same stack; US dollars a month."""

    costs: Mapping[LineKey, Decimal]
    findings: frozenset[FindingKey]


@dataclass(frozen=True, kw_only=True)
class CostChange:
    """A line of the cost table that differs; US dollars a month, 0 where there is no such line."""

    tier: str
    label: str
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, kw_only=True)
class Comparison:
    costs: tuple[CostChange, ...]
    """Largest difference first."""
    new_findings: tuple[LocatedFinding, ...]
    gone_findings: int

    @property
    def difference(self) -> Decimal:
        return sum((change.difference for change in self.costs), Decimal("0.00"))


def read_baseline(path: Path, stack: str) -> Baseline:
    """Reads what `--json` wrote earlier, for the same stack. Raises BaselineError."""
    try:
        document: Any = json.loads(path.read_text(encoding="utf-8"))
        if document["stack"] != stack:
            raise BaselineError(f"{path}: is a report of {document['stack']!r}, not of {stack!r}")
        return Baseline(
            costs={
                (line["tier"], line["label"]): Decimal(str(line["amount"]))
                for line in document["cost"]["lines"]
            },
            findings=frozenset(
                (finding["control"], finding["resource"], finding["message"])
                for finding in document["policy"]["findings"]
            ),
        )
    except OSError as error:
        raise BaselineError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, ArithmeticError, LookupError, TypeError):
        raise BaselineError(f"{path}: is not a report that --json wrote") from None


def compare(blueprint: Blueprint, baseline: Baseline) -> Comparison:
    now = {(line.tier.value, line.label): line.amount for line in blueprint.cost.lines}
    nothing = Decimal("0.00")
    changes = [
        CostChange(
            tier=key[0], label=key[1], before=baseline.costs.get(key, nothing), after=now.get(key, nothing)
        )
        for key in sorted(now.keys() | baseline.costs.keys())
    ]
    found = {_key(located) for located in blueprint.gate.findings}
    return Comparison(
        costs=tuple(
            sorted(
                (change for change in changes if change.difference), key=lambda each: -abs(each.difference)
            )
        ),
        new_findings=tuple(
            located for located in blueprint.gate.findings if _key(located) not in baseline.findings
        ),
        gone_findings=len(baseline.findings - found),
    )


def _key(located: LocatedFinding) -> FindingKey:
    finding = located.finding
    return finding.control_id, finding.urn, finding.message
