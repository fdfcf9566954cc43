"""Nothing a program keeps secret is quoted, whichever property it got into and whichever report is read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from blueprint.gate import to_views
from policy.controls.config import PackConfig
from policy.controls.evaluate import evaluate
from policy.controls.model import Evaluation, ResourceView
from policy.controls.registry import CONTROLS
from policy.controls.reports.junit import junit
from policy.controls.reports.markdown import markdown
from policy.controls.reports.sarif import sarif
from policy.controls.reports.text import text
from tests.policy.case import Case
from tests.policy.cases import ALL_CASES
from tests.policy.mutations import MUTATIONS
from tests.policy.program import views
from tests.policy.test_stacks import recording

BY_ID = {control.id: control for control in CONTROLS}
TOKEN = "ghp_" + "s3cr3tS3CR" * 4
PHRASE = "correct-horse-battery-staple"
# Words of AWS's own that messages repeat: no program keeps a secret there.
QUOTED = {
    "Federated",
    "Name",
    "name",
    "objectOwnership",
    "region",
    "securityPolicy",
    "sseAlgorithm",
    "sslPolicy",
}


def planted(value: Any, secret: str, key: str = "") -> Iterator[tuple[Any, str]]:
    """The value with the secret in the place of one text, for each of its texts; and the key of that one."""
    match value:
        case str():
            yield secret, key
            yield from ((json.dumps(inner), at) for inner, at in planted(document_in(value), secret, key))
        case Mapping():
            for name, item in value.items():
                yield from (({**value, name: inner}, at) for inner, at in planted(item, secret, name))
        case list():
            for index, item in enumerate(value):
                yield from (
                    ([*value[:index], inner, *value[index + 1 :]], at)
                    for inner, at in planted(item, secret, key)
                )


def document_in(text: str) -> Any:
    """What a text says if it is JSON of some depth; nothing for any other text."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError:
        return None
    return document if isinstance(document, dict | list) else None


def programs(case: Case, secret: str) -> Iterator[tuple[list[ResourceView], str]]:
    resources = views(case.resources, preview=False)
    for position, resource in enumerate(resources):
        for key, value in resource.props.items():
            for changed, at in planted(value, secret, key):
                altered = replace(resource, props={**resource.props, key: changed})
                yield [*resources[:position], altered, *resources[position + 1 :]], at


def judged(case: Case, program: list[ResourceView]) -> Evaluation:
    return evaluate(program, config=case.config, controls=[BY_ID[case.control]])


def reports(evaluation: Evaluation) -> str:
    return "\n".join(
        [
            sarif(evaluation, CONTROLS, {}),
            junit(evaluation, CONTROLS, {}, name="lab"),
            markdown(evaluation, {}, name="lab"),
            text(evaluation),
        ]
    )


@pytest.mark.parametrize("case", ALL_CASES, ids=str)
def test_no_message_quotes_a_value_but_words_of_aws_and_never_what_looks_like_a_secret(case: Case) -> None:
    quoted = {
        (secret, at)
        for secret in (TOKEN, PHRASE)
        for program, at in programs(case, secret)
        for finding in judged(case, program).findings
        if secret in finding.message + finding.detail + finding.exemption
    }

    assert quoted <= {(PHRASE, key) for key in QUOTED}


def test_no_report_of_our_own_stack_holds_a_secret_of_it_whatever_is_wrong() -> None:
    recorded = recording("prod", preview=False)
    secrets = {
        value
        for resource in recorded.resources
        for path in resource.secret_inputs
        for value in [resource.inputs.get(path.partition(".")[0])]
        if isinstance(value, str) and len(value) > 8
    }
    assert len(secrets) >= 3
    bare = [replace(view, props=dict(list(view.props.items())[:1])) for view in to_views(recorded)]

    written = [
        reports(evaluate(program, config=PackConfig())) for program in (bare, broken(to_views(recorded)))
    ]

    assert [secret for secret in secrets for report in written if secret in report] == []


def broken(program: list[ResourceView]) -> list[ResourceView]:
    """The program with many mistakes at once."""
    for mutation in MUTATIONS:
        try:
            program = mutation.change(program)
        except (AssertionError, KeyError, TypeError, StopIteration):
            continue  # an earlier mistake took away what this one would change
    return program
