"""The REST API in front of Django: validation, throttling, access logs and the origin key."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from components.contract import gateway_body, validated_methods
from components.place import Place

STAGE_NAME = "live"

BINARY_MEDIA_TYPES = ("application/octet-stream", "application/zip", "multipart/form-data")
"""Bodies that travel as base64. JSON is not among them: API Gateway does not look into a binary body."""

COMPRESS_FROM_BYTES = 1024

ACCESS_LOG_FIELDS = {
    "requestId": "$context.requestId",
    "traceId": "$context.xrayTraceId",
    "time": "$context.requestTime",
    "ip": "$context.identity.sourceIp",
    "method": "$context.httpMethod",
    "path": "$context.path",
    "resource": "$context.resourcePath",
    "status": "$context.status",
    "error": "$context.error.responseType",
    "integrationStatus": "$context.integration.status",
    "latency": "$context.responseLatency",
    "integrationLatency": "$context.integration.latency",
    "responseLength": "$context.responseLength",
}
"""One line per request. No header, query or body, where the session and the origin key travel; no user agent
and no error text, whose quotes would break the JSON."""


@dataclass(frozen=True, kw_only=True)
class Throttle:
    """A token bucket: `rate` requests per second, sustained, and `burst` requests at once."""

    rate: float
    burst: int


@dataclass(frozen=True, kw_only=True)
class RestApiArgs:
    place: Place
    contract: Mapping[str, Any]
    """The parsed OpenAPI document of the application."""
    function_name: pulumi.Input[str]
    function_alias: pulumi.Input[str]
    """Name of the alias that serves; the permission is given to the alias, not to the function."""
    invoke_arn: pulumi.Input[str]
    """Invocation ARN of the alias."""
    origin_key: pulumi.Input[str]
    """Secret that CloudFront sends as `x-api-key`: 20 to 128 alphanumeric characters."""
    log_key_arn: pulumi.Input[str]
    """KMS key of the two log groups."""
    log_retention_days: int
    throttle: Throttle = Throttle(rate=50, burst=100)
    auth_throttle: Throttle = Throttle(rate=5, burst=10)
    """Limit of each validated method under `/api/auth`, where passwords are guessed."""


class RestApi(pulumi.ComponentResource):
    domain_name: pulumi.Output[str]
    """Host of the regional endpoint, `<id>.execute-api.<region>.amazonaws.com`."""
    stage_name: pulumi.Output[str]
    """The first path segment of the regional address; dimension `Stage` of the metrics."""
    api_name: pulumi.Output[str]
    """Dimension `ApiName` of the metrics."""
    execution_arn: pulumi.Output[str]
    stage_arn: pulumi.Output[str]

    def __init__(self, name: str, args: RestApiArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:api:RestApi", name, None, opts)
        self._child = pulumi.ResourceOptions(parent=self)

        def body_text(invoke_arn: str) -> str:
            return json.dumps(
                gateway_body(args.contract, title=args.place.prefix, integration_uri=invoke_arn)
            )

        body = pulumi.Output.from_input(args.invoke_arn).apply(body_text)
        api = aws.apigateway.RestApi(
            f"{name}-api",
            name=args.place.prefix,
            description="Validates, throttles and passes every call on to the application",
            body=body,
            endpoint_configuration={"types": "REGIONAL"},
            binary_media_types=list(BINARY_MEDIA_TYPES),
            minimum_compression_size=str(COMPRESS_FROM_BYTES),
            fail_on_warnings=True,
            opts=self._child,
        )
        stage = self._stage(name, args, api, body)
        self._origin_lock(name, args, api, stage)
        aws.lambda_.Permission(
            f"{name}-permission",
            action="lambda:InvokeFunction",
            function=args.function_name,
            qualifier=args.function_alias,
            principal="apigateway.amazonaws.com",
            source_arn=pulumi.Output.concat(api.execution_arn, "/", STAGE_NAME, "/*"),
            opts=self._child,
        )
        self.domain_name = pulumi.Output.format("{}.execute-api.{}.amazonaws.com", api.id, args.place.region)
        self.stage_name = stage.stage_name
        self.api_name = api.name
        self.execution_arn = api.execution_arn
        self.stage_arn = stage.arn
        self.register_outputs(
            {
                "domain_name": self.domain_name,
                "stage_name": self.stage_name,
                "api_name": self.api_name,
                "execution_arn": self.execution_arn,
                "stage_arn": self.stage_arn,
            }
        )

    def _stage(
        self, name: str, args: RestApiArgs, api: aws.apigateway.RestApi, body: pulumi.Output[str]
    ) -> aws.apigateway.Stage:
        # Replaced create-first, the default, because a deployment that a stage serves cannot be deleted.
        deployment = aws.apigateway.Deployment(
            f"{name}-deployment",
            rest_api=api.id,
            triggers={
                "body": body.apply(lambda text: hashlib.sha256(text.encode()).hexdigest()),
                "encoding": f"{','.join(BINARY_MEDIA_TYPES)} {COMPRESS_FROM_BYTES}",
            },
            opts=self._child,
        )
        access_logs = self._log_group(f"{name}-access-logs", f"/aws/apigateway/{args.place.prefix}", args)
        stage = aws.apigateway.Stage(
            f"{name}-stage",
            rest_api=api.id,
            deployment=deployment.id,
            stage_name=STAGE_NAME,
            access_log_settings={
                "destination_arn": access_logs.arn,
                "format": json.dumps(ACCESS_LOG_FIELDS),
            },
            xray_tracing_enabled=True,
            opts=self._child,
        )
        # API Gateway would create this group itself with the first error, unencrypted and kept for ever.
        execution_logs = self._log_group(
            f"{name}-execution-logs",
            pulumi.Output.format("API-Gateway-Execution-Logs_{}/{}", api.id, STAGE_NAME),
            args,
        )
        self._limit_methods(name, args, api, stage, execution_logs)
        return stage

    def _limit_methods(
        self,
        name: str,
        args: RestApiArgs,
        api: aws.apigateway.RestApi,
        stage: aws.apigateway.Stage,
        execution_logs: pulumi.Resource,
    ) -> None:
        body = gateway_body(args.contract, title=args.place.prefix, integration_uri="")
        limits = {"*/*": args.throttle}
        for path, method in validated_methods(body, "/api/auth/"):
            limits[f"{path}/{method}"] = args.auth_throttle
        # One after the other: each is an update of the stage, which takes one at a time.
        previous = execution_logs
        for path, throttle in limits.items():
            label = "methods" if path == "*/*" else path.strip("/").replace("/", "-").lower()
            previous = aws.apigateway.MethodSettings(
                f"{name}-{label}",
                rest_api=api.id,
                stage_name=stage.stage_name,
                method_path=_method_path(path),
                settings={
                    # A method with settings of its own inherits none of the stage's.
                    "metrics_enabled": True,
                    "logging_level": "ERROR",
                    "data_trace_enabled": False,  # would log bodies, passwords among them
                    "throttling_rate_limit": throttle.rate,
                    "throttling_burst_limit": throttle.burst,
                },
                opts=pulumi.ResourceOptions(parent=self, depends_on=[previous]),
            )

    def _log_group(
        self, name: str, group_name: pulumi.Input[str], args: RestApiArgs
    ) -> aws.cloudwatch.LogGroup:
        return aws.cloudwatch.LogGroup(
            name,
            name=group_name,
            kms_key_id=args.log_key_arn,
            retention_in_days=args.log_retention_days,
            opts=self._child,
        )

    def _origin_lock(
        self, name: str, args: RestApiArgs, api: aws.apigateway.RestApi, stage: aws.apigateway.Stage
    ) -> None:
        """Admits only callers with the origin key."""
        key = aws.apigateway.ApiKey(
            f"{name}-origin-key",
            name=f"{args.place.prefix}-origin",
            description="Sent by CloudFront; not a user's credential",
            value=args.origin_key,
            opts=self._child,
        )
        plan = aws.apigateway.UsagePlan(
            f"{name}-usage-plan",
            name=f"{args.place.prefix}-origin",
            api_stages=[{"api_id": api.id, "stage": stage.stage_name}],
            opts=self._child,
        )
        aws.apigateway.UsagePlanKey(
            f"{name}-usage-plan-key",
            usage_plan_id=plan.id,
            key_id=key.id,
            key_type="API_KEY",
            opts=self._child,
        )


def _method_path(path: str) -> str:
    """`/api/auth/login/POST` as the stage knows it: `~1api~1auth~1login/POST`."""
    resource, _, method = path.rpartition("/")
    return f"{resource.replace('/', '~1')}/{method}"
