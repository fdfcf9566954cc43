"""Findings as SARIF 2.1.0 (OASIS), which code hosts show as annotations beside the lines of the program."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Final

from ..control import Declaration
from ..model import Evaluation, Finding, Level, Severity, Verdict
from .places import Line, Places

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {Level.MANDATORY: "error", Level.ADVISORY: "warning", Level.DISABLED: "none"}
_SCORES: Final = {Severity.CRITICAL: "9.5", Severity.HIGH: "8.0", Severity.MEDIUM: "5.5", Severity.LOW: "2.0"}
"""In the ranges GitHub's code scanning reads `security-severity` by: above 9.0, above 7.0, above 4.0."""


def sarif(evaluation: Evaluation, declarations: Sequence[Declaration], places: Places) -> str:
    """The log as JSON text.

    Every declaration is a rule. What is exempt is a suppressed result, what stayed undetermined an open one.
    """
    index = {declared.id: position for position, declared in enumerate(declarations)}
    run = {
        "tool": {
            "driver": {"name": "aws-serverless policy pack", "rules": [_rule(d) for d in declarations]},
        },
        "results": [
            _result(finding, index[finding.control_id], places.get(finding.urn, ()))
            for finding in evaluation.findings
        ],
        "columnKind": "unicodeCodePoints",
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(declared: Declaration) -> dict[str, Any]:
    return {
        "id": declared.id,
        "shortDescription": {"text": declared.title},
        "fullDescription": {"text": declared.why},
        "help": {"text": declared.fix},
        "helpUri": declared.url,
        "defaultConfiguration": {"level": _LEVELS[declared.level]},
        "properties": {
            "tags": ["security", *declared.families, *declared.frameworks.tags],
            "security-severity": _SCORES[declared.severity],
        },
    }


def _result(finding: Finding, index: int, lines: Sequence[Line]) -> dict[str, Any]:
    # A result that is not a failure has, by the standard (3.27.10), the level none.
    is_open = finding.verdict is Verdict.UNDETERMINED
    result: dict[str, Any] = {
        "ruleId": finding.control_id,
        "ruleIndex": index,
        "kind": "open" if is_open else "fail",
        "level": "none" if is_open else _LEVELS[finding.level],
        "message": {"text": f"{_subject(finding)}: {finding.message}. {finding.fix}"},
        "partialFingerprints": {"controlOnResource/v1": _fingerprint(finding)},
    }
    if finding.urn:
        result["locations"] = [_location(finding, lines)]
    if len(lines) > 1:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": "from here"}, "physicalLocation": _physical(line)}
            for number, line in enumerate(lines[1:], start=1)
        ]
    if finding.verdict is Verdict.EXEMPT:
        result["suppressions"] = [
            # Without a status a suppression counts as accepted (3.35.3).
            {"kind": "external", "justification": finding.exemption}
        ]
    return result


def _location(finding: Finding, lines: Sequence[Line]) -> dict[str, Any]:
    resource = {"name": _subject(finding), "fullyQualifiedName": finding.urn, "kind": "resource"}
    location: dict[str, Any] = {"logicalLocations": [resource]}
    if lines:
        location["physicalLocation"] = _physical(lines[0])
    return location


def _physical(line: Line) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": line.file, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": line.line},
    }


def _subject(finding: Finding) -> str:
    return finding.urn.rpartition("::")[2] or "the policy pack"


def _fingerprint(finding: Finding) -> str:
    """Stays the same when lines move, so that a code host recognises the finding."""
    identity = (finding.control_id, finding.urn, finding.detail or finding.message)
    return hashlib.sha256("\0".join(identity).encode()).hexdigest()
