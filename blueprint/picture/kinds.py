"""How the boxes are recognised among the resources, and the words they carry."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import pulumi_aws as aws

from blueprint.cost.rules import endpoint_zones
from blueprint.graph import Recording, Resource

type Facts = Callable[[Sequence[Resource]], list[str]]


@dataclass(frozen=True)
class Kind:
    """How a box is recognised: `main` decides whether it exists and gives the facts, `also` belongs to it."""

    title: str
    icon: str
    main: tuple[str, ...]
    facts: Facts
    also: tuple[str, ...] = ()
    named: Callable[[Resource], bool] = lambda _: True


def _first(resources: Sequence[Resource], path: str, default: Any = "") -> Any:
    """The value at a dotted path of the first resource's inputs."""
    value: Any = resources[0].inputs
    for part in path.split("."):
        value = cast("Mapping[str, Any]", value).get(part) if isinstance(value, Mapping) else None
    return default if value is None else value


def _count(singular: str, plural: str = "") -> Facts:
    return lambda resources: [counted(len(resources), singular, plural)]


def counted(number: int, singular: str, plural: str = "") -> str:
    """`1 alarm`, `16 alarms`."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def _nothing(_: Sequence[Resource]) -> list[str]:
    return []


def _dns(records: Sequence[Resource]) -> list[str]:
    addresses = sorted({str(r.inputs.get("name")) for r in records if r.inputs.get("aliases")})
    kinds = sorted({str(r.inputs.get("type")) for r in records if r.inputs.get("aliases")})
    return [*addresses, f"{' and '.join(kinds)} alias" if kinds else ""]


def _distribution(distributions: Sequence[Resource]) -> list[str]:
    behaviours: list[Any] = _first(distributions, "orderedCacheBehaviors", [])
    paths = [str(behaviour["pathPattern"]) for behaviour in behaviours]
    oldest = str(_first(distributions, "viewerCertificate.minimumProtocolVersion", "TLSv1")).partition("_")[0]
    return [" · ".join([*paths, "*"]), f"HTTP/3, {oldest.replace('v', ' ')} or newer"]


def _web_acl(acls: Sequence[Resource]) -> list[str]:
    rules: list[Any] = _first(acls, "rules", [])
    counting = sum(
        "count" in rule.get("overrideAction", {}) or "count" in rule.get("action", {}) for rule in rules
    )
    return [f"{len(rules)} rules", f"{counting} only counting" if counting else "all blocking"]


def _function(functions: Sequence[Resource]) -> list[str]:
    architecture = _first(functions, "architectures", ["x86_64"])[0]
    return [
        f"{_first(functions, 'memorySize')} MB · {architecture}",
        f"up to {_first(functions, 'timeout')} s",
    ]


def _cluster(clusters: Sequence[Resource]) -> list[str]:
    scaling = _first(clusters, "serverlessv2ScalingConfiguration", {})
    capacity = f" · {scaling.get('minCapacity')}–{scaling.get('maxCapacity')} ACU" if scaling else ""
    days = _first(clusters, "backupRetentionPeriod", 1)
    return [f"PostgreSQL {_first(clusters, 'engineVersion')}{capacity}", f"backups {counted(days, 'day')}"]


def _cache(caches: Sequence[Resource]) -> list[str]:
    engine = str(_first(caches, "engine")).capitalize()
    limit = _first(caches, "cacheUsageLimits.dataStorage.maximum")
    return [
        f"{engine} {_first(caches, 'majorEngineVersion')} · serverless",
        f"at most {limit} GB" if limit else "",
    ]


def _proxy(proxies: Sequence[Resource]) -> list[str]:
    return ["pooled connections", "TLS required" if _first(proxies, "requireTls") else "TLS optional"]


def _interface_endpoints(endpoints: Sequence[Resource]) -> list[str]:
    return [" · ".join(str(e.inputs.get("serviceName")).split(".", 3)[-1] for e in endpoints)]


def _queue(_: Sequence[Resource]) -> list[str]:
    return ["failed tasks wait here"]


def _schedule(schedules: Sequence[Resource]) -> list[str]:
    return [str(schedule.inputs.get("scheduleExpression")) for schedule in schedules[:2]]


def _bucket(buckets: Sequence[Resource]) -> list[str]:
    return ["private, versioned"] if buckets else []


def _keys(keys: Sequence[Resource]) -> list[str]:
    rotating = sum(bool(key.inputs.get("enableKeyRotation")) for key in keys)
    return [counted(len(keys), "key"), f"{rotating} rotating"]


def _budget(budgets: Sequence[Resource]) -> list[str]:
    return [f"${_first(budgets, 'limitAmount')} a month"]


def _topic(_: Sequence[Resource]) -> list[str]:
    return ["mail to the people on call"]


def _log_groups(groups: Sequence[Resource]) -> list[str]:
    days = sorted({int(group.inputs.get("retentionInDays", 0)) for group in groups})
    return [counted(len(groups), "group"), f"kept {'/'.join(map(str, days))} days"]


def _handler(name: str) -> Callable[[Resource], bool]:
    return lambda resource: resource.name.startswith(f"{name}-")


FUNCTION: Final = ("aws:lambda/function:Function",)
AROUND_FUNCTION: Final = (
    "aws:lambda/alias:Alias",
    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
)
BUCKET: Final = ("aws:s3/bucket:Bucket",)

KINDS: Final[Mapping[str, Kind]] = {
    "dns": Kind("Route 53", "signpost", ("aws:route53/record:Record",), _dns, ("aws:route53/zone:Zone",)),
    "cdn": Kind(
        "CloudFront",
        "globe",
        ("aws:cloudfront/distribution:Distribution",),
        _distribution,
        ("aws:cloudfront/function:Function", "aws:cloudfront/originAccessControl:OriginAccessControl"),
    ),
    "firewall": Kind("WAF", "shield", ("aws:wafv2/webAcl:WebAcl",), _web_acl),
    "certificate": Kind(
        "Certificate",
        "certificate",
        ("aws:acm/certificate:Certificate",),
        lambda certificates: [str(_first(certificates, "domainName"))],
        ("aws:acm/certificateValidation:CertificateValidation",),
    ),
    "site": Kind(
        "Web app", "bucket", BUCKET, _bucket, ("aws:s3/bucketPolicy:BucketPolicy",), _handler("site")
    ),
    "media": Kind(
        "Uploads", "bucket", BUCKET, _bucket, ("aws:s3/bucketPolicy:BucketPolicy",), _handler("media")
    ),
    "log_bucket": Kind("Access logs", "archive", BUCKET, lambda _: ["S3, expiring"], (), _handler("logs")),
    "gateway": Kind(
        "API Gateway",
        "gateway",
        ("aws:apigateway/restApi:RestApi",),
        lambda _: ["REST, requests checked", "origin key required"],
        (
            "aws:apigateway/stage:Stage",
            "aws:apigateway/deployment:Deployment",
            "aws:lambda/permission:Permission",
        ),
    ),
    "schedule": Kind("Schedule", "clock", ("aws:scheduler/schedule:Schedule",), _schedule),
    "queue": Kind("Dead letters", "inbox", ("aws:sqs/queue:Queue",), _queue),
    "api": Kind("API", "function", FUNCTION, _function, AROUND_FUNCTION, _handler("api")),
    "tasks": Kind("Tasks", "function", FUNCTION, _function, AROUND_FUNCTION, _handler("tasks")),
    "manage": Kind("Manage", "function", FUNCTION, _function, AROUND_FUNCTION, _handler("manage")),
    "proxy": Kind(
        "RDS Proxy",
        "funnel",
        ("aws:rds/proxy:Proxy",),
        _proxy,
        ("aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup", "aws:rds/proxyTarget:ProxyTarget"),
    ),
    "writer": Kind(
        "Aurora writer",
        "cylinder",
        ("aws:rds/cluster:Cluster",),
        _cluster,
        ("aws:rds/clusterInstance:ClusterInstance",),
        lambda resource: "reader" not in resource.name,
    ),
    "reader": Kind(
        "Aurora reader",
        "cylinder",
        ("aws:rds/clusterInstance:ClusterInstance",),
        _count("reader"),
        (),
        lambda resource: "reader" in resource.name,
    ),
    "cache": Kind("ElastiCache", "bolt", ("aws:elasticache/serverlessCache:ServerlessCache",), _cache),
    "internet": Kind("Internet gateway", "cloud", ("aws:ec2/internetGateway:InternetGateway",), _nothing),
    "s3_endpoint": Kind(
        "S3 gateway endpoint",
        "plug",
        ("aws:ec2/vpcEndpoint:VpcEndpoint",),
        lambda _: ["free"],
        (),
        lambda endpoint: not endpoint_zones(endpoint),
    ),
    "endpoint": Kind(
        "Interface endpoint",
        "plug",
        ("aws:ec2/vpcEndpoint:VpcEndpoint",),
        _interface_endpoints,
        (),
        lambda endpoint: endpoint_zones(endpoint) == 1,
    ),
    "endpoints": Kind(
        "Interface endpoints",
        "plug",
        ("aws:ec2/vpcEndpoint:VpcEndpoint",),
        _interface_endpoints,
        (),
        lambda endpoint: endpoint_zones(endpoint) > 1,
    ),
    "secrets": Kind("Secrets Manager", "vault", ("aws:secretsmanager/secret:Secret",), _count("secret")),
    "keys": Kind("KMS", "key", ("aws:kms/key:Key",), _keys),
    "roles": Kind("IAM", "badge", ("aws:iam/role:Role",), _count("role"), ("aws:iam/rolePolicy:RolePolicy",)),
    "registry": Kind("ECR", "box", ("aws:ecr/repository:Repository",), lambda _: ["immutable tags, scanned"]),
    "image": Kind("Image", "box", ("docker:index/image:Image",), lambda _: ["one image, three handlers"]),
    "migration": Kind(
        "Migration", "ladder", ("aws:lambda/invocation:Invocation",), lambda _: ["before traffic moves"]
    ),
    "logs": Kind("Logs", "lines", ("aws:cloudwatch/logGroup:LogGroup",), _log_groups),
    "alarms": Kind(
        "Alarms",
        "bell",
        ("aws:cloudwatch/metricAlarm:MetricAlarm",),
        _count("alarm"),
        ("aws:cloudwatch/compositeAlarm:CompositeAlarm",),
    ),
    "dashboard": Kind("Dashboard", "chart", ("aws:cloudwatch/dashboard:Dashboard",), _count("dashboard")),
    "topic": Kind(
        "SNS", "envelope", ("aws:sns/topic:Topic",), _topic, ("aws:sns/topicSubscription:TopicSubscription",)
    ),
    "budget": Kind("Budget", "coin", ("aws:budgets/budget:Budget",), _budget),
}


def zones(recording: Recording) -> list[str]:
    """The availability zones of the subnets."""
    return sorted(set(_zone_of_subnet(recording).values()))


def _zone_of_subnet(recording: Recording) -> dict[str, str]:
    return {
        subnet.urn: str(subnet.inputs.get("availabilityZone")) for subnet in recording.of_type(aws.ec2.Subnet)
    }


def nat_kinds(recording: Recording) -> dict[str, Kind]:
    """One box per zone: the gateway that stands in the zone's public subnet."""
    kinds: dict[str, Kind] = {}
    for index, zone in enumerate(zones(recording)):
        standing = {urn for urn, place in _zone_of_subnet(recording).items() if place == zone}
        gateways = {g.name for g in recording.of_type(aws.ec2.NatGateway) if standing & g.dependencies}
        kinds[f"nat_{index}"] = Kind(
            "NAT gateway",
            "door",
            ("aws:ec2/natGateway:NatGateway",),
            lambda _: ["the way out"],
            ("aws:ec2/eip:Eip",),
            lambda resource, names=gateways: resource.name in names,
        )
    return kinds
