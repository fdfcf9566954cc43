"""The boxes of the picture: one exists only if its resources were recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import pulumi_aws as aws

from blueprint.cost import CostTable
from blueprint.graph import Recording, Resource
from blueprint.picture.kinds import KINDS, nat_kinds, zones
from blueprint.tiers import Tier, tier_of


@dataclass(frozen=True, kw_only=True)
class Box:
    """What a box shows and the resources it stands for. `monthly` is in US dollars."""

    key: str
    title: str
    icon: str
    tier: Tier
    facts: tuple[str, ...]
    resources: tuple[Resource, ...]
    encrypted: bool
    """Whether one of them names a KMS key of the stack."""
    monthly: Decimal


def scene(recording: Recording, cost: CostTable) -> dict[str, Box]:
    """All boxes that the recording supports, by key."""
    keys = {resource.urn for resource in recording.of_type(aws.kms.Key)}
    boxes: dict[str, Box] = {}
    for key, kind in {**KINDS, **nat_kinds(recording)}.items():
        main = [r for r in recording.of_type(kind.main) if kind.only(r)]
        if not main:
            continue
        resources = (*main, *(r for r in recording.resources if r.type in kind.also and kind.only(r)))
        boxes[key] = Box(
            key=key,
            title=kind.title,
            icon=kind.icon,
            tier=tier_of(kind.main),
            facts=tuple(words for words in kind.words(resources) if words),
            resources=resources,
            encrypted=any(keys & resource.dependencies for resource in main),
            monthly=_monthly(resources, cost),
        )
    return boxes


def _monthly(resources: Iterable[Resource], cost: CostTable) -> Decimal:
    """Their share of every line of the table; a line is shared out evenly among its resources."""
    own = {resource.urn for resource in resources}
    return sum(
        (
            line.amount * sum(resource.urn in own for resource in line.resources) / len(line.resources)
            for line in cost.lines
        ),
        Decimal(0),
    )


def subnets(recording: Recording) -> dict[str, Box]:
    """`public_0`, `private_0`, …: a subnet with the route table and the routes it leaves by."""
    rooms: dict[str, Box] = {}
    order = zones(recording)
    for subnet in recording.of_type(aws.ec2.Subnet):
        side = "public" if "public" in subnet.name else "private"
        associations = [
            a for a in recording.of_type(aws.ec2.RouteTableAssociation) if subnet.urn in a.dependencies
        ]
        tables = {urn for association in associations for urn in association.dependencies}
        routes = [r for r in recording.of_type(aws.ec2.Route) if tables & r.dependencies]
        index = order.index(str(subnet.inputs.get("availabilityZone")))
        rooms[f"{side}_{index}"] = Box(
            key=f"{side}_{index}",
            title=f"{side} subnet",
            icon="",
            tier=Tier.NETWORK,
            facts=(str(subnet.inputs.get("cidrBlock")),),
            resources=(subnet, *associations, *routes),
            encrypted=False,
            monthly=Decimal(0),
        )
    return rooms
