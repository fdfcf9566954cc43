"""RDS Proxy: TLS only, one secret, and a target that is looked at when it can answer."""

import json
from typing import Any

import pulumi
import pytest
from pulumi_aws import cloudwatch, iam, rds

from blueprint.recording import Recording, record
from components.place import Place
from components.proxy import DatabaseProxy, DatabaseProxyArgs

PLACE = Place(project="habits", environment="staging", region="us-east-1", account_id="123456789012")
KEY = "arn:aws:kms:us-east-1:123456789012:key/data"
PATTERN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:habits-staging/database-user-??????"


class Step(pulumi.ComponentResource):
    """Something the target has to wait for."""

    def __init__(self) -> None:
        super().__init__("test:index:Step", "migration")
        iam.Role("step", assume_role_policy="{}", opts=pulumi.ResourceOptions(parent=self))
        self.register_outputs({})


def build() -> None:
    DatabaseProxy(
        "proxy",
        DatabaseProxyArgs(
            place=PLACE,
            cluster_id="habits-staging",
            private_subnet_ids=["subnet-a", "subnet-b"],
            security_group_id="sg-proxy",
            secret_arn=PATTERN.replace("??????", "abcdef"),
            secret_arn_pattern=PATTERN,
            key_arn=KEY,
            log_key_arn="arn:aws:kms:us-east-1:123456789012:key/operations",
            log_retention_days=14,
            target_after=[Step()],
        ),
    )


@pytest.fixture(scope="module")
def recording() -> Recording:
    return record(build)


def role_statements(recording: Recording) -> list[dict[str, Any]]:
    return [
        statement
        for policy in recording.of_type(iam.RolePolicy)
        for statement in json.loads(policy.inputs["policy"])["Statement"]
    ]


def test_clients_without_tls_are_refused_and_passwords_are_never_md5(recording: Recording) -> None:
    proxy = recording.one(rds.Proxy)
    assert proxy.inputs["requireTls"]
    assert [auth["clientPasswordAuthType"] for auth in proxy.inputs["auths"]] == ["POSTGRES_SCRAM_SHA_256"]


def test_statements_are_not_logged(recording: Recording) -> None:
    assert recording.one(rds.Proxy).inputs["debugLogging"] is False


def test_it_stands_in_the_given_private_subnets_and_group(recording: Recording) -> None:
    inputs = recording.one(rds.Proxy).inputs
    assert inputs["vpcSubnetIds"] == ["subnet-a", "subnet-b"]
    assert inputs["vpcSecurityGroupIds"] == ["sg-proxy"]


def test_the_role_reads_one_secret_and_decrypts_through_secrets_manager_only(recording: Recording) -> None:
    statements = {statement["Action"]: statement for statement in role_statements(recording)}
    assert statements["secretsmanager:GetSecretValue"]["Resource"] == PATTERN
    assert statements["kms:Decrypt"]["Resource"] == KEY
    assert statements["kms:Decrypt"]["Condition"] == {
        "StringEquals": {"kms:ViaService": "secretsmanager.us-east-1.amazonaws.com"}
    }
    assert len(statements) == 2


def test_the_role_may_be_assumed_by_rds_for_this_account_only(recording: Recording) -> None:
    trust = json.loads(recording.one(iam.Role, "proxy-role").inputs["assumeRolePolicy"])["Statement"][0]
    assert trust["Principal"] == {"Service": "rds.amazonaws.com"}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


def test_the_proxy_waits_for_its_permissions_and_its_log_group(recording: Recording) -> None:
    needed = [*recording.of_type(iam.RolePolicy), recording.one(cloudwatch.LogGroup)]
    assert {resource.urn for resource in needed} <= recording.one(rds.Proxy).dependencies


def test_the_target_waits_for_what_makes_its_user(recording: Recording) -> None:
    target = recording.one(rds.ProxyTarget)
    assert target.inputs["dbClusterIdentifier"] == "habits-staging"
    assert recording.one(iam.Role, "step").urn in target.dependencies


def test_the_proxy_itself_does_not_wait_for_it(recording: Recording) -> None:
    assert recording.one(iam.Role, "step").urn not in recording.one(rds.Proxy).dependencies
