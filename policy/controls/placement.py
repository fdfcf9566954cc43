"""Where a resource stands: its subnets, and whether these can be reached from the internet."""

from collections.abc import Iterator
from typing import Final

from .graph import Stack, Subject
from .model import UNKNOWN
from .resource_types import (
    CACHE_CLUSTER,
    CACHE_SUBNET_GROUP,
    CLUSTER,
    CODEBUILD_PROJECT,
    DB_INSTANCE,
    DB_SUBNET_GROUP,
    DEFAULT_ROUTE_TABLE,
    DOCDB_CLUSTER,
    DOCDB_SUBNET_GROUP,
    FUNCTION,
    INTERNET_GATEWAY,
    KAFKA_CLUSTER,
    MAIN_ROUTE_TABLE_ASSOCIATION,
    MEMORYDB_CLUSTER,
    MEMORYDB_SUBNET_GROUP,
    MOUNT_TARGET,
    NEPTUNE_CLUSTER,
    NEPTUNE_SUBNET_GROUP,
    PROXY,
    PROXY_ENDPOINT,
    REDSHIFT_CLUSTER,
    REDSHIFT_SUBNET_GROUP,
    REDSHIFT_WORKGROUP,
    REPLICATION_GROUP,
    ROUTE,
    ROUTE_TABLE,
    ROUTE_TABLE_ASSOCIATION,
    SEARCH_DOMAINS,
    SERVERLESS_CACHE,
    SUBNET,
    VPC,
    VPC_ENDPOINT,
    VPC_ENDPOINT_SUBNETS,
    VPN_GATEWAY,
)
from .values import Block, chained

# Where each kind of private resource names its subnets, or the group that names them.
_SUBNETS: Final = {
    FUNCTION: "vpcConfig.subnetIds",
    CODEBUILD_PROJECT: "vpcConfig.subnets",
    PROXY: "vpcSubnetIds",
    PROXY_ENDPOINT: "vpcSubnetIds",
    SERVERLESS_CACHE: "subnetIds",
    VPC_ENDPOINT: "subnetIds",
    REDSHIFT_WORKGROUP: "subnetIds",
    KAFKA_CLUSTER: "brokerNodeGroupInfo.clientSubnets",
    MOUNT_TARGET: "subnetId",
    **dict.fromkeys(SEARCH_DOMAINS, "vpcOptions.subnetIds"),
}
_SUBNET_GROUPS: Final = {
    CLUSTER: ("dbSubnetGroupName", DB_SUBNET_GROUP),
    DB_INSTANCE: ("dbSubnetGroupName", DB_SUBNET_GROUP),
    REPLICATION_GROUP: ("subnetGroupName", CACHE_SUBNET_GROUP),
    CACHE_CLUSTER: ("subnetGroupName", CACHE_SUBNET_GROUP),
    MEMORYDB_CLUSTER: ("subnetGroupName", MEMORYDB_SUBNET_GROUP),
    DOCDB_CLUSTER: ("dbSubnetGroupName", DOCDB_SUBNET_GROUP),
    NEPTUNE_CLUSTER: ("neptuneSubnetGroupName", NEPTUNE_SUBNET_GROUP),
    REDSHIFT_CLUSTER: ("clusterSubnetGroupName", REDSHIFT_SUBNET_GROUP),
}
PRIVATE_TYPES: Final = (*_SUBNETS, *_SUBNET_GROUPS)
"""What belongs into private subnets: everything that computes or holds data inside the network."""


def subnet_path(subject: Subject) -> str:
    """The property by which a private resource names its subnets, or their group."""
    kind = subject.view.type
    return _SUBNETS[kind] if kind in _SUBNETS else _SUBNET_GROUPS[kind][0]


def subnets_of(subject: Subject) -> Iterator[Subject]:
    """The subnets of a private resource, through its subnet group if it has one."""
    if subject.view.type == VPC_ENDPOINT and subject.text("vpcEndpointType", default="Gateway") == "Gateway":
        return  # a gateway endpoint is an entry in route tables and stands in no subnet
    if subject.view.type in _SUBNETS:
        named = subject.stack.targets(subject, _SUBNETS[subject.view.type], SUBNET)
        yield from chained([named, _added_subnets(subject)])
        return
    path, group_type = _SUBNET_GROUPS[subject.view.type]
    for group in subject.stack.targets(subject, path, group_type):
        yield from subject.stack.targets(group, "subnetIds", SUBNET)


def _added_subnets(subject: Subject) -> Iterator[Subject]:
    """The subnets an endpoint is put into by resources of their own."""
    if subject.view.type == VPC_ENDPOINT:
        for addition in subject.stack.sources(subject, "vpcEndpointId", VPC_ENDPOINT_SUBNETS):
            yield from subject.stack.targets(addition, "subnetId", SUBNET)


def _own_route_tables(subnet: Subject) -> Iterator[Subject]:
    """The tables tied to the subnet; a network stands for its main table, which only it can name."""
    for association in subnet.stack.sources(subnet, "subnetId", ROUTE_TABLE_ASSOCIATION):
        yield from subnet.stack.targets(association, "routeTableId", ROUTE_TABLE, DEFAULT_ROUTE_TABLE, VPC)


def internet_gateways(subnet: Subject) -> Iterator[str]:
    """The internet gateways the subnet's route table leads to, whatever the destination of the route.

    A subnet without a table of its own uses the main table of its network.
    """
    stack = subnet.stack
    tables = list(_own_route_tables(subnet)) or list(_main_tables(subnet))
    for table in tables:
        yield from _gateways(stack, table)


def _main_tables(subnet: Subject) -> Iterator[Subject]:
    for vpc in subnet.stack.targets(subnet, "vpcId", VPC):
        for association in subnet.stack.sources(vpc, "vpcId", MAIN_ROUTE_TABLE_ASSOCIATION):
            yield from subnet.stack.targets(association, "routeTableId", ROUTE_TABLE)
        yield from subnet.stack.sources(vpc, "defaultRouteTableId", DEFAULT_ROUTE_TABLE)
        yield vpc


def _gateways(stack: Stack, table: Subject) -> Iterator[str]:
    for route in stack.sources(table, "routeTableId", ROUTE):
        yield from _gateway(stack, route, "gatewayId")
    if table.read("routes") is UNKNOWN:
        yield from _gateway(stack, table, "routes")
    else:
        for route in table.blocks("routes"):
            yield from _gateway(stack, route, "gatewayId")


def _gateway(stack: Stack, route: Block, path: str) -> Iterator[str]:
    value = route.read(path)
    known = False
    for gateway in stack.named(route, path, INTERNET_GATEWAY, VPN_GATEWAY, VPC_ENDPOINT):
        known = True
        if gateway.view.type == INTERNET_GATEWAY:
            yield gateway.view.name
    if not known and isinstance(value, str) and value.startswith("igw-"):
        yield value
