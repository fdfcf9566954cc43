"""Security-group rules in their three spellings, read as one."""

from collections.abc import Iterator
from typing import Final

from .graph import Subject
from .model import UNKNOWN
from .resource_types import (
    CACHE_CLUSTER,
    CLASSIC_LOAD_BALANCER,
    CLUSTER,
    CODEBUILD_PROJECT,
    DB_INSTANCE,
    DEFAULT_SECURITY_GROUP,
    ECS_SERVICE,
    EGRESS_RULE,
    FUNCTION,
    INGRESS_RULE,
    LOAD_BALANCERS,
    PREFIX_LIST,
    PROXY,
    REPLICATION_GROUP,
    SECURITY_GROUP,
    SECURITY_GROUP_RULE,
    SERVERLESS_CACHE,
)
from .values import Block, UndeterminedError, chained

GROUPS_OF: Final = {
    FUNCTION: "vpcConfig.securityGroupIds",
    ECS_SERVICE: "networkConfiguration.securityGroups",
    **dict.fromkeys((*LOAD_BALANCERS, CLASSIC_LOAD_BALANCER), "securityGroups"),
    CODEBUILD_PROJECT: "vpcConfig.securityGroupIds",
    CLUSTER: "vpcSecurityGroupIds",
    DB_INSTANCE: "vpcSecurityGroupIds",
    PROXY: "vpcSecurityGroupIds",
    SERVERLESS_CACHE: "securityGroupIds",
    REPLICATION_GROUP: "securityGroupIds",
    CACHE_CLUSTER: "securityGroupIds",
}
"""Where each kind of resource names the groups that guard it."""

_NETWORKS: Final = ("cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks")


def inbound_rules(resource: Subject) -> Iterator[Block]:
    """The inbound rules a single resource declares: a group's inline ones, or the rule it is."""
    if resource.view.type in (SECURITY_GROUP, DEFAULT_SECURITY_GROUP):
        yield from resource.blocks("ingress")
    elif resource.view.type == INGRESS_RULE or resource.text("type").lower() == "ingress":
        yield resource


def outbound_rules(resource: Subject) -> Iterator[Block]:
    """The outbound rules a single resource declares, as `inbound_rules` gives the inbound ones."""
    if resource.view.type in (SECURITY_GROUP, DEFAULT_SECURITY_GROUP):
        yield from resource.blocks("egress")
    elif resource.view.type == EGRESS_RULE or resource.text("type").lower() == "egress":
        yield resource


def inbound_rules_of(group: Subject) -> Iterator[Block]:
    """All inbound rules of a group: its inline ones and those declared beside it."""
    standalone = group.stack.sources(group, "securityGroupId", INGRESS_RULE, SECURITY_GROUP_RULE)
    return chained([inbound_rules(group), (block for rule in standalone for block in inbound_rules(rule))])


def networks(rule: Block) -> Iterator[str]:
    """The address ranges a rule admits; the known ones first."""
    return chained(rule.texts(path) for path in _NETWORKS)


def listed_networks(rule: Block, owner: Subject) -> Iterator[str]:
    """The address ranges a rule admits by the prefix lists of this stack."""
    named = (owner.stack.named(rule, path, PREFIX_LIST) for path in ("prefixListId", "prefixListIds"))
    return chained(entry.texts("cidr") for list_ in chained(named) for entry in list_.blocks("entries"))


def source_groups(rule: Block, owner: Subject) -> Iterator[Subject]:
    """The groups a rule admits."""
    paths = ("referencedSecurityGroupId", "sourceSecurityGroupId", "securityGroups")
    return chained(owner.stack.targets(rule, path, SECURITY_GROUP) for path in paths)


def admits_ports_outside(rule: Block, first: int, last: int) -> bool:
    """Whether a rule opens any port but the given ones: protocol -1 opens all, whatever ports it names."""
    protocol = rule.read("ipProtocol") if rule.read("ipProtocol") is not None else rule.read("protocol")
    if protocol is UNKNOWN:
        raise UndeterminedError(rule.full_path("protocol"))
    if str(protocol).lower() not in ("tcp", "6", "6.0"):
        return True
    return rule.number("fromPort", default=-1) < first or rule.number("toPort", default=65536) > last


def faces_the_public(rule: Block, owner: Subject) -> bool:
    """Whether a rule is the door of a public load balancer: HTTP or HTTPS, into a group of its own."""
    web = not admits_ports_outside(rule, 80, 80) or not admits_ports_outside(rule, 443, 443)
    if not web:
        return False
    groups = (
        [owner]
        if owner.view.type == SECURITY_GROUP
        else list(owner.stack.named(owner, "securityGroupId", SECURITY_GROUP))
    )
    others = [kind for kind in GROUPS_OF if kind not in _PUBLIC_KINDS]
    return bool(groups) and all(
        any(_public_balancers(group)) and not attached_to(group, *others) for group in groups
    )


def _public_balancers(group: Subject) -> Iterator[Subject]:
    """The load balancers on public addresses that the group guards."""
    for balancer in group.stack.of_type(*_PUBLIC_KINDS):
        guards = group.stack.named(balancer, GROUPS_OF[balancer.view.type], SECURITY_GROUP)
        if any(guard.view.urn == group.view.urn for guard in guards) and not balancer.flag("internal"):
            yield balancer


_PUBLIC_KINDS: Final = (*LOAD_BALANCERS, CLASSIC_LOAD_BALANCER)


def opens_one_port(rule: Block) -> bool:
    """Whether a rule is about a single port of TCP or UDP."""
    protocol = str(rule.known("ipProtocol") or rule.known("protocol") or "-1").lower()
    if protocol not in ("tcp", "udp", "6", "17", "6.0", "17.0"):
        return False
    first, last = rule.number("fromPort", default=-1), rule.number("toPort", default=65535)
    return first == last >= 0


def attached_to(group: Subject, *types: str) -> bool:
    """Whether a resource of these types is guarded by the group, so that the group stands for it."""
    return any(
        guard.view.urn == group.view.urn
        for resource in group.stack.of_type(*types)
        for guard in group.stack.named(resource, GROUPS_OF[resource.view.type], SECURITY_GROUP)
    )
