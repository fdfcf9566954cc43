"""The API: what it logs, whom it asks, how it is limited; good and bad."""

import json

from policy.controls.model import UNKNOWN
from tests.policy.case import bad, good, unknown
from tests.policy.program import Resource

API = Resource("aws:apigateway/restApi:RestApi", "api")
FORMAT = json.dumps(
    {
        "id": "$context.requestId",
        "ip": "$context.identity.sourceIp",
        "status": "$context.status",
        "error": "$context.error.message",
    }
)
LOGS = Resource("aws:cloudwatch/logGroup:LogGroup", "requests")
GOOD_SETTINGS = {
    "loggingLevel": "ERROR",
    "metricsEnabled": True,
    "throttlingRateLimit": 50,
    "throttlingBurstLimit": 100,
}


def stage(destination: object = LOGS.arn, format_: object = FORMAT, **props: object) -> Resource:
    logs = {"accessLogSettings": {"destinationArn": destination, "format": format_}}
    return Resource(
        "aws:apigateway/stage:Stage", "live", {"restApi": API.id, "stageName": "live", **logs, **props}
    )


def settings(path: object = "*/*", api: Resource = API, **changes: object) -> Resource:
    props = {
        "restApi": api.id,
        "stageName": "live",
        "methodPath": path,
        "settings": {**GOOD_SETTINGS, **changes},
    }
    return Resource("aws:apigateway/methodSettings:MethodSettings", "all", props)


def domain(**props: object) -> Resource:
    return Resource("aws:apigateway/domainName:DomainName", "api", props)


def definition(operation: object, security: object = None, **props: object) -> Resource:
    """The same API as `API`, with a body of one operation."""
    document = {"paths": {"/login": {"post": operation, "options": {}}}} | (
        {"security": security} if security else {}
    )
    body = UNKNOWN if operation is UNKNOWN else json.dumps(document)
    return Resource(API.type, API.name, {"body": body, **props})


def method(**props: object) -> Resource:
    return Resource(
        "aws:apigateway/method:Method", "login", {"restApi": API.id, "httpMethod": "POST", **props}
    )


KEYED = {"security": [{"api_key": []}]}
FRONT = Resource(
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    "front",
    {"resourceArn": Resource(stage().type, "live").arn},
)

CASES = [
    good("API-01", "a JSON line for each request", LOGS, stage()),
    bad("API-01", "no log", stage(destination=None), says="destinationArn"),
    bad(
        "API-01",
        "a log without the caller's address",
        LOGS,
        stage(format_='{"id": "$context.requestId"}'),
        says="the ip",
    ),
    bad("API-01", "no JSON", LOGS, stage(format_=FORMAT.replace('"', "")), says="not JSON"),
    unknown("API-01", "a format that is not known", LOGS, stage(format_=UNKNOWN)),
    good("API-02", "settings for every method", API, settings(), stage()),
    bad("API-02", "no settings", API, stage(), says="no MethodSettings"),
    bad(
        "API-02",
        "settings of another API",
        API,
        (other := Resource(API.type, "other")),
        settings(api=other),
        stage(),
        says="no MethodSettings",
    ),
    bad("API-02", "settings for one method", API, settings("health/GET"), stage()),
    bad(
        "API-02", "bodies in the log", API, settings(dataTraceEnabled=True), stage(), says="dataTraceEnabled"
    ),
    bad(
        "API-02",
        "bodies of one method in the log",
        API,
        settings(),
        Resource(
            "aws:apigateway/methodSettings:MethodSettings",
            "login",
            {
                "restApi": API.id,
                "stageName": "live",
                "methodPath": "login/POST",
                "settings": {"dataTraceEnabled": True},
            },
        ),
        stage(),
        says="'login'",
    ),
    bad("API-02", "no log", API, settings(loggingLevel="OFF"), stage(), says="loggingLevel"),
    bad(
        "API-02", "no throttle", API, settings(throttlingRateLimit=None), stage(), says="throttlingRateLimit"
    ),
    bad("API-02", "no metrics", API, settings(metricsEnabled=False), stage(), says="metricsEnabled"),
    unknown("API-02", "a level that is not known", API, settings(loggingLevel=UNKNOWN), stage()),
    good("API-03", "no cache", settings()),
    good("API-03", "an encrypted cache", settings(cachingEnabled=True, cacheDataEncrypted=True)),
    bad("API-03", "a cache in clear", settings(cachingEnabled=True), says="cacheDataEncrypted"),
    unknown("API-03", "not known", settings(cachingEnabled=UNKNOWN)),
    good("API-04", "every operation asks for a key", definition(KEYED), stage()),
    good("API-04", "a firewall of its own", FRONT, stage()),
    good("API-04", "a private API", definition({}, endpointConfiguration={"types": "PRIVATE"}), stage()),
    good("API-04", "methods that ask for IAM", API, method(authorization="AWS_IAM"), stage()),
    good("API-04", "asked once for the whole document", definition({}, security=[{"api_key": []}]), stage()),
    bad("API-04", "an operation that asks for nothing", definition({}), stage(), says="POST /login"),
    bad(
        "API-04", "an alternative that asks for nothing", definition({"security": [{"key": []}, {}]}), stage()
    ),
    bad(
        "API-04",
        "an operation that takes the document's question back",
        definition({"security": []}, security=[{"api_key": []}]),
        stage(),
    ),
    bad(
        "API-04", "a method that asks for nothing", API, method(authorization="NONE"), stage(), says="'login'"
    ),
    unknown("API-04", "a definition that is not known", definition(UNKNOWN), stage()),
    unknown("API-04", "an API of another stack", stage(restApi="abc123")),
    good("API-07", "the default", domain()),
    good("API-07", "TLS 1.3", domain(securityPolicy="SecurityPolicy_TLS13_1_3_2025_09")),
    bad("API-07", "TLS 1.0", domain(securityPolicy="TLS_1_0"), says="TLS_1_0"),
    unknown("API-07", "not known", domain(securityPolicy=UNKNOWN)),
]
