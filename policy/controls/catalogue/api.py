"""API Gateway."""

import json
from typing import Final

from ..access import closed_by_a_denial, open_to_everybody
from ..control import ENCRYPTION, Frameworks, Problem, Problems, control, every, expect
from ..documents import statements
from ..graph import Subject
from ..model import Severity
from ..openapi import open_operations
from ..resource_types import (
    API_MAPPING,
    BASE_PATH_MAPPING,
    DOMAIN_NAME,
    HTTP_API,
    HTTP_DOMAIN,
    HTTP_ROUTE,
    HTTP_STAGE,
    METHOD,
    METHOD_SETTINGS,
    REST_API,
    REST_API_POLICY,
    STAGE,
    WEB_ACL_ASSOCIATION,
)
from ..values import Block

_LOGGED: Final = {
    "requestId": ("$context.requestId", "$context.extendedRequestId"),
    "ip": ("$context.identity.sourceIp",),
    "status": ("$context.status",),
    "error": ("$context.error.", "$context.integrationErrorMessage"),
}


@control(
    id="API-01",
    title="The API logs every request",
    severity=Severity.MEDIUM,
    types=(STAGE, HTTP_STAGE),
    frameworks=Frameworks(fsbp=("APIGateway.9",), checkov=("CKV_AWS_76", "CKV_AWS_95")),
    why="Requests the gateway refuses never reach the application: its access log is the only trace of them.",
    fix="Set accessLogSettings with the ARN of a log group and a JSON format with requestId, source ip, "
    "status and error.",
    url="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
)
def requests_logged(stage: Subject) -> Problems:
    if not stage.present("accessLogSettings.destinationArn"):
        yield Problem("accessLogSettings.destinationArn is not set")
        return
    text = stage.text("accessLogSettings.format")
    yield from expect(lambda: _is_json(text), "accessLogSettings.format is not JSON")
    for field, variables in _LOGGED.items():
        if not any(variable in text for variable in variables):
            yield Problem(f"accessLogSettings.format leaves out the {field}", field)


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except json.JSONDecodeError:
        return False


@control(
    id="API-02",
    title="Stages are throttled and measured, and log errors but no bodies",
    severity=Severity.MEDIUM,
    types=(STAGE,),
    frameworks=Frameworks(fsbp=("APIGateway.1",), checkov=("CKV2_AWS_4", "CKV_AWS_276")),
    reads_stack=True,
    why="Without its own throttle one stage can use up the account's. Data tracing writes whole requests "
    "with passwords and cookies into the log.",
    fix="Add MethodSettings for */* with loggingLevel ERROR, metricsEnabled, throttlingRateLimit and "
    "throttlingBurstLimit; leave dataTraceEnabled out.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-1",
)
def stage_settings(stage: Subject) -> Problems:
    ours = [
        found for found in stage.stack.sources(stage, "stageName", METHOD_SETTINGS) if _same_api(found, stage)
    ]
    general = [found for found in ours if found.text("methodPath") == "*/*"]
    if not general:
        yield Problem("has no MethodSettings for */*")
    yield from every(
        [
            *(_settings_problems(found.block("settings")) for found in general),
            *(
                expect(
                    lambda found=found: not found.flag("settings.dataTraceEnabled"),
                    f"'{found.view.name}' has dataTraceEnabled, which writes bodies into the log",
                    found.view.name,
                )
                for found in ours
            ),
        ]
    )


def _same_api(one: Subject, other: Subject) -> bool:
    apis = [
        {api.view.urn for api in one.stack.named(subject, "restApi", REST_API)} for subject in (one, other)
    ]
    return apis[0] == apis[1]


def _settings_problems(settings: Block) -> Problems:
    yield from every(
        [
            expect(
                lambda: settings.text("loggingLevel") in ("ERROR", "INFO"),
                "loggingLevel is not ERROR or INFO",
            ),
            expect(lambda: settings.flag("metricsEnabled"), "metricsEnabled is not true"),
            *(
                expect(
                    lambda limit=limit: settings.number(limit, default=-1) > 0, f"{limit} is not set", limit
                )
                for limit in ("throttlingRateLimit", "throttlingBurstLimit")
            ),
        ]
    )


@control(
    id="API-03",
    title="Cached answers are encrypted",
    severity=Severity.MEDIUM,
    types=(METHOD_SETTINGS,),
    families=(ENCRYPTION,),
    frameworks=Frameworks(fsbp=("APIGateway.5",), checkov=("CKV_AWS_308",)),
    why="The gateway's cache holds answers with personal data, in clear unless told otherwise.",
    fix="Set settings.cacheDataEncrypted to true, or switch the cache off.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-5",
)
def cache_encrypted(settings: Subject) -> Problems:
    if settings.flag("settings.cachingEnabled") and not settings.flag("settings.cacheDataEncrypted"):
        yield Problem("cachingEnabled without cacheDataEncrypted")


@control(
    id="API-04",
    title="The API is reached through the firewall only",
    severity=Severity.HIGH,
    types=(STAGE,),
    frameworks=Frameworks(fsbp=("APIGateway.4",), checkov=("CKV2_AWS_29",)),
    reads_stack=True,
    why="A regional API answers at its own address too. Unless it asks for something only the edge knows, "
    "everybody walks around the edge's firewall.",
    fix="Associate a regional web ACL with the stage, make the API private, or let every method ask for an "
    "API key (or authorizer) that CloudFront adds.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-4",
)
def reached_through_firewall(stage: Subject) -> Problems:
    if any(stage.stack.sources(stage, "resourceArn", WEB_ACL_ASSOCIATION)):
        return
    for api in stage.stack.targets(stage, "restApi", REST_API):
        if "PRIVATE" in api.texts("endpointConfiguration.types"):
            continue
        policies = [
            *([api] if api.present("policy") else []),
            *api.stack.sources(api, "restApiId", REST_API_POLICY),
        ]
        if policies:
            yield from every(map(_policy_problems, policies))
            continue
        methods = api.stack.sources(api, "restApi", METHOD)
        yield from every([_definition_problems(api), every(map(_method_problems, methods))])


