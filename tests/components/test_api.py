"""The API admits CloudFront only, throttles, and logs without secrets."""

import json
from typing import Any

import pulumi
import pytest
from pulumi_aws import apigateway, cloudwatch, lambda_

from blueprint.recording import Recording, record
from components.api import ACCESS_LOG_FIELDS, RestApi, RestApiArgs, Throttle
from components.place import Place

PLACE = Place(project="habits", environment="staging", region="us-east-1", account_id="123456789012")
KEY = "k" * 40


def body(*names: str) -> dict[str, Any]:
    schema = {"type": "object", "properties": {name: {} for name in names}, "required": list(names)}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


CONTRACT: dict[str, Any] = {
    "info": {"title": "Habits", "version": "1"},
    "paths": {
        "/api/auth/login": {"post": {"operationId": "login", **body("email", "password")}},
        "/api/auth/logout": {"post": {"operationId": "logout"}},
        "/api/habits": {"get": {"operationId": "list"}, "post": {"operationId": "create", **body("name")}},
    },
}


def build(contract: dict[str, Any] = CONTRACT) -> RestApi:
    return RestApi(
        "api",
        RestApiArgs(
            place=PLACE,
            contract=contract,
            function_name="habits-staging-api",
            function_alias="live",
            invoke_arn=pulumi.Output.from_input("arn:aws:apigateway:us-east-1:lambda:path/live/invocations"),
            origin_key=KEY,
            log_key_arn="arn:aws:kms:us-east-1:123456789012:key/operations",
            log_retention_days=14,
            throttle=Throttle(rate=40, burst=80),
            auth_throttle=Throttle(rate=3, burst=6),
        ),
    )


@pytest.fixture(scope="module")
def recording() -> Recording:
    return record(build)


def test_the_api_is_regional_so_that_no_second_cdn_stands_before_it(recording: Recording) -> None:
    assert recording.one(apigateway.RestApi).inputs["endpointConfiguration"]["types"] == "REGIONAL"


def test_the_body_calls_the_alias(recording: Recording) -> None:
    document = json.loads(recording.one(apigateway.RestApi).inputs["body"])
    for resource in document["paths"].values():
        for operation in resource.values():
            assert operation["x-amazon-apigateway-integration"]["uri"].endswith("/live/invocations")


def test_json_is_no_binary_type_because_binary_bodies_are_not_validated(recording: Recording) -> None:
    types = recording.one(apigateway.RestApi).inputs["binaryMediaTypes"]
    assert "multipart/form-data" in types
    assert not {"*/*", "application/json", "application/*"} & set(types)


def test_a_changed_contract_is_deployed(recording: Recording) -> None:
    def trigger(recorded: Recording) -> str:
        return recorded.one(apigateway.Deployment).inputs["triggers"]["body"]

    changed = {**CONTRACT, "paths": {**CONTRACT["paths"], "/api/new": {"get": {"operationId": "new"}}}}
    assert trigger(record(build)) == trigger(recording)
    assert trigger(record(lambda: build(changed))) != trigger(recording)


def test_a_deployment_is_replaced_before_the_old_one_goes(recording: Recording) -> None:
    assert not recording.one(apigateway.Deployment).delete_before_replace


def method_settings(recording: Recording) -> dict[str, Any]:
    return {
        settings.inputs["methodPath"]: settings.inputs["settings"]
        for settings in recording.of_type(apigateway.MethodSettings)
    }


def test_every_method_is_throttled_and_measured_but_bodies_are_never_logged(recording: Recording) -> None:
    assert method_settings(recording)["*/*"] == {
        "metricsEnabled": True,
        "loggingLevel": "ERROR",
        "dataTraceEnabled": False,
        "throttlingRateLimit": 40,
        "throttlingBurstLimit": 80,
    }


def test_password_routes_differ_in_their_stricter_limit_alone(recording: Recording) -> None:
    settings = method_settings(recording)
    assert set(settings) == {"*/*", "~1api~1auth~1login/POST"}
    assert settings["~1api~1auth~1login/POST"] == settings["*/*"] | {
        "throttlingRateLimit": 3,
        "throttlingBurstLimit": 6,
    }


def test_the_stage_is_updated_by_one_setting_at_a_time(recording: Recording) -> None:
    everywhere = recording.one(apigateway.MethodSettings, "api-methods")
    login = recording.one(apigateway.MethodSettings, "api-api-auth-login-post")
    assert everywhere.urn in login.dependencies


def test_the_only_key_of_the_plan_is_the_origin_key_and_it_is_secret(recording: Recording) -> None:
    key = recording.one(apigateway.ApiKey)
    assert key.inputs["value"] == KEY
    assert "value" in key.secret_inputs
    assert "value" in key.additional_secret_outputs
    assert recording.one(apigateway.UsagePlanKey).inputs["keyId"] == key.id


def test_the_plan_covers_the_stage_or_every_call_would_be_refused(recording: Recording) -> None:
    [stage] = recording.one(apigateway.UsagePlan).inputs["apiStages"]
    assert stage["stage"] == recording.one(apigateway.Stage).inputs["stageName"]
    assert stage["apiId"] == recording.one(apigateway.RestApi).id


def test_only_this_stage_may_invoke_and_only_the_alias(recording: Recording) -> None:
    permission = recording.one(lambda_.Permission).inputs
    assert permission["qualifier"] == "live"
    assert permission["principal"] == "apigateway.amazonaws.com"
    assert permission["sourceArn"].endswith("/live/*")
    assert not permission["sourceArn"].startswith("*")


def test_both_log_groups_are_encrypted_and_end(recording: Recording) -> None:
    groups = recording.of_type(cloudwatch.LogGroup)
    assert len(groups) == 2
    for group in groups:
        assert group.inputs["kmsKeyId"] == "arn:aws:kms:us-east-1:123456789012:key/operations"
        assert group.inputs["retentionInDays"] == 14


def test_the_execution_log_group_exists_before_api_gateway_would_make_it(recording: Recording) -> None:
    api_id = recording.one(apigateway.RestApi).id
    group = recording.one(cloudwatch.LogGroup, "api-execution-logs")
    assert group.inputs["name"] == f"API-Gateway-Execution-Logs_{api_id}/live"
    assert group.urn in recording.one(apigateway.MethodSettings, "api-methods").dependencies


def test_the_access_log_is_json_and_traced(recording: Recording) -> None:
    stage = recording.one(apigateway.Stage).inputs
    assert json.loads(stage["accessLogSettings"]["format"]) == ACCESS_LOG_FIELDS
    assert {"requestId", "ip", "status", "error"} <= set(ACCESS_LOG_FIELDS)
    assert stage["xrayTracingEnabled"] is True


def test_the_access_log_names_nothing_that_carries_a_secret() -> None:
    for value in ACCESS_LOG_FIELDS.values():
        assert not any(word in value.lower() for word in ("header", "query", "body", "apikey", "cookie"))


def test_a_preview_knows_the_same_resources(recording: Recording) -> None:
    unknown = record(build, unknown=True)
    assert {resource.urn for resource in unknown.resources} == {
        resource.urn for resource in recording.resources
    }


def test_the_host_is_the_regional_endpoint(recording: Recording) -> None:
    [outputs] = [
        outputs for urn, outputs in recording.registered_outputs.items() if "habits:api:RestApi" in urn
    ]
    assert (
        outputs["domain_name"]
        == f"{recording.one(apigateway.RestApi).id}.execute-api.us-east-1.amazonaws.com"
    )
    assert outputs["stage_name"] == "live"
