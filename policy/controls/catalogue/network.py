"""The network's doors: security groups and flow logs."""

from ..address_ranges import broad_ranges
from ..control import Frameworks, Problem, Problems, control, every, expect
from ..graph import Subject
from ..model import Level, Severity
from ..resource_types import (
    CACHE_CLUSTER,
    CLUSTER,
    DB_INSTANCE,
    DEFAULT_SECURITY_GROUP,
    ECS_SERVICE,
    EGRESS_RULE,
    FLOW_LOG,
    FUNCTION,
    INGRESS_RULE,
    PROXY,
    REPLICATION_GROUP,
    SECURITY_GROUP,
    SECURITY_GROUP_RULE,
    SERVERLESS_CACHE,
    VPC,
)
from ..security_groups import (
    GROUPS_OF,
    admits_ports_outside,
    attached_to,
    faces_the_public,
    inbound_rules,
    inbound_rules_of,
    listed_networks,
    networks,
    opens_one_port,
    outbound_rules,
    source_groups,
)
from ..values import Block, chained


@control(
    id="NET-04",
    title="The default security group admits nothing",
    severity=Severity.HIGH,
    types=(VPC,),
    frameworks=Frameworks(fsbp=("EC2.2",), cis=("5.4",), checkov=("CKV2_AWS_12",)),
    reads_stack=True,
    why="Whatever names no security group gets the default one, whose members reach each other on every "
    "port. Emptied, a forgotten group stops the traffic instead of opening it.",
    fix="Adopt the group with ec2.DefaultSecurityGroup and empty ingress and egress lists; attach no rules "
    "to it.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2",
)
def default_group_closed(vpc: Subject) -> Problems:
    adopted = list(vpc.stack.sources(vpc, "vpcId", DEFAULT_SECURITY_GROUP))
    if not adopted:
        yield Problem(
            "its default security group is not adopted: members of it reach each other on every port"
        )
    rule_types = (SECURITY_GROUP_RULE, INGRESS_RULE, EGRESS_RULE)
    for group in (vpc, *adopted):
        for rule in vpc.stack.sources(group, "securityGroupId", *rule_types):
            yield Problem(f"{rule.label} opens the default security group", rule.view.name)
    yield from every(
        expect(
            lambda group=group, way=way: not any(group.blocks(way)),
            f"the default security group has {way} rules",
        )
        for group in adopted
        for way in ("ingress", "egress")
    )


@control(
    id="NET-05",
    title="Networks keep flow logs",
    severity=Severity.MEDIUM,
    types=(VPC,),
    frameworks=Frameworks(fsbp=("EC2.6",), cis=("3.7",), checkov=("CKV2_AWS_11",)),
    reads_stack=True,
    why="Without flow logs nobody can say afterwards what was reached from where, nor see a refused attempt.",
    fix="Add an ec2.FlowLog for the VPC with trafficType ALL or REJECT and a bucket or log group as "
    "destination.",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
)
def network_keeps_flow_logs(vpc: Subject) -> Problems:
    logs = list(vpc.stack.sources(vpc, "vpcId", FLOW_LOG))
    if not logs:
        yield Problem("has no flow log")
    yield from every(
        expect(
            lambda log=log: log.text("trafficType") in ("ALL", "REJECT"),
            f"flow log '{log.view.name}' leaves out the refused traffic",
        )
        for log in logs
    )


@control(
    id="NET-06",
    title="No security group admits the internet",
    severity=Severity.CRITICAL,
    types=(SECURITY_GROUP, DEFAULT_SECURITY_GROUP, SECURITY_GROUP_RULE, INGRESS_RULE),
    frameworks=Frameworks(
        fsbp=("EC2.18", "EC2.19"),
        cis=("5.2", "5.3"),
        checkov=("CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277"),
    ),
    reads_stack=True,
    why="In a serverless program strangers come in through the edge, elsewhere through a load balancer on "
    "ports 80 and 443. An inbound rule for the internet is a mistake everywhere else, on any port.",
    fix="Name the security group of the client instead of an address range.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
)
def internet_not_admitted(resource: Subject) -> Problems:
    def problems(rule: Block) -> Problems:
        admitted = chained([networks(rule), listed_networks(rule, resource)])
        for network in broad_ranges(admitted, rule.path or "the rule"):
            if not faces_the_public(rule, resource):
                yield Problem(f"admits {network} inbound, a good part of the internet", network)

    yield from every(map(problems, inbound_rules(resource)))


