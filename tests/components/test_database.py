"""Aurora: encrypted, private, its master password nobody's, and deletable only where that is meant."""

from collections.abc import Mapping
from typing import Any

import pytest
from pulumi_aws import cloudwatch, rds

from blueprint.recording import Recording, record
from components.database import Database, DatabaseArgs

KEY = "arn:aws:kms:us-east-1:123456789012:key/data"
DEFAULTS: Mapping[str, Any] = {
    "cluster_name": "habits-staging",
    "database_name": "habits",
    "private_subnet_ids": ["subnet-a", "subnet-b"],
    "security_group_id": "sg-database",
    "key_arn": KEY,
    "log_key_arn": "arn:aws:kms:us-east-1:123456789012:key/operations",
    "log_retention_days": 14,
    "min_acu": 0.5,
    "max_acu": 4,
    "pause_after_seconds": 600,
    "readers": 0,
    "backup_days": 7,
    "insights": False,
    "protect": False,
}


def recorded(**changes: Any) -> Recording:
    return record(lambda: Database("database", DatabaseArgs(**DEFAULTS | changes)))


@pytest.fixture(scope="module")
def plain() -> Recording:
    return recorded()


def test_storage_and_master_secret_are_encrypted_with_the_given_key(plain: Recording) -> None:
    inputs = plain.one(rds.Cluster).inputs
    assert inputs["storageEncrypted"]
    assert inputs["kmsKeyId"] == inputs["masterUserSecretKmsKeyId"] == KEY


def test_rds_makes_the_master_password_so_that_the_program_never_knows_it(plain: Recording) -> None:
    inputs = plain.one(rds.Cluster).inputs
    assert inputs["manageMasterUserPassword"]
    assert "masterPassword" not in inputs


def test_no_instance_has_a_public_address() -> None:
    for instance in recorded(readers=2).of_type(rds.ClusterInstance):
        assert instance.inputs["publiclyAccessible"] is False


def test_the_cluster_stands_in_the_given_subnets_and_group(plain: Recording) -> None:
    cluster, subnets = plain.one(rds.Cluster), plain.one(rds.SubnetGroup)
    assert cluster.inputs["dbSubnetGroupName"] == subnets.outputs["name"]
    assert subnets.inputs["subnetIds"] == ["subnet-a", "subnet-b"]
    assert cluster.inputs["vpcSecurityGroupIds"] == ["sg-database"]


def test_connections_without_tls_are_refused(plain: Recording) -> None:
    group = plain.one(rds.ClusterParameterGroup)
    values = {parameter["name"]: parameter["value"] for parameter in group.inputs["parameters"]}
    assert values["rds.force_ssl"] == "1"
    assert plain.one(rds.Cluster).inputs["dbClusterParameterGroupName"] == group.outputs["name"]


def test_the_log_holds_no_statement_but_slow_ones_and_ddl(plain: Recording) -> None:
    parameters = plain.one(rds.ClusterParameterGroup).inputs["parameters"]
    values = {parameter["name"]: parameter["value"] for parameter in parameters}
    assert values["log_statement"] == "ddl"


def test_the_log_group_exists_before_rds_would_make_one_that_is_kept_for_ever(plain: Recording) -> None:
    group = plain.one(cloudwatch.LogGroup)
    assert group.inputs["name"] == "/aws/rds/cluster/habits-staging/postgresql"
    assert group.inputs["retentionInDays"] == 14
    assert group.urn in plain.one(rds.Cluster).dependencies
    assert plain.one(rds.Cluster).inputs["enabledCloudwatchLogsExports"] == ["postgresql"]


def test_the_capacity_is_the_given_one_and_nothing_pauses_above_zero(plain: Recording) -> None:
    scaling = plain.one(rds.Cluster).inputs["serverlessv2ScalingConfiguration"]
    assert scaling == {"minCapacity": 0.5, "maxCapacity": 4, "secondsUntilAutoPause": None}


def test_at_zero_it_pauses_after_the_given_time() -> None:
    scaling = recorded(min_acu=0).one(rds.Cluster).inputs["serverlessv2ScalingConfiguration"]
    assert scaling == {"minCapacity": 0, "maxCapacity": 4, "secondsUntilAutoPause": 600}


@pytest.mark.parametrize("readers", [0, 2])
def test_there_is_one_writer_and_the_given_number_of_readers(readers: int) -> None:
    instances = recorded(readers=readers).of_type(rds.ClusterInstance)
    tiers = sorted(instance.inputs["promotionTier"] for instance in instances)
    assert tiers == [0] + [1] * readers


def test_a_protected_database_refuses_deletion_and_leaves_a_snapshot() -> None:
    cluster = recorded(protect=True).one(rds.Cluster)
    assert cluster.protect
    assert cluster.inputs["deletionProtection"]
    assert cluster.inputs["skipFinalSnapshot"] is False
    assert cluster.inputs["finalSnapshotIdentifier"].startswith("habits-staging-final-")


def test_any_other_can_be_destroyed_at_once(plain: Recording) -> None:
    cluster = plain.one(rds.Cluster)
    assert not cluster.protect
    assert cluster.inputs["deletionProtection"] is False
    assert cluster.inputs["skipFinalSnapshot"]


@pytest.mark.parametrize("insights", [True, False])
def test_insights_are_encrypted_with_the_given_key_when_they_are_on(insights: bool) -> None:
    instance = recorded(insights=insights).one(rds.ClusterInstance)
    assert instance.inputs["performanceInsightsEnabled"] is insights
    assert instance.inputs.get("performanceInsightsKmsKeyId") == (KEY if insights else None)


def test_a_ceiling_below_the_floor_is_refused() -> None:
    with pytest.raises(ValueError, match="min_acu: 8 is not from 0 to max_acu 4"):
        recorded(min_acu=8)
