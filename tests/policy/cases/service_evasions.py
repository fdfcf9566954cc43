"""Buckets, secrets, builds, APIs and the edge: older types, other places, and what only looks closed."""

import base64

from policy.controls.model import UNKNOWN, Verdict
from tests.policy.case import bad, good, unknown
from tests.policy.cases.api import API
from tests.policy.cases.data import KEY, instance, nodes
from tests.policy.cases.edge import MANAGED, acl, custom, managed
from tests.policy.cases.openness import api
from tests.policy.cases.placement import cluster
from tests.policy.cases.services import distribution, secret
from tests.policy.cases.settings import TOKEN, about, parameter, pipeline, project, variables
from tests.policy.cases.storage import (
    BUCKET,
    ENCRYPTION,
    OLD_BUCKET,
    SITE,
    deny_http,
    encryption,
    policy,
    repository,
)
from tests.policy.cases.topology import of_users, user
from tests.policy.program import Json, Reference, Resource

OPEN = Verdict.UNDETERMINED
UNDER_KMS = {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY.arn}
HTTP_API = Resource("aws:apigatewayv2/api:Api", "http", {"protocolType": "HTTP"})
SOCKET_API = Resource("aws:apigatewayv2/api:Api", "socket", {"protocolType": "WEBSOCKET"})
INVOKE = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
KEEP_OUT = {**INVOKE, "Effect": "Deny"}
OFFICE = {"NotIpAddress": {"aws:SourceIp": ["192.0.2.0/24"]}}
STAGE = Resource("aws:apigateway/stage:Stage", "live", {"restApi": API.id, "stageName": "live"})
WEB = Resource("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "web", {
    "bucket": SITE.id, "websiteEndpoint": "site.s3-website.us-east-1.amazonaws.com"})  # fmt: skip
LOGS = Resource("aws:s3/bucket:Bucket", "logs", {"bucketDomainName": "logs.s3.amazonaws.com"})
LOGGING = Resource("aws:s3/bucketLogging:BucketLogging", "media-logs", {
    "bucket": BUCKET.id, "targetBucket": LOGS.id})  # fmt: skip
EDGE_LOGS = distribution(loggingConfig={"bucket": "logs.s3.amazonaws.com"})
ACL = "aws:s3/bucketAcl:BucketAcl"


def old_bucket(**props: object) -> Resource:
    return Resource(OLD_BUCKET.type, "media", props)


def api_policy(*statements: object) -> Resource:
    return Resource("aws:apigateway/restApiPolicy:RestApiPolicy", "who", {
        "restApiId": API.id, "policy": Json({"Statement": list(statements)})})  # fmt: skip


def route(of: Resource, key: object, **props: object) -> Resource:
    return Resource("aws:apigatewayv2/route:Route", "route", {"apiId": of.id, "routeKey": key, **props})


def scanning(frequency: str, pattern: str, kind: str = "BASIC") -> Resource:
    rule = {"scanFrequency": frequency, "repositoryFilters": [{"filter": pattern, "filterType": "WILDCARD"}]}
    return Resource("aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration", "all", {
        "scanType": kind, "rules": [rule]})  # fmt: skip


def step(**configuration: object) -> Resource:
    stages = [{"name": "Source", "actions": [{"name": "get", "configuration": configuration}]}]
    return Resource("aws:codepipeline/pipeline:Pipeline", "release", {"stages": stages})


def tasks(*environment: object) -> Resource:
    return Resource("aws:ecs/taskDefinition:TaskDefinition", "web", {
        "containerDefinitions": Json([{"name": "web", "environment": list(environment)}])})  # fmt: skip


def owned(of: Resource, ownership: str) -> Resource:
    return Resource("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "owner", {
        "bucket": of.id, "rule": {"objectOwnership": ownership}})  # fmt: skip


def under_s3(bucket: Resource) -> Resource:
    rule = {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}
    return Resource(ENCRYPTION, f"{bucket.name}-encryption", {"bucket": bucket.id, "rules": [rule]})


RATE_AS_TEXT = {"Name": "rate", "Statement": {"RateBasedStatement": {"Limit": 1000}}, "Action": {"Block": {}}}


def as_text(override: str) -> Json:
    """A firewall's rules in the spelling of its JSON."""
    groups = [
        {"Name": name, "Statement": {"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": name}},
         "OverrideAction": {override: {}}}
        for name in MANAGED
    ]  # fmt: skip
    return Json([*groups, RATE_AS_TEXT])


