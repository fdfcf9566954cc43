"""Whoever is called at night can trust the runbook: its links lead somewhere and its commands exist."""

import functools
import re

import botocore.session
import pytest
import yaml
from botocore import xform_name
from botocore.model import ServiceModel

from blueprint.recording import Recording, record_program
from tests.delivery.runbook import ROOT, TEXT, anchors, commands, links, options, unknown_tools

PULUMI = {
    "cancel": set[str](),
    "config": {"set"},
    "destroy": set[str](),
    "login": set[str](),
    "policy": {"analyze"},
    "preview": set[str](),
    "refresh": set[str](),
    "stack": {"change-secrets-provider", "export", "import", "init", "output"},
    "up": set[str](),
}
"""Commands of the Pulumi command line, and their own commands, as far as the runbook uses them."""
OWN_TO_THE_AWS_CLI = {("logs", "tail"), ("configure", "sso"), ("rds", "wait"), ("s3", "sync")}
"""Commands of the AWS command line that are no operation of an API."""
API_OF = {"s3api": "s3"}
GLOBAL_AWS_OPTIONS = {"cli-binary-format", "output", "query", "region"}


@functools.cache
def prod() -> Recording:
    return record_program("prod")


@functools.cache
def aws_service(name: str) -> ServiceModel:
    return botocore.session.get_session().get_service_model(name)


def names_on_aws() -> set[str]:
    """Every text among the inputs of production that may be a name."""
    return {
        value for resource in prod().resources for value in resource.inputs.values() if isinstance(value, str)
    }


@pytest.mark.parametrize("stack", ["staging", "prod"])
def test_every_alarm_leads_to_its_section(stack: str) -> None:
    descriptions = [
        alarm.inputs["alarmDescription"]
        for alarm in record_program(stack).of_type("aws:cloudwatch/metricAlarm:MetricAlarm")
    ]
    assert descriptions
    for description in descriptions:
        (anchor,) = re.findall(r"docs/runbook\.md#([\w-]+)$", description)
        assert anchor in anchors()


def test_every_link_within_the_page_leads_to_a_heading() -> None:
    assert links()
    assert set(links()) <= anchors()


def test_the_table_at_the_top_lists_every_section() -> None:
    sections = {anchor for anchor in anchors() if anchor != "runbook"}
    contents = TEXT.partition("## First deployment")[0]
    assert set(re.findall(r"\]\(#([^)]+)\)", contents)) == sections


def test_every_line_of_a_block_is_a_command_of_a_known_tool() -> None:
    assert unknown_tools() == []


def test_every_make_command_is_a_target() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    used = {words[0] for words in commands("make")}
    assert {"preview", "up", "destroy", "blueprint"} <= used <= targets


def test_every_pulumi_command_exists() -> None:
    for command, *rest in commands("pulumi"):
        assert command in PULUMI, command
        if PULUMI[command]:
            assert rest[0] in PULUMI[command], f"pulumi {command} {rest[0]}"


def test_every_setting_that_is_changed_exists() -> None:
    keys = {
        key
        for file in ("Pulumi.yaml", "bootstrap/Pulumi.yaml")
        for key in yaml.safe_load((ROOT / file).read_text())["config"]
    }
    changed = {words[2] for words in commands("pulumi") if words[:2] == ["config", "set"]}
    limits = TEXT.partition("## Raise a limit")[2].partition("```")[0]
    named = set(re.findall(r"`([a-zA-Z]+)`", limits))
    assert changed
    assert named
    assert changed | named <= keys


def test_every_aws_command_is_an_operation_with_these_parameters() -> None:
    judged = 0
    for service, operation, *rest in commands("aws"):
        if (service, operation) in OWN_TO_THE_AWS_CLI:
            continue
        model = aws_service(API_OF.get(service, service))
        operations = {xform_name(name, "-"): name for name in model.operation_names}
        assert operation in operations, f"aws {service} {operation}"
        shape = model.operation_model(operations[operation]).input_shape
        parameters = {xform_name(name, "-") for name in shape.members} if shape else set[str]()
        assert set(options(rest)) - GLOBAL_AWS_OPTIONS <= parameters, f"aws {service} {operation}"
        judged += 1
    assert judged > 15


def test_every_log_group_and_function_that_is_named_exists() -> None:
    names = names_on_aws()
    for service, operation, *rest in commands("aws"):
        if (service, operation) == ("logs", "tail"):
            assert rest[0] in names, rest[0]
        if service == "lambda" and "--function-name" in rest:
            assert rest[rest.index("--function-name") + 1] in names


def test_every_bucket_queue_cluster_and_instance_that_is_named_exists() -> None:
    names = names_on_aws() | {"habits-state-123456789012-us-east-1", "habits-recovery-123456789012"}
    flags = ("--bucket", "--queue-name", "--source-db-cluster-identifier", "--db-proxy-name")
    for words in commands("aws"):
        for flag in flags:
            if flag in words:
                assert words[words.index(flag) + 1] in names
    assert {"habits-prod", "habits-prod-writer"} <= names


def test_every_resource_that_is_replaced_is_registered() -> None:
    replaced = set(re.findall(r"\*\*::([\w-]+)", TEXT))
    assert len(replaced) > 4
    assert replaced <= {resource.name for resource in prod().resources}


def test_every_script_that_is_called_exists() -> None:
    scripts = {words[0] for words in commands("python3")}
    assert scripts
    assert all((ROOT / script).is_file() for script in scripts)
