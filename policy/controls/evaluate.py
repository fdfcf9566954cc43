"""Judge a whole program by the pack, without Pulumi's engine."""

from collections import Counter
from collections.abc import Iterator, Sequence

from .completeness import COMPLETENESS
from .config import PackConfig
from .control import Control, Judgement, judge
from .graph import Stack, Subject
from .model import Evaluation, Finding, Level, ResourceView, Severity, Verdict
from .registry import CONTROLS


def evaluate(
    resources: Sequence[ResourceView], *, config: PackConfig, controls: Sequence[Control] = CONTROLS
) -> Evaluation:
    """Run every enabled control over every resource of its types.

    Findings come worst first: mandatory before advisory, by severity, then by control and resource.
    """
    stack = Stack(resources)
    counts: Counter[Verdict] = Counter()
    findings: list[Finding] = []
    for declared in controls:
        level = config.level_of(declared)
        if level is Level.DISABLED:
            continue
        settings = config.settings_of(declared)
        for subject in stack.of_type(*declared.types):
            judgement = judge(declared, Subject(subject.view, stack, settings))
            counts[judgement.verdict] += 1
            findings.extend(_findings(declared, level, subject, judgement))
    findings.extend(_incompleteness(config, counts[Verdict.UNDETERMINED]))
    return Evaluation(
        findings=tuple(sorted(findings, key=_worst_first)),
        passed=counts[Verdict.PASSED],
        failed=counts[Verdict.FAILED],
        undetermined=counts[Verdict.UNDETERMINED],
    )


def _findings(declared: Control, level: Level, subject: Subject, judgement: Judgement) -> Iterator[Finding]:
    messages = [(problem.message, problem.detail) for problem in judgement.problems]
    if judgement.verdict is Verdict.UNDETERMINED:
        messages.append((judgement.open_question, ""))
    for message, detail in messages:
        yield Finding(
            control_id=declared.id, title=declared.title, level=level, severity=declared.severity,
            verdict=judgement.verdict, urn=subject.view.urn, message=message, detail=detail,
            fix=declared.fix, url=declared.url,
        )  # fmt: skip


def _incompleteness(config: PackConfig, undetermined: int) -> Iterator[Finding]:
    """What makes a run fail in which something stayed open, where the configuration is that strict."""
    if undetermined and config.level_of(COMPLETENESS) is Level.MANDATORY:
        yield Finding(
            control_id=COMPLETENESS.id, title=COMPLETENESS.title, level=Level.MANDATORY,
            severity=COMPLETENESS.severity, verdict=Verdict.FAILED, urn="",
            message=f"{undetermined} judgements are undetermined", fix=COMPLETENESS.fix, url=COMPLETENESS.url,
        )  # fmt: skip


def _worst_first(finding: Finding) -> tuple[int, int, int, str, str, str]:
    return (
        list(Verdict).index(finding.verdict),
        list(Level).index(finding.level),
        list(Severity).index(finding.severity),
        finding.control_id,
        finding.urn,
        finding.message,
    )
