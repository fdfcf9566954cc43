"""Private subnets, good and bad."""

from policy.controls.model import UNKNOWN
from tests.policy.case import bad, good, unknown
from tests.policy.program import Resource

VPC = Resource("aws:ec2/vpc:Vpc", "vpc", {"cidrBlock": "10.0.0.0/16"})
GATEWAY = Resource("aws:ec2/internetGateway:InternetGateway", "igw", {"vpcId": VPC.id})
NAT = Resource("aws:ec2/natGateway:NatGateway", "nat")
GROUP = Resource("aws:ec2/securityGroup:SecurityGroup", "app", {"vpcId": VPC.id})


def subnet(name: str, **props: object) -> Resource:
    return Resource("aws:ec2/subnet:Subnet", name, {"vpcId": VPC.id, **props})


def table(name: str, **props: object) -> Resource:
    return Resource("aws:ec2/routeTable:RouteTable", name, {"vpcId": VPC.id, **props})


def route(name: str, to: Resource, **props: object) -> Resource:
    return Resource(
        "aws:ec2/route:Route", name, {"routeTableId": to.id, "destinationCidrBlock": "0.0.0.0/0", **props}
    )


def association(of: Resource, to: Resource) -> Resource:
    return Resource(
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        f"{of.name}-to-{to.name}",
        {"subnetId": of.id, "routeTableId": to.id},
    )


PRIVATE = subnet("private")
PRIVATE_TABLE = table("private")
PUBLIC = subnet("public")
PUBLIC_TABLE = table("public")
NETWORK = (
    VPC, GATEWAY, NAT, GROUP, PRIVATE, PRIVATE_TABLE, PUBLIC, PUBLIC_TABLE,
    association(PRIVATE, PRIVATE_TABLE), association(PUBLIC, PUBLIC_TABLE),
    route("to-nat", PRIVATE_TABLE, natGatewayId=NAT.id),
    route("to-internet", PUBLIC_TABLE, gatewayId=GATEWAY.id),
)  # fmt: skip


def function(*subnets: object, **props: object) -> Resource:
    network = {"vpcConfig": {"subnetIds": list(subnets), "securityGroupIds": [GROUP.id]}} if subnets else {}
    return Resource("aws:lambda/function:Function", "api", {**network, **props})


def subnet_group(*subnets: object) -> Resource:
    return Resource("aws:rds/subnetGroup:SubnetGroup", "db", {"subnetIds": list(subnets)})


def cluster(**props: object) -> Resource:
    return Resource("aws:rds/cluster:Cluster", "db", {"engine": "aurora-postgresql", **props})


def cache(**props: object) -> Resource:
    return Resource("aws:elasticache/serverlessCache:ServerlessCache", "cache", {"engine": "valkey", **props})


LONELY = subnet("lonely")
MAIN_PUBLIC = Resource(
    "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
    "main",
    {"vpcId": VPC.id, "routeTableId": PUBLIC_TABLE.id},
)
INLINE_TABLE = table(
    "inline", routes=[{"cidrBlock": "10.0.0.0/8"}, {"cidrBlock": "::/0", "gatewayId": GATEWAY.id}]
)
LITERAL_TABLE = table("literal", routes=[{"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-0a1b2c3d"}])
VPN = Resource("aws:ec2/vpnGateway:VpnGateway", "vpn", {"vpcId": VPC.id})
VPN_TABLE = table("vpn", routes=[{"cidrBlock": "192.168.0.0/16", "gatewayId": VPN.id}])
SPLIT_TABLE = table("split")
GROUP_OF_PUBLIC = subnet_group(PRIVATE.id, PUBLIC.id)
PRIVATE_GROUP = subnet_group(PRIVATE.id)
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"

