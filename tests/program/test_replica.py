"""A second region holds what cannot be made again, once it is asked for, and only then."""

import json
from functools import cache
from typing import Any

import pytest
from pulumi_aws import backup, ecr, iam, kms, s3, secretsmanager

from blueprint.cost import price_stack
from blueprint.gate import judge
from blueprint.leaks import leaked_secrets
from blueprint.recording import Recording, record_program
from components.settings import SettingsError
from tests.program.faults import unknown_to_the_provider, unwelcome_to_aws

THERE = "us-west-2"
STACKS = ("staging", "prod")
both_stacks = pytest.mark.parametrize("stack", STACKS)


@cache
def copied(stack: str) -> Recording:
    return record_program(stack, config={"replicaRegion": THERE})


def there(stack: str) -> dict[str, Any]:
    """What the explicit provider makes, by type and name."""
    provider = copied(stack).one("pulumi:providers:aws")
    return {
        f"{resource.type.rpartition(':')[2]} {resource.name}": resource
        for resource in copied(stack).resources
        if resource.provider == provider.urn
    }


def rights(stack: str, name: str) -> dict[str, Any]:
    document = json.loads(copied(stack).one(iam.RolePolicy, name).inputs["policy"])
    return {statement["Sid"]: statement for statement in document["Statement"]}


@both_stacks
def test_without_the_setting_nothing_is_different(stack: str) -> None:
    plain = record_program(stack)
    assert plain.of_type("pulumi:providers:aws") == []
    assert not [resource.name for resource in plain.resources if "replica" in resource.name]
    here = {resource.urn: resource.inputs for resource in copied(stack).resources}
    different = {resource.name for resource in plain.resources if here.get(resource.urn) != resource.inputs}
    assert different == {secret.name for secret in plain.of_type(secretsmanager.Secret)}


@both_stacks
def test_an_explicit_provider_with_the_stacks_tags_makes_what_stands_there(stack: str) -> None:
    provider = copied(stack).one("pulumi:providers:aws").inputs
    assert provider["region"] == THERE
    assert json.loads(provider["defaultTags"])["tags"]["Environment"] == stack
    assert set(there(stack)) == {
        "Alias replica-key",
        "Bucket media-replica-bucket",
        "BucketLifecycleConfiguration media-replica-lifecycle",
        "BucketOwnershipControls media-replica-ownership",
        "BucketPolicy media-replica-policy",
        "BucketPublicAccessBlock media-replica-public-access-block",
        "BucketServerSideEncryptionConfiguration media-replica-encryption",
        "BucketVersioning media-replica-versioning",
        "Key replica-key",
        "RepositoryCreationTemplate replica-images-template",
        "Vault replica-backup-target",
    }


@both_stacks
def test_verified_uploads_are_copied_under_a_key_of_the_other_region(stack: str) -> None:
    recording = copied(stack)
    replication = recording.one(s3.BucketReplicationConfig)
    (rule,) = replication.inputs["rules"]
    key = recording.one(kms.Key, "replica-key").outputs["arn"]
    assert replication.inputs["bucket"] == recording.one(s3.Bucket, "media-bucket").inputs["bucket"]
    assert rule["filter"] == {"prefix": "media/"}
    assert rule["destination"]["bucket"] == recording.one(s3.Bucket, "media-replica-bucket").outputs["arn"]
    assert rule["destination"]["encryptionConfiguration"] == {"replicaKmsKeyId": key}
    assert rule["sourceSelectionCriteria"] == {"sseKmsEncryptedObjects": {"status": "Enabled"}}
    assert THERE in key


@both_stacks
def test_copying_waits_until_both_buckets_keep_versions(stack: str) -> None:
    recording = copied(stack)
    versions = {
        recording.one(s3.BucketVersioning, f"{bucket}-versioning").urn
        for bucket in ("media", "media-replica")
    }
    assert versions <= recording.one(s3.BucketReplicationConfig).dependencies


@both_stacks
def test_the_copying_role_reads_one_bucket_and_writes_the_other(stack: str) -> None:
    allowed = rights(stack, "replica-media-permissions")
    account = "123456789012"
    assert allowed["Read"]["Resource"] == f"arn:aws:s3:::habits-{stack}-media-{account}/media/*"
    assert allowed["Copy"]["Resource"] == f"arn:aws:s3:::habits-{stack}-media-replica-{account}/media/*"
    assert allowed["Encrypt"]["Condition"] == {
        "StringEquals": {"kms:ViaService": f"s3.{THERE}.amazonaws.com"}
    }


