"""What the policy documents of the program say: actions that exist, on as little as AWS offers."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from botocore.loaders import Loader

from blueprint.recording import Recording
from tests.program.graph import as_list
from tests.program.service_models import service_model

DOCUMENTS = ("policy", "assumeRolePolicy")

# Permissions that are no operation of their service's API, or are spelt otherwise in it.
PERMISSIONS = {"lambda:InvokeFunction", "s3:ListBucket", "s3:GetBucketAcl"}

UNSCOPED = {
    # https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html: needed before there is an
    # interface to name; a Deny takes them from the code.
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
    # X-Ray knows no resource to name.
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
}


def allowed(recording: Recording, *types: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Resource name and statement of everything that is allowed."""
    for resource in recording.resources:
        for key in DOCUMENTS:
            if isinstance(document := resource.inputs.get(key), str) and (
                not types or resource.type in types
            ):
                for statement in json.loads(document).get("Statement", []):
                    if statement["Effect"] == "Allow":
                        yield resource.name, statement


@cache
def operations(service: str) -> set[str]:
    return set(service_model(service).operation_names)


def exists(action: str) -> bool:
    service, _, name = action.partition(":")
    if action in PERMISSIONS or service not in Loader().list_available_services("service-2"):
        return action in PERMISSIONS
    prefix, wildcard, _ = name.partition("*")
    return any(
        operation.startswith(prefix) if wildcard else operation == name for operation in operations(service)
    )


def test_every_action_exists(recording: Recording) -> None:
    for name, statement in allowed(recording):
        for action in as_list(statement["Action"]):
            # The account's own statement of a key, and the policy of an endpoint, leave the choice to IAM.
            assert action in ("*", "kms:*") or exists(action), f"{name}: {action}"


@pytest.mark.parametrize(
    "action", ["s3:GetObjekt", "secretsmanager:ReadSecretValue", "kms:Descrybe*", "s4:GetObject"]
)
def test_a_misspelt_action_is_noticed(action: str) -> None:
    assert not exists(action)


def test_no_role_is_allowed_a_family_of_actions(recording: Recording) -> None:
    found = list(allowed(recording, "aws:iam/rolePolicy:RolePolicy"))
    assert found
    for name, statement in found:
        assert not [action for action in as_list(statement["Action"]) if "*" in action], name


def test_a_role_acts_on_everything_only_where_aws_offers_nothing_else(recording: Recording) -> None:
    for name, statement in allowed(recording, "aws:iam/rolePolicy:RolePolicy"):
        if "*" in as_list(statement["Resource"]):
            assert set(as_list(statement["Action"])) <= UNSCOPED, name