def _policy_problems(holder: Subject) -> Problems:
    if not closed_by_a_denial(list(statements(holder, "policy")), "execute-api:invoke"):
        yield from open_to_everybody(holder, "policy")


def _definition_problems(api: Subject) -> Problems:
    body = api.text("body")
    for operation in open_operations(body, "body") if body else ():
        yield Problem(
            f"{operation} of '{api.view.name}' asks for nothing, and no firewall stands before it", operation
        )


def _method_problems(method: Subject) -> Problems:
    asks = method.flag("apiKeyRequired") or method.text("authorization", default="NONE") != "NONE"
    if not asks and method.text("httpMethod") != "OPTIONS":
        yield Problem(
            f"method '{method.view.name}' asks for nothing, and no firewall stands before it",
            method.view.name,
        )


@control(
    id="API-07",
    title="API domains speak TLS 1.2 or newer",
    severity=Severity.MEDIUM,
    types=(DOMAIN_NAME, HTTP_DOMAIN, REST_API),
    families=(ENCRYPTION,),
    frameworks=Frameworks(checkov=("CKV_AWS_206",)),
    why="TLS 1.0 and 1.1 can be broken, and a client only has to claim that it knows nothing better.",
    fix="Set securityPolicy to TLS_1_2 or to one of the SecurityPolicy_TLS13_ policies.",
    url="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
)
def domain_speaks_modern_tls(domain: Subject) -> Problems:
    own = domain.block("domainNameConfiguration") if domain.view.type == HTTP_DOMAIN else domain
    policy = own.text("securityPolicy", default="TLS_1_2")
    if policy != "TLS_1_2" and not policy.startswith(("SecurityPolicy_TLS12_", "SecurityPolicy_TLS13_")):
        yield Problem(f"securityPolicy is {policy}")


@control(
    id="API-05",
    title="APIs are regional and answer under their own domain only",
    severity=Severity.MEDIUM,
    types=(REST_API, HTTP_API),
    reads_stack=True,
    why="An edge-optimised API has a CloudFront in front that nobody here configures. An API with a "
    "domain of its own still answers under execute-api, past whatever guards the domain.",
    fix="Set endpointConfiguration.types to REGIONAL or PRIVATE, and disableExecuteApiEndpoint to true once "
    "a domain is mapped to the API.",
    url="https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html",
)
def no_side_door(api: Subject) -> Problems:
    def default_endpoint() -> Problems:
        mapped = (
            any(api.stack.sources(api, path, kind))
            for path, kind in (("restApi", BASE_PATH_MAPPING), ("apiId", API_MAPPING))
        )
        if any(mapped):
            yield from expect(
                lambda: api.flag("disableExecuteApiEndpoint"),
                "has a domain, but disableExecuteApiEndpoint is not true",
            )

    yield from every(
        [
            expect(
                lambda: (
                    api.view.type == HTTP_API
                    or any(kind in _CLOSED_ENDPOINTS for kind in api.texts("endpointConfiguration.types"))
                ),
                "endpointConfiguration.types is not REGIONAL or PRIVATE",
            ),
            default_endpoint(),
        ]
    )


_CLOSED_ENDPOINTS: Final = ("REGIONAL", "PRIVATE")


@control(
    id="API-06",
    title="Methods ask who calls",
    severity=Severity.HIGH,
    types=(METHOD, HTTP_ROUTE, HTTP_API),
    frameworks=Frameworks(fsbp=("APIGateway.8",), checkov=("CKV_AWS_59", "CKV2_AWS_70", "CKV_AWS_309")),
    reads_stack=True,
    why="A method without authorization is open to whoever finds its address, whatever the others ask.",
    fix="Set authorization to AWS_IAM, CUSTOM or COGNITO_USER_POOLS, or apiKeyRequired to true; exempt with "
    "a reason what is meant for everybody.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-8",
)
def method_asks(method: Subject) -> Problems:
    if method.view.type == HTTP_API:
        yield from expect(
            lambda: not method.present("target"), "target opens a route that asks nothing for every request"
        )
        return
    if method.view.type == HTTP_ROUTE:
        yield from _route_problems(method)
        return
    if method.text("httpMethod").upper() == "OPTIONS":
        return  # a browser asks it without credentials
    if method.text("authorization", default="NONE").upper() == "NONE" and not method.flag("apiKeyRequired"):
        yield Problem("authorization is NONE and no key is required")


def _route_problems(route: Subject) -> Problems:
    """A route of an HTTP API, or the one of a WebSocket API where a caller can be asked: its $connect."""
    key = route.text("routeKey")
    if key.startswith("OPTIONS "):
        return
    by_websocket = any(
        api.text("protocolType") == "WEBSOCKET" for api in route.stack.named(route, "apiId", HTTP_API)
    )
    if key.startswith("$") and key != "$connect" and (by_websocket or key != "$default"):
        return
    if route.text("authorizationType", default="NONE").upper() == "NONE" and not route.flag("apiKeyRequired"):
        yield Problem("authorizationType is NONE")
