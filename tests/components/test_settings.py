"""The configuration of a stack: one place declares it, one line refuses it."""

import contextlib
from typing import Annotated, Any

import pulumi
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from blueprint.recording import ROOT, record, record_program
from components.network import NatStrategy
from components.setting_values import Between, Matching, OneOf, SettingsError, parse
from components.settings import StackSettings
from tests.components.configured import DECLARED, refused, settings, text

STACKS = ["staging", "prod"]


def stack_values(stack: str) -> dict[str, Any]:
    config = yaml.safe_load((ROOT / f"Pulumi.{stack}.yaml").read_text(encoding="utf-8"))["config"]
    return {key.removeprefix("habits:"): value for key, value in config.items() if key.startswith("habits:")}


# --- the contract of three files


def test_the_declared_keys_are_the_fields_of_the_settings() -> None:
    assert set(DECLARED) == set(StackSettings.keys())


@pytest.mark.parametrize("key", DECLARED)
def test_every_key_is_declared_with_type_description_and_default(key: str) -> None:
    assert DECLARED[key]["type"] in ("string", "integer", "boolean")
    assert len(DECLARED[key]["description"]) > 10
    python_types = {"string": str, "integer": int, "boolean": bool}
    assert type(DECLARED[key]["default"]) is python_types[DECLARED[key]["type"]]


@pytest.mark.parametrize("stack", STACKS)
def test_a_stack_file_uses_only_declared_keys_in_their_declared_type(stack: str) -> None:
    for key, value in stack_values(stack).items():
        python_types = {"string": str, "integer": int, "boolean": bool}
        assert type(value) is python_types[DECLARED[key]["type"]], key


@pytest.mark.parametrize("stack", STACKS)
def test_everything_a_stack_makes_is_tagged_with_its_project_and_its_environment(stack: str) -> None:
    config = yaml.safe_load((ROOT / f"Pulumi.{stack}.yaml").read_text(encoding="utf-8"))["config"]
    tags = config["aws:defaultTags"]["tags"]
    assert (tags["Project"], tags["Environment"]) == ("habits", stack)


@pytest.mark.parametrize("key", ["natStrategy", "deletionProtection", "databaseReaders", "warmStart"])
def test_what_sets_the_stacks_apart_is_written_in_both_files(key: str) -> None:
    assert stack_values("staging")[key] != stack_values("prod")[key]


def test_the_defaults_alone_make_a_stack() -> None:
    assert settings().nat_strategy is NatStrategy.SINGLE
    assert settings().domain is None
    assert settings().availability_zones == ()


# --- single values


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("natStrategy", "tripple", "natStrategy: 'tripple' is not one of none, single, perAz"),
        ("databaseMinAcu", "0.3", "databaseMinAcu: '0.3' is not a number from 0 to 256 in steps of 0.5"),
        ("databaseMaxAcu", "much", "databaseMaxAcu: 'much' is not a number from 1 to 256 in steps of 0.5"),
        ("databaseProxy", "yes", "databaseProxy: 'yes' is not one of true, false"),
        ("databaseReaders", "16", "databaseReaders: '16' is not a whole number from 0 to 15"),
        ("databaseReaders", "1.5", "databaseReaders: '1.5' is not a whole number from 0 to 15"),
        ("databaseReaders", "NaN", "databaseReaders: 'NaN' is not a whole number from 0 to 15"),
        ("functionTimeout", "30", "functionTimeout: '30' is not a whole number from 3 to 29"),
        (
            "interfaceEndpoints",
            "logs,sns",
            "interfaceEndpoints: 'sns' is not one of logs, ecr, secretsmanager, kms, email",
        ),
        (
            "interfaceEndpoints",
            "logs,logs",
            "interfaceEndpoints: 'logs,logs' is not a list without repetitions",
        ),
        ("alertEmail", "nobody", "alertEmail: 'nobody' is not an e-mail address"),
        (
            "mailSender",
            "Habits <habits@example.com>",
            "mailSender: 'Habits <habits@example.com>' is not a lower-case e-mail address such as "
            "habits@example.com",
        ),
        (
            "slackChannelId",
            "#alerts",
            "slackChannelId: '#alerts' is not the id of a Slack channel, such as C07EZ1ABC23",
        ),
        ("architecture", "", "architecture: '' is not one of arm64, x86_64"),
    ],
)
def test_a_wrong_value_is_refused_with_key_value_and_what_is_allowed(key: str, value: str, line: str) -> None:
    assert refused(**{key: value}) == line


