"""Judge a whole program by the pack, without Pulumi's engine."""

from collections.abc import Iterator, Sequence

from .completeness import COMPLETENESS, Tally
from .config import PackConfig
from .control import Control, Judgement, judge
from .exemptions import VALID_EXEMPTIONS, VISIBLE_EXEMPTIONS, Exemptions
from .graph import Stack, Subject
from .model import Evaluation, Finding, Level, ResourceView, Verdict, worst_first
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
        findings=tuple(sorted(findings, key=worst_first)),
        passed=tally.counts.get(Verdict.PASSED, 0),
        failed=tally.counts.get(Verdict.FAILED, 0),
        undetermined=tally.counts.get(Verdict.UNDETERMINED, 0),
        exempt=tally.counts.get(Verdict.EXEMPT, 0),
        disabled=tuple(c.id for c in controls if config.level_of(c) is Level.DISABLED),
    )


def _findings(declared: Control, level: Level, urn: str, judgement: Judgement) -> Iterator[Finding]:
    if judgement.verdict is Verdict.UNDETERMINED:
        yield declared.finding(Verdict.UNDETERMINED, urn, judgement.open_question, level=level)
    for problem in judgement.problems:
        verdict = Verdict.EXEMPT if problem.exemption else Verdict.FAILED
        yield declared.finding(
            verdict, urn, problem.message, level=level, detail=problem.detail, exemption=problem.exemption
        )


def _about_the_run(config: PackConfig, tally: Tally, complaints: Iterator[str]) -> Iterator[Finding]:
    """What the pack says of itself; open questions and exemptions only where they are forbidden as such."""
    level = config.level_of(VALID_EXEMPTIONS)
    if level is not Level.DISABLED:
        for complaint in complaints:
            yield VALID_EXEMPTIONS.finding(Verdict.FAILED, "", complaint, level=level)
    for declared, verdict in ((COMPLETENESS, Verdict.UNDETERMINED), (VISIBLE_EXEMPTIONS, Verdict.EXEMPT)):
        count = tally.counts.get(verdict, 0)
        if count and config.level_of(declared) is Level.MANDATORY:
            message = f"{count} judgements are {verdict}"
            yield declared.finding(Verdict.FAILED, "", message, level=Level.MANDATORY)
