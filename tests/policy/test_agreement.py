"""A first preview, a recorded run and an exported state say the same wherever they say anything."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from blueprint.gate import to_views
from policy.controls.audit import read_state
from policy.controls.config import PackConfig
from policy.controls.control import judge
from policy.controls.graph import Stack, Subject
from policy.controls.model import ResourceView, Verdict
from policy.controls.registry import CONTROLS
from tests.policy.case import Case
from tests.policy.cases import ALL_CASES
from tests.policy.program import views
from tests.policy.test_audit import exported, production
from tests.policy.test_mutations import config
from tests.policy.test_stacks import STACKS, recording

type Verdicts = Mapping[tuple[str, str], Verdict]


def verdicts(program: Sequence[ResourceView], settings: PackConfig) -> Verdicts:
    """What each control says of each resource, by control and URN."""
    stack = Stack(program)
    return {
        (control.id, subject.view.urn): judge(
            control, Subject(subject.view, stack, settings.settings_of(control))
        ).verdict
        for control in CONTROLS
        for subject in stack.of_type(*control.types)
    }


def contradictions(one: Verdicts, other: Verdicts) -> list[tuple[str, str, str, str]]:
    """Judgements that both made, and made differently."""
    both = {key: (one[key], other[key]) for key in one.keys() & other.keys()}
    return [
        (*key, first, second)
        for key, (first, second) in sorted(both.items())
        if first is not second and Verdict.UNDETERMINED not in (first, second)
    ]


@pytest.mark.parametrize("stack", STACKS)
def test_the_first_preview_of_our_stacks_contradicts_nothing_that_is_known_later(stack: str) -> None:
    preview, known = (
        verdicts(to_views(recording(stack, preview=preview)), config(stack)) for preview in (True, False)
    )

    assert contradictions(preview, known) == []
    decided = [key for key in preview if preview[key] is not Verdict.UNDETERMINED]
    assert len(decided) > 0.9 * len(preview)


def test_what_is_deployed_is_judged_as_what_was_planned(tmp_path: Path) -> None:
    state = read_state(exported(tmp_path, production()))
    planned = to_views(recording("prod", preview=False))

    assert verdicts(state, config("prod")) == verdicts(planned, config("prod"))


@pytest.mark.parametrize("case", ALL_CASES, ids=str)
def test_no_control_contradicts_at_the_first_preview_what_it_says_later(case: Case) -> None:
    """Of every control, not only of the one the program was written for."""
    preview, known = (
        verdicts(views(case.resources, preview=preview), case.config) for preview in (True, False)
    )

    assert contradictions(preview, known) == []
