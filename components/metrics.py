"""What is watched, and the CloudWatch metrics that tell about it."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.place import EDGE_REGION, Place

APPLICATION_ERRORS = "ApplicationErrors"


@dataclass(frozen=True, kw_only=True)
class Metric:
    namespace: str
    name: str
    statistic: str
    """`Sum`, `Average`, `Maximum` or a percentile such as `p95`."""
    dimensions: Mapping[str, pulumi.Input[str]]
    region: str


@dataclass(frozen=True, kw_only=True)
class WatchedFunction:
    name: pulumi.Input[str]
    timeout_seconds: int
    tolerated_errors: int = 0
    """Failed runs in five minutes that need nobody: whoever waits for an answer tries again."""


@dataclass(frozen=True, kw_only=True)
class Watched:
    """The things of one environment by the names their metrics carry."""

    place: Place
    api_name: pulumi.Input[str]
    stage_name: pulumi.Input[str]
    functions: Mapping[str, WatchedFunction]
    """By short name: `api`, `manage`, `tasks`."""
    database_cluster_id: pulumi.Input[str]
    database_max_acu: float
    proxy_name: pulumi.Input[str] | None
    """`None` without a proxy between functions and database."""
    cache_name: pulumi.Input[str]
    cache_max_gb: int
    dead_letter_queue_name: pulumi.Input[str]
    web_acl_name: pulumi.Input[str]
    distribution_id: pulumi.Input[str] | None
    """`None` without CloudFront: the firewall then stands before the API, in the region of the stack."""

    @property
    def own_namespace(self) -> str:
        """Namespace of the metrics counted from the application's log."""
        return self.place.prefix

    def api(self, name: str, statistic: str) -> Metric:
        return self._regional(
            "AWS/ApiGateway", name, statistic, {"ApiName": self.api_name, "Stage": self.stage_name}
        )

    def function(self, key: str, name: str, statistic: str) -> Metric:
        return self._regional("AWS/Lambda", name, statistic, {"FunctionName": self.functions[key].name})

    def database(self, name: str, statistic: str) -> Metric:
        return self._regional("AWS/RDS", name, statistic, {"DBClusterIdentifier": self.database_cluster_id})

    def proxy(self, proxy_name: pulumi.Input[str], name: str, statistic: str) -> Metric:
        return self._regional("AWS/RDS", name, statistic, {"ProxyName": proxy_name})

    def cache(self, name: str, statistic: str) -> Metric:
        # A serverless cache reports under this name, with a small c; any other gives an empty graph.
        return self._regional("AWS/ElastiCache", name, statistic, {"clusterId": self.cache_name})

    def dead_letters(self, name: str, statistic: str) -> Metric:
        return self._regional("AWS/SQS", name, statistic, {"QueueName": self.dead_letter_queue_name})

    def application(self, name: str, statistic: str) -> Metric:
        return self._regional(self.own_namespace, name, statistic, {})

    @property
    def firewall_region(self) -> str:
        return self.place.region if self.distribution_id is None else EDGE_REGION

    def firewall(self, name: str, statistic: str) -> Metric:
        # Those of CloudFront's firewalls carry no region.
        region = {"Region": self.place.region} if self.distribution_id is None else {}
        return Metric(
            namespace="AWS/WAFV2",
            name=name,
            statistic=statistic,
            dimensions={"WebACL": self.web_acl_name, "Rule": "ALL", **region},
            region=self.firewall_region,
        )

    def edge(self, distribution_id: pulumi.Input[str], name: str, statistic: str) -> Metric:
        return Metric(
            namespace="AWS/CloudFront",
            name=name,
            statistic=statistic,
            dimensions={"DistributionId": distribution_id, "Region": "Global"},
            region=EDGE_REGION,
        )

    def _regional(
        self, namespace: str, name: str, statistic: str, dimensions: Mapping[str, pulumi.Input[str]]
    ) -> Metric:
        return Metric(
            namespace=namespace,
            name=name,
            statistic=statistic,
            dimensions=dimensions,
            region=self.place.region,
        )
