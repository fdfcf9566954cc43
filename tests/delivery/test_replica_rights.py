"""With a second region the delivery may make the copies, and without one it has no right there."""

import functools
import json

import pulumi_aws as aws
import pytest

from blueprint.recording import Recording, record_program
from tests.delivery.iam import allows
from tests.delivery.recorded_bootstrap import bootstrap, policy_of

THERE = "us-west-2"
IN_THE_OTHER_REGION = {"aws:RequestedRegion": THERE}


@functools.cache
def prod() -> Recording:
    config = {"replicaRegion": THERE, "permissionsBoundary": bootstrap().exports["permissionsBoundary"]}
    return record_program("prod", config=config)


def with_replica(role: str) -> str:
    recording = bootstrap(replicaRegion=THERE)
    return recording.one(aws.iam.RolePolicy, f"{role}-permissions").inputs["policy"]


def boundary(**settings: str) -> str:
    return bootstrap(**settings).one(aws.iam.Policy).inputs["policy"]


@pytest.mark.parametrize(
    "kind",
    [aws.kms.Key, aws.backup.Vault, aws.backup.Plan, aws.s3.Bucket],
    ids=lambda kind: kind.__name__,
)
def test_a_deployment_may_make_what_keeps_the_copies(kind: type) -> None:
    for resource in prod().of_type(kind):
        service = resource.type.split(":")[1].split("/")[0]
        arn = resource.outputs["arn"]
        assert allows(with_replica("deploy-prod"), f"{service}:CreateAnything", arn, IN_THE_OTHER_REGION), arn


def test_a_deployment_may_have_images_copied() -> None:
    for action in ("ecr:PutReplicationConfiguration", "ecr:CreateRepositoryCreationTemplate"):
        assert allows(with_replica("deploy-prod"), action, "*", IN_THE_OTHER_REGION)
        assert not allows(policy_of("deploy-prod"), action, "*", IN_THE_OTHER_REGION)


def test_a_deployment_may_hand_its_roles_to_what_copies() -> None:
    for name in ("replica-media-role", "replica-backup-role"):
        role = prod().one(aws.iam.Role, name)
        (statement,) = json.loads(role.inputs["assumeRolePolicy"])["Statement"]
        passed = {"iam:PassedToService": statement["Principal"]["Service"]}
        assert allows(with_replica("deploy-prod"), "iam:PassRole", role.outputs["arn"], passed)
        assert not allows(policy_of("deploy-prod"), "iam:PassRole", role.outputs["arn"], passed)


def test_the_boundary_leaves_the_copying_roles_everything_they_are_given() -> None:
    given = {
        action
        for name in ("replica-media-permissions", "replica-backup-permissions")
        for statement in json.loads(prod().one(aws.iam.RolePolicy, name).inputs["policy"])["Statement"]
        for action in statement["Action"]
    }
    assert len(given) > 10
    assert [
        each for each in sorted(given) if not allows(boundary(replicaRegion=THERE), each, "arn:aws:x")
    ] == []
    assert not allows(boundary(), "s3:ReplicateObject", "arn:aws:s3:::habits-prod-media-replica/x")


def test_without_a_second_region_nothing_may_be_made_there() -> None:
    for action in ("kms:CreateKey", "ec2:CreateVpc", "backup:CreateBackupVault"):
        assert not allows(policy_of("deploy-prod"), action, "*", IN_THE_OTHER_REGION)


def test_the_policies_still_fit_into_what_iam_accepts() -> None:
    assert len(with_replica("deploy-staging").replace(" ", "")) <= 10_240
    assert len(boundary(replicaRegion=THERE).replace(" ", "")) <= 6_144
