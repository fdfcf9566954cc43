"""What Pulumi's engine reports of a run with this pack, as the evaluation every report is made of.

The engine writes one JSON object a line: `pulumi policy analyze --json`, or the event log of a preview.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

from .completeness import COMPLETENESS
from .control import Declaration
from .exemptions import VISIBLE_EXEMPTIONS
from .model import Evaluation, Finding, Level, Verdict, worst_first

PACK_NAME: Final = "aws-serverless"
_SUMMARIES: Final = ("policyAnalyzeSummaryEvent", "policyAnalyzeStackSummaryEvent")
_COUNTED: Final = re.compile(r"(\d+) (passed|failed|undetermined|exempt)")
_OPEN: Final = re.compile(r"(?P<control>[A-Z]+-\d+): (?P<message>.+)")
_ACCEPTED: Final = re.compile(r"(?P<control>[A-Z]+-\d+) (?P<message>.+?); (?P<exemption>exempt until .+)")


class EventsError(Exception):
    """The file holds no events of Pulumi's engine. One line, names the file."""


def read_events(path: Path, declarations: Sequence[Declaration]) -> Evaluation:
    """The evaluation that the engine's events tell of; those of other packs are left out.

    An open question and an exemption reach the engine as lines of a message: they name the resource in words
    and have no URN. Raises `EventsError`.
    """
    known = {declared.id: declared for declared in declarations}
    passed = 0
    counts: Counter[str] = Counter()
    findings: list[Finding] = []
    for event in _events(path):
        for key in _SUMMARIES:
            passed += len(event.get(key, {}).get("passed") or ())
        violation: Mapping[str, Any] = event.get("policyEvent") or {}
        declared = known.get(str(violation.get("policyName")))
        if declared is None or violation.get("policyPackName") != PACK_NAME:
            continue
        lines = str(violation["message"]).strip().splitlines()[1:]
        if declared is COMPLETENESS:
            counts.update({word: int(number) for number, word in _COUNTED.findall(lines[0])})
            findings.extend(_told(known, lines, _OPEN, Verdict.UNDETERMINED))
        elif declared is VISIBLE_EXEMPTIONS:
            findings.extend(_told(known, lines, _ACCEPTED, Verdict.EXEMPT))
        else:
            findings.append(_violated(declared, violation, lines))
    verdicts = Counter(finding.verdict for finding in findings)
    return Evaluation(
        findings=tuple(sorted(findings, key=worst_first)),
        passed=counts["passed"] or passed,
        failed=counts["failed"] or verdicts[Verdict.FAILED],
        undetermined=counts["undetermined"],
        exempt=counts["exempt"] or verdicts[Verdict.EXEMPT],
    )


def _violated(declared: Declaration, violation: Mapping[str, Any], lines: Sequence[str]) -> Finding:
    """The message is the control's title, then what is wrong, then how to repair it and where to read on."""
    message = next(iter(lines), declared.title)
    level = Level(violation["enforcementLevel"])
    return declared.finding(Verdict.FAILED, str(violation.get("resourceUrn") or ""), message, level=level)


def _told(
    known: Mapping[str, Declaration], lines: Sequence[str], form: re.Pattern[str], verdict: Verdict
) -> Iterator[Finding]:
    for line in lines:
        if (match := form.fullmatch(line)) and (declared := known.get(match["control"])):
            told = match.groupdict()
            yield declared.finding(
                verdict, "", told["message"], level=declared.level, exemption=told.get("exemption", "")
            )


def _events(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        events: list[Any] = [json.loads(line) for line in text.splitlines() if line.strip()]
    except OSError as error:
        raise EventsError(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError:
        raise EventsError(f"{path}: is not JSON, one event a line") from None
    if not events or not all(isinstance(event, dict) and "sequence" in event for event in events):
        raise EventsError(
            f"{path}: holds no events of `pulumi policy analyze --json` or a preview's event log"
        )
    return iter(cast("list[Mapping[str, Any]]", events))
