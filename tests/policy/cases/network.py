"""Security groups and flow logs, good and bad."""

from policy.controls.model import UNKNOWN
from tests.policy.case import bad, good, unknown
from tests.policy.cases.placement import VPC, cache, cluster
from tests.policy.program import Resource

GROUP_TYPE = "aws:ec2/securityGroup:SecurityGroup"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
OLD_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"


def group(name: str, **props: object) -> Resource:
    return Resource(GROUP_TYPE, name, {"vpcId": VPC.id, **props})


def ingress(into: Resource, name: str = "rule", **props: object) -> Resource:
    rule = {"ipProtocol": "tcp", "fromPort": 5432, "toPort": 5432, **props}
    return Resource(INGRESS, name, {"securityGroupId": into.id, **rule})


def old_rule(into: Resource, **props: object) -> Resource:
    rule = {"type": "ingress", "protocol": "tcp", "fromPort": 5432, "toPort": 5432, **props}
    return Resource(OLD_RULE, "rule", {"securityGroupId": into.id, **rule})


def default_group(**props: object) -> Resource:
    return Resource(
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "default", {"vpcId": VPC.id, **props}
    )


def flow_log(**props: object) -> Resource:
    return Resource("aws:ec2/flowLog:FlowLog", "log", {"vpcId": VPC.id, "trafficType": "ALL", **props})


def caller(*groups: Resource, type_: str = "aws:lambda/function:Function", name: str = "api") -> Resource:
    ids = [group.id for group in groups]
    if type_ == "aws:rds/proxy:Proxy":
        return Resource(type_, name, {"vpcSecurityGroupIds": ids, "engineFamily": "POSTGRESQL"})
    return Resource(type_, name, {"vpcConfig": {"subnetIds": ["subnet-1"], "securityGroupIds": ids}})


CLOSED = default_group(ingress=[], egress=[])
SHARED = group("shared")
ANY = {"protocol": "-1", "fromPort": 0, "toPort": 0}
ONE_PORT = {"protocol": "tcp", "fromPort": 6379, "toPort": 6380}
APP, DATA, OTHER = group("app"), group("data"), group("other")
API = caller(APP)
DATABASE = cluster(vpcSecurityGroupIds=[DATA.id])
PROXY_GROUP = group("proxy")
PROXY = caller(PROXY_GROUP, type_="aws:rds/proxy:Proxy", name="proxy")
INLINE = group("inline", ingress=[{**ONE_PORT, "securityGroups": [APP.id]}])
CACHE = cache(securityGroupIds=[INLINE.id])

