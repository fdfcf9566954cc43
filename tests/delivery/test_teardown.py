"""Staging goes without a trace; production goes only after its protection was taken off and deployed."""

from functools import cache
from typing import Any

import pytest
from pulumi_aws import backup, cloudwatch, ecr, kms, rds, s3, secretsmanager

from blueprint.recording import Recording, record_program

THERE = {"replicaRegion": "us-west-2"}
CASES = {
    "staging": ("staging", {}),
    "staging with a second region": ("staging", THERE),
    "production after its first step": ("prod", {"deletionProtection": "false"}),
    "production with a second region after its first step": ("prod", THERE | {"deletionProtection": "false"}),
}
HOLD_DATA = ("Bucket", "Cluster", "Key", "Vault")
"""Kinds whose loss is the loss of what people have entrusted to the application."""


@cache
def recorded(case: str) -> Recording:
    stack, config = CASES[case]
    return record_program(stack, config=config)


each_case = pytest.mark.parametrize("case", CASES)


def inputs(recording: Recording, kind: Any) -> list[dict[str, Any]]:
    return [dict(resource.inputs) for resource in recording.of_type(kind)]


@each_case
def test_nothing_is_kept_or_refuses_to_go(case: str) -> None:
    kept = [r for r in recorded(case).resources if r.retain_on_delete or r.protect]
    # Files of earlier releases outlive a release, not their bucket, which goes with all it holds.
    assert {r.type for r in kept} <= {"aws:s3/bucketObjectv2:BucketObjectv2"}


@each_case
def test_what_holds_something_goes_with_all_it_holds(case: str) -> None:
    recording = recorded(case)
    assert inputs(recording, s3.Bucket)
    assert all(bucket["forceDestroy"] for bucket in inputs(recording, s3.Bucket))
    assert all(repository["forceDelete"] for repository in inputs(recording, ecr.Repository))
    assert all(vault["forceDestroy"] for vault in inputs(recording, backup.Vault))


@each_case
def test_the_database_goes_without_a_snapshot_that_nobody_would_delete(case: str) -> None:
    (cluster,) = inputs(recorded(case), rds.Cluster)
    assert (cluster["deletionProtection"], cluster["skipFinalSnapshot"]) == (False, True)


@each_case
def test_names_are_free_again_at_once(case: str) -> None:
    secrets = inputs(recorded(case), secretsmanager.Secret)
    assert {secret["recoveryWindowInDays"] for secret in secrets} == {0}


@each_case
def test_keys_end_their_waiting_within_two_weeks(case: str) -> None:
    assert {key["deletionWindowInDays"] for key in inputs(recorded(case), kms.Key)} == {14}


@each_case
def test_every_log_group_is_the_stacks_own_and_goes_with_it(case: str) -> None:
    """A group that a service makes by itself would stay for ever."""
    groups = {group["name"] for group in inputs(recorded(case), cloudwatch.LogGroup)}
    stack = CASES[case][0]
    written = {
        function.inputs["loggingConfig"]["logGroup"]
        for function in recorded(case).of_type("aws:lambda/function:Function")
    }
    written |= {
        f"/aws/rds/cluster/{cluster['clusterIdentifier']}/{log}"
        for cluster in inputs(recorded(case), rds.Cluster)
        for log in cluster["enabledCloudwatchLogsExports"]
    }
    written |= {f"/aws/rds/proxy/{proxy['name']}" for proxy in inputs(recorded(case), rds.Proxy)}
    written |= {
        f"API-Gateway-Execution-Logs_{stage['restApi']}/{stage['stageName']}"
        for stage in inputs(recorded(case), "aws:apigateway/stage:Stage")
    }
    assert f"/aws/app/{stack}" in written
    assert written <= groups


def test_production_refuses_before_its_first_step() -> None:
    production = record_program("prod", config=THERE)
    refusing = {r.type.rpartition(":")[2] for r in production.resources if r.protect}
    assert set(HOLD_DATA) <= refusing
    (cluster,) = inputs(production, rds.Cluster)
    assert (cluster["deletionProtection"], cluster["skipFinalSnapshot"]) == (True, False)
    assert cluster["finalSnapshotIdentifier"].startswith("habits-prod-final-")
