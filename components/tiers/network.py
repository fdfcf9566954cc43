"""The private network and who may talk to whom in it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.endpoints import Endpoints, EndpointsArgs
from components.network import NatStrategy, Network, NetworkArgs
from components.place import Place
from components.security_groups import Role, SecurityGroups, SecurityGroupsArgs
from components.settings import StackSettings
from components.tiers.storage import Storage

UNSUITABLE_ZONES = ["use1-az3"]
"""Neither Lambda in a VPC nor RDS Proxy work there."""


@dataclass(frozen=True, kw_only=True)
class PrivateNetwork:
    network: Network
    groups: SecurityGroups
    endpoints: Endpoints

    @property
    def subnet_ids(self) -> list[pulumi.Output[str]]:
        return self.network.private_subnet_ids

    def group(self, role: Role) -> pulumi.Output[str]:
        return self.groups.group_ids[role]


def build_network(settings: StackSettings, place: Place, storage: Storage) -> PrivateNetwork:
    network = Network(
        "network",
        NetworkArgs(
            place=place,
            zones=settings.availability_zones or _first_two_zones(),
            nat_strategy=settings.nat_strategy,
            flow_log_bucket_arn=storage.log_access.bucket_arn,
            flow_log_traffic=settings.flow_log_traffic,
            reachable_buckets=[place.bucket_name("media")],
        ),
    )
    groups = SecurityGroups(
        "groups",
        SecurityGroupsArgs(
            place=place,
            vpc_id=network.vpc_id,
            s3_prefix_list_id=network.s3_prefix_list_id,
            proxied=settings.database_proxy,
            internet=settings.nat_strategy is not NatStrategy.NONE,
        ),
    )
    endpoints = Endpoints(
        "endpoints",
        EndpointsArgs(
            place=place,
            services=settings.interface_endpoints,
            zones=settings.interface_endpoint_zones,
            vpc_id=network.vpc_id,
            private_subnet_ids=network.private_subnet_ids,
            security_group_id=groups.group_ids[Role.ENDPOINTS],
        ),
    )
    return PrivateNetwork(network=network, groups=groups, endpoints=endpoints)


def _first_two_zones() -> Sequence[str]:
    offered = aws.get_availability_zones(state="available", exclude_zone_ids=UNSUITABLE_ZONES)
    return offered.names[:2]
