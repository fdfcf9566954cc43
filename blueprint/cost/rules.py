"""How each type of resource is charged: from recorded inputs and assumed usage to lines of the table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import pulumi_aws as aws

from blueprint.cost import prices
from blueprint.cost.delivery import build_projects, pipelines
from blueprint.cost.line import Line, driven, fixed
from blueprint.cost.replication import backup_plans, image_copies, media_copies
from blueprint.cost.usage import MILLION, Usage
from blueprint.graph import Recording, Resource

type Resources = Sequence[Resource]
type Lines = Iterator[Line]


@dataclass(frozen=True)
class Stack:
    """What a rule may look at besides its own resources."""

    recording: Recording
    usage: Usage

    def capacity_units(self) -> tuple[Decimal, int]:
        """Minimum ACU of one database instance, and the number of instances."""
        clusters = self.recording.of_type(aws.rds.Cluster)
        scaling: Mapping[str, Any] = (
            clusters[0].inputs.get("serverlessv2ScalingConfiguration", {}) if clusters else {}
        )
        instances = len(self.recording.of_type(aws.rds.ClusterInstance))
        return Decimal(str(scaling.get("minCapacity", 0))), instances

    def proxy_units(self) -> Decimal:
        """ACU that a proxy before the database is billed for."""
        minimum, instances = self.capacity_units()
        return max(Decimal(prices.PROXY_MINIMUM_ACU), minimum * instances)

    def function_of(self, resource: Resource) -> Resource | None:
        """The function that a permission or a warm-capacity setting is for."""
        name = str(resource.inputs.get("function") or resource.inputs.get("functionName")).rpartition(":")[2]
        functions = self.recording.of_type(aws.lambda_.Function)
        return next((function for function in functions if function.outputs.get("name") == name), None)

    def web_functions(self) -> list[Resource]:
        """The functions that API Gateway may call."""
        permissions = self.recording.of_type(aws.lambda_.Permission)
        admitted = [p for p in permissions if p.inputs.get("principal") == "apigateway.amazonaws.com"]
        return [function for p in admitted if (function := self.function_of(p)) is not None]


def _gigabytes_of_memory(function: Resource) -> Decimal:
    return Decimal(str(function.inputs.get("memorySize", 128))) / 1024


def _is_arm(function: Resource) -> bool:
    return function.inputs.get("architectures") == ["arm64"]


def _nat_gateways(gateways: Resources, stack: Stack) -> Lines:
    yield fixed(gateways, "NAT gateways", len(gateways) * prices.HOURS, prices.NAT_HOUR)
    yield driven(gateways, "Data through the NAT gateways", stack.usage.outgoing_gb, prices.NAT_GB)


def _addresses(addresses: Resources, _: Stack) -> Lines:
    yield fixed(addresses, "Public IPv4 addresses", len(addresses) * prices.HOURS, prices.PUBLIC_ADDRESS_HOUR)


def endpoint_zones(endpoint: Resource) -> int:
    """Zones an interface endpoint stands in; each is paid for. A gateway endpoint is free."""
    interface = endpoint.inputs.get("vpcEndpointType") == "Interface"
    return len(endpoint.inputs.get("subnetIds", [])) if interface else 0


def _endpoints(endpoints: Resources, _: Stack) -> Lines:
    for endpoint in endpoints:
        if zones := endpoint_zones(endpoint):
            service = str(endpoint.inputs.get("serviceName")).split(".", 3)[-1]
            label = f"Interface endpoint for {service}"
            yield fixed([endpoint], label, zones * prices.HOURS, prices.ENDPOINT_HOUR)


def _flow_logs(flow_logs: Resources, stack: Stack) -> Lines:
    yield driven(flow_logs, "Flow logs", stack.usage.flow_log_gb, prices.FLOW_LOG_GB)


def _clusters(clusters: Resources, stack: Stack) -> Lines:
    minimum, instances = stack.capacity_units()
    members = [*stack.recording.of_type(aws.rds.ClusterInstance)] or clusters
    if minimum:
        quantity = minimum * instances * prices.HOURS
        note = f"{instances} × {minimum} ACU at least"
        yield fixed(members, "Aurora capacity", quantity, prices.AURORA_ACU_HOUR, note)
    else:
        awake = stack.usage.hours_awake
        quantity = Decimal("0.5") * instances * awake
        note = f"pauses when idle; {awake} hours awake at 0.5 ACU"
        yield driven(members, "Aurora capacity", quantity, prices.AURORA_ACU_HOUR, note)
    more = max(Decimal(0), stack.usage.database_acu - minimum) * instances * prices.HOURS
    yield driven(members, "Aurora capacity in use", more, prices.AURORA_ACU_HOUR)
    requests = stack.usage.api_calls * stack.usage.database_requests_per_call
    yield driven(clusters, "Aurora storage", stack.usage.database_gb, prices.AURORA_GB)
    yield driven(clusters, "Aurora I/O", requests, prices.AURORA_REQUESTS)


def _proxies(proxies: Resources, stack: Stack) -> Lines:
    note = f"billed for {prices.PROXY_MINIMUM_ACU} ACU at least"
    quantity = stack.proxy_units() * prices.HOURS * len(proxies)
    yield fixed(proxies, "RDS Proxy", quantity, prices.PROXY_ACU_HOUR, note)


def _caches(caches: Resources, stack: Stack) -> Lines:
    for cache in caches:
        valkey = cache.inputs.get("engine") == "valkey"
        floor = prices.VALKEY_MINIMUM_GB if valkey else prices.REDIS_MINIMUM_GB
        asked = cache.inputs.get("cacheUsageLimits", {}).get("dataStorage", {}).get("minimum", 0)
        hours, units = (
            (prices.VALKEY_GB_HOUR, prices.VALKEY_UNITS)
            if valkey
            else (prices.REDIS_GB_HOUR, prices.REDIS_UNITS)
        )
        storage = max(floor, Decimal(str(asked))) * prices.HOURS
        name = "Valkey" if valkey else "Redis"
        yield fixed([cache], f"{name} storage", storage, hours, f"{floor} GB at least")
        more = max(Decimal(0), stack.usage.cache_gb * prices.HOURS - storage)
        yield driven([cache], f"{name} storage in use", more, hours)
        used = stack.usage.api_calls * stack.usage.cache_units_per_call
        yield driven([cache], f"{name} processing", used, units)


def _functions(_: Resources, stack: Stack) -> Lines:
    for function in stack.web_functions():
        busy = stack.usage.api_calls * stack.usage.seconds_per_call * _gigabytes_of_memory(function)
        price = prices.LAMBDA_ARM_GB_SECONDS if _is_arm(function) else prices.LAMBDA_X86_GB_SECONDS
        yield driven([function], "Lambda compute", busy, price)
        yield driven([function], "Lambda calls", stack.usage.api_calls, prices.LAMBDA_REQUESTS)
        if function.inputs.get("snapStart"):
            yield from _snapshots(function, stack.usage)


def _snapshots(function: Resource, usage: Usage) -> Lines:
    memory, versions = _gigabytes_of_memory(function), usage.kept_versions
    kept = memory * versions * prices.SECONDS / MILLION
    note = f"{versions} versions"
    yield fixed([function], "Snapshots kept", kept, prices.SNAPSHOT_GB_SECONDS, note)
    starts = usage.api_calls * 1000 * usage.starts_per_thousand_calls
    yield driven([function], "Snapshots restored", starts * memory, prices.RESTORED_GB)


def _warm_capacity(settings: Resources, stack: Stack) -> Lines:
    for setting in settings:
        if function := stack.function_of(setting):
            count = setting.inputs.get("provisionedConcurrentExecutions", 0)
            kept = count * _gigabytes_of_memory(function) * prices.SECONDS / MILLION
            price = prices.WARM_ARM_GB_SECONDS if _is_arm(function) else prices.WARM_X86_GB_SECONDS
            yield fixed([setting], "Lambda kept warm", kept, price, f"{count} environments")


def _rest_apis(apis: Resources, stack: Stack) -> Lines:
    yield driven(apis, "API Gateway calls", stack.usage.api_calls, prices.REST_CALLS)


def _stages(stages: Resources, stack: Stack) -> Lines:
    if traced := [stage for stage in stages if stage.inputs.get("xrayTracingEnabled")]:
        quantity = stack.usage.api_calls * stack.usage.traced_share
        yield driven(traced, "Traces", quantity, prices.TRACES)


def _mail(identities: Resources, stack: Stack) -> Lines:
    mails = Decimal(stack.usage.daily_users * stack.usage.mails_per_person) / 1000
    yield driven(identities, "Mails", mails, prices.MAILS)


def _distributions(distributions: Resources, stack: Stack) -> Lines:
    gigabytes = max(Decimal(0), stack.usage.outbound_gb - prices.CLOUDFRONT_FREE_GB)
    requests = max(Decimal(0), stack.usage.requests - prices.CLOUDFRONT_FREE_REQUESTS)
    yield driven(distributions, "CloudFront traffic", gigabytes, prices.CLOUDFRONT_GB, "the first TB is free")
    note = "the first ten million are free"
    yield driven(distributions, "CloudFront requests", requests, prices.CLOUDFRONT_REQUESTS, note)


def _edge_functions(functions: Resources, stack: Stack) -> Lines:
    calls = max(Decimal(0), stack.usage.requests - prices.EDGE_FUNCTION_FREE_CALLS)
    note = "the first two million are free"
    yield driven(functions, "CloudFront functions", calls, prices.EDGE_FUNCTION_CALLS, note)


def _web_acls(acls: Resources, stack: Stack) -> Lines:
    rules = sum(len(acl.inputs.get("rules", [])) for acl in acls)
    yield fixed(acls, "Web ACL", len(acls), prices.WEB_ACL)
    yield fixed(acls, "WAF rules", rules, prices.WAF_RULE)
    yield driven(acls, "Requests through the WAF", stack.usage.requests, prices.WAF_REQUESTS)


def _zones(zones: Resources, _: Stack) -> Lines:
    yield fixed(zones, "Hosted zones", len(zones), prices.HOSTED_ZONE)


def _records(records: Resources, stack: Stack) -> Lines:
    yield driven(records, "DNS queries", stack.usage.requests / 10, prices.DNS_QUERIES)


def _buckets(buckets: Resources, stack: Stack) -> Lines:
    yield driven(buckets, "Files in S3", stack.usage.stored_gb, prices.S3_GB)


def _repositories(repositories: Resources, stack: Stack) -> Lines:
    yield driven(repositories, "Images in ECR", stack.usage.image_gb, prices.REGISTRY_GB)


def _keys(keys: Resources, _: Stack) -> Lines:
    yield fixed(keys, "Encryption keys", len(keys), prices.KEY)


def _secrets(secrets: Resources, stack: Stack) -> Lines:
    clusters = stack.recording.of_type(aws.rds.Cluster)
    managed = [cluster for cluster in clusters if cluster.inputs.get("manageMasterUserPassword")]
    note = "one is the database's own" if managed else ""
    copies = sum(len(secret.inputs.get("replicas") or []) for secret in secrets)
    yield fixed([*secrets, *managed], "Secrets", len(secrets) + len(managed), prices.SECRET, note)
    if copies:
        yield fixed(secrets, "Copies of secrets", copies, prices.SECRET)


def _log_groups(groups: Resources, stack: Stack) -> Lines:
    yield driven(groups, "Logs taken in", stack.usage.log_gb, prices.LOG_GB)
    yield driven(groups, "Logs kept", stack.usage.log_gb, prices.LOG_STORED_GB)


def _dashboards(dashboards: Resources, _: Stack) -> Lines:
    yield fixed(dashboards, "Dashboards", len(dashboards), prices.DASHBOARD)


def _alarm_metrics(alarm: Resource) -> int:
    """An alarm on an expression pays for every metric the expression reads."""
    queries: list[Mapping[str, Any]] = alarm.inputs.get("metricQueries", [])
    return sum(1 for query in queries if "metric" in query) or 1


def _alarms(alarms: Resources, _: Stack) -> Lines:
    metrics = sum(_alarm_metrics(alarm) for alarm in alarms)
    yield fixed(alarms, "Alarms", metrics, prices.ALARM_METRIC, f"{len(alarms)} alarms")


def _composite_alarms(alarms: Resources, _: Stack) -> Lines:
    yield fixed(alarms, "Composite alarms", len(alarms), prices.COMPOSITE_ALARM)


RULES: Final[Mapping[str, Callable[[Resources, Stack], Lines]]] = {
    "aws:ec2/natGateway:NatGateway": _nat_gateways,
    "aws:ec2/eip:Eip": _addresses,
    "aws:ec2/vpcEndpoint:VpcEndpoint": _endpoints,
    "aws:ec2/flowLog:FlowLog": _flow_logs,
    "aws:rds/cluster:Cluster": _clusters,
    "aws:backup/plan:Plan": lambda plans, stack: backup_plans(plans, stack.usage),
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": lambda found, stack: media_copies(
        found, stack.usage
    ),
    "aws:ecr/replicationConfiguration:ReplicationConfiguration": lambda found, stack: image_copies(
        found, stack.usage
    ),
    "aws:codebuild/project:Project": lambda projects, stack: build_projects(projects, stack.usage),
    "aws:codepipeline/pipeline:Pipeline": lambda found, stack: pipelines(found, stack.usage),
    "aws:rds/proxy:Proxy": _proxies,
    "aws:elasticache/serverlessCache:ServerlessCache": _caches,
    "aws:lambda/function:Function": _functions,
    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": _warm_capacity,
    "aws:apigateway/restApi:RestApi": _rest_apis,
    "aws:apigateway/stage:Stage": _stages,
    "aws:sesv2/emailIdentity:EmailIdentity": _mail,
    "aws:cloudfront/distribution:Distribution": _distributions,
    "aws:cloudfront/function:Function": _edge_functions,
    "aws:wafv2/webAcl:WebAcl": _web_acls,
    "aws:route53/zone:Zone": _zones,
    "aws:route53/record:Record": _records,
    "aws:s3/bucket:Bucket": _buckets,
    "aws:ecr/repository:Repository": _repositories,
    "aws:kms/key:Key": _keys,
    "aws:secretsmanager/secret:Secret": _secrets,
    "aws:cloudwatch/logGroup:LogGroup": _log_groups,
    "aws:cloudwatch/dashboard:Dashboard": _dashboards,
    "aws:cloudwatch/metricAlarm:MetricAlarm": _alarms,
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": _composite_alarms,
}
"""Each rule gets all resources of its type at once, because AWS often charges for their sum."""
