"""The REST API in front of Django: validation, throttling, access logs and the origin key."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi


@dataclass(frozen=True, kw_only=True)
class Throttle:
    """A token bucket: `rate` requests per second, sustained, and `burst` requests at once."""

    rate: float
    burst: int


@dataclass(frozen=True, kw_only=True)
class RestApiArgs:
    api_name: str
    """Name of the API; the dimension `ApiName` of its metrics, so unique per account and region."""
    stage_name: str
    """Name of the only stage, the first path segment of the regional address."""
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
    """Limit of each write under `/api/auth`, where passwords are guessed."""


class RestApi(pulumi.ComponentResource):
    domain_name: pulumi.Output[str]
    """Host of the regional endpoint, `<id>.execute-api.<region>.amazonaws.com`."""
    stage_name: pulumi.Output[str]
    api_name: pulumi.Output[str]
    execution_arn: pulumi.Output[str]

    def __init__(self, name: str, args: RestApiArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:api:RestApi", name, None, opts)
