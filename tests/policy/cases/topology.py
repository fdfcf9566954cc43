"""Zones and endpoints, users of the cache, and what belongs together: log groups, rotations, regions."""

from policy.controls.model import UNKNOWN
from tests.policy.case import bad, good, unknown
from tests.policy.cases.data import KEY, proxy
from tests.policy.cases.network import group, ingress
from tests.policy.cases.placement import (
    ENDPOINT,
    GATEWAY,
    PRIVATE,
    PUBLIC,
    VPC,
    association,
    cache,
    cluster,
    function,
    route,
    subnet,
    subnet_group,
    table,
)  # fmt: skip
from tests.policy.cases.services import distribution, secret
from tests.policy.cases.settings import project
from tests.policy.program import Json, Resource

ENDPOINTS = group("endpoints")
FROM_APP = ingress(ENDPOINTS, fromPort=443, toPort=443, referencedSecurityGroupId="sg-app")
OURS = {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}
ALL = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
A, B = (subnet(f"private-{zone}", availabilityZone=f"us-east-1{zone}") for zone in "ab")
HOME = subnet("public-a", availabilityZone="us-east-1a")
OUT, INNER_A, INNER_B = table("public"), table("private-a"), table("private-b")
WAY_OUT = (GATEWAY, OUT, HOME, route("out", OUT, gatewayId=GATEWAY.id), association(HOME, OUT))
TOPOLOGY = (*WAY_OUT, A, B, INNER_A, INNER_B, association(A, INNER_A), association(B, INNER_B))
LOGS = Resource("aws:cloudwatch/logGroup:LogGroup", "logs", {"name": "/aws/app/lab"})
CERTIFICATE = "aws:acm/certificate:Certificate"
WEB_ACL = "aws:wafv2/webAcl:WebAcl"
EDGE = distribution()


def endpoint(*statements: object, **props: object) -> Resource:
    policy = {"policy": Json({"Statement": list(statements)})} if statements else {}
    fixed = {"vpcId": VPC.id, "vpcEndpointType": "Interface", "privateDnsEnabled": True}
    return Resource(ENDPOINT, "logs", {**fixed, "securityGroupIds": [ENDPOINTS.id], **policy, **props})


def endpoint_policy(of: Resource, *statements: object) -> Resource:
    document = Json({"Statement": list(statements)})
    return Resource(
        "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy", "logs", {"vpcEndpointId": of.id, "policy": document}
    )


def nat(inside: object, **props: object) -> Resource:
    return Resource("aws:ec2/natGateway:NatGateway", "nat", {"subnetId": inside, **props})


def through(gateway: Resource, *tables: Resource) -> tuple[Resource, ...]:
    return tuple(route(f"nat-{of.name}", of, natGatewayId=gateway.id) for of in tables)


def user(rights: object = "on ~app:* +@read +@write", name: str = "app", **props: object) -> Resource:
    mode = {"authenticationMode": {"type": "password", "passwords": ["x" * 16]}}
    return Resource("aws:elasticache/user:User", name, {"accessString": rights, **mode, **props})


def of_users(*ids: object) -> tuple[Resource, Resource]:
    users = Resource("aws:elasticache/userGroup:UserGroup", "users", {"userIds": list(ids)})
    return users, cache(userGroupId=users.id)


def rotation(of: Resource, **rules: object) -> Resource:
    return Resource(
        "aws:secretsmanager/secretRotation:SecretRotation", "rotation",
        {"secretId": of.id, "rotationRules": rules},
    )  # fmt: skip


def delivery(of: Resource) -> tuple[Resource, Resource]:
    source = Resource(
        "aws:cloudwatch/logDeliverySource:LogDeliverySource", "source",
        {"name": "edge", "logType": "ACCESS_LOGS", "resourceArn": of.arn},
    )  # fmt: skip
    return source, Resource(
        "aws:cloudwatch/logDelivery:LogDelivery", "delivery", {"deliverySourceName": source.id}
    )


def with_certificate(region: object, **more: object) -> tuple[Resource, Resource]:
    certificate = Resource(CERTIFICATE, "site", {"region": region} if region else {})
    return certificate, distribution(viewerCertificate={"acmCertificateArn": certificate.arn}, **more)


def kept(kind: str, name: str = "data", *, protect: bool = True, **props: object) -> Resource:
    return Resource(kind, name, props, {"protect": protect})


def ignoring(*paths: str, **props: object) -> Resource:
    return Resource("aws:rds/cluster:Cluster", "db", props, {"ignore_changes": paths})


PLAIN = endpoint()
NAT = nat(HOME.id)
GROUP_AB = subnet_group(A.id, B.id)
USER, CAREFUL, OFF = user(), user("on ~* +@all -@dangerous"), user("off ~* +@all")
ROOT, HIDDEN = user("on allkeys +@all"), user(UNKNOWN)
NO_PASSWORD = user(authenticationMode={"type": "no-password-required"})
DEFAULT_LOGS = Resource("aws:cloudwatch/logGroup:LogGroup", "logs", {"name": "/aws/lambda/lab"})
ARN_THERE = "arn:aws:acm:eu-west-1:123456789012:certificate/1"
ACL_HERE = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/1"
SECRET = secret()
BUCKET = "aws:s3/bucket:Bucket"

