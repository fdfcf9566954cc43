"""The API, the distribution and its firewall, good and bad."""

import json

from policy.controls.model import UNKNOWN, Verdict
from tests.policy.case import bad, good, unknown
from tests.policy.cases.services import distribution
from tests.policy.cases.storage import SITE, policy
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
OAC = {"originAccessControlOriginType": "s3", "signingBehavior": "always", "signingProtocol": "sigv4"}
MANAGED = ("AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet")
RATE = {"name": "rate", "statement": {"rateBasedStatement": {"limit": 1000}}, "action": {"block": {}}}


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


def access_control(**changes: object) -> Resource:
    return Resource("aws:cloudfront/originAccessControl:OriginAccessControl", "oac", {**OAC, **changes})


def bucket_origin(control: Resource | None, **props: object) -> dict[str, object]:
    identity = {"originAccessControlId": control.id} if control else {}
    return {"originId": "site", "domainName": SITE.id, **identity, **props}


def admits(source: object) -> Resource:
    return policy(
        {
            "Effect": "Allow",
            "Principal": {"Service": "cloudfront.amazonaws.com"},
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::site/*",
            "Condition": {"StringEquals": {"AWS:SourceArn": source}},
        },
        of=SITE,
    )


def custom(**config: object) -> dict[str, object]:
    default = {"originProtocolPolicy": "https-only", "originSslProtocols": ["TLSv1.2"]}
    return {"originId": "api", "domainName": "api.example.com", "customOriginConfig": {**default, **config}}


def managed(name: str, override: object = None) -> dict[str, object]:
    group = {"managedRuleGroupStatement": {"vendorName": "AWS", "name": name}}
    return {"name": name, "statement": group, "overrideAction": override or {"none": {}}}


def acl(*rules: object, metrics: object = True) -> Resource:
    return Resource(
        "aws:wafv2/webAcl:WebAcl",
        "waf",
        {"rules": list(rules), "visibilityConfig": {"cloudwatchMetricsEnabled": metrics}},
    )


def waf_logging(
    of: Resource, *headers: str, destination: object = "arn:aws:logs:us-east-1:1:log-group:aws-waf-logs-x"
) -> Resource:
    fields = [{"singleHeader": {"name": header}} for header in headers]
    return Resource(
        "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
        "waf",
        {"resourceArn": of.arn, "redactedFields": fields, "logDestinationConfigs": [destination]},
    )


CONTROL = access_control()
ACL = acl(RATE, *map(managed, MANAGED))
WAF_GROUP = Resource("aws:cloudwatch/logGroup:LogGroup", "waf", {"name": "aws-waf-logs-habits"})
EDGE = distribution(origins=[bucket_origin(CONTROL)])

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
    good("API-07", "the default", domain()),
    good("API-07", "TLS 1.3", domain(securityPolicy="SecurityPolicy_TLS13_1_3_2025_09")),
    bad("API-07", "TLS 1.0", domain(securityPolicy="TLS_1_0"), says="TLS_1_0"),
    unknown("API-07", "not known", domain(securityPolicy=UNKNOWN)),
    good("CF-01", "a firewall", ACL, distribution(webAclId=ACL.arn)),
    bad("CF-01", "none", distribution(), says="webAclId"),
    good(
        "CF-04",
        "signed requests to a closed bucket",
        SITE,
        CONTROL,
        admits(EDGE.arn),
        EDGE,
        preview=Verdict.UNDETERMINED,
    ),
    good("CF-04", "an API is no bucket", distribution(origins=[custom()])),
    bad(
        "CF-04",
        "no access control",
        SITE,
        distribution(origins=[bucket_origin(None)]),
        says="no origin access control",
    ),
    bad(
        "CF-04",
        "an access identity",
        SITE,
        distribution(origins=[bucket_origin(None, s3OriginConfig={"originAccessIdentity": "x"})]),
        says="access identity",
    ),
    bad(
        "CF-04",
        "unsigned requests",
        SITE,
        (never := access_control(signingBehavior="never")),
        distribution(origins=[bucket_origin(never)]),
        says="signingBehavior",
    ),
    bad(
        "CF-04",
        "a bucket open to every distribution",
        SITE,
        CONTROL,
        admits("arn:aws:cloudfront::123456789012:distribution/*"),
        distribution(origins=[bucket_origin(CONTROL)]),
        says="every distribution",
    ),
    bad(
        "CF-04",
        "a bucket open to another distribution",
        SITE,
        CONTROL,
        admits("arn:aws:cloudfront::1:distribution/E2"),
        distribution(origins=[bucket_origin(CONTROL)]),
        preview=Verdict.PASSED,
    ),
    bad(
        "CF-04",
        "a bucket's website",
        distribution(origins=[custom() | {"domainName": "site.s3-website-us-east-1.amazonaws.com"}]),
        says="website",
    ),
    unknown("CF-04", "an origin that is not known", distribution(origins=[UNKNOWN])),
    good(
        "CF-05",
        "TLS 1.2 to the API",
        distribution(origins=[custom(), {"originId": "site", "domainName": "b"}]),
    ),
    bad(
        "CF-05",
        "what the viewer speaks",
        distribution(origins=[custom(originProtocolPolicy="match-viewer")]),
        says="https-only",
    ),
    bad(
        "CF-05",
        "old protocols",
        distribution(origins=[custom(originSslProtocols=["TLSv1", "TLSv1.2"])]),
        says="TLSv1.2",
    ),
    unknown("CF-05", "not known", distribution(origins=[custom(originProtocolPolicy=UNKNOWN)])),
    good("WAF-01", "managed rules and a rate limit", ACL),
    good(
        "WAF-01",
        "counting where the stack allows it",
        acl(RATE, *(managed(name, {"count": {}}) for name in MANAGED)),
        settings={"countAllowed": True},
    ),
    bad("WAF-01", "no rules", acl(), says="common rules"),
    bad("WAF-01", "no rate limit", acl(*map(managed, MANAGED)), says="floods"),
    bad(
        "WAF-01",
        "a rate limit that counts",
        acl(RATE | {"action": {"count": {}}}, *map(managed, MANAGED)),
        says="floods",
    ),
    bad("WAF-01", "one group missing", acl(RATE, managed(MANAGED[0])), says=MANAGED[1]),
    bad(
        "WAF-01",
        "a group that only counts",
        acl(RATE, managed(MANAGED[0], {"count": {}}), managed(MANAGED[1])),
        says="counts",
    ),
    unknown("WAF-01", "rules that are not known", acl(UNKNOWN)),
    unknown("WAF-01", "rules as one text", Resource("aws:wafv2/webAcl:WebAcl", "waf", {"ruleJson": "[]"})),
    good("WAF-02", "logged without credentials", waf_logging(ACL, "Authorization", "cookie"), ACL),
    good(
        "WAF-02",
        "into a group of the stack",
        WAF_GROUP,
        waf_logging(ACL, "cookie", "authorization", destination=WAF_GROUP.arn),
        ACL,
    ),
    bad("WAF-02", "no logs", ACL, says="no logging"),
    bad("WAF-02", "cookies in the log", waf_logging(ACL, "authorization"), ACL, says="cookie"),
    bad(
        "WAF-02",
        "a destination AWS refuses",
        waf_logging(ACL, "authorization", "cookie", destination="arn:aws:s3:::waf"),
        ACL,
        says="aws-waf-logs-",
    ),
    bad(
        "WAF-02",
        "no metrics",
        waf_logging(muted := acl(RATE, metrics=False), "authorization", "cookie"),
        muted,
        says="cloudwatchMetricsEnabled",
    ),
    unknown(
        "WAF-02",
        "a destination that is not known",
        waf_logging(ACL, "authorization", "cookie", destination=UNKNOWN),
        ACL,
    ),
]
