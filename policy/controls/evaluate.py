"""Judge a whole program by the pack, without Pulumi's engine."""

from collections.abc import Iterator, Sequence

from .completeness import COMPLETENESS, Tally
from .config import PackConfig
from .control import Control, Declaration, Judgement, judge
from .exemptions import VALID_EXEMPTIONS, VISIBLE_EXEMPTIONS, Exemptions
from .graph import Stack, Subject
from .model import Evaluation, Finding, Level, ResourceView, Severity, Verdict
from .registry import CONTROLS

NO_EXEMPTIONS = Exemptions()


def evaluate(
    resources: Sequence[ResourceView],
    *,
    config: PackConfig,
    controls: Sequence[Control] = CONTROLS,
    exemptions: Exemptions = NO_EXEMPTIONS,
) -> Evaluation:
    """Run every enabled control over every resource of its types.

    Findings come worst first: mandatory before advisory, by severity, then by control and resource; exempt
    ones come last.
    """
    stack = Stack(resources)
    tally = Tally()
    findings: list[Finding] = []
    for declared in controls:
        level = config.level_of(declared)
        if level is Level.DISABLED:
            continue
        settings = config.settings_of(declared)
        for subject in stack.of_type(*declared.types):
            urn = subject.view.urn
            judgement = judge(declared, Subject(subject.view, stack, settings))
            judgement = exemptions.applied_to(declared.id, urn, judgement)
            tally.record(declared.id, urn, judgement)
            findings.extend(_findings(declared, level, urn, judgement))
    findings.extend(_about_the_run(config, tally, exemptions.complaints(tally.judgements, stack, controls)))
    return Evaluation(
        findings=tuple(sorted(findings, key=_worst_first)),
        passed=tally.counts.get(Verdict.PASSED, 0),
        failed=tally.counts.get(Verdict.FAILED, 0),
        undetermined=tally.counts.get(Verdict.UNDETERMINED, 0),
        exempt=tally.counts.get(Verdict.EXEMPT, 0),
        disabled=tuple(c.id for c in controls if config.level_of(c) is Level.DISABLED),
    )


def _findings(declared: Control, level: Level, urn: str, judgement: Judgement) -> Iterator[Finding]:
    if judgement.verdict is Verdict.UNDETERMINED:
        yield _finding(declared, level, Verdict.UNDETERMINED, urn, judgement.open_question)
    for problem in judgement.problems:
        verdict = Verdict.EXEMPT if problem.exemption else Verdict.FAILED
        yield _finding(
            declared, level, verdict, urn, problem.message, detail=problem.detail, exemption=problem.exemption
        )


def _about_the_run(config: PackConfig, tally: Tally, complaints: Iterator[str]) -> Iterator[Finding]:
    """What the pack says of itself; open questions and exemptions only where they are forbidden as such."""
    level = config.level_of(VALID_EXEMPTIONS)
    if level is not Level.DISABLED:
        for complaint in complaints:
            yield _finding(VALID_EXEMPTIONS, level, Verdict.FAILED, "", complaint)
    for declared, verdict in ((COMPLETENESS, Verdict.UNDETERMINED), (VISIBLE_EXEMPTIONS, Verdict.EXEMPT)):
        count = tally.counts.get(verdict, 0)
        if count and config.level_of(declared) is Level.MANDATORY:
            message = f"{count} judgements are {verdict}"
            yield _finding(declared, Level.MANDATORY, Verdict.FAILED, "", message)


def _finding(
    declared: Declaration, level: Level, verdict: Verdict, urn: str, message: str,
    *, detail: str = "", exemption: str = "",
) -> Finding:  # fmt: skip
    return Finding(
        control_id=declared.id, title=declared.title, level=level, severity=declared.severity,
        verdict=verdict, urn=urn, message=message, detail=detail, exemption=exemption,
        fix=declared.fix, url=declared.url,
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
