"""Every control says of every sample program what its table promises: alone and inside the engine."""

import pytest

from policy.controls.evaluate import evaluate
from policy.controls.model import Verdict
from policy.controls.registry import CONTROLS
from tests.policy.analyzer import analyze
from tests.policy.case import Case
from tests.policy.cases import ALL_CASES
from tests.policy.program import views

BY_ID = {control.id: control for control in CONTROLS}


@pytest.mark.parametrize("preview", [False, True], ids=["known", "preview"])
@pytest.mark.parametrize("case", ALL_CASES, ids=str)
def test_a_control_judges_the_program_as_promised(case: Case, *, preview: bool) -> None:
    expected = case.preview if preview else case.known
    evaluation = evaluate(
        views(case.resources, preview=preview),
        config=case.config,
        controls=[BY_ID[case.control]],
    )

    on_subject = [finding for finding in evaluation.findings if finding.urn == case.on.urn]
    assert {finding.verdict for finding in on_subject} == ({expected} - {Verdict.PASSED})
    assert {finding.urn for finding in evaluation.findings} <= {case.on.urn}
    assert evaluation.passed + evaluation.failed + evaluation.undetermined > 0
    if expected is Verdict.FAILED:
        assert any(case.says in finding.message for finding in on_subject)


@pytest.mark.parametrize("preview", [False, True], ids=["known", "preview"])
@pytest.mark.parametrize("case", ALL_CASES, ids=str)
def test_the_engine_reports_the_same(case: Case, *, preview: bool) -> None:
    expected = case.preview if preview else case.known
    control = BY_ID[case.control]

    violations = analyze(views(case.resources, preview=preview), [control], {case.control: case.settings})

    failed = [violation for violation in violations if violation.policy == case.control]
    open_questions = [violation for violation in violations if violation.policy == "META-07"]
    assert bool(failed) == (expected is Verdict.FAILED)
    assert bool(open_questions) == (expected is Verdict.UNDETERMINED)
    for violation in failed:
        assert violation.urn == case.on.urn
        assert control.fix in violation.message
    if failed:
        assert any(case.says in violation.message for violation in failed)
    if open_questions:
        assert case.control in open_questions[0].message