CHALLENGE = {"name": "rate", "statement": {"rateBasedStatement": {"limit": 9}}, "action": {"challenge": {}}}
FOREIGN = {"statement": {"managedRuleGroupStatement": {"vendorName": "Acme", "name": MANAGED[0]}}}
TEMPLATE = Resource("aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate", "all", {"prefix": "x"})
ALL_KEYS, TOUCHY = user("on %RW~* +@all"), user("on ~* +@all -get")
API_BEHIND = api("REGIONAL")
OLD_FORM = {"applyServerSideEncryptionByDefaults": [UNDER_KMS], "bucketKeyEnabled": True}

CASES = [
    good("S3-02", "the older type's inline form", KEY,
         old_bucket(serverSideEncryptionConfigurations=[{"rules": [OLD_FORM]}])),
    good("S3-02", "a bucket that S3 writes its access logs into", KEY, LOGGING, BUCKET, encryption("aws:kms"),
         under_s3(LOGS), LOGS),
    bad("S3-02", "S3's own key in the older type",
        old_bucket(serverSideEncryptionConfigurations=[{"rules": [
            {"applyServerSideEncryptionByDefaults": [{"sseAlgorithm": "AES256"}]}]}]), says="AES256"),
    bad("S3-02", "the bucket whose access is logged", LOGGING, LOGS, under_s3(LOGS), under_s3(BUCKET), BUCKET,
        says="AES256"),
    good("S3-03", "the older type's inline form", old_bucket(versionings=[{"enabled": True}])),
    bad("S3-03", "the older type, off", old_bucket(versionings=[{"enabled": False}])),
    bad("S3-03", "suspended, beside the bucket",
        about("Versioning", versioningConfiguration={"status": "Suspended"}), BUCKET),
    bad("S3-04", "a denial that spares one role", BUCKET, policy(
        {key: value for key, value in deny_http().items() if key != "Principal"}
        | {"NotPrincipal": {"AWS": "arn:aws:iam::123456789012:role/admin"}}), on=BUCKET),
    bad("S3-04", "a denial of reading only", BUCKET, policy(deny_http(Action="s3:GetObject")), on=BUCKET),
    bad("S3-04", "a denial for one folder", BUCKET, policy(deny_http(
        Resource=["arn:aws:s3:::media", "arn:aws:s3:::media/public/*"])), on=BUCKET, says="objects"),
    bad("S3-04", "a denial for whoever is named", BUCKET, policy(deny_http(
        Principal={"AWS": "arn:aws:iam::123456789012:root"})), on=BUCKET),
    bad("S3-04", "the wrong way round", BUCKET, policy(deny_http(
        Condition={"Bool": {"aws:SecureTransport": "true"}})), on=BUCKET),
    bad("S3-04", "a permission for TLS denies nothing", BUCKET, policy(deny_http(
        Effect="Allow", Condition={"Bool": {"aws:SecureTransport": "true"}})), on=BUCKET),
    good("S3-04", "a boolean instead of a text", BUCKET, policy(deny_http(
        Condition={"bool": {"AWS:SECURETRANSPORT": False}}, Action=["S3:*"], Principal={"AWS": ["*"]})),
        on=BUCKET),
    good("S3-04", "even where the key is missing", BUCKET, policy(deny_http(
        Condition={"BoolIfExists": {"aws:SecureTransport": "false"}})), on=BUCKET),
    good("S3-01", "an access point, as AWS makes it", Resource("aws:s3/accessPoint:AccessPoint", "point")),
    bad("S3-01", "an access point that is open", Resource("aws:s3/accessPoint:AccessPoint", "point", {
        "publicAccessBlockConfiguration": {"blockPublicPolicy": False}}), says="blockPublicPolicy"),
    good("S3-06", "the bucket of CloudFront's older logs", EDGE_LOGS, owned(LOGS, "BucketOwnerPreferred"),
         Resource(ACL, "acl", {"bucket": LOGS.id, "acl": "private"}), LOGS),
    good("S3-06", "an object that says private", Resource("aws:s3/bucketObjectv2:BucketObjectv2", "page", {
        "bucket": SITE.id, "acl": "private"})),
    bad("S3-06", "a public object", Resource("aws:s3/bucketObject:BucketObject", "page", {
        "bucket": SITE.id, "acl": "public-read"})),
    bad("S3-06", "grants within the older type", old_bucket(
        grants=[{"type": "Group", "permissions": ["READ"]}])),
    bad("S3-06", "a public list on the log bucket", EDGE_LOGS,
        Resource(ACL, "acl", {"bucket": LOGS.id, "acl": "public-read"}), LOGS),
    bad("ECR-01", "all tags excluded", repository(imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
        imageTagMutabilityExclusionFilters=[{"filter": "*", "filterType": "WILDCARD"}]), says="every tag"),
    bad("ECR-01", "repositories made by a template", TEMPLATE, says="IMMUTABLE"),
    good("ECR-01", "cache tags excluded", repository(imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
         imageTagMutabilityExclusionFilters=[{"filter": "cache-*", "filterType": "WILDCARD"}])),
    good("ECR-02", "by a rule of the registry", scanning("SCAN_ON_PUSH", "*"), repository(name="app")),
    bad("ECR-02", "by a rule for others", scanning("SCAN_ON_PUSH", "prod-*"), repository(name="app")),
    bad("ECR-02", "by hand only", scanning("MANUAL", "*", "ENHANCED"), repository(name="app")),
    bad("SEC-01", "a copy under AWS's key", KEY, secret(kmsKeyId=KEY.arn, replicas=[{"region": "eu-west-1"}]),
        says="replicas[0]"),
    bad("SEC-04", "a secret behind a harmless name", parameter(name="/app/note", type="String", value=TOKEN),
        says="service token"),
    bad("SEC-04", "a path that names it", parameter(name="/app/prod/db-password", type="StringList")),
    good("SEC-04", "where a secret is", parameter(
        name="/app/db-secret-arn", type="String", value="arn:aws:x")),
    *(
        bad("LAM-02", f"a variable {name}", variables(**{name: "x"}), says=name)
        for name in ("DB_PASS", "dbPassword", "db-password", "PGPASSWORD", "API_KEY_2", "TOKEN2", "APIKEY",
                     "SECRETKEY", "AUTHTOKEN", "RAILS_MASTER_KEY", "MONGODB_URI", "JDBC_URL", "DB_PW")
    ),
    *(
        bad("LAM-02", f"a value that is {kind}", variables(SETTING=value))
        for kind, value in (
            ("a hook", "https://hooks.slack.com/services/T000000/B000000/abcdefghijkl"),
            ("a connection string", "Server=db;Database=app;Password=only-for-tests;"),
            ("an object with a password", '{"user": "app", "password": "only-for-tests"}'),
            ("a token", "glpat-" + "a1B2c3D4e5" * 2),
            ("an access key among words", "use AKIAIOSFODNN7EXAMPLE please"),
        )
    ),
    *(
        good("LAM-02", f"a variable {name}", variables(**{name: "x"}))
        for name in ("TOKEN_TTL", "SECRET_ARN", "PASSWORD_MIN_LENGTH", "KEY_ID", "MONKEY", "PASSENGERS",
                     "COMPASS", "TOKENIZER", "PASSWORD_RESET_TIMEOUT_SECONDS")
    ),
    bad("LAM-02", "a container's variable", tasks({"name": "LOG", "value": "x"},
        {"name": "DB_PASSWORD", "value": "only-for-tests"}), says="DB_PASSWORD"),
    good("LAM-02", "a container's secret by its address", tasks({"name": "DB_SECRET_ARN", "value": "arn:x"})),
    unknown("LAM-02", "containers not known", Resource(
        "aws:ecs/taskDefinition:TaskDefinition", "web", {"containerDefinitions": UNKNOWN})),
    bad("SEC-05", "a start script in base64", Resource("aws:ec2/instance:Instance", "box", {
        "userDataBase64": base64.b64encode(f"curl -H 'x: {TOKEN}'".encode()).decode()}),
        says="userDataBase64"),
    bad("SEC-05", "keys in a start script", Resource("aws:ec2/instance:Instance", "box", {
        "userData": "export AWS_SECRET_ACCESS_KEY=" + "wJalrXUtnFEMIK7MDENG" * 2})),
    bad("CI-01", "a pipeline's token", step(OAuthToken="only-for-tests"), says="OAuthToken"),
    bad("CI-01", "variables a pipeline hands on", step(EnvironmentVariables=Json([
        {"name": "DEPLOY_TOKEN", "value": "only-for-tests", "type": "PLAINTEXT"}])), says="DEPLOY_TOKEN"),
    good("CI-01", "variables it hands on by address", step(EnvironmentVariables=Json([
        {"name": "DEPLOY_TOKEN", "value": "deploy", "type": "SECRETS_MANAGER"}]))),
    bad("CI-01", "a type in small letters", project({
        "name": "DB_PASSWORD", "value": "x", "type": "plaintext"})),
    bad("CI-01", "a token for all projects", Resource(
        "aws:codebuild/sourceCredential:SourceCredential", "git", {
        "authType": "PERSONAL_ACCESS_TOKEN", "serverType": "GITHUB", "token": "only-for-tests"})),
    good("CI-01", "a connection for all projects", Resource(
        "aws:codebuild/sourceCredential:SourceCredential", "git", {
            "authType": "CODECONNECTIONS", "serverType": "GITHUB", "token": "arn:aws:codeconnections:x"})),
    bad("CI-02", "a pipeline's second store", KEY, Resource("aws:codepipeline/pipeline:Pipeline", "release", {
        "artifactStores": [{"encryptionKey": {"id": KEY.arn, "type": "KMS"}}, {"location": "b"}]})),
    bad("CI-02", "a pipeline's store", pipeline(location="artifacts")),
    bad("CACHE-04", "clients may speak in clear", nodes(atRestEncryptionEnabled=True,
        transitEncryptionEnabled=True, transitEncryptionMode="preferred", authToken=UNKNOWN)),
    bad("CACHE-04", "a lone node", Resource("aws:elasticache/cluster:Cluster", "node", {"engine": "redis"})),
    bad("CACHE-04", "Memcached in clear", Resource("aws:elasticache/cluster:Cluster", "node", {
        "engine": "memcached"}), says="transitEncryptionEnabled"),
    good("CACHE-04", "a node of a group", Resource("aws:elasticache/cluster:Cluster", "node", {
        "replicationGroupId": "nodes"})),
    bad("CACHE-03", "everything, in a replication group", ALL_KEYS, of_users(ALL_KEYS.id)[0], nodes(
        userGroupIds=[of_users(ALL_KEYS.id)[0].id])),
    good("CACHE-03", "a replication group with a password", nodes(authToken=UNKNOWN)),
    bad("CACHE-03", "all keys by another spelling", ALL_KEYS, *of_users(ALL_KEYS.id)),
    bad("CACHE-03", "everything but one command", TOUCHY, *of_users(TOUCHY.id)),
    good("RDS-01", "a replica is encrypted like its source", instance(replicateSourceDb="primary")),
    bad("RDS-01", "documents in clear", Resource("aws:docdb/cluster:Cluster", "docs")),
    bad("RDS-01", "a graph in clear", Resource("aws:neptune/cluster:Cluster", "graph")),
    bad("RDS-01", "a replica that says no", instance(replicateSourceDb="primary", storageEncrypted=False)),
    good("RDS-02", "a replica under its source's key", instance(replicateSourceDb="primary")),
    bad("RDS-02", "a blank key", cluster(kmsKeyId=" ")),
    good("RDS-04", "an engine that knows no IAM", instance(engine="oracle-ee")),
    bad("RDS-04", "an instance", instance(engine="postgres")),
    good("RDS-05", "a replica can be made again", instance(replicateSourceDb="primary")),
    bad("RDS-05", "an instance", instance(engine="postgres"), says="deletionProtection"),
    bad("RDS-06", "an instance keeps nothing unless told", instance(), says="0 days"),
    bad("RDS-06", "documents", Resource("aws:docdb/cluster:Cluster", "docs", {"backupRetentionPeriod": 1})),
    good("WAF-01", "rules as one text", Resource("aws:wafv2/webAcl:WebAcl", "waf", {
        "ruleJson": as_text("None")})),
    good("WAF-01", "floods are challenged", acl(CHALLENGE, *map(managed, MANAGED))),
    bad("WAF-01", "rules as one text that only count", Resource("aws:wafv2/webAcl:WebAcl", "waf", {
        "ruleJson": as_text("Count")}), says="only counts"),
    bad("WAF-01", "a group of that name by somebody else", acl(CHALLENGE, FOREIGN, managed(MANAGED[1])),
        says=MANAGED[0]),
    bad("CF-04", "a bucket as if it were a server", distribution(origins=[custom() | {
        "domainName": "site.s3.us-east-1.amazonaws.com"}]), says="without signing"),
    bad("CF-04", "a bucket's website by its older name", distribution(origins=[custom() | {
        "domainName": "site.s3-website-us-east-1.amazonaws.com"}]), says="website"),
    good("CF-04", "a server of a similar name", distribution(origins=[custom() | {
        "domainName": "s3.example.com"}])),
    bad("CF-04", "a bucket's website, by its output", SITE, WEB, distribution(origins=[
        custom() | {"domainName": Reference(WEB, "websiteEndpoint")}]), preview=OPEN),
    bad("CF-02", "one of many behaviours", distribution(
        {"viewerProtocolPolicy": "https-only"}, {"viewerProtocolPolicy": "https-only"},
        {"viewerProtocolPolicy": "allow-all"}), says="orderedCacheBehaviors[1]"),
    bad("CF-05", "older TLS beside the new", distribution(origins=[
        custom(originSslProtocols=["TLSv1.2", "TLSv1.1"])])),
    bad("CF-03", "TLS of 2019", distribution(viewerCertificate={
        "acmCertificateArn": "arn:aws:acm:us-east-1:1:certificate/1", "sslSupportMethod": "sni-only",
        "minimumProtocolVersion": "TLSv1.2_2019"})),
    bad("API-05", "a domain mapped by the newer kind of mapping", API_BEHIND, Resource(
        "aws:apigatewayv2/apiMapping:ApiMapping", "map", {"apiId": API_BEHIND.id, "domainName": "a.b"}),
        on=API_BEHIND),
    good("API-05", "an HTTP API is always regional", HTTP_API),
    bad("API-05", "an HTTP API with a side door", HTTP_API, Resource(
        "aws:apigatewayv2/apiMapping:ApiMapping", "map", {"apiId": HTTP_API.id, "domainName": "a.b"}),
        on=HTTP_API, says="disableExecuteApiEndpoint"),
    good("API-06", "a route that asks", HTTP_API, route(HTTP_API, "GET /x", authorizationType="JWT")),
    good("API-06", "a message after the connection", SOCKET_API, route(SOCKET_API, "$default")),
    good("API-06", "a preflight of an HTTP API", HTTP_API, route(HTTP_API, "OPTIONS /{proxy+}")),
    bad("API-06", "a route that asks nothing", HTTP_API, route(HTTP_API, "POST /x")),
    bad("API-06", "the default route", HTTP_API, route(HTTP_API, "$default")),
    bad("API-06", "a connection nobody asks about", SOCKET_API, route(SOCKET_API, "$connect")),
    bad("API-06", "a quick API", Resource(HTTP_API.type, "quick", {
        "protocolType": "HTTP", "target": "arn:aws:lambda:us-east-1:1:function:x"}), says="target"),
    bad("API-07", "an older policy for HTTP APIs", Resource("aws:apigatewayv2/domainName:DomainName", "d", {
        "domainNameConfiguration": {"securityPolicy": "TLS_1_0"}})),
    bad("API-07", "an older policy of the API itself", api("REGIONAL", securityPolicy="TLS_1_0")),
    bad("API-01", "an HTTP API", Resource("aws:apigatewayv2/stage:Stage", "live", {"apiId": HTTP_API.id})),
    good("API-04", "a policy that keeps strangers out", API, api_policy(
        INVOKE, {**KEEP_OUT, "Condition": OFFICE}), STAGE),
    bad("API-04", "a policy beside the API, for everybody", API, api_policy(INVOKE), STAGE),
    bad("API-04", "a policy that keeps nobody out", API, api_policy(
        INVOKE, {**KEEP_OUT, "Condition": {"NotIpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}}}),
        STAGE),
    bad("API-04", "a policy that keeps out those who do two things", API, api_policy(
        INVOKE, {**KEEP_OUT, "Condition": {**OFFICE, "Bool": {"aws:SecureTransport": "false"}}}), STAGE),
    bad("META-04", "a quoted path", Resource("aws:rds/cluster:Cluster", "db", {}, {
        "ignore_changes": ('["storageEncrypted"]',)}), says="storageEncrypted"),
    bad("LOG-01", "zero days", Resource("aws:cloudwatch/logGroup:LogGroup", "g", {"retentionInDays": 0.0})),
    bad("ALM-01", "an empty list of actions", Resource("aws:cloudwatch/metricAlarm:MetricAlarm", "a", {
        "alarmActions": [], "treatMissingData": "breaching"})),
    bad("SNS-01", "a queue under the service's own key", Resource("aws:sqs/queue:Queue", "q", {
        "sqsManagedSseEnabled": True})),
    unknown("LOG-03", "a stage that writes elsewhere", Resource("aws:apigateway/stage:Stage", "live", {
        "accessLogSettings": {"destinationArn": "arn:aws:logs:us-east-1:1:log-group:elsewhere"}})),
]  # fmt: skip
