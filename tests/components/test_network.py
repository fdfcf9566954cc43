"""The network: private subnets leave through NAT or not at all, and S3 is reached without leaving."""

import json

import pytest
from pulumi_aws import ec2

from blueprint.recording import Recording, record
from components.network import FlowLogTraffic, NatStrategy, Network, NetworkArgs
from components.place import Place

PLACE = Place(project="habits", environment="staging", region="us-east-1", account_id="123456789012")
ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"]


def recorded(nat: NatStrategy, zones: list[str] = ZONES) -> Recording:
    return record(
        lambda: Network(
            "network",
            NetworkArgs(
                place=PLACE,
                zones=zones,
                nat_strategy=nat,
                flow_log_bucket_arn="arn:aws:s3:::habits-staging-logs-123456789012",
                flow_log_traffic=FlowLogTraffic.REJECT,
                reachable_buckets=["habits-staging-media-123456789012"],
            ),
        )
    )


@pytest.fixture(scope="module")
def single() -> Recording:
    return recorded(NatStrategy.SINGLE)


@pytest.mark.parametrize(
    ("strategy", "gateways"), [(NatStrategy.NONE, 0), (NatStrategy.SINGLE, 1), (NatStrategy.PER_AZ, 3)]
)
def test_the_strategy_decides_the_number_of_nat_gateways_and_addresses(
    strategy: NatStrategy, gateways: int
) -> None:
    recording = recorded(strategy)
    assert len(recording.of_type(ec2.NatGateway)) == gateways
    assert len(recording.of_type(ec2.Eip)) == gateways


def private_exits(recording: Recording) -> dict[str, str]:
    """The gateway each private route table leaves through."""
    names = {gateway.id: gateway.name for gateway in recording.of_type(ec2.NatGateway)}
    tables = {table.id: table.name for table in recording.of_type(ec2.RouteTable)}
    return {
        tables[route.inputs["routeTableId"]]: names[route.inputs["natGatewayId"]]
        for route in recording.of_type(ec2.Route)
        if "natGatewayId" in route.inputs
    }


def test_with_one_gateway_every_zone_leaves_through_it(single: Recording) -> None:
    assert set(private_exits(single).values()) == {"network-nat-us-east-1a"}
    assert len(private_exits(single)) == 3


def test_with_a_gateway_per_zone_each_leaves_through_its_own() -> None:
    exits = private_exits(recorded(NatStrategy.PER_AZ))
    assert exits == {f"network-private-{zone}": f"network-nat-{zone}" for zone in ZONES}


def test_without_a_strategy_no_private_table_has_a_route_out() -> None:
    recording = recorded(NatStrategy.NONE)
    assert [route.name for route in recording.of_type(ec2.Route)] == ["network-public-internet"]


def test_a_nat_gateway_stands_in_a_public_subnet_and_waits_for_the_internet_gateway(
    single: Recording,
) -> None:
    gateway = single.one(ec2.NatGateway)
    assert gateway.inputs["subnetId"] == single.one(ec2.Subnet, "network-public-us-east-1a").id
    assert single.one(ec2.InternetGateway).urn in gateway.dependencies


def test_every_subnet_has_a_route_table_of_its_tier(single: Recording) -> None:
    tables = {table.id: table.name for table in single.of_type(ec2.RouteTable)}
    subnets = {subnet.id: subnet.name for subnet in single.of_type(ec2.Subnet)}
    found = {
        subnets[association.inputs["subnetId"]]: tables[association.inputs["routeTableId"]]
        for association in single.of_type(ec2.RouteTableAssociation)
    }
    assert found == {f"network-public-{zone}": "network-public" for zone in ZONES} | {
        f"network-private-{zone}": f"network-private-{zone}" for zone in ZONES
    }


def test_no_subnet_gives_public_addresses(single: Recording) -> None:
    assert [subnet.inputs["mapPublicIpOnLaunch"] for subnet in single.of_type(ec2.Subnet)] == [False] * 6


def test_the_default_group_admits_nothing(single: Recording) -> None:
    group = single.one(ec2.DefaultSecurityGroup)
    assert (group.inputs["ingress"], group.inputs["egress"]) == ([], [])


def test_names_of_endpoints_resolve_inside(single: Recording) -> None:
    vpc = single.one(ec2.Vpc)
    assert vpc.inputs["enableDnsSupport"]
    assert vpc.inputs["enableDnsHostnames"]


def test_flow_logs_go_to_the_log_bucket(single: Recording) -> None:
    log = single.one(ec2.FlowLog)
    assert log.inputs["logDestination"] == "arn:aws:s3:::habits-staging-logs-123456789012"
    assert log.inputs["trafficType"] == "REJECT"


def test_the_way_to_s3_serves_every_private_table_and_no_public_one(single: Recording) -> None:
    private = {table.id for table in single.of_type(ec2.RouteTable) if "private" in table.name}
    assert set(single.one(ec2.VpcEndpoint).inputs["routeTableIds"]) == private


def test_the_way_to_s3_admits_only_this_account_to_only_these_buckets(single: Recording) -> None:
    (statement,) = json.loads(single.one(ec2.VpcEndpoint).inputs["policy"])["Statement"]
    bucket = "arn:aws:s3:::habits-staging-media-123456789012"
    assert statement["Resource"] == [bucket, f"{bucket}/*"]
    assert statement["Condition"] == {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}


def test_a_plan_that_cannot_be_is_refused_before_anything_is_made() -> None:
    with pytest.raises(ValueError, match="2 to 6 different zones"):
        recorded(NatStrategy.SINGLE, ["us-east-1a"])