CASES = [
    good("NET-10", "HTTPS from a group", ENDPOINTS, FROM_APP, endpoint()),
    good("NET-10", "a gateway endpoint has no door",
         endpoint(vpcEndpointType="Gateway", securityGroupIds=None)),
    bad("NET-10", "the public name stays", ENDPOINTS, FROM_APP, endpoint(privateDnsEnabled=False),
        says="privateDnsEnabled"),
    bad("NET-10", "the default group", endpoint(securityGroupIds=None), says="securityGroupIds"),
    bad("NET-10", "another port", ENDPOINTS, ingress(ENDPOINTS, fromPort=22, toPort=443), endpoint(),
        says="more than port 443"),
    unknown("NET-10", "private DNS not known", ENDPOINTS, FROM_APP, endpoint(privateDnsEnabled=UNKNOWN)),
    good("NET-11", "the account", endpoint({**ALL, "Condition": OURS})),
    good("NET-11", "the account's resources", endpoint({**ALL, "Condition": {
        "StringEquals": {"aws:ResourceAccount": "123456789012"}}})),
    good("NET-11", "resources that are named", endpoint({**ALL, "Resource": "arn:aws:s3:::layers/*"})),
    good("NET-11", "nobody", endpoint({**ALL, "Effect": "Deny"})),
    good("NET-11", "a policy beside it", PLAIN, endpoint_policy(PLAIN, {**ALL, "Condition": OURS}), on=PLAIN),
    bad("NET-11", "everything, by a policy beside it", PLAIN, endpoint_policy(PLAIN, ALL), on=PLAIN),
    bad("NET-11", "no policy", endpoint(), says="has no policy"),
    bad("NET-11", "everybody and everything", endpoint(ALL), says="reach everything"),
    bad("NET-11", "everybody, with any account as condition",
        endpoint({**ALL, "Condition": {"StringLike": {"aws:PrincipalAccount": "*"}}})),
    unknown("NET-11", "a policy not known", endpoint(policy=UNKNOWN)),
    good("NET-13", "one in each zone", *TOPOLOGY, *through(NAT, INNER_A), NAT),
    good("NET-13", "one for all where it may be", *TOPOLOGY, *through(NAT, INNER_A, INNER_B),
         NAT, settings={"sharedAllowed": True}),
    good("NET-13", "a private one", PRIVATE, nat(PRIVATE.id, connectivityType="private")),
    bad("NET-13", "in a private subnet", *TOPOLOGY, nat(A.id), says="no route leads out"),
    bad("NET-13", "for another zone too", *TOPOLOGY, *through(NAT, INNER_A, INNER_B), NAT, says="private-b"),
    unknown("NET-13", "a kind not known", *WAY_OUT, nat(HOME.id, connectivityType=UNKNOWN)),
    good("NET-14", "two zones", A, B, function(A.id, B.id)),
    good("NET-14", "two subnets whose zones AWS chooses", PRIVATE, PUBLIC, function(PRIVATE.id, PUBLIC.id)),
    good("NET-14", "outside the network", function()),
    good("NET-14", "a database in two zones", A, B, GROUP_AB, cluster(dbSubnetGroupName=GROUP_AB.id)),
    bad("NET-14", "one subnet", A, function(A.id), says="one subnet only"),
    bad("NET-14", "one subnet, named twice", A, function(A.id, A.id), says="one subnet only"),
    bad("NET-14", "two subnets of one zone", A, HOME, function(A.id, HOME.id), says="zone us-east-1a only"),
    bad("NET-14", "a proxy in one zone", A, HOME, proxy(vpcSubnetIds=[A.id, HOME.id])),
    bad("NET-14", "a cache in one subnet", A, cache(subnetIds=[A.id])),
    unknown("NET-14", "subnets not known", function(vpcConfig={"subnetIds": UNKNOWN})),
    good("CACHE-03", "a user with its keys", USER, *of_users(USER.id)),
    good("CACHE-03", "all keys but no dangerous commands", CAREFUL, *of_users(CAREFUL.id)),
    good("CACHE-03", "a user that is off", OFF, *of_users(OFF.id)),
    bad("CACHE-03", "no users", cache(), says="userGroupId"),
    bad("CACHE-03", "the default user", USER, *of_users("default", USER.id), says="user default"),
    bad("CACHE-03", "everything for one user", ROOT, *of_users(ROOT.id), says="do everything"),
    bad("CACHE-03", "no password", NO_PASSWORD, *of_users(NO_PASSWORD.id), says="no password"),
    unknown("CACHE-03", "rights not known", HIDDEN, *of_users(HIDDEN.id)),
    good("SEC-02", "every month", SECRET, rotation(SECRET, automaticallyAfterDays=30), on=SECRET),
    good("SEC-02", "by a rate", SECRET, rotation(SECRET, scheduleExpression="rate(10 days)"), on=SECRET),
    good("SEC-02", "on the first of the month", SECRET,
         rotation(SECRET, scheduleExpression="cron(0 8 1 * ? *)"), on=SECRET),
    good("SEC-02", "as seldom as allowed", SECRET, rotation(SECRET, automaticallyAfterDays=365),
         on=SECRET, settings={"maxDays": 365}),
    bad("SEC-02", "never", SECRET, says="never rotated"),
    bad("SEC-02", "once a year", SECRET, rotation(SECRET, automaticallyAfterDays=365),
        on=SECRET, says="90 days"),
    bad("SEC-02", "by a slow rate", SECRET, rotation(SECRET, scheduleExpression="rate(100 days)"), on=SECRET),
    bad("SEC-02", "on one day of the year", SECRET,
        rotation(SECRET, scheduleExpression="cron(0 8 1 1 ? *)"), on=SECRET),
    unknown("SEC-02", "a schedule not known", SECRET,
            rotation(SECRET, scheduleExpression=UNKNOWN), on=SECRET),
    good("CF-06", "the older log", distribution(loggingConfig={"bucket": "logs.s3.amazonaws.com"})),
    good("CF-06", "a delivery", EDGE, *delivery(EDGE), on=EDGE),
    bad("CF-06", "no log", EDGE, says="neither"),
    bad("CF-06", "a source that is delivered nowhere", EDGE, delivery(EDGE)[0], on=EDGE),
    good("CF-06", "settings not known yet but there", distribution(loggingConfig=UNKNOWN)),
    unknown("CF-06", "a source of which distribution is not known", Resource(
        "aws:cloudwatch/logDeliverySource:LogDeliverySource", "source", {"resourceArn": UNKNOWN}), EDGE),
    good("TLS-02", "both there", *with_certificate("us-east-1", webAclId=ACL_HERE)),
    good("TLS-02", "CloudFront's own certificate", distribution(
        viewerCertificate={"cloudfrontDefaultCertificate": True})),
    bad("TLS-02", "an ARN of another region",
        distribution(viewerCertificate={"acmCertificateArn": ARN_THERE}),
        says="not in us-east-1"),
    bad("TLS-02", "a firewall of another region",
        distribution(webAclId=ACL_HERE.replace("us-east", "eu-west"))),
    unknown("TLS-02", "a certificate not known",
            distribution(viewerCertificate={"acmCertificateArn": UNKNOWN})),
    good("LOG-03", "a group of the program", LOGS, function(loggingConfig={"logGroup": LOGS.id})),
    good("LOG-03", "the group with the default name", DEFAULT_LOGS, function(name="lab")),
    good("LOG-03", "a build's group", LOGS, project(logsConfig={"cloudwatchLogs": {"groupName": LOGS.id}})),
    bad("LOG-03", "no group", LOGS, function(name="lab"), says="loggingConfig.logGroup"),
    bad("LOG-03", "a build without", project(), says="groupName"),
    unknown("LOG-03", "a group outside", LOGS, function(loggingConfig={"logGroup": "/elsewhere"})),
    unknown("LOG-03", "a group not known", function(loggingConfig={"logGroup": UNKNOWN})),
    good("META-02", "a protected cluster", kept("aws:rds/cluster:Cluster")),
    good("META-02", "a bucket that can be filled again",
         kept(BUCKET, "site", protect=False, forceDestroy=True),
         settings={"disposable": ["site*"]}),
    good("META-02", "a repository", kept("aws:ecr/repository:Repository", protect=False)),
    bad("META-02", "a repository emptied by a destroy",
        kept("aws:ecr/repository:Repository", forceDelete=True), says="forceDelete"),
    bad("META-02", "an unprotected key", KEY, says="not protected"),
    bad("META-02", "a bucket emptied by a destroy", kept(BUCKET, forceDestroy=True), says="forceDestroy"),
    unknown("META-02", "emptied or not, not known", kept(BUCKET, forceDestroy=UNKNOWN)),
    good("META-04", "nothing ignored", cluster(storageEncrypted=UNKNOWN)),
    good("META-04", "a property no control reads", ignoring("availabilityZones", "tags.owner")),
    bad("META-04", "encryption ignored", ignoring("storageEncrypted"), says="storageEncrypted"),
    bad("META-04", "a part of a property ignored", ignoring("vpcSecurityGroupIds[0]"),
        says="vpcSecurityGroupIds[0]"),
    bad("META-04", "everything ignored", ignoring("*")),
    bad("META-04", "ignored though not known", ignoring("kmsKeyId", kmsKeyId=UNKNOWN), says="kmsKeyId"),
]  # fmt: skip
