"""What is only advised: descriptions, upkeep, headers, alarms, approvals; good and bad."""

from policy.controls.model import UNKNOWN
from tests.policy.case import bad, good, unknown
from tests.policy.cases.data import KEY, instance, member
from tests.policy.cases.network import group, ingress, old_rule
from tests.policy.cases.placement import cluster, function
from tests.policy.cases.services import HTTPS, distribution, topic
from tests.policy.cases.storage import BUCKET, OLD_BUCKET, repository
from tests.policy.program import Json, Reference, Resource

DESCRIBED = group("app", description="The functions")
IN_ORDER = {"copyTagsToSnapshot": True, "masterUsername": "habits_owner"}
LOGS = Resource("aws:s3/bucket:Bucket", "logs")
LOGGING = Resource("aws:s3/bucketLogging:BucketLogging", "logging", {
    "bucket": BUCKET.id, "targetBucket": LOGS.id})  # fmt: skip
TIDY = {"status": "Enabled", "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7.0},
        "noncurrentVersionExpiration": {"noncurrentDays": 30}}  # fmt: skip
REPOSITORY = repository(name="app")
ROLE = Resource("aws:iam/role:Role", "api", {"name": "api"})
SECURE = {
    "strictTransportSecurity": {"accessControlMaxAgeSec": 31536000.0},
    "contentTypeOptions": {"override": True},
    "contentSecurityPolicy": {"contentSecurityPolicy": "default-src 'self'"},
    "frameOptions": {"frameOption": "DENY"}, "referrerPolicy": {"referrerPolicy": "no-referrer"},
}  # fmt: skip
MANAGED_HEADERS = "67f7725c-6f97-4210-82d7-5512b31e9d03"
ZONE = Resource("aws:route53/zone:Zone", "zone", {"name": "example.com"})
LOG_SERVICE = {"Effect": "Allow", "Principal": {"Service": "logs.us-east-1.amazonaws.com"},
               "Action": ["kms:Encrypt*", "kms:Decrypt*"], "Resource": "*"}  # fmt: skip
OF_GROUPS = {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:123456789012:*"}}
API = function(name="api")
APPROVAL = {"name": "ask", "category": "Approval", "owner": "AWS", "provider": "Manual"}
DEPLOY = {"name": "deploy", "category": "Deploy", "owner": "AWS", "provider": "CloudFormation"}


def lifecycle(*rules: object) -> Resource:
    return Resource("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "tidy", {
        "bucket": BUCKET.id, "rules": list(rules)})  # fmt: skip


def runs_as(role: Resource, name: str) -> Resource:
    return Resource("aws:lambda/function:Function", name, {"role": role.arn})


def headers(**security: object) -> Resource:
    return Resource("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", "headers", {
        "securityHeadersConfig": security})  # fmt: skip


def told(*policies: object) -> Resource:
    default, *others = ({**HTTPS, "responseHeadersPolicyId": policy} for policy in policies)
    return distribution(default, *others)


def alarm(metric: str, of: Resource = API, **props: object) -> Resource:
    return Resource("aws:cloudwatch/metricAlarm:MetricAlarm", metric.lower(), {
        "namespace": "AWS/Lambda", "metricName": metric,
        "dimensions": {"FunctionName": Reference(of, "name")}, **props})  # fmt: skip


def formula(metric: str) -> Resource:
    query = {
        "metric": {"namespace": "AWS/Lambda", "metricName": metric, "dimensions": {"FunctionName": "api"}}
    }
    return Resource("aws:cloudwatch/metricAlarm:MetricAlarm", f"{metric}-rate", {
        "metricQueries": [{"expression": "m1 / m2"}, query]})  # fmt: skip


def key_for_logs(*statements: object) -> tuple[Resource, Resource]:
    key = Resource("aws:kms/key:Key", "logs", {"policy": Json({"Statement": list(statements)})})
    return key, Resource("aws:cloudwatch/logGroup:LogGroup", "app", {"kmsKeyId": key.arn})


def pipeline(*stages: tuple[str, object]) -> Resource:
    listed = [{"name": name, "actions": [action]} for name, action in stages]
    return Resource("aws:codepipeline/pipeline:Pipeline", "release", {"stages": listed})


def beside(kind: str, path: str, of: Resource) -> Resource:
    return Resource(kind, "beside", {path: of.id})


HEADERS, SHORT = headers(**SECURE), headers(**SECURE | {
    "strictTransportSecurity": {"accessControlMaxAgeSec": 300}})  # fmt: skip
