"""A preview's plan also holds unknowns that nobody asked for; they leave no question open."""

from dataclasses import replace
from typing import Any

import pytest

from policy.controls.model import UNKNOWN, ResourceView
from policy.controls.registry import CONTROLS
from tests.policy.analyzer import analyze

TYPES = {
    "vpc": "aws:ec2/vpc:Vpc",
    "subnet": "aws:ec2/subnet:Subnet",
    "table": "aws:ec2/routeTable:RouteTable",
    "association": "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "gateway": "aws:ec2/internetGateway:InternetGateway",
    "route": "aws:ec2/route:Route",
    "function": "aws:lambda/function:Function",
}
PRIVATE_PLACEMENT = [control for control in CONTROLS if control.id == "NET-01"]


def urn(name: str) -> str:
    return f"urn:pulumi:test::sample::{TYPES[name]}::{name}"


def planned(name: str, outputs: dict[str, Any] | None = None, **named: str) -> ResourceView:
    """A resource of a first preview: each of its properties names another resource, whose id is unknown."""
    props: dict[str, Any] = dict.fromkeys(named, UNKNOWN)
    if "vpcConfig" in named:
        props["vpcConfig"] = {"subnetIds": [UNKNOWN]}
    return ResourceView(
        urn=urn(name),
        type=TYPES[name],
        name=name,
        props=props,
        outputs=outputs or {},
        property_dependencies={key: frozenset([urn(target)]) for key, target in named.items()},
    )


PLAN = [
    planned("vpc"),
    planned("subnet", vpcId="vpc"),
    planned("table", {"routes": UNKNOWN}, vpcId="vpc"),
    planned("association", subnetId="subnet", routeTableId="table"),
    planned("function", vpcConfig="subnet"),
]
WAY_OUT = [planned("gateway", vpcId="vpc"), planned("route", routeTableId="table", gatewayId="gateway")]


def test_a_private_placement_is_decided_though_the_provider_will_tell_the_routes() -> None:
    assert analyze(PLAN, PRIVATE_PLACEMENT) == []


def test_a_public_placement_is_stopped_at_the_first_preview() -> None:
    (violation,) = analyze([*PLAN, *WAY_OUT], PRIVATE_PLACEMENT)
    assert (violation.policy, violation.level) == ("NET-01", "mandatory")
    assert "internet gateway 'gateway'" in violation.message


@pytest.mark.parametrize("dependency", ["gateway", "vpc"])
def test_routes_that_the_program_gave_and_that_are_unknown_stay_a_question(dependency: str) -> None:
    given = replace(
        planned("table", vpcId="vpc"),
        props={"routes": UNKNOWN},
        property_dependencies={"routes": frozenset([urn(dependency)])},
    )
    plan = [given if resource.name == "table" else resource for resource in PLAN]
    violations = analyze([*plan, planned("gateway", vpcId="vpc")], PRIVATE_PLACEMENT)
    assert violations
