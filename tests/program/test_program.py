"""The whole program, with everything known and with nothing known, for both stacks."""

import json
import re
from collections import Counter

import pytest
from pulumi_aws import (
    cloudwatch,
    ec2,
    iam,
    kms,
    lambda_,
    rds,
    s3,
    secretsmanager,
)

from blueprint.leaks import leaked_secrets
from blueprint.recording import ROOT, UNKNOWN, Recording
from components.content_hash import content_hash
from tests.program.graph import recorded


@pytest.fixture(scope="module", params=["staging", "prod"])
def first_preview(request: pytest.FixtureRequest) -> Recording:
    return recorded(request.param, unknown=True)


def test_a_first_preview_plans_everything_the_deployment_makes(first_preview: Recording) -> None:
    deployed = recorded(first_preview.stack)
    assert [r.urn for r in first_preview.resources] == [r.urn for r in deployed.resources]


def test_no_two_resources_of_a_type_share_a_name(recording: Recording) -> None:
    names = Counter((resource.type, resource.name) for resource in recording.resources)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_component_registers_its_outputs(recording: Recording) -> None:
    components = {r.urn for r in recording.resources if not r.custom}
    assert components - set(recording.registered_outputs) == set()


def test_no_secret_reaches_an_input_that_is_not_secret(recording: Recording) -> None:
    assert leaked_secrets(recording) == []


def test_no_address_given_out_is_a_secret(recording: Recording) -> None:
    texts = {key: value for key, value in recording.exports.items() if isinstance(value, str)}
    assert set(texts) == set(recording.exports)


def test_the_program_gives_out_what_a_delivery_needs(recording: Recording) -> None:
    assert recording.exports["url"].startswith("https://")
    assert re.fullmatch(r"[0-9a-f]{12}", recording.exports["version"])
    assert "@sha256:" in recording.exports["imageUri"]
    assert recording.exports["alertTopicArn"].startswith("arn:aws:sns:")


# --- what sets the stacks apart


@pytest.mark.parametrize(("stack", "gateways"), [("staging", 1), ("prod", 2)])
def test_staging_has_one_nat_gateway_and_production_one_per_zone(stack: str, gateways: int) -> None:
    assert len(recorded(stack).of_type(ec2.NatGateway)) == gateways


@pytest.mark.parametrize(("stack", "zones"), [("staging", 1), ("prod", 2)])
def test_the_logs_endpoint_stands_in_one_zone_of_staging_and_in_all_of_production(
    stack: str, zones: int
) -> None:
    endpoint = recorded(stack).one(ec2.VpcEndpoint, "endpoints-logs")
    assert len(endpoint.inputs["subnetIds"]) == zones


@pytest.mark.parametrize(("stack", "instances"), [("staging", 1), ("prod", 2)])
def test_production_has_a_reader_to_fail_over_to(stack: str, instances: int) -> None:
    assert len(recorded(stack).of_type(rds.ClusterInstance)) == instances


def test_production_answers_warm_and_staging_does_not_pay_for_it() -> None:
    warm = {
        stack: len(recorded(stack).of_type(lambda_.ProvisionedConcurrencyConfig))
        for stack in ("staging", "prod")
    }
    assert warm == {"staging": 0, "prod": 1}


PRECIOUS = (rds.Cluster, kms.Key)


def test_production_refuses_to_lose_its_data() -> None:
    recording = recorded("prod")
    assert all(resource.protect for kind in PRECIOUS for resource in recording.of_type(kind))
    assert recording.one(s3.Bucket, "media-bucket").protect
    assert recording.one(rds.Cluster).inputs["deletionProtection"]
    windows = {s.inputs["recoveryWindowInDays"] for s in recording.of_type(secretsmanager.Secret)}
    assert windows == {30}


def test_staging_can_be_destroyed_and_made_again_at_once() -> None:
    recording = recorded("staging")
    assert not any(resource.protect for resource in recording.resources)
    assert all(bucket.inputs["forceDestroy"] for bucket in recording.of_type(s3.Bucket))
    assert recording.one(rds.Cluster).inputs["skipFinalSnapshot"]
    windows = {s.inputs["recoveryWindowInDays"] for s in recording.of_type(secretsmanager.Secret)}
    assert windows == {0}


# --- what the delivery expects


def test_the_tag_of_the_image_is_the_hash_of_its_sources(recording: Recording) -> None:
    image = recording.one("docker:index/image:Image")
    expected = content_hash(ROOT / "app/backend", "python:3.13-slim-trixie", "linux/arm64")
    assert image.inputs["imageName"].endswith(f":app-{expected}")


def test_no_role_may_exceed_the_boundary_the_delivery_role_demands(recording: Recording) -> None:
    boundaries = {role.inputs.get("permissionsBoundary") for role in recording.of_type(iam.Role)}
    assert boundaries == {"arn:aws:iam::123456789012:policy/habits-delivery/habits-workload-boundary"}


def test_every_role_is_called_as_the_delivery_role_expects(recording: Recording) -> None:
    for role in recording.of_type(iam.Role):
        assert "path" not in role.inputs
        assert role.inputs["name"].startswith(f"habits-{recording.stack}-")


# --- what a first preview can already judge


def test_permissions_are_known_before_anything_exists(first_preview: Recording) -> None:
    known = {p.name for p in first_preview.of_type(iam.RolePolicy) if p.inputs["policy"] is not UNKNOWN}
    assert {"api-run", "manage-run", "tasks-run", "api-read-secrets", "tasks-read-secrets"} <= known


def test_bucket_policies_that_name_no_distribution_are_known_before_anything_exists(
    first_preview: Recording,
) -> None:
    known = {p.name for p in first_preview.of_type(s3.BucketPolicy) if p.inputs["policy"] is not UNKNOWN}
    assert known == {"logs-policy", "media-policy"}


# --- inventory: what appears or disappears shows in a review


def test_each_stack_is_made_of_the_listed_kinds_of_parts(recording: Recording) -> None:
    listed = json.loads((ROOT / "tests/program/inventory.json").read_text(encoding="utf-8"))
    found = {resource.type for resource in recording.resources if resource.custom}
    assert sorted(found) == listed[recording.stack]


def test_every_log_group_is_kept_for_a_limited_time(recording: Recording) -> None:
    for group in recording.of_type(cloudwatch.LogGroup):
        assert group.inputs["retentionInDays"] > 0, group.name
