"""The pack's vocabulary: what goes in (resources) and what comes out (findings)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Any, Final


class _Unknown(Enum):
    """The type of the one value that stands for 'not known before the deployment'."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = _Unknown.UNKNOWN
"""Stands inside `ResourceView.props` for every value that only the deployment will tell."""


class Verdict(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    UNDETERMINED = "undetermined"
    EXEMPT = "exempt"
    """Failed, and somebody answers for it until a day."""


class Level(StrEnum):
    """What a failed control does to a preview; the words are Pulumi's."""

    MANDATORY = "mandatory"
    ADVISORY = "advisory"
    DISABLED = "disabled"


class Severity(StrEnum):
    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, kw_only=True)
class ResourceView:
    """One resource as a control may see it, from a recording, a preview or an exported state.

    `props` holds what the program asked for, in the engine's camelCase, secrets unwrapped, `UNKNOWN` at every
    leaf that is not known yet. `outputs` holds what the provider answered (id, arn, ...): it only serves to
    recognise a resource that another one names. Dependencies are URNs, `property_dependencies` by top-level
    property.
    """

    urn: str
    type: str
    name: str
    props: Mapping[str, Any]
    outputs: Mapping[str, Any] = field(default_factory=dict[str, Any])
    parent: str | None = None
    dependencies: frozenset[str] = frozenset()
    property_dependencies: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    protect: bool = False
    ignore_changes: tuple[str, ...] = ()
    provider: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One problem of one resource, or one control that could not be decided on it.

    `detail` tells several findings of one control on one resource apart (an action, a rule's position).
    `exemption` says until when and why an exempt one is accepted.
    """

    control_id: str
    title: str
    level: Level
    severity: Severity
    verdict: Verdict
    urn: str
    message: str
    fix: str
    url: str
    detail: str = ""
    exemption: str = ""


def worst_first(finding: Finding) -> tuple[int, int, int, str, str, str]:
    """The order of reports: mandatory before advisory, by severity, control and resource; exempt last."""
    return (
        list(Verdict).index(finding.verdict),
        list(Level).index(finding.level),
        list(Severity).index(finding.severity),
        finding.control_id,
        finding.urn,
        finding.message,
    )


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """The outcome of a run. The counts are of judgements: one control on one resource.

    `disabled` are the ids of the controls that the configuration switched off.
    """

    findings: tuple[Finding, ...]
    passed: int
    failed: int
    undetermined: int
    exempt: int = 0
    disabled: tuple[str, ...] = ()

    @property
    def mandatory_failures(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.verdict is Verdict.FAILED and f.level is Level.MANDATORY)

    @property
    def completeness(self) -> str:
        """One line for every report: how much of the pack was really decided."""
        counts = {
            Verdict.PASSED: self.passed,
            Verdict.FAILED: self.failed,
            Verdict.UNDETERMINED: self.undetermined,
            Verdict.EXEMPT: self.exempt,
        }
        return completeness_line(counts)


def completeness_line(counts: Mapping[Verdict, int]) -> str:
    """`412 passed, 0 failed, 3 undetermined, 1 exempt`: judgements, one control on one resource each."""
    return ", ".join(f"{counts.get(verdict, 0)} {verdict}" for verdict in Verdict)
