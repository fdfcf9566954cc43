"""What the program registers is what the provider's types know and what AWS's API models admit."""

import re

import pytest
from pulumi_aws import ec2, vpc

from blueprint.recording import Recording
from tests.program.calls import CALLS, call
from tests.program.faults import unknown_to_the_provider, unwelcome_to_aws
from tests.program.provider_types import misspelt
from tests.program.service_models import refused

GROUP_DESCRIPTION = re.compile(r"[a-zA-Z0-9 ._\-:/()#,@\[\]+=&;{}!$*]{1,255}")
"""https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html; no apostrophe."""

COMPLETE_ELSEWHERE = {
    # Only ids in, and no member of the request that could be wrong.
    "aws:acm/certificateValidation:CertificateValidation",
    "aws:apigateway/deployment:Deployment",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "aws:ec2/eip:Eip",
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/route:Route",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    # Patches of another resource, or documents that the policy tests read.
    "aws:apigateway/methodSettings:MethodSettings",
    "aws:s3/bucketLogging:BucketLogging",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:route53/record:Record",
    # Rules are items of a list in the request, which differs from the provider's flat form.
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
}


def test_the_provider_knows_every_key_at_every_depth(recording: Recording) -> None:
    assert list(unknown_to_the_provider(recording)) == []


def test_aws_admits_every_value(recording: Recording) -> None:
    assert list(unwelcome_to_aws(recording)) == []


def test_every_type_from_aws_is_checked_or_has_nothing_to_check(recording: Recording) -> None:
    registered = {resource.type for resource in recording.resources if resource.type.startswith("aws:")}
    assert registered - CALLS.keys() - COMPLETE_ELSEWHERE == set()


def test_security_groups_are_described_in_the_letters_that_ec2_knows(recording: Recording) -> None:
    kinds = (ec2.SecurityGroup, vpc.SecurityGroupIngressRule, vpc.SecurityGroupEgressRule)
    texts = [resource.inputs["description"] for kind in kinds for resource in recording.of_type(kind)]
    assert texts
    assert [text for text in texts if not GROUP_DESCRIPTION.fullmatch(text)] == []


@pytest.mark.parametrize(
    ("inputs", "fault"),
    [
        (
            {"serverlessv2ScalingConfiguration": {"minCapacity": 1, "max_capacity": 2}},
            "max_capacity is unknown",
        ),
        ({"serverlessv2ScalingConfiguration": {"minCapacity": 1}}, "maxCapacity is missing"),
        ({"restoreToPointInTime": {"restoreTyp": "x"}}, "restoreTyp is unknown"),
    ],
)
def test_a_misspelt_or_missing_nested_key_is_found(inputs: dict[str, object], fault: str) -> None:
    faults = misspelt("aws:rds/cluster:Cluster", inputs)
    assert [found for found in faults if found.endswith(fault)]


@pytest.mark.parametrize(
    ("inputs", "fault"),
    [
        ({"runtime": "python4"}, "is not one of"),
        ({"memorySize": 100}, "not from 128 to"),
        ({"timeout": 0}, "not from 1 to"),
        ({"functionName": "a name with spaces"}, "does not match"),
        ({"memorySiez": 128}, "has no place in"),
        ({"architectures": ["arm64", "x86_64"]}, "has 2 items"),
        ({"publish": "yes"}, "is not a boolean"),
        ({"functionName": "api", "code": {}}, "Role is missing"),
    ],
)
def test_a_value_that_aws_would_refuse_is_found(inputs: dict[str, object], fault: str) -> None:
    assert [found for found in refused(call("lambda", "CreateFunction"), inputs) if fault in found]
