"""A function: private, traced, served through its alias, and allowed exactly what it needs."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from pulumi_aws import iam, lambda_

from blueprint.recording import UNKNOWN, Recording, record
from components.function import Architecture, DjangoFunction, DjangoFunctionArgs, WarmStart
from components.place import Place

PLACE = Place(project="habits", environment="staging", region="us-east-1", account_id="123456789012")
KEY = "arn:aws:kms:us-east-1:123456789012:key/data"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:habits-staging-dead-letters"
SECRET = PLACE.arn("secretsmanager", "secret:habits-staging/django-key-??????")
DEFAULTS: Mapping[str, Any] = {
    "place": PLACE,
    "purpose": "api",
    "description": "Answers",
    "command": "handlers.api.handler",
    "image_uri": "123456789012.dkr.ecr.us-east-1.amazonaws.com/habits-staging@sha256:" + "0" * 64,
    "architecture": Architecture.ARM64,
    "memory_mb": 1769,
    "timeout_seconds": 28,
    "private_subnet_ids": ["subnet-a", "subnet-b"],
    "security_group_id": "sg-functions",
    "environment": {"APP_ENVIRONMENT": "staging"},
    "key_arn": KEY,
    "log_group_name": "/aws/app/staging",
    "readable_secrets": [SECRET],
}


def recorded(*, unknown: bool = False, **changes: Any) -> Recording:
    return record(lambda: DjangoFunction("api", DjangoFunctionArgs(**DEFAULTS | changes)), unknown=unknown)


@pytest.fixture(scope="module")
def plain() -> Recording:
    return recorded()


def statements(recording: Recording) -> list[dict[str, Any]]:
    return [
        statement
        for policy in recording.of_type(iam.RolePolicy)
        for statement in json.loads(policy.inputs["policy"])["Statement"]
    ]


def allowed(recording: Recording, action: str) -> list[dict[str, Any]]:
    return [s for s in statements(recording) if s["Effect"] == "Allow" and action in s["Action"]]


def test_it_runs_its_command_of_the_image_on_the_given_processor(plain: Recording) -> None:
    inputs = plain.one(lambda_.Function).inputs
    assert inputs["packageType"] == "Image"
    assert inputs["imageConfig"] == {"commands": ["handlers.api.handler"]}
    assert inputs["architectures"] == ["arm64"]


def test_it_stands_in_the_given_private_subnets_and_group(plain: Recording) -> None:
    assert plain.one(lambda_.Function).inputs["vpcConfig"] == {
        "subnetIds": ["subnet-a", "subnet-b"],
        "securityGroupIds": ["sg-functions"],
    }


def test_its_environment_is_encrypted_with_the_given_key(plain: Recording) -> None:
    assert plain.one(lambda_.Function).inputs["kmsKeyArn"] == KEY


def test_it_logs_json_into_the_shared_group_and_is_traced(plain: Recording) -> None:
    inputs = plain.one(lambda_.Function).inputs
    assert inputs["loggingConfig"]["logGroup"] == "/aws/app/staging"
    assert inputs["loggingConfig"]["logFormat"] == "JSON"
    assert inputs["tracingConfig"] == {"mode": "Active"}


def test_every_release_is_a_version_and_the_alias_serves_it(plain: Recording) -> None:
    assert plain.one(lambda_.Function).inputs["publish"]
    alias = plain.one(lambda_.Alias)
    assert alias.inputs["name"] == "live"
    assert plain.one(lambda_.Function).urn in alias.property_dependencies["functionVersion"]


def test_the_alias_moves_only_after_what_it_has_to_wait_for() -> None:
    def build() -> None:
        step = iam.Role("step", assume_role_policy="{}")
        DjangoFunction("api", DjangoFunctionArgs(**DEFAULTS | {"serve_after": [step]}))

    recording = record(build)
    step = recording.one(iam.Role, "step").urn
    assert step in recording.one(lambda_.Alias).dependencies
    assert step not in recording.one(lambda_.Function).dependencies


def test_instances_are_kept_warm_behind_the_alias_only_if_asked(plain: Recording) -> None:
    assert plain.of_type(lambda_.ProvisionedConcurrencyConfig) == []
    warm = recorded(warm_start=WarmStart.PROVISIONED, warm_capacity=2).one(
        lambda_.ProvisionedConcurrencyConfig
    )
    assert warm.inputs["provisionedConcurrentExecutions"] == 2
    assert warm.inputs["qualifier"] == "live"


def test_published_versions_start_from_a_snapshot_only_if_asked(plain: Recording) -> None:
    assert plain.one(lambda_.Function).inputs.get("snapStart") is None
    recording = recorded(warm_start=WarmStart.SNAPSTART)
    assert recording.one(lambda_.Function).inputs["snapStart"] == {"applyOn": "PublishedVersions"}
    assert recording.of_type(lambda_.ProvisionedConcurrencyConfig) == []


def test_what_snapstart_excludes_is_not_there() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html: no EFS, no disk over 512 MB."""
    inputs = recorded(warm_start=WarmStart.SNAPSTART).one(lambda_.Function).inputs
    assert not {"fileSystemConfig", "ephemeralStorage"} & inputs.keys()


