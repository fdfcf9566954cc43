"""The distribution and its firewall, good and bad."""

from policy.controls.model import UNKNOWN, Verdict
from tests.policy.case import bad, good, unknown
from tests.policy.cases.services import distribution
from tests.policy.cases.storage import SITE, policy
from tests.policy.program import Resource

OAC = {"originAccessControlOriginType": "s3", "signingBehavior": "always", "signingProtocol": "sigv4"}
MANAGED = ("AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet")
RATE = {"name": "rate", "statement": {"rateBasedStatement": {"limit": 1000}}, "action": {"block": {}}}


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
        preview=Verdict.UNDETERMINED,
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
    unknown("WAF-01", "rules as one text", Resource("aws:wafv2/webAcl:WebAcl", "waf", {"ruleJson": UNKNOWN})),
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
