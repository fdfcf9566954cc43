"""Ways around the controls of the network that look harmless, and harmless ways that look like them."""

from policy.controls.model import UNKNOWN
from tests.policy.case import bad, good, unknown
from tests.policy.cases.network import APP, DATA, PROXY_GROUP, group, ingress, old_rule
from tests.policy.cases.placement import (
    ENDPOINT,
    GATEWAY,
    GROUP,
    LONELY,
    NETWORK,
    PRIVATE,
    PUBLIC,
    VPC,
    cluster,
    function,
)
from tests.policy.program import Reference, Resource

WORLD = "0.0.0.0/0"
HALVES = ["0.0.0.0/1", "128.0.0.0/1"]
DOOR = group("door")
WORLD_LIST = Resource(
    "aws:ec2/managedPrefixList:ManagedPrefixList", "everywhere",
    {"addressFamily": "IPv4", "entries": [{"cidr": "10.0.0.0/8"}, {"cidr": WORLD}]},
)  # fmt: skip
OFFICE_LIST = Resource(
    "aws:ec2/managedPrefixList:ManagedPrefixList", "office", {"entries": [{"cidr": "192.0.2.0/24"}]}
)
MAIN_TABLE = Reference(VPC, "mainRouteTableId")
ON_MAIN = Resource(
    "aws:ec2/routeTableAssociation:RouteTableAssociation", "on-main",
    {"subnetId": LONELY.id, "routeTableId": MAIN_TABLE},
)  # fmt: skip
MAIN_WAY_OUT = Resource(
    "aws:ec2/route:Route", "main-out",
    {"routeTableId": MAIN_TABLE, "destinationCidrBlock": WORLD, "gatewayId": GATEWAY.id},
)  # fmt: skip
BARE_ENDPOINT = Resource(ENDPOINT, "logs", {"vpcId": VPC.id, "vpcEndpointType": "Interface"})


def balancer(*groups: Resource, kind: str = "aws:lb/loadBalancer:LoadBalancer") -> Resource:
    return Resource(kind, "web", {"securityGroups": [group.id for group in groups]})


def door(port: object, **props: object) -> Resource:
    return ingress(DOOR, f"in-{port}", fromPort=port, toPort=port, cidrIpv4=WORLD, **props)


def inline(name: str, *rules: object) -> Resource:
    return group(name, ingress=list(rules))


def placed(kind: str, **props: object) -> Resource:
    return Resource(kind, "store", props)


def grouped(kind: str, group_kind: str, path: str, *subnets: object) -> tuple[Resource, Resource]:
    subnets_of = Resource(group_kind, "subnets", {"subnetIds": list(subnets)})
    return subnets_of, placed(kind, **{path: subnets_of.id})


def service(*groups: Resource) -> Resource:
    return Resource(
        "aws:ecs/service:Service", "web",
        {"networkConfiguration": {"securityGroups": [group.id for group in groups]}},
    )  # fmt: skip


INLINE_DOOR = inline("door", {"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": [WORLD]})
SSH_DOOR = inline("door", {"protocol": "tcp", "fromPort": 22, "toPort": 22, "cidrBlocks": [WORLD]})
DATABASE = cluster(vpcSecurityGroupIds=[DATA.id])

