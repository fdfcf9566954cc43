"""Zones: what goes on working when a data centre does not."""

from ..control import Frameworks, Problem, Problems, Setting, control, every
from ..graph import Subject
from ..model import Severity
from ..placement import internet_gateways, subnet_path, subnets_of
from ..resource_types import (
    CLUSTER,
    FUNCTION,
    NAT_GATEWAY,
    PROXY,
    ROUTE,
    ROUTE_TABLE,
    ROUTE_TABLE_ASSOCIATION,
    SERVERLESS_CACHE,
    SUBNET,
)


@control(
    id="NET-13",
    title="NAT gateways stand in public subnets and serve their own zone",
    severity=Severity.MEDIUM,
    types=(NAT_GATEWAY,),
    reads_stack=True,
    settings={
        "sharedAllowed": Setting(default=False, description="Whether one gateway may serve several zones")
    },
    why="A gateway in a private subnet leads nowhere. One that serves another zone takes that zone down "
    "with its own, and its traffic is paid for crossing.",
    fix="Put one gateway into the public subnet of each zone and route each private subnet to its own.",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
)
def gateway_of_its_zone(gateway: Subject) -> Problems:
    if gateway.text("connectivityType", default="public") == "private":
        return
    homes = list(gateway.stack.targets(gateway, "subnetId", SUBNET))

    def problems(home: Subject) -> Problems:
        if not any(internet_gateways(home)):
            yield Problem(f"stands in subnet '{home.view.name}', which no route leads out of")
        for served in () if gateway.settings["sharedAllowed"] else _served(gateway):
            if served.text("availabilityZone") != home.text("availabilityZone"):
                yield Problem(f"serves subnet '{served.view.name}' of another zone", served.view.name)

    yield from every(map(problems, homes))


def _served(gateway: Subject) -> list[Subject]:
    stack = gateway.stack
    return [
        subnet
        for route in stack.sources(gateway, "natGatewayId", ROUTE)
        for table in stack.targets(route, "routeTableId", ROUTE_TABLE)
        for association in stack.sources(table, "routeTableId", ROUTE_TABLE_ASSOCIATION)
        for subnet in stack.targets(association, "subnetId", SUBNET)
    ]


@control(
    id="NET-14",
    title="Functions, databases, proxies and caches span two zones",
    severity=Severity.MEDIUM,
    types=(FUNCTION, CLUSTER, PROXY, SERVERLESS_CACHE),
    frameworks=Frameworks(fsbp=("Lambda.5", "RDS.15")),
    reads_stack=True,
    why="Zones fail, a few hours a year. What stands in one of them only is gone for those hours.",
    fix="Name subnets in at least two availability zones.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-5",
)
def spans_zones(resource: Subject) -> Problems:
    if not resource.present(subnet_path(resource)):
        return
    subnets = list(subnets_of(resource))
    zones = {subnet.text("availabilityZone") or subnet.text("availabilityZoneId") for subnet in subnets}
    if len(subnets) < 2:
        yield Problem("stands in one subnet only")
    elif len(zones) == 1 and "" not in zones:
        yield Problem(f"stands in zone {zones.pop()} only")
