"""How the boxes are recognised among the recorded resources."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import pulumi_aws as aws

from blueprint.cost.rules import endpoint_zones
from blueprint.graph import Recording, Resource
from blueprint.picture import words
from blueprint.picture.words import Words


@dataclass(frozen=True)
class Kind:
    """A box exists if there is a resource of the `main` type; those of the other types belong to it too.

    `only` keeps the resources that the box is for, where several boxes share a type.
    """

    title: str
    icon: str
    main: str
    words: Words
    also: tuple[str, ...] = ()
    only: Callable[[Resource], bool] = lambda _: True


def _named(prefix: str) -> Callable[[Resource], bool]:
    return lambda resource: resource.name.startswith(f"{prefix}-")


def _bucket(title: str, icon: str, prefix: str) -> Kind:
    satellites = (
        "BucketPolicy",
        "BucketPublicAccessBlock",
        "BucketVersioning",
        "BucketLifecycleConfiguration",
    )
    also = tuple(f"aws:s3/{kind[0].lower()}{kind[1:]}:{kind}" for kind in satellites)
    return Kind(title, icon, "aws:s3/bucket:Bucket", words.bucket, also, _named(prefix))


def _function(title: str, prefix: str) -> Kind:
    also = (
        "aws:lambda/alias:Alias",
        "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    )
    return Kind(title, "function", "aws:lambda/function:Function", words.function, also, _named(prefix))


def _endpoint(title: str, wording: Words, fits: Callable[[int], bool]) -> Kind:
    """By the number of zones it is paid in."""
    main = "aws:ec2/vpcEndpoint:VpcEndpoint"
    return Kind(title, "plug", main, wording, (), lambda endpoint: fits(endpoint_zones(endpoint)))


KINDS: Final[Mapping[str, Kind]] = {
    "dns": Kind("Route 53", "signpost", "aws:route53/record:Record", words.dns),
    "cdn": Kind(
        "CloudFront",
        "globe",
        "aws:cloudfront/distribution:Distribution",
        words.distribution,
        ("aws:cloudfront/function:Function", "aws:cloudfront/originAccessControl:OriginAccessControl"),
    ),
    "firewall": Kind("WAF", "shield", "aws:wafv2/webAcl:WebAcl", words.web_acl),
    "certificate": Kind(
        "Certificate",
        "certificate",
        "aws:acm/certificate:Certificate",
        words.value("domainName"),
        ("aws:acm/certificateValidation:CertificateValidation",),
    ),
    "site": _bucket("Web app", "bucket", "site"),
    "media": _bucket("Uploads", "bucket", "media"),
    "log_bucket": _bucket("Access logs", "archive", "logs"),
    "gateway": Kind(
        "API Gateway",
        "gateway",
        "aws:apigateway/restApi:RestApi",
        words.rest_api,
        (
            "aws:apigateway/stage:Stage",
            "aws:apigateway/deployment:Deployment",
            "aws:apigateway/usagePlan:UsagePlan",
            "aws:apigateway/usagePlanKey:UsagePlanKey",
            "aws:lambda/permission:Permission",
        ),
    ),
    "schedule": Kind("Schedule", "clock", "aws:scheduler/schedule:Schedule", words.schedules),
    "queue": Kind("Dead letters", "inbox", "aws:sqs/queue:Queue", words.says("failed tasks wait here")),
    "api": _function("API", "api"),
    "tasks": _function("Tasks", "tasks"),
    "manage": _function("Manage", "manage"),
    "proxy": Kind(
        "RDS Proxy",
        "funnel",
        "aws:rds/proxy:Proxy",
        words.proxy,
        ("aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup", "aws:rds/proxyTarget:ProxyTarget"),
    ),
    "writer": Kind(
        "Aurora writer",
        "cylinder",
        "aws:rds/cluster:Cluster",
        words.cluster,
        ("aws:rds/clusterInstance:ClusterInstance",),
        lambda resource: "reader" not in resource.name,
    ),
    "reader": Kind(
        "Aurora reader",
        "cylinder",
        "aws:rds/clusterInstance:ClusterInstance",
        words.count("ClusterInstance", "reader"),
        only=lambda resource: "reader" in resource.name,
    ),
    "cache": Kind("ElastiCache", "bolt", "aws:elasticache/serverlessCache:ServerlessCache", words.cache),
    "internet": Kind("Internet gateway", "cloud", "aws:ec2/internetGateway:InternetGateway", words.says()),
    "s3_endpoint": _endpoint("S3 gateway endpoint", words.says("free"), lambda zones: zones == 0),
    "endpoint": _endpoint("Interface endpoint", words.endpoints, lambda zones: zones == 1),
    "endpoints": _endpoint("Interface endpoints", words.endpoints, lambda zones: zones > 1),
    "secrets": Kind(
        "Secrets Manager", "vault", "aws:secretsmanager/secret:Secret", words.count("Secret", "secret")
    ),
    "keys": Kind("KMS", "key", "aws:kms/key:Key", words.keys),
    "roles": Kind(
        "IAM", "badge", "aws:iam/role:Role", words.count("Role", "role"), ("aws:iam/rolePolicy:RolePolicy",)
    ),
    "registry": Kind("ECR", "box", "aws:ecr/repository:Repository", words.registry),
    "image": Kind("Image", "box", "docker:index/image:Image", words.value("build.platform")),
    "migration": Kind("Migration", "ladder", "aws:lambda/invocation:Invocation", words.migration),
    "logs": Kind("Logs", "lines", "aws:cloudwatch/logGroup:LogGroup", words.log_groups),
    "alarms": Kind(
        "Alarms",
        "bell",
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        words.count("MetricAlarm", "alarm"),
        ("aws:cloudwatch/compositeAlarm:CompositeAlarm",),
    ),
    "dashboard": Kind(
        "Dashboard", "chart", "aws:cloudwatch/dashboard:Dashboard", words.count("Dashboard", "dashboard")
    ),
    "topic": Kind(
        "SNS",
        "envelope",
        "aws:sns/topic:Topic",
        words.topic,
        ("aws:sns/topicSubscription:TopicSubscription",),
    ),
    "budget": Kind("Budget", "coin", "aws:budgets/budget:Budget", words.budget),
}


def zones(recording: Recording) -> list[str]:
    """The availability zones of the subnets."""
    return sorted(set(_zone_of_subnet(recording).values()))


def nat_kinds(recording: Recording) -> dict[str, Kind]:
    """One box per zone: the gateway that stands in the zone's public subnet."""
    kinds: dict[str, Kind] = {}
    for index, zone in enumerate(zones(recording)):
        standing = {urn for urn, place in _zone_of_subnet(recording).items() if place == zone}
        gateways = {g.name for g in recording.of_type(aws.ec2.NatGateway) if standing & g.dependencies}
        kinds[f"nat_{index}"] = Kind(
            "NAT gateway",
            "door",
            "aws:ec2/natGateway:NatGateway",
            words.says("the way out"),
            ("aws:ec2/eip:Eip",),
            lambda resource, names=gateways: resource.name in names,
        )
    return kinds


def _zone_of_subnet(recording: Recording) -> dict[str, str]:
    return {
        subnet.urn: str(subnet.inputs.get("availabilityZone")) for subnet in recording.of_type(aws.ec2.Subnet)
    }
