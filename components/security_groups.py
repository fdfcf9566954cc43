"""Who may talk to whom inside the network: a security group per role, an arrow per allowed conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pulumi
import pulumi_aws as aws

from components.network_interfaces import INTERFACES_LINGER
from components.place import Place

POSTGRESQL = 5432
HTTPS = 443
CACHE_PORTS = (6379, 6380)
"""A serverless cache answers writers on the first port and readers on the second, under one host name."""


class Role(StrEnum):
    """A kind of network interface; each has its own security group."""

    FUNCTIONS = "functions"
    MANAGE = "manage"
    PROXY = "proxy"
    DATABASE = "database"
    CACHE = "cache"
    ENDPOINTS = "endpoints"


PURPOSES = {
    Role.FUNCTIONS: "API and tasks functions",
    Role.MANAGE: "Management function, which migrates the database",
    Role.PROXY: "RDS Proxy",
    Role.DATABASE: "Aurora cluster",
    Role.CACHE: "ElastiCache",
    Role.ENDPOINTS: "Interface endpoints",
}
"""Descriptions of the groups. AWS cannot change one in place: an edit replaces the group."""


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """`source` may open connections to `target` on `port`."""

    source: Role
    target: Role
    port: int


def arrows(*, proxied: bool) -> tuple[Arrow, ...]:
    """Every conversation between roles. With a proxy the functions reach the database through it only."""
    entry = Role.PROXY if proxied else Role.DATABASE
    pairs = [(Role.FUNCTIONS, entry, POSTGRESQL), (Role.MANAGE, Role.DATABASE, POSTGRESQL)]
    if proxied:
        pairs.append((Role.PROXY, Role.DATABASE, POSTGRESQL))
    pairs += [(Role.FUNCTIONS, Role.CACHE, port) for port in CACHE_PORTS]
    pairs += [(caller, Role.ENDPOINTS, HTTPS) for caller in (Role.FUNCTIONS, Role.MANAGE)]
    return tuple(Arrow(source=source, target=target, port=port) for source, target, port in pairs)


@dataclass(frozen=True, kw_only=True)
class SecurityGroupsArgs:
    place: Place
    vpc_id: pulumi.Input[str]
    s3_prefix_list_id: pulumi.Input[str]
    proxied: bool
    """Whether a database proxy stands between functions and database."""
    internet: bool
    """Whether there is a way out: functions may then open HTTPS connections to anywhere."""


class SecurityGroups(pulumi.ComponentResource):
    group_ids: dict[Role, pulumi.Output[str]]
    """Security group of each role; `PROXY` only where there is one."""

    def __init__(
        self, name: str, args: SecurityGroupsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("habits:security_groups:SecurityGroups", name, None, opts)
        self._name = name
        self._child = pulumi.ResourceOptions(parent=self)
        allowed = arrows(proxied=args.proxied)
        self.group_ids = {role: self._group(role, args) for role in _roles(allowed)}

        for arrow in allowed:
            self._allow(arrow)
        for caller in (Role.FUNCTIONS, Role.MANAGE):
            if args.internet:
                self._egress(
                    caller, "internet", "HTTPS to AWS services and the internet", cidr_ipv4="0.0.0.0/0"
                )
        self._egress(
            Role.FUNCTIONS,
            "s3",
            "HTTPS to S3 through the gateway endpoint",
            prefix_list_id=args.s3_prefix_list_id,
        )
        self.register_outputs({"group_ids": {role.value: id_ for role, id_ in self.group_ids.items()}})

    def _group(self, role: Role, args: SecurityGroupsArgs) -> pulumi.Output[str]:
        group = aws.ec2.SecurityGroup(
            f"{self._name}-{role}",
            description=PURPOSES[role],
            vpc_id=args.vpc_id,
            tags={"Name": f"{args.place.prefix}-{role}"},
            opts=pulumi.ResourceOptions(parent=self, custom_timeouts=INTERFACES_LINGER),
        )
        return group.id

    def _allow(self, arrow: Arrow) -> None:
        label = f"{self._name}-{arrow.source}-to-{arrow.target}-{arrow.port}"
        aws.vpc.SecurityGroupEgressRule(
            label,
            security_group_id=self.group_ids[arrow.source],
            referenced_security_group_id=self.group_ids[arrow.target],
            ip_protocol="tcp",
            from_port=arrow.port,
            to_port=arrow.port,
            description=f"To {PURPOSES[arrow.target]}",
            opts=self._child,
        )
        aws.vpc.SecurityGroupIngressRule(
            label,
            security_group_id=self.group_ids[arrow.target],
            referenced_security_group_id=self.group_ids[arrow.source],
            ip_protocol="tcp",
            from_port=arrow.port,
            to_port=arrow.port,
            description=f"From {PURPOSES[arrow.source]}",
            opts=self._child,
        )

    def _egress(
        self,
        source: Role,
        label: str,
        description: str,
        *,
        cidr_ipv4: str | None = None,
        prefix_list_id: pulumi.Input[str] | None = None,
    ) -> None:
        aws.vpc.SecurityGroupEgressRule(
            f"{self._name}-{source}-to-{label}",
            security_group_id=self.group_ids[source],
            cidr_ipv4=cidr_ipv4,
            prefix_list_id=prefix_list_id,
            ip_protocol="tcp",
            from_port=HTTPS,
            to_port=HTTPS,
            description=description,
            opts=self._child,
        )


def _roles(allowed: Sequence[Arrow]) -> list[Role]:
    spoken_to = {role for arrow in allowed for role in (arrow.source, arrow.target)}
    return [role for role in Role if role in spoken_to]
