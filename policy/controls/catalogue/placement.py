"""Private subnets: nothing that computes or holds data stands where the internet can reach it."""

import re
from typing import Final

from ..control import PRIVATE_SUBNETS, Frameworks, Problem, Problems, control, every, expect
from ..graph import Subject
from ..model import Severity
from ..placement import PRIVATE_TYPES, internet_gateways, subnet_path, subnets_of
from ..resource_types import (
    CACHE_CLUSTER,
    CLUSTER,
    DB_INSTANCE,
    DEFAULT_SUBNET,
    DEFAULT_VPC,
    REPLICATION_GROUP,
    ROUTE_TABLE_ASSOCIATION,
    SUBNET,
)


@control(
    id="NET-01",
    title="Functions, databases, caches and endpoints stand in private subnets",
    severity=Severity.CRITICAL,
    types=PRIVATE_TYPES,
    families=(PRIVATE_SUBNETS,),
    frameworks=Frameworks(fsbp=("RDS.46",)),
    reads_stack=True,
    why="A subnet whose route table leads to an internet gateway is public. A database placed there is one "
    "security-group mistake away from the internet; in a private subnet no such mistake exposes it.",
    fix="Name only subnets whose route table has no route to an internet gateway; outgoing traffic goes "
    "through a NAT gateway or a VPC endpoint. Pass private and public subnet ids as separate lists.",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html",
)
def placed_in_private_subnets(resource: Subject) -> Problems:
    def problems(subnet: Subject) -> Problems:
        for gateway in internet_gateways(subnet):
            yield Problem(
                f"stands in subnet '{subnet.view.name}', whose routes lead to internet gateway '{gateway}'",
                subnet.view.name,
            )

    yield from every(problems(subnet) for subnet in subnets_of(resource))


@control(
    id="NET-02",
    title="Subnets of private resources have a route table of their own",
    severity=Severity.HIGH,
    types=(SUBNET,),
    families=(PRIVATE_SUBNETS,),
    reads_stack=True,
    why="A subnet without an association uses the main route table of its network. Whoever later adds an "
    "internet route to that table makes the subnet public without touching it.",
    fix="Add a RouteTableAssociation that ties the subnet to its private route table.",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html",
)
def own_route_table(subnet: Subject) -> Problems:
    def uses(resource: Subject) -> bool:
        return any(used.view.urn == subnet.view.urn for used in subnets_of(resource))

    associated = any(subnet.stack.sources(subnet, "subnetId", ROUTE_TABLE_ASSOCIATION))
    yield from every(
        expect(
            lambda user=user: associated or not uses(user),
            f"is used by {user.label} but has no route table association: the main table decides its routes",
        )
        for user in subnet.stack.of_type(*PRIVATE_TYPES)
    )


@control(
    id="NET-03",
    title="Subnets hand out no public addresses",
    severity=Severity.HIGH,
    types=(SUBNET,),
    families=(PRIVATE_SUBNETS,),
    frameworks=Frameworks(fsbp=("EC2.15",), checkov=("CKV_AWS_130",)),
    why="A subnet that gives every new interface a public address makes a machine reachable from the "
    "internet by one forgotten setting. A NAT gateway brings its own elastic address and needs none.",
    fix="Leave out mapPublicIpOnLaunch and assignIpv6AddressOnCreation, or set both to false.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15",
)
def no_automatic_public_address(subnet: Subject) -> Problems:
    yield from every(
        expect(lambda setting=setting: not subnet.flag(setting), f"{setting} is true")
        for setting in ("mapPublicIpOnLaunch", "assignIpv6AddressOnCreation")
    )


@control(
    id="NET-12",
    title="Nothing uses the account's default network",
    severity=Severity.HIGH,
    types=(DEFAULT_VPC, DEFAULT_SUBNET, CLUSTER, DB_INSTANCE, REPLICATION_GROUP, CACHE_CLUSTER),
    families=(PRIVATE_SUBNETS,),
    frameworks=Frameworks(fsbp=("ElastiCache.7",), checkov=("CKV_AWS_148", "CKV_AWS_323")),
    why="All subnets of the default VPC are public, and AWS falls back to it wherever no subnet group is "
    "named; a Multi-AZ database cluster without one is even publicly accessible by default.",
    fix="Declare a VPC of your own and name a subnet group made of its private subnets.",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
)
def no_default_network(resource: Subject) -> Problems:
    if resource.view.type in (DEFAULT_VPC, DEFAULT_SUBNET):
        yield Problem("adopts a part of the account's default network, whose subnets are all public")
        return
    if any(resource.present(origin) for origin in _STANDS_WITH):
        return  # a replica stands where its source does
    group = subnet_path(resource)
    if not resource.present(group):
        yield Problem(f"{group} is not set: AWS chooses the default network")
    elif re.fullmatch(r"default(-vpc-\w+)?", str(resource.read(group)).strip().lower()):
        yield Problem(f"{group} is the default group, made of the default network's public subnets")


_STANDS_WITH: Final = ("replicateSourceDb", "replicationGroupId")