ALERTS = topic(name="alerts")
PARTS = headers(**{key: value for key, value in SECURE.items() if key != "contentSecurityPolicy"})
BARE = headers(strictTransportSecurity={"accessControlMaxAgeSec": 63072000})

CASES = [
    good("NET-09", "a group and its rule", DESCRIBED, ingress(DESCRIBED, description="HTTPS"), on=DESCRIBED),
    good("NET-09", "inline rules", group(
        "app", description="x", ingress=[{"description": "from the proxy"}])),
    bad("NET-09", "what the provider writes by itself", group("app", description="Managed by Pulumi")),
    bad("NET-09", "a rule", old_rule(DESCRIBED), says="description"),
    bad("NET-09", "an inline rule", group("app", description="x", ingress=[{"fromPort": 1}]),
        says="ingress[0]"),
    unknown("NET-09", "a description not known", group("app", description=UNKNOWN)),
    good("LAM-06", "by digest", function(
        imageUri="1.dkr.ecr.us-east-1.amazonaws.com/app@sha256:" + "a" * 64)),
    good("LAM-06", "no image", function(runtime="python3.13")),
    bad("LAM-06", "by tag", function(imageUri="1.dkr.ecr.us-east-1.amazonaws.com/app:latest"), says="digest"),
    unknown("LAM-06", "an image not built yet", function(imageUri=UNKNOWN)),
    good("LAM-07", "a runtime of today", function(runtime="python3.13")),
    good("LAM-07", "an image", function(packageType="Image")),
    bad("LAM-07", "a runtime of yesterday", function(runtime="nodejs18.x"), says="2025-09-01"),
    unknown("LAM-07", "a runtime not known", function(runtime=UNKNOWN)),
    good("RDS-10", "a cluster in order", cluster(**IN_ORDER)),
    good("RDS-10", "a member in order", KEY, member(
        performanceInsightsEnabled=True, performanceInsightsKmsKeyId=KEY.arn)),
    bad("RDS-10", "no upgrades", member(autoMinorVersionUpgrade=False), says="autoMinorVersionUpgrade"),
    bad("RDS-10", "insights under AWS's key", member(performanceInsightsEnabled=True)),
    bad("RDS-10", "untagged snapshots", cluster(masterUsername="habits_owner"), says="copyTagsToSnapshot"),
    bad("RDS-10", "the name everybody tries", instance(copyTagsToSnapshot=True, username="Admin"),
        says="username"),
    unknown("RDS-10", "upgrades not known", member(autoMinorVersionUpgrade=UNKNOWN)),
    good("S3-07", "logged into another bucket", LOGS, LOGGING, BUCKET),
    good("S3-07", "logged within", Resource(BUCKET.type, "media", {"logging": {"targetBucket": "logs"}})),
    bad("S3-07", "not logged", BUCKET, says="no access log"),
    unknown("S3-07", "a log of which bucket is not known", Resource(
        "aws:s3/bucketLogging:BucketLogging", "logging", {"bucket": UNKNOWN, "targetBucket": "x"}), BUCKET),
    good("S3-08", "tidied up", lifecycle(TIDY), BUCKET),
    bad("S3-08", "never", BUCKET, says="no lifecycle"),
    bad("S3-08", "a rule that is off", lifecycle({**TIDY, "status": "Disabled"}), BUCKET),
    bad("S3-08", "uploads stay", lifecycle({**TIDY, "abortIncompleteMultipartUpload": None}), BUCKET,
        says="uploads"),
    bad("S3-08", "versions stay", lifecycle({**TIDY, "noncurrentVersionExpiration": None}), BUCKET,
        says="versions"),
    unknown("S3-08", "a status not known", lifecycle({**TIDY, "status": UNKNOWN}), BUCKET),
    good("S3-09", "a bucket and nothing else", BUCKET),
    bad("S3-09", "the older type", OLD_BUCKET, says="BucketV2"),
    bad("S3-09", "a policy within", Resource(BUCKET.type, "media", {"policy": UNKNOWN}), says="policy"),
    good("ECR-05", "images expire",
         beside("aws:ecr/lifecyclePolicy:LifecyclePolicy", "repository", REPOSITORY), REPOSITORY),
    bad("ECR-05", "images stay", REPOSITORY),
    unknown("ECR-05", "a policy of which repository is not known", Resource(
        "aws:ecr/lifecyclePolicy:LifecyclePolicy", "p", {"repository": UNKNOWN}), REPOSITORY),
    good("IAM-08", "one function", runs_as(ROLE, "api"), ROLE),
    good("IAM-08", "a boundary where it must be", Resource(
        ROLE.type, "api", {"permissionsBoundary": UNKNOWN}),
         settings={"boundaryRequired": True}),
    bad("IAM-08", "two functions", runs_as(ROLE, "api"), runs_as(ROLE, "tasks"), ROLE, says="api, tasks"),
    bad("IAM-08", "no boundary where it must be", ROLE, settings={"boundaryRequired": True}),
    unknown("IAM-08", "a role not known", Resource(
        "aws:lambda/function:Function", "api", {"role": UNKNOWN}), ROLE),
    good("CF-07", "told in every behaviour", HEADERS, told(HEADERS.id, HEADERS.id)),
    good("CF-07", "told by AWS's own policy", told(MANAGED_HEADERS)),
    bad("CF-07", "untold in one behaviour", HEADERS, told(HEADERS.id, None), says="orderedCacheBehaviors[0]"),
    bad("CF-07", "for five minutes", SHORT, told(SHORT.id), says="less than a year"),
    bad("CF-07", "nothing of where a page's parts come from", PARTS, told(PARTS.id),
        says="contentSecurityPolicy"),
    bad("CF-07", "of HTTPS only", BARE, told(BARE.id), says="frameOptions"),
    unknown("CF-07", "a policy not known", told(UNKNOWN)),
    good("DNS-01", "signed and logged", beside("aws:route53/queryLog:QueryLog", "zoneId", ZONE),
         beside("aws:route53/hostedZoneDnsSec:HostedZoneDnsSec", "hostedZoneId", ZONE), ZONE),
    good("DNS-01", "a private zone", Resource(ZONE.type, "inner", {"vpcs": [{"vpcId": UNKNOWN}]})),
    bad("DNS-01", "unsigned", beside("aws:route53/queryLog:QueryLog", "zoneId", ZONE), ZONE, says="signed"),
    unknown("DNS-01", "of which zone is not known", Resource(
        "aws:route53/queryLog:QueryLog", "log", {"zoneId": UNKNOWN}),
        beside("aws:route53/hostedZoneDnsSec:HostedZoneDnsSec", "hostedZoneId", ZONE), ZONE),
    good("ALM-02", "both alarms", alarm("Errors"), alarm("Throttles"), API),
    good("ALM-02", "one within a formula", formula("Errors"), alarm("Throttles"), API),
    bad("ALM-02", "one of two", alarm("Errors"), API, says="Throttles"),
    bad("ALM-02", "no alarm", API, says="Errors"),
    good("ALM-02", "a topic with a subscription",
         beside("aws:sns/topicSubscription:TopicSubscription", "topic", ALERTS),
         ALERTS),
    bad("ALM-02", "a topic nobody hears", topic(name="alerts"), says="subscription"),
    unknown("ALM-02", "an alarm of which function is not known", Resource(
        "aws:cloudwatch/metricAlarm:MetricAlarm", "a", {
            "namespace": "AWS/Lambda", "metricName": "Errors", "dimensions": {"FunctionName": UNKNOWN}}),
        API),
    good("LOG-04", "the log service, for its groups",
         *key_for_logs({**LOG_SERVICE, "Condition": OF_GROUPS})),
    good("LOG-04", "a group without a key is another control's", Resource(
        "aws:cloudwatch/logGroup:LogGroup", "app")),
    bad("LOG-04", "a key that lets nobody in", *key_for_logs(), says="does not name"),
    bad("LOG-04", "for any group", *key_for_logs(LOG_SERVICE), says="for any group"),
    unknown("LOG-04", "a key not known", Resource(
        "aws:cloudwatch/logGroup:LogGroup", "app", {"kmsKeyId": UNKNOWN})),
    good("CI-05", "approved first", pipeline(("approve", APPROVAL), ("production", DEPLOY))),
    good("CI-05", "not to production", pipeline(("staging", DEPLOY))),
    bad("CI-05", "unapproved", pipeline(("production", DEPLOY)), says="unapproved"),
    bad("CI-05", "approved afterwards", pipeline(("production", DEPLOY), ("approve", APPROVAL))),
    bad("CI-05", "code read with a token", pipeline(("source", {
        "name": "get", "category": "Source", "owner": "ThirdParty", "provider": "GitHub"})), says="token"),
    unknown("CI-05", "a category not known", pipeline(("production", {**DEPLOY, "category": UNKNOWN}))),
]  # fmt: skip