@both_stacks
def test_every_secret_of_the_program_has_a_copy_under_the_key_there(stack: str) -> None:
    recording = copied(stack)
    key = recording.one(kms.Key, "replica-key").outputs["arn"]
    secrets = recording.of_type(secretsmanager.Secret)
    assert len(secrets) == 4
    for secret in secrets:
        assert secret.inputs["replicas"] == [{"region": THERE, "kmsKeyId": key}]


@both_stacks
def test_snapshots_of_the_database_go_to_the_vault_there_every_six_hours(stack: str) -> None:
    recording = copied(stack)
    (rule,) = recording.one(backup.Plan).inputs["rules"]
    (copy,) = rule["copyActions"]
    assert copy["destinationVaultArn"] == recording.one(backup.Vault, "replica-backup-target").outputs["arn"]
    assert rule["schedule"] == "cron(30 1/6 * * ? *)"
    cluster = recording.one("aws:rds/cluster:Cluster")
    assert recording.one(backup.Selection).inputs["resources"] == [cluster.outputs["arn"]]
    days = cluster.inputs["backupRetentionPeriod"]
    assert rule["lifecycle"] == copy["lifecycle"] == {"deleteAfter": days}


def test_the_backup_role_touches_one_cluster_and_the_snapshots_of_backups() -> None:
    snapshots = rights("prod", "replica-backup-permissions")["Snapshots"]["Resource"]
    assert snapshots == [
        "arn:aws:rds:us-east-1:123456789012:cluster-snapshot:awsbackup:*",
        "arn:aws:rds:us-west-2:123456789012:cluster-snapshot:awsbackup:*",
        "arn:aws:rds:us-east-1:123456789012:cluster:habits-prod",
    ]
    grants = rights("prod", "replica-backup-permissions")["Grants"]
    assert grants["Condition"] == {"Bool": {"kms:GrantIsForAWSResource": "true"}}


@pytest.mark.parametrize(
    ("config", "repository"), [({}, "habits-prod"), ({"imageRepository": "habits/app"}, "habits/app")]
)
def test_images_are_copied_from_wherever_the_stack_keeps_them(
    config: dict[str, str], repository: str
) -> None:
    recording = record_program("prod", config={"replicaRegion": THERE} | config)
    (rule,) = recording.one(ecr.ReplicationConfiguration).inputs["replicationConfiguration"]["rules"]
    assert rule["destinations"] == [{"region": THERE, "registryId": "123456789012"}]
    assert rule["repositoryFilters"] == [{"filter": repository, "filterType": "PREFIX_MATCH"}]
    template = recording.one(ecr.RepositoryCreationTemplate).inputs
    assert (template["prefix"], template["imageTagMutability"]) == (repository, "IMMUTABLE")


def test_production_protects_its_copies_and_staging_leaves_none_behind() -> None:
    for stack, kept in (("prod", True), ("staging", False)):
        vaults = copied(stack).of_type(backup.Vault)
        bucket = copied(stack).one(s3.Bucket, "media-replica-bucket")
        assert {vault.protect for vault in vaults} | {bucket.protect} == {kept}
        assert {vault.inputs["forceDestroy"] for vault in vaults} | {bucket.inputs["forceDestroy"]} == {
            not kept
        }


@both_stacks
def test_it_passes_the_gate_leaks_nothing_and_is_planned_whole(stack: str) -> None:
    judged = judge(copied(stack))
    assert [found.finding.message for found in judged.findings if found.mandatory] == []
    assert judged.evaluation.undetermined == 0
    assert leaked_secrets(copied(stack)) == []
    assert [*unknown_to_the_provider(copied(stack)), *unwelcome_to_aws(copied(stack))] == []
    planned = record_program(stack, config={"replicaRegion": THERE}, unknown=True)
    assert [resource.urn for resource in planned.resources] == [r.urn for r in copied(stack).resources]


@both_stacks
def test_it_has_a_price(stack: str) -> None:
    with_copies, without = price_stack(copied(stack)), price_stack(record_program(stack))
    assert with_copies.unpriced == ()
    lines = {line.label: line.amount for line in with_copies.lines}
    assert {"Copies of secrets", "Copies of the media", "Copies of the images", "Snapshots sent"} <= set(
        lines
    )
    assert 5 < with_copies.total - without.total < 20


def test_the_stacks_own_region_is_no_second_one() -> None:
    with pytest.raises(
        SettingsError, match="replicaRegion: 'us-east-1' is not another region than the stack's"
    ):
        record_program("prod", config={"replicaRegion": "us-east-1"})