CASES = [
    good("NET-06", "the doors of a public load balancer", DOOR, balancer(DOOR), door(80), door(443)),
    good("NET-06", "its door, declared within the group", balancer(INLINE_DOOR), INLINE_DOOR),
    good("NET-06", "a classic load balancer", DOOR,
         balancer(DOOR, kind="aws:elb/loadBalancer:LoadBalancer"), door("443")),
    good("NET-06", "a prefix list of the office", OFFICE_LIST, ingress(APP, prefixListId=OFFICE_LIST.id)),
    good("NET-06", "a prefix list of AWS", ingress(APP, prefixListId="pl-3b927c52")),
    good("NET-06", "the private ranges", ingress(APP, cidrIpv4="10.0.0.0/8"),
         ingress(APP, cidrIpv6="fd00::/16")),
    bad("NET-06", "another door of the load balancer", DOOR, balancer(DOOR), door(22), says=WORLD),
    bad("NET-06", "another door of it, within the group", balancer(SSH_DOOR), SSH_DOOR),
    bad("NET-06", "a range of ports beside the door", DOOR, balancer(DOOR),
        ingress(DOOR, fromPort=80, toPort=443, cidrIpv4=WORLD)),
    bad("NET-06", "the door of a load balancer inside the network", DOOR, Resource(
        "aws:lb/loadBalancer:LoadBalancer", "web", {"securityGroups": [DOOR.id], "internal": True}),
        door(443)),
    bad("NET-06", "the door of nothing", DOOR, door(443)),
    bad("NET-06", "a database behind the load balancer's door", DOOR, balancer(DOOR),
        cluster(vpcSecurityGroupIds=[DOOR.id]), door(443)),
    bad("NET-06", "the world by a prefix list", WORLD_LIST, ingress(APP, prefixListId=WORLD_LIST.id)),
    bad("NET-06", "the world by an inline prefix list", WORLD_LIST,
        inline("app", {"protocol": "tcp", "fromPort": 22, "toPort": 22, "prefixListIds": [WORLD_LIST.id]})),
    bad("NET-06", "the world in halves", inline("app", {"protocol": -1, "cidrBlocks": HALVES}), says=WORLD),
    bad("NET-06", "the world in quarters, one of them not known",
        inline("app", {"protocol": "tcp", "fromPort": 22, "toPort": 22, "cidrBlocks": [
            UNKNOWN, "0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"]})),
    bad("NET-06", "IPv6 with all its zeros", ingress(APP, cidrIpv6="0:0:0:0:0:0:0:0/0")),
    bad("NET-06", "all public IPv6 addresses", ingress(APP, cidrIpv6="2000::/3")),
    bad("NET-06", "an address with a mask of zero", ingress(APP, cidrIpv4="203.0.113.7/0")),
    bad("NET-06", "a rule written as one object", group("app", ingress={
        "protocol": "-1", "fromPort": 0, "toPort": 0, "ipv6CidrBlocks": "::/0"})),
    bad("NET-06", "an old rule that shouts", old_rule(APP, type="INGRESS", cidrBlocks=[WORLD])),
    bad("NET-06", "no address range at all", ingress(APP, cidrIpv4="anywhere"), says="address range"),
    unknown("NET-06", "a prefix list not known", ingress(APP, prefixListId=UNKNOWN)),
    good("NET-01", "on the main table, which leads nowhere", VPC, GATEWAY, LONELY, ON_MAIN,
         function(LONELY.id)),
    bad("NET-01", "on the main table, which leads out", VPC, GATEWAY, LONELY, ON_MAIN, MAIN_WAY_OUT,
        function(LONELY.id), says="'igw'"),
    bad("NET-01", "the main table, opened by its network's name", VPC, GATEWAY, LONELY, MAIN_WAY_OUT,
        function(LONELY.id), says="'igw'"),
    bad("NET-01", "an endpoint put into a public subnet from outside", *NETWORK, BARE_ENDPOINT, Resource(
        "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation", "into",
        {"vpcEndpointId": BARE_ENDPOINT.id, "subnetId": PUBLIC.id}), on=BARE_ENDPOINT),
    bad("NET-01", "half of the internet by each of two routes", *NETWORK, LONELY, *(
        half_table := (
            Resource("aws:ec2/routeTable:RouteTable", "halves", {"vpcId": VPC.id, "routes": [
                {"cidrBlock": half, "gatewayId": GATEWAY.id} for half in HALVES]}),
        )),
        Resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "lonely-to-halves",
                 {"subnetId": LONELY.id, "routeTableId": half_table[0].id}),
        function(LONELY.id)),
    bad("NET-01", "only IPv6 leads out", VPC, GATEWAY, LONELY, (
        six := Resource("aws:ec2/routeTable:RouteTable", "six", {"vpcId": VPC.id})),
        Resource("aws:ec2/route:Route", "six", {
            "routeTableId": six.id, "destinationIpv6CidrBlock": "::/0", "gatewayId": GATEWAY.id}),
        Resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "six",
                 {"subnetId": LONELY.id, "routeTableId": six.id}),
        function(LONELY.id)),
    *(
        bad("NET-01", f"{kind} in a public subnet", *NETWORK, placed(kind, **props))
        for kind, props in (
            ("aws:opensearch/domain:Domain", {"vpcOptions": {"subnetIds": [PUBLIC.id]}}),
            ("aws:msk/cluster:Cluster", {"brokerNodeGroupInfo": {"clientSubnets": [PRIVATE.id, PUBLIC.id]}}),
            ("aws:efs/mountTarget:MountTarget", {"subnetId": PUBLIC.id}),
            ("aws:redshiftserverless/workgroup:Workgroup", {"subnetIds": [PUBLIC.id]}),
        )
    ),
    *(
        bad("NET-01", f"{kind} in a group with a public subnet", *NETWORK,
            *grouped(kind, group_kind, path, PRIVATE.id, PUBLIC.id))
        for kind, group_kind, path in (
            ("aws:elasticache/cluster:Cluster", "aws:elasticache/subnetGroup:SubnetGroup", "subnetGroupName"),
            ("aws:docdb/cluster:Cluster", "aws:docdb/subnetGroup:SubnetGroup", "dbSubnetGroupName"),
            ("aws:neptune/cluster:Cluster", "aws:neptune/subnetGroup:SubnetGroup", "neptuneSubnetGroupName"),
            ("aws:memorydb/cluster:Cluster", "aws:memorydb/subnetGroup:SubnetGroup", "subnetGroupName"),
            ("aws:redshift/cluster:Cluster", "aws:redshift/subnetGroup:SubnetGroup",
             "clusterSubnetGroupName"),
        )
    ),
    good("NET-01", "a cache node in a private group", *NETWORK, *grouped(
        "aws:elasticache/cluster:Cluster", "aws:elasticache/subnetGroup:SubnetGroup", "subnetGroupName",
        PRIVATE.id)),
    good("NET-07", "a container service", GROUP, APP, DATA, service(APP),
         ingress(DATA, referencedSecurityGroupId=APP.id), DATABASE),
    good("NET-07", "a node of a replication group", placed(
        "aws:elasticache/cluster:Cluster", replicationGroupId="nodes")),
    bad("NET-07", "the load balancer itself", DOOR, DATA, balancer(DOOR),
        ingress(DATA, referencedSecurityGroupId=DOOR.id), DATABASE, says="'door'"),
    bad("NET-07", "its own members", DATA, ingress(DATA, referencedSecurityGroupId=DATA.id), DATABASE),
    bad("NET-07", "a range that holds the port", APP, DATA, function(), ingress(
        DATA, referencedSecurityGroupId=APP.id, fromPort=5000, toPort=6000), DATABASE, says="5432"),
    bad("NET-07", "every protocol, though ports are named", APP, DATA, ingress(
        DATA, referencedSecurityGroupId=APP.id, ipProtocol="-1"), DATABASE, says="5432"),
    bad("NET-07", "a cache node behind the default group",
        placed("aws:elasticache/cluster:Cluster", engine="redis"), says="default security group"),
    good("NET-12", "a replica stands where its source does",
         placed("aws:rds/instance:Instance", replicateSourceDb="primary")),
    bad("NET-12", "the default group by its other name",
        cluster(dbSubnetGroupName="default-vpc-0a1b2c3d")),
    bad("NET-12", "a cache node anywhere", placed("aws:elasticache/cluster:Cluster", engine="redis"),
        says="subnetGroupName"),
    bad("NET-03", "true as text",
        Resource("aws:ec2/subnet:Subnet", "public", {"mapPublicIpOnLaunch": "True"})),
    good("NET-05", "refused traffic only", VPC, Resource(
        "aws:ec2/flowLog:FlowLog", "log", {"vpcId": VPC.id, "trafficType": "REJECT"}), on=VPC),
    bad("NET-08", "IPv6 only, every protocol", Resource(
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "out",
        {"securityGroupId": PROXY_GROUP.id, "ipProtocol": "-1", "cidrIpv6": "::/0"})),
]  # fmt: skip
