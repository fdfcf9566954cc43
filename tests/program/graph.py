"""Questions the architecture tests ask of a recording."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from pulumi_aws import ec2, iam, lambda_, vpc

from blueprint.recording import Recording, Resource, record_program


@cache
def recorded(stack: str, *, unknown: bool = False) -> Recording:
    """The program of a stack, recorded once a run."""
    return record_program(stack, unknown=unknown)


def ids(resources: Iterable[Resource]) -> set[str]:
    return {resource.id for resource in resources}


def private_subnets(recording: Recording) -> set[str]:
    return {subnet.id for subnet in recording.of_type(ec2.Subnet) if "-private-" in subnet.name}


def routes_of_subnet(recording: Recording, subnet_id: str) -> list[Resource]:
    """The routes of the table a subnet is associated with."""
    tables = {
        association.inputs["routeTableId"]
        for association in recording.of_type(ec2.RouteTableAssociation)
        if association.inputs["subnetId"] == subnet_id
    }
    return [route for route in recording.of_type(ec2.Route) if route.inputs["routeTableId"] in tables]


def function(recording: Recording, purpose: str) -> Resource:
    return recording.one(lambda_.Function, f"{purpose}-function")


def environment(recording: Recording, purpose: str) -> dict[str, str]:
    return function(recording, purpose).inputs["environment"]["variables"]


def group(recording: Recording, role: str) -> str:
    """Id of a role's security group."""
    return recording.one(ec2.SecurityGroup, f"groups-{role}").id


def admitted(recording: Recording, role: str) -> set[tuple[str, int]]:
    """Who may connect to a role's group: (name of the source group, port). Fails on any other source."""
    names = {resource.id: resource.name for resource in recording.of_type(ec2.SecurityGroup)}
    found: set[tuple[str, int]] = set()
    for rule in recording.of_type(vpc.SecurityGroupIngressRule):
        if rule.inputs["securityGroupId"] == group(recording, role):
            assert rule.inputs["fromPort"] == rule.inputs["toPort"], "one port a rule"
            source = names[rule.inputs["referencedSecurityGroupId"]]
            found.add((source.removeprefix("groups-"), rule.inputs["fromPort"]))
    return found


def statements(document: str) -> list[dict[str, Any]]:
    return json.loads(document)["Statement"]


def role_statements(recording: Recording, role_name: str) -> list[dict[str, Any]]:
    """Everything the policies of a role say."""
    role = recording.one(iam.Role, role_name)
    return [
        statement
        for policy in recording.of_type(iam.RolePolicy)
        if policy.inputs["role"] == role.id
        for statement in statements(policy.inputs["policy"])
    ]


def allowed(recording: Recording, role_name: str, action: str) -> set[str]:
    """The resources on which a role may do something."""
    found: set[str] = set()
    for statement in role_statements(recording, role_name):
        if statement["Effect"] == "Allow" and action in as_list(statement["Action"]):
            found |= set(as_list(statement["Resource"]))
    return found


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