# Who may call a data tier, by the kind of resource its group is attached to.
_CLIENTS = {
    PROXY: (FUNCTION, ECS_SERVICE),
    CLUSTER: (PROXY, FUNCTION, ECS_SERVICE),
    DB_INSTANCE: (PROXY, FUNCTION, ECS_SERVICE),
    SERVERLESS_CACHE: (FUNCTION, ECS_SERVICE),
    REPLICATION_GROUP: (FUNCTION, ECS_SERVICE),
    CACHE_CLUSTER: (FUNCTION, ECS_SERVICE),
}


@control(
    id="NET-07",
    title="Databases, proxies and caches admit only their clients, on their port",
    severity=Severity.CRITICAL,
    types=tuple(_CLIENTS),
    reads_stack=True,
    why="Address ranges and shared groups grow with the network: whatever is placed there later reaches the "
    "data. A rule that names the group of the client admits the client and nothing else.",
    fix="Give the resource a security group of its own whose inbound rules each name the security group of "
    "a function (or of the proxy, for the database) and exactly the service's port.",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
)
def only_clients_admitted(resource: Subject) -> Problems:
    path = GROUPS_OF[resource.view.type]
    if resource.present("replicationGroupId"):
        return  # a node is guarded by the groups of its replication group
    if not resource.present(path):
        yield Problem(f"{path} is not set: the default security group guards it")
        return
    first, last = _ports(resource)

    def problems(group: Subject, rule: Block) -> Problems:
        where = f"a rule of group '{group.view.name}' ({rule.view.name})"
        shares = (
            ("self", rule.flag("self")),
            *((p, rule.present(p)) for p in ("prefixListId", "prefixListIds")),
        )
        if any(networks(rule)) or any(shared for _, shared in shares):
            yield Problem(f"{where} admits addresses or a whole group, not a client")
        if admits_ports_outside(rule, first, last):
            yield Problem(f"{where} opens more than port {first}" + (f"-{last}" if last != first else ""))
        for source in source_groups(rule, group):
            if not attached_to(source, *_CLIENTS[resource.view.type]):
                yield Problem(f"{where} admits group '{source.view.name}', which belongs to no client of it")

    groups = resource.stack.targets(resource, path, SECURITY_GROUP)
    yield from every(problems(group, rule) for group in groups for rule in inbound_rules_of(group))


def _ports(resource: Subject) -> tuple[int, int]:
    """The first and last port of the service; ElastiCache Serverless serves readers on the port after."""
    if resource.view.type == SERVERLESS_CACHE:
        return 6379, 6380
    if resource.view.type in (REPLICATION_GROUP, CACHE_CLUSTER):
        usual = 11211 if resource.text("engine") == "memcached" else 6379
    else:
        engine = resource.text("engineFamily" if resource.view.type == PROXY else "engine").lower()
        usual = 3306 if "mysql" in engine or "maria" in engine else 5432
    port = int(resource.number("port", default=usual))
    return port, port


@control(
    id="NET-09",
    title="Security groups and their rules say what they are for",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    types=(SECURITY_GROUP, SECURITY_GROUP_RULE, INGRESS_RULE, EGRESS_RULE),
    frameworks=Frameworks(checkov=("CKV_AWS_23",)),
    why="A rule nobody can explain is a rule nobody dares to remove.",
    fix="Set a description of your own on the group and on each rule.",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
)
def rules_are_described(resource: Subject) -> Problems:
    def problems(described: Block) -> Problems:
        text = described.text("description")
        if not text or text.startswith("Managed by "):
            yield Problem(f"{described.path or 'it'} has no description of its own", described.path)

    inline = chained(resource.blocks(way) for way in ("ingress", "egress"))
    yield from every([problems(resource), *map(problems, inline)])


@control(
    id="NET-08",
    title="Security groups let only named ports out to the internet",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    types=(SECURITY_GROUP, DEFAULT_SECURITY_GROUP, SECURITY_GROUP_RULE, EGRESS_RULE),
    frameworks=Frameworks(checkov=("CKV_AWS_382",)),
    why="Code that was taken over calls home. A group that lets only HTTPS out leaves it fewer ways, and the "
    "flow log shows the attempts on the others.",
    fix="Replace the outbound rule for everything by one for each port that is needed: 443, and the security "
    "groups of database and cache.",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
)
def only_named_ports_out(resource: Subject) -> Problems:
    def problems(rule: Block) -> Problems:
        for network in broad_ranges(networks(rule), rule.path or "the rule"):
            if not opens_one_port(rule):
                yield Problem(f"lets more than one port out to {network}", network)

    yield from every(map(problems, outbound_rules(resource)))
