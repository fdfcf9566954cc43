"""The catalogue is complete: each control is explained, mapped, and proved from every side."""

import re

import pytest

from policy.controls.control import ENCRYPTION, PRIVATE_SUBNETS, Control, Declaration
from policy.controls.model import UNKNOWN, Verdict
from policy.controls.registry import CONTROLS, DECLARATIONS
from policy.controls.resource_types import EVERY_TYPE, PROVIDER
from tests.policy.cases import ALL_CASES
from tests.policy.program import Resource, references_in

PRIVATE_SUBNET_CONTROLS = {"NET-01", "NET-02", "NET-03", "NET-12", "LAM-01", "CACHE-01", "RDS-03", "OTHER-03"}
ENCRYPTION_CONTROLS = {
    "RDS-01", "RDS-02", "RDS-09", "PRX-01", "CACHE-02", "CACHE-04", "S3-02", "S3-04", "ECR-03", "SEC-01",
    "SEC-04", "LAM-03", "LOG-02", "SNS-01", "KMS-01", "CF-02", "CF-03", "CF-05", "API-03", "API-07", "CI-02",
    "OTHER-01", "OTHER-02",
}  # fmt: skip
# What no framework asks for: there is nothing to map these to.
WITHOUT_FRAMEWORK = {
    "ALM-02", "API-05", "CI-05", "IAM-07", "IAM-08", "LAM-06", "LOG-03", "LOG-04", "META-01",
    "META-02", "META-03", "META-04", "META-05", "META-06", "META-07", "META-08", "NET-02", "NET-07", "NET-10",
    "NET-11", "NET-13", "OTHER-04", "PRX-02", "PRX-03", "RDS-07", "S3-09", "SEC-03", "TLS-02",
}  # fmt: skip

# That a property is set shows even while its value does not: these never stay open.
DECIDED_BY_PRESENCE = {
    "NET-12", "RDS-02", "CACHE-01", "CACHE-02", "S3-09", "SEC-01", "SEC-05", "CF-01", "LOG-02", "SNS-01",
    "IAM-06", "META-04", "META-05",
}  # fmt: skip


def by_id(declared: Declaration) -> str:
    return declared.id


def holds_unknown(value: object) -> bool:
    match value:
        case dict():
            return any(map(holds_unknown, value.values()))
        case list() | tuple():
            return any(map(holds_unknown, value))
    return value is UNKNOWN or any(references_in(value))


def test_ids_are_unique_and_say_their_tier() -> None:
    ids = [declared.id for declared in DECLARATIONS]

    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]+-\d\d", control_id) for control_id in ids)


def test_both_families_are_complete() -> None:
    families = {
        family: {c.id for c in CONTROLS if family in c.families} for family in (PRIVATE_SUBNETS, ENCRYPTION)
    }

    assert families == {PRIVATE_SUBNETS: PRIVATE_SUBNET_CONTROLS, ENCRYPTION: ENCRYPTION_CONTROLS}


@pytest.mark.parametrize("declared", DECLARATIONS, ids=by_id)
def test_a_control_explains_itself(declared: Declaration) -> None:
    assert len(declared.title) > 15
    assert not declared.title.endswith(".")
    assert len(declared.why) > 50
    assert declared.why.endswith(".")
    assert declared.fix.endswith(".")
    assert declared.url.startswith("https://")


@pytest.mark.parametrize("declared", DECLARATIONS, ids=by_id)
def test_a_control_is_mapped_to_the_frameworks_that_know_it(declared: Declaration) -> None:
    numbers = declared.frameworks.tags

    assert bool(numbers) == (declared.id not in WITHOUT_FRAMEWORK)
    for number in numbers:
        assert re.fullmatch(r"fsbp:[A-Za-z0-9]+\.\d+|cis-3\.0:[\d.]+|checkov:CKV2?_AWS_\d+", number)


@pytest.mark.parametrize("control", CONTROLS, ids=by_id)
def test_a_control_is_proved_by_good_bad_and_unknown_programs(control: Control) -> None:
    cases = [case for case in ALL_CASES if case.control == control.id]

    assert any(case.known is Verdict.FAILED for case in cases)
    assert any(holds_unknown(dict(resource.props)) for case in cases for resource in case.resources)
    stays_open = any(Verdict.UNDETERMINED in (case.known, case.preview) for case in cases)
    assert stays_open == (control.id not in DECIDED_BY_PRESENCE)
    # What is forbidden as such has no good form.
    assert any(case.known is Verdict.PASSED for case in cases) or control.id == "IAM-06"


@pytest.mark.parametrize("control", CONTROLS, ids=by_id)
def test_the_types_of_a_control_exist_in_the_provider(control: Control) -> None:
    import pulumi
    import pulumi_aws as aws

    for token in control.types:
        if token in (EVERY_TYPE, PROVIDER):
            continue
        module, _, name = token.removeprefix("aws:").partition("/")
        python = {"lambda": "lambda_"}.get(module, module)
        class_name = name.rpartition(":")[2]
        resource = getattr(getattr(aws, python), class_name)
        assert pulumi.get_type_token(resource) == token


def test_every_case_belongs_to_a_control() -> None:
    assert {case.control for case in ALL_CASES} == {control.id for control in CONTROLS}


def test_titles_of_cases_are_unique() -> None:
    names = [(case.control, case.known, case.title) for case in ALL_CASES]

    assert len(set(names)) == len(names)


def test_a_case_names_a_resource_of_its_program() -> None:
    for case in ALL_CASES:
        on: Resource = case.on
        assert on in case.resources
