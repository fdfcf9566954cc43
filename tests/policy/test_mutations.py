"""Each control finds, in our own stacks, the mistake it is there for: with its line, and nothing else."""

from functools import cache

import pytest

from blueprint.gate import to_views
from blueprint.recording import ROOT
from policy.controls.config import PackConfig
from policy.controls.evaluate import evaluate
from policy.controls.exemptions import Exemptions
from policy.controls.model import Evaluation, ResourceView, Verdict
from policy.controls.registry import CONTROLS, DECLARATIONS
from tests.policy.mutation import Mutation, label
from tests.policy.mutations import MUTATIONS, NOT_APPLICABLE
from tests.policy.test_stacks import EXEMPTIONS, STACKS, recording

EVERY_CONTROL = {control.id for control in CONTROLS}
RUNS = [(stack, mutation) for mutation in MUTATIONS for stack in mutation.stacks]


@cache
def views(stack: str) -> tuple[ResourceView, ...]:
    return tuple(to_views(recording(stack, preview=False)))


@cache
def config(stack: str) -> PackConfig:
    return PackConfig.load(ROOT / "policy/config" / f"{stack}.json", DECLARATIONS)


def judge(stack: str, program: list[ResourceView], exemptions: Exemptions = EXEMPTIONS) -> Evaluation:
    return evaluate(program, config=config(stack), exemptions=exemptions)


def failures(evaluation: Evaluation) -> set[tuple[str, str]]:
    """Pairs of control and URN."""
    return {(f.control_id, f.urn) for f in evaluation.findings if f.verdict is Verdict.FAILED}


@cache
def before(stack: str) -> frozenset[tuple[str, str]]:
    return frozenset(failures(judge(stack, list(views(stack)))))


@pytest.mark.parametrize(("stack", "mutation"), RUNS, ids=str)
def test_a_mistake_is_found_by_its_control_where_it_was_made(stack: str, mutation: Mutation) -> None:
    found = failures(judge(stack, mutation.change(views(stack)))) - before(stack)

    (on,) = [view.urn for view in views(stack) if label(view) == mutation.on]
    assert (mutation.control, on) in found
    others = found - {(mutation.control, on)}
    assert {(control, urn.rpartition("::")[2]) for control, urn in others} == mutation.relatives
    source = recording(stack, preview=False).by_urn(on).sources[0]
    line = (ROOT / source.file).read_text(encoding="utf-8").splitlines()[source.line - 1]
    assert f"{mutation.on.partition(':')[0]}(" in line


@pytest.mark.parametrize("secret", ["database-user", "cache-user", "django-key", "origin-key"])
def test_what_is_exempt_would_be_found(secret: str) -> None:
    unrotated = [urn for control, urn in failures(judge("prod", list(views("prod")), Exemptions()))
                 if control == "SEC-02"]  # fmt: skip

    assert any(urn.endswith(f"::{secret}-secret") for urn in unrotated)


def test_every_control_that_applies_has_a_mistake_to_find() -> None:
    """What takes no mutation of a property stands in a test of its own."""
    proved = {mutation.control for mutation in MUTATIONS if mutation.stacks} | {"META-01", "SEC-02"}

    assert proved | set(NOT_APPLICABLE) == EVERY_CONTROL
    assert proved & set(NOT_APPLICABLE) == set()


@pytest.mark.parametrize("stack", STACKS)
def test_what_is_called_not_applicable_judges_nothing(stack: str) -> None:
    """If this fails, our stacks have come to use something new: give its control a mutation."""
    applicable = {control.id for control in CONTROLS for view in views(stack) if control.is_about(view.type)}

    assert applicable & set(NOT_APPLICABLE) == set()


@pytest.mark.parametrize("stack", STACKS)
def test_without_the_provider_s_tags_everything_is_untagged(stack: str) -> None:
    bare = [view if view.name != "default" else ResourceView(
        urn=view.urn, type=view.type, name=view.name, props={"region": view.props["region"]}
    ) for view in views(stack)]  # fmt: skip

    untagged = {urn for control, urn in failures(judge(stack, bare)) if control == "META-01"}

    assert untagged == {view.urn for view in views(stack) if TAGS.is_about(view.type)}


TAGS = next(control for control in CONTROLS if control.id == "META-01")