# --- permissions


def test_it_may_write_its_log_group_but_not_create_one(plain: Recording) -> None:
    (statement,) = allowed(plain, "logs:PutLogEvents")
    assert statement["Resource"] == "arn:aws:logs:us-east-1:123456789012:log-group:/aws/app/staging:*"
    assert not allowed(plain, "logs:CreateLogGroup")


def test_it_reads_exactly_the_given_secrets(plain: Recording) -> None:
    (statement,) = allowed(plain, "secretsmanager:GetSecretValue")
    assert statement["Resource"] == [SECRET]


def test_the_key_opens_for_secrets_and_its_own_environment_only(plain: Recording) -> None:
    conditions = [statement["Condition"]["StringEquals"] for statement in allowed(plain, "kms:Decrypt")]
    assert conditions == [
        {"kms:ViaService": ["secretsmanager.us-east-1.amazonaws.com"]},
        {
            "kms:EncryptionContext:aws:lambda:FunctionArn": (
                "arn:aws:lambda:us-east-1:123456789012:function:habits-staging-api"
            )
        },
    ]
    assert not allowed(plain, "kms:GenerateDataKey")


def test_it_encrypts_through_the_given_services_only() -> None:
    (statement,) = allowed(recorded(encrypts_through=["s3"]), "kms:GenerateDataKey")
    assert statement["Condition"] == {"StringEquals": {"kms:ViaService": ["s3.us-east-1.amazonaws.com"]}}


def test_the_code_inside_may_not_touch_the_network_the_service_attaches(plain: Recording) -> None:
    (denied,) = [statement for statement in statements(plain) if statement["Effect"] == "Deny"]
    (granted,) = allowed(plain, "ec2:CreateNetworkInterface")
    assert denied["Action"] == granted["Action"]
    assert denied["Condition"] == {
        "ArnEquals": {
            "lambda:SourceFunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:habits-staging-api"
        }
    }


def test_nothing_else_is_allowed_on_everything(plain: Recording) -> None:
    unbounded = [s for s in statements(plain) if s["Effect"] == "Allow" and s["Resource"] == "*"]
    actions = {action for statement in unbounded for action in statement["Action"]}
    assert {action.partition(":")[0] for action in actions} == {"ec2", "xray"}


def test_only_lambda_assumes_its_role(plain: Recording) -> None:
    (statement,) = json.loads(plain.one(iam.Role).inputs["assumeRolePolicy"])["Statement"]
    assert statement["Principal"] == {"Service": "lambda.amazonaws.com"}


def test_permissions_without_a_key_are_known_before_anything_exists() -> None:
    recording = recorded(unknown=True)
    assert recording.one(iam.RolePolicy, "api-run").inputs["policy"] is not UNKNOWN
    assert recording.one(iam.RolePolicy, "api-read-secrets").inputs["policy"] is not UNKNOWN


def test_the_function_waits_for_its_permissions(plain: Recording) -> None:
    policies = {policy.urn for policy in plain.of_type(iam.RolePolicy)}
    assert policies <= plain.one(lambda_.Function).dependencies


def test_failed_asynchronous_calls_end_in_the_queue() -> None:
    recording = recorded(failure_queue_arn=QUEUE)
    config = recording.one(lambda_.FunctionEventInvokeConfig)
    assert config.inputs["destinationConfig"] == {"onFailure": {"destination": QUEUE}}
    (send,) = allowed(recording, "sqs:SendMessage")
    assert send["Resource"] == QUEUE
    (encrypt,) = allowed(recording, "kms:GenerateDataKey")
    assert encrypt["Condition"] == {"StringEquals": {"kms:ViaService": ["sqs.us-east-1.amazonaws.com"]}}


def test_a_function_nobody_calls_asynchronously_may_send_nothing(plain: Recording) -> None:
    assert plain.of_type(lambda_.FunctionEventInvokeConfig) == []
    assert not allowed(plain, "sqs:SendMessage")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"memory_mb": 64}, "memory_mb: 64 is not from 128 to 10240"),
        ({"timeout_seconds": 901}, "timeout_seconds: 901 is not from 1 to 900"),
        ({"warm_start": WarmStart.PROVISIONED}, "warm_capacity: 0 does not go with provisioned"),
        ({"warm_start": WarmStart.SNAPSTART, "warm_capacity": 1}, "1 does not go with snapstart"),
    ],
)
def test_what_lambda_refuses_is_refused(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        recorded(**changes)