CASES = [
    good("NET-01", "a function in the private subnet", *NETWORK, function(PRIVATE.id)),
    good("NET-01", "a function outside any network is another control's", function()),
    good(
        "NET-01",
        "a cluster in a group of private subnets",
        *NETWORK,
        PRIVATE_GROUP,
        cluster(dbSubnetGroupName=PRIVATE_GROUP.id),
    ),
    good(
        "NET-01",
        "a route to a VPN gateway",
        *NETWORK,
        VPN,
        VPN_TABLE,
        LONELY,
        association(LONELY, VPN_TABLE),
        function(LONELY.id),
    ),
    good(
        "NET-01", "a gateway endpoint stands in no subnet", Resource(ENDPOINT, "s3", {"subnetIds": UNKNOWN})
    ),
    bad("NET-01", "a function in the public subnet", *NETWORK, function(PUBLIC.id), says="'igw'"),
    bad(
        "NET-01",
        "one public subnet among private ones",
        *NETWORK,
        function(PRIVATE.id, PUBLIC.id),
        says="'public'",
    ),
    bad(
        "NET-01",
        "a cluster whose group holds a public subnet",
        *NETWORK,
        GROUP_OF_PUBLIC,
        cluster(dbSubnetGroupName=GROUP_OF_PUBLIC.id),
        says="'public'",
    ),
    bad("NET-01", "a cache in the public subnet", *NETWORK, cache(subnetIds=[PUBLIC.id])),
    bad(
        "NET-01",
        "a proxy in the public subnet",
        *NETWORK,
        Resource("aws:rds/proxy:Proxy", "proxy", {"vpcSubnetIds": [PUBLIC.id]}),
    ),
    bad(
        "NET-01",
        "a build project in the public subnet",
        *NETWORK,
        Resource("aws:codebuild/project:Project", "image", {"vpcConfig": {"subnets": [PUBLIC.id]}}),
    ),
    bad(
        "NET-01",
        "an interface endpoint in the public subnet",
        *NETWORK,
        Resource(ENDPOINT, "logs", {"vpcEndpointType": "Interface", "subnetIds": [PUBLIC.id]}),
    ),
    bad(
        "NET-01",
        "a route inside the table",
        *NETWORK,
        INLINE_TABLE,
        LONELY,
        association(LONELY, INLINE_TABLE),
        function(LONELY.id),
    ),
    bad(
        "NET-01",
        "a gateway named by a literal id",
        *NETWORK,
        LITERAL_TABLE,
        LONELY,
        association(LONELY, LITERAL_TABLE),
        function(LONELY.id),
        says="igw-0a1b2c3d",
    ),
    bad(
        "NET-01",
        "half of the internet is internet enough",
        *NETWORK,
        SPLIT_TABLE,
        LONELY,
        association(LONELY, SPLIT_TABLE),
        route("half", SPLIT_TABLE, destinationCidrBlock="128.0.0.0/1", gatewayId=GATEWAY.id),
        function(LONELY.id),
    ),
    bad(
        "NET-01",
        "a subnet that falls back on a public main table",
        *NETWORK,
        LONELY,
        MAIN_PUBLIC,
        function(LONELY.id),
    ),
    bad(
        "NET-01",
        "one public subnet beside one that is not known",
        *NETWORK,
        function(UNKNOWN, "subnet-1", PUBLIC.id),
    ),
    unknown("NET-01", "a subnet of another stack", *NETWORK, function("subnet-0a1b2c3d")),
    unknown("NET-01", "a literal beside a private subnet", *NETWORK, function(PRIVATE.id, "subnet-0a1b2c3d")),
    unknown("NET-01", "subnets from nowhere", *NETWORK, function(UNKNOWN)),
    good("NET-02", "each used subnet has its table", *NETWORK, function(PRIVATE.id), on=PRIVATE),
    good("NET-02", "an unused subnet needs none", VPC, LONELY),
    bad(
        "NET-02",
        "a used subnet rides on the main table",
        *NETWORK,
        LONELY,
        function(LONELY.id),
        on=LONELY,
        says="'api'",
    ),
    bad(
        "NET-02",
        "through a subnet group",
        VPC,
        LONELY,
        (lonely_group := subnet_group(LONELY.id)),
        cluster(dbSubnetGroupName=lonely_group.id),
        on=LONELY,
    ),
    unknown(
        "NET-02",
        "an association with a subnet from nowhere",
        VPC,
        LONELY,
        function(LONELY.id),
        Resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "x", {"subnetId": UNKNOWN}),
        on=LONELY,
    ),
    good("NET-03", "a subnet that says nothing", subnet("private")),
    good(
        "NET-03",
        "false, as the engine and as text say it",
        subnet("private", mapPublicIpOnLaunch=False, assignIpv6AddressOnCreation="false"),
    ),
    bad("NET-03", "public addresses", subnet("public", mapPublicIpOnLaunch=True), says="mapPublicIpOnLaunch"),
    bad("NET-03", "public addresses, as text", subnet("public", mapPublicIpOnLaunch="True")),
    bad(
        "NET-03",
        "IPv6 addresses",
        subnet("public", assignIpv6AddressOnCreation=True),
        says="assignIpv6AddressOnCreation",
    ),
    bad(
        "NET-03",
        "a certain problem beside an unknown value",
        subnet("public", mapPublicIpOnLaunch=UNKNOWN, assignIpv6AddressOnCreation=True),
    ),
    bad(
        "NET-03",
        "a value that is no boolean",
        subnet("public", mapPublicIpOnLaunch="certainly"),
        says="true or false",
    ),
    unknown("NET-03", "a setting that is not known", subnet("public", mapPublicIpOnLaunch=UNKNOWN)),
    good(
        "NET-12",
        "a cluster with a group of its own",
        PRIVATE_GROUP,
        cluster(dbSubnetGroupName=PRIVATE_GROUP.id),
    ),
    bad("NET-12", "a cluster without a group", cluster(), says="dbSubnetGroupName is not set"),
    bad("NET-12", "a cluster with an empty group name", cluster(dbSubnetGroupName=" ")),
    bad("NET-12", "the default group by name", cluster(dbSubnetGroupName="default"), says="default group"),
    bad("NET-12", "the default network adopted", Resource("aws:ec2/defaultVpc:DefaultVpc", "default")),
    bad("NET-12", "a default subnet adopted", Resource("aws:ec2/defaultSubnet:DefaultSubnet", "default")),
    bad(
        "NET-12",
        "a replication group without a group",
        Resource("aws:elasticache/replicationGroup:ReplicationGroup", "nodes"),
        says="subnetGroupName",
    ),
]