CASES = [
    good("NET-04", "adopted and emptied", CLOSED, VPC),
    good("NET-04", "a rule of another group", CLOSED, DATA, ingress(DATA, cidrIpv4="10.0.0.0/16"), VPC),
    bad("NET-04", "not adopted", VPC, says="not adopted"),
    bad("NET-04", "adopted with a rule", default_group(ingress=[{**ANY, "self": True}]), VPC, says="ingress"),
    bad("NET-04", "adopted with a way out", default_group(egress=[ANY]), VPC, says="egress"),
    bad(
        "NET-04",
        "opened by a rule beside it",
        CLOSED,
        ingress(CLOSED, cidrIpv4="10.0.0.0/16"),
        VPC,
        says="opens",
    ),
    unknown("NET-04", "rules that are not known", default_group(ingress=UNKNOWN), VPC),
    good("NET-05", "all traffic", flow_log(), VPC),
    good("NET-05", "refused traffic", flow_log(trafficType="REJECT"), VPC),
    bad("NET-05", "no log", VPC, says="no flow log"),
    bad("NET-05", "only accepted traffic", flow_log(trafficType="ACCEPT"), VPC, says="refused"),
    unknown("NET-05", "traffic that is not known", flow_log(trafficType=UNKNOWN), VPC),
    good("NET-06", "a group without rules", group("app")),
    good("NET-06", "the group of a client", APP, ingress(DATA, referencedSecurityGroupId=APP.id)),
    good("NET-06", "a private range", ingress(DATA, cidrIpv4="10.0.0.0/8")),
    good("NET-06", "the way out is another matter", old_rule(DATA, type="egress", cidrBlocks=["0.0.0.0/0"])),
    bad("NET-06", "the internet", ingress(DATA, cidrIpv4="0.0.0.0/0"), says="0.0.0.0/0"),
    bad("NET-06", "the IPv6 internet", ingress(DATA, cidrIpv6="::/0"), says="::/0"),
    bad("NET-06", "the IPv6 internet, spelt out", ingress(DATA, cidrIpv6="0:0:0:0:0:0:0:0/0")),
    bad("NET-06", "the older kind of rule", old_rule(DATA, cidrBlocks=["10.0.0.0/8", "0.0.0.0/0"])),
    bad("NET-06", "an inline rule", group("web", ingress=[{**ANY, "cidrBlocks": ["0.0.0.0/0"]}])),
    bad(
        "NET-06", "an inline rule on one port", group("web", ingress={**ONE_PORT, "ipv6CidrBlocks": ["::/0"]})
    ),
    bad("NET-06", "the internet in two halves", old_rule(DATA, cidrBlocks=["0.0.0.0/1", "128.0.0.0/1"])),
    bad("NET-06", "a range in neighbouring pieces", old_rule(DATA, cidrBlocks=["8.0.0.0/8", "9.0.0.0/8"])),
    bad("NET-06", "half of it, with bits set beyond the prefix", ingress(DATA, cidrIpv4="203.0.113.7/1")),
    bad("NET-06", "the adopted default group", default_group(ingress=[{**ANY, "cidrBlocks": ["0.0.0.0/0"]}])),
    bad("NET-06", "no range at all", ingress(DATA, cidrIpv4="anywhere"), says="address range"),
    bad("NET-06", "beside a range that is not known", old_rule(DATA, cidrBlocks=[UNKNOWN, "0.0.0.0/0"])),
    bad(
        "NET-06",
        "beside a rule that is not known",
        group("web", ingress=[UNKNOWN, {**ANY, "cidrBlocks": ["0.0.0.0/0"]}]),
    ),
    unknown("NET-06", "a range that is not known", ingress(DATA, cidrIpv4=UNKNOWN)),
    good(
        "NET-07",
        "a function may call the database",
        APP,
        API,
        DATA,
        ingress(DATA, referencedSecurityGroupId=APP.id),
        DATABASE,
    ),
    good(
        "NET-07",
        "the proxy may",
        PROXY_GROUP,
        PROXY,
        DATA,
        old_rule(DATA, sourceSecurityGroupId=PROXY_GROUP.id),
        DATABASE,
    ),
    good("NET-07", "a function may call the cache, by an inline rule", APP, API, INLINE, CACHE),
    bad("NET-07", "no group", cluster(), says="default security group"),
    bad(
        "NET-07", "an address range", DATA, ingress(DATA, cidrIpv4="10.0.0.0/16"), DATABASE, says="addresses"
    ),
    bad(
        "NET-07",
        "the members of the group itself",
        DATA,
        old_rule(DATA, self=True),
        DATABASE,
        says="whole group",
    ),
    bad("NET-07", "a prefix list", DATA, ingress(DATA, prefixListId="pl-1"), DATABASE, says="addresses"),
    bad(
        "NET-07",
        "the group of nobody",
        OTHER,
        DATA,
        ingress(DATA, referencedSecurityGroupId=OTHER.id),
        DATABASE,
        says="'other'",
    ),
    bad(
        "NET-07",
        "a build project",
        OTHER,
        caller(OTHER, type_="aws:codebuild/project:Project"),
        DATA,
        ingress(DATA, referencedSecurityGroupId=OTHER.id),
        DATABASE,
        says="no client",
    ),
    bad(
        "NET-07",
        "every port",
        APP,
        API,
        DATA,
        ingress(DATA, ipProtocol="-1", referencedSecurityGroupId=APP.id),
        DATABASE,
        says="port 5432",
    ),
    bad(
        "NET-07",
        "a range of ports",
        APP,
        API,
        DATA,
        ingress(DATA, fromPort="5000", toPort="6000", referencedSecurityGroupId=APP.id),
        DATABASE,
        says="port 5432",
    ),
    bad(
        "NET-07",
        "another port",
        APP,
        API,
        DATA,
        ingress(DATA, fromPort=22, toPort=22, referencedSecurityGroupId=APP.id),
        DATABASE,
    ),
    bad(
        "NET-07",
        "a second group with a wider rule",
        APP,
        API,
        DATA,
        OTHER,
        ingress(DATA, referencedSecurityGroupId=APP.id),
        ingress(OTHER, "wide", cidrIpv4="10.0.0.0/16"),
        cluster(vpcSecurityGroupIds=[DATA.id, OTHER.id]),
        says="'other'",
    ),
    unknown("NET-07", "a group of another stack", cluster(vpcSecurityGroupIds=["sg-1"])),
    unknown(
        "NET-07", "a client of another stack", DATA, ingress(DATA, referencedSecurityGroupId="sg-1"), DATABASE
    ),
]
