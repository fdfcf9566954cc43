"""A broken control stands for itself alone: it fails under its own name, and the others run."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from policy.controls.config import PackConfig
from policy.controls.control import Problem
from policy.controls.evaluate import evaluate
from policy.controls.graph import Subject
from policy.controls.model import UNKNOWN, Level, ResourceView, Verdict
from policy.controls.registry import CONTROLS
from tests.policy.analyzer import analyze
from tests.policy.case import Case
from tests.policy.cases import ALL_CASES
from tests.policy.cases.settings import RANDOM, TOKEN
from tests.policy.program import views

SECRET = "correct horse battery staple"
SUBNET = ResourceView(
    urn="urn:pulumi:test::sample::aws:ec2/subnet:Subnet::public",
    type="aws:ec2/subnet:Subnet",
    name="public",
    props={"mapPublicIpOnLaunch": True, "tags": {"note": SECRET}},
)
BY_ID = {control.id: control for control in CONTROLS}


def breaks(subject: Subject) -> Iterator[Problem]:
    yield Problem("found before the break")
    raise KeyError(subject.read("tags.note"))


HEALTHY = BY_ID["NET-03"]
BROKEN = replace(HEALTHY, id="NET-99", check=breaks)
BROKEN_STACK_CONTROL = replace(BROKEN, id="NET-98", reads_stack=True, level=Level.ADVISORY)


def test_a_crash_is_a_failure_of_that_control_and_the_others_run() -> None:
    evaluation = evaluate([SUBNET], config=PackConfig(), controls=[BROKEN, HEALTHY])

    messages = {(finding.control_id, finding.message.partition(" at ")[0]) for finding in evaluation.findings}
    assert messages == {
        ("NET-99", "found before the break"),
        ("NET-99", "internal error in NET-99: KeyError"),
        ("NET-03", "mapPublicIpOnLaunch is true"),
    }
    assert evaluation.failed == 2


def test_a_crash_does_not_end_a_preview_and_keeps_the_level_of_its_control() -> None:
    violations = analyze([SUBNET], [BROKEN, BROKEN_STACK_CONTROL, HEALTHY])

    levels = {(violation.policy, violation.level) for violation in violations}
    assert levels == {("NET-99", "mandatory"), ("NET-98", "advisory"), ("NET-03", "mandatory")}


def test_a_crash_tells_where_but_not_with_which_value() -> None:
    violations = analyze([SUBNET], [BROKEN, BROKEN_STACK_CONTROL])

    assert any("test_containment.py:" in violation.message for violation in violations)
    assert all(SECRET not in violation.message for violation in violations)


def test_a_resource_control_that_asks_for_the_stack_is_reported() -> None:
    lost = replace(HEALTHY, check=lambda subject: iter([Problem(str(subject.stack))]))

    violations = analyze([SUBNET], [lost])

    assert "LookupError" in violations[0].message


@pytest.mark.parametrize("case", ALL_CASES, ids=str)
def test_no_secret_of_a_program_is_quoted(case: Case) -> None:
    found = evaluate(
        views(case.resources, preview=False),
        config=case.config,
        controls=[BY_ID[case.control]],
    ).findings

    secrets = (
        TOKEN,
        RANDOM,
        "only-for-tests",
        "hunter2",
        "AKIAIOSFODNN7EXAMPLE",
        "dXNlcjpwYXNzd29yZA==",
        "x:y@",
    )
    assert [
        finding.message for finding in found if any(secret in finding.message for secret in secrets)
    ] == []


ODD_VALUES = (
    UNKNOWN,
    None,
    "",
    "odd",
    7.0,
    True,
    [],
    {},
    [UNKNOWN],
    [None],
    ["odd"],
    [{}],
    {"odd": UNKNOWN},
    [[{}]],
)


def variations(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every version of a nested value with one part replaced; each with what stands there instead."""
    for odd in ODD_VALUES:
        yield odd, odd
    match value:
        case dict():
            for key, item in value.items():
                yield from (({**value, key: new}, odd) for new, odd in variations(item))
        case list():
            for index, item in enumerate(value):
                yield from (
                    ([*value[:index], new, *value[index + 1 :]], odd) for new, odd in variations(item)
                )


@pytest.mark.parametrize("case", ALL_CASES, ids=str)
def test_no_odd_value_breaks_a_control_and_hiding_one_raises_no_alarm(case: Case) -> None:
    """Each property of each sample program is replaced, one at a time, by every odd value.

    No control may crash on it. And where the program passed, knowing less may leave the question open, but
    must never turn into a failure: that would be a false alarm at the first preview.
    """
    resources = views(case.resources, preview=False)
    for position, resource in enumerate(resources):
        for key, value in resource.props.items():
            for changed, odd in variations(value):
                altered = replace(resource, props={**resource.props, key: changed})
                program = [*resources[:position], altered, *resources[position + 1 :]]
                found = evaluate(program, config=case.config, controls=[BY_ID[case.control]]).findings
                assert not [finding.message for finding in found if "internal error" in finding.message]
                if odd is UNKNOWN and case.known is Verdict.PASSED:
                    assert not [
                        f"{key}: {finding.message}" for finding in found if finding.verdict is Verdict.FAILED
                    ]