def test_a_boundary_is_named_without_its_account() -> None:
    wanted = "the path and name of an IAM policy, without a leading slash"
    for value in ("/habits/boundary", "arn:aws:iam::123456789012:policy/boundary"):
        assert refused(permissionsBoundary=value) == f"permissionsBoundary: {value!r} is not {wanted}"
    assert settings(permissionsBoundary="habits/boundary").permissions_boundary == "habits/boundary"


@pytest.mark.parametrize("value", ["latest", "123456789012.dkr.ecr.us-east-1.amazonaws.com/habits:app-1"])
def test_an_image_without_a_digest_is_refused(value: str) -> None:
    assert "by digest" in refused(imageUri=value)


@pytest.mark.parametrize("value", ["Habits.example.com", "localhost", "https://habits.example.com", "a..b"])
def test_a_domain_that_is_no_host_name_is_refused(value: str) -> None:
    assert refused(domain=value, hostedZone="example.com").startswith(
        f"domain: '{value}' is not a lower-case"
    )


def test_a_retention_cloudwatch_does_not_know_is_refused() -> None:
    assert refused(logRetentionDays="15").startswith("logRetentionDays: '15' is not one of 1, 3, 5, 7, 14")


@pytest.mark.parametrize("name", ["Prod", "a", "my_stack", "x" * 19])
def test_a_stack_whose_name_fits_no_bucket_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match=r"^stack: "):
        StackSettings.parse(name, {key: text(declared["default"]) for key, declared in DECLARED.items()})


def test_a_value_of_several_lines_is_refused_in_one() -> None:
    assert refused(natStrategy="a\nb") == r"natStrategy: 'a\nb' is not one of none, single, perAz"


def test_an_unknown_key_is_refused_with_its_nearest_neighbour() -> None:
    assert refused(natStrategie="single") == (
        "natStrategie: is not a configuration key; did you mean natStrategy?"
    )


def test_an_unknown_key_like_no_other_points_to_the_list() -> None:
    assert refused(zzz="1") == "zzz: is not a configuration key; Pulumi.yaml lists the keys"


def test_a_missing_key_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"^natStrategy: is not set"):
        StackSettings.parse("staging", {})


# --- in a running program


def test_the_configuration_of_the_running_stack_is_read() -> None:
    seen: list[StackSettings] = []
    values = {key: text(declared["default"]) for key, declared in DECLARED.items()}
    record(lambda: seen.append(StackSettings.load()), stack="prod", config=values | {"natStrategy": "perAz"})
    assert seen[0].environment == "prod"
    assert seen[0].nat_strategy is NatStrategy.PER_AZ


def test_a_refused_setting_ends_the_program_as_an_error_of_its_user() -> None:
    line = r"^natStrategy: 'tripple' is not one of none, single, perAz$"
    with pytest.raises(pulumi.RunError, match=line):
        record_program("staging", config={"natStrategy": "tripple"})


def test_a_stack_of_another_name_runs_the_application_as_staging_does() -> None:
    values = {key: text(declared["default"]) for key, declared in DECLARED.items()}
    assert StackSettings.parse("alice", values).app_environment == "staging"
    assert StackSettings.parse("prod", values).app_environment == "prod"


# --- laws of the reading


@given(low=st.integers(0, 50), width=st.integers(0, 50), number=st.integers(-20, 120))
def test_a_range_admits_exactly_its_numbers(low: int, width: int, number: int) -> None:
    rule = Between(low, low + width)
    inside = low <= number <= low + width
    try:
        assert parse("key", str(number), _annotated(int, rule)) == number
        assert inside
    except SettingsError:
        assert not inside


@given(halves=st.integers(0, 512))
def test_every_half_unit_is_read_exactly(halves: int) -> None:
    assert parse("key", str(halves / 2), _annotated(float, Between(0, 256, "0.5"))) == halves / 2


@given(st.text(max_size=30))
def test_no_text_makes_the_reader_fail_otherwise_than_by_refusal(value: str) -> None:
    annotations: list[Any] = [
        NatStrategy,
        bool,
        _annotated(int, OneOf((1, 2))),
        _annotated(float, Between(0, 1)),
        _annotated(str, Matching("[a-z]+", "a word")),
        tuple[NatStrategy, ...],
        NatStrategy | None,
    ]
    for annotation in annotations:
        with contextlib.suppress(SettingsError):
            parse("key", value, annotation)


def _annotated(kind: type, rule: object) -> Any:
    return Annotated[kind, rule]
