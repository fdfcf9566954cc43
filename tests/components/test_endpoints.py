"""Interface endpoints stand where they are paid for and answer only their clients."""

import json

import pytest
from pulumi_aws import ec2

from blueprint.recording import Recording, record
from components.endpoints import Endpoints, EndpointsArgs, InterfaceService, ZoneSpread
from components.place import Place

PLACE = Place(project="habits", environment="staging", region="eu-west-1", account_id="123456789012")


def recorded(services: list[InterfaceService], zones: ZoneSpread = ZoneSpread.ONE) -> Recording:
    return record(
        lambda: Endpoints(
            "endpoints",
            EndpointsArgs(
                place=PLACE,
                services=services,
                zones=zones,
                vpc_id="vpc-1",
                private_subnet_ids=["subnet-a", "subnet-b"],
                security_group_id="sg-endpoints",
            ),
        )
    )


@pytest.mark.parametrize(
    ("spread", "subnets"), [(ZoneSpread.ONE, ["subnet-a"]), (ZoneSpread.ALL, ["subnet-a", "subnet-b"])]
)
def test_the_spread_decides_in_how_many_zones_an_endpoint_stands(
    spread: ZoneSpread, subnets: list[str]
) -> None:
    recording = recorded([InterfaceService.LOGS], spread)
    assert recording.one(ec2.VpcEndpoint).inputs["subnetIds"] == subnets


def test_the_registry_needs_two_endpoints() -> None:
    services = {
        endpoint.inputs["serviceName"]
        for endpoint in recorded([InterfaceService.ECR]).of_type(ec2.VpcEndpoint)
    }
    assert services == {"com.amazonaws.eu-west-1.ecr.api", "com.amazonaws.eu-west-1.ecr.dkr"}


def test_every_endpoint_has_the_services_own_name_the_given_group_and_admits_this_account_only() -> None:
    endpoints = recorded(list(InterfaceService)).of_type(ec2.VpcEndpoint)
    assert len(endpoints) == 6
    for endpoint in endpoints:
        assert endpoint.inputs["privateDnsEnabled"]
        assert endpoint.inputs["securityGroupIds"] == ["sg-endpoints"]
        (statement,) = json.loads(endpoint.inputs["policy"])["Statement"]
        assert statement["Condition"] == {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}


def test_no_service_makes_no_endpoint() -> None:
    assert recorded([]).of_type(ec2.VpcEndpoint) == []
