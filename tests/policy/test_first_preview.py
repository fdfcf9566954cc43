"""At the first preview no id exists; who stands where is decided all the same, from real Pulumi programs."""

from collections.abc import Callable, Sequence

import pulumi
import pulumi_aws as aws
import pytest

from blueprint.gate import to_views
from blueprint.recording import record
from policy.controls.config import PackConfig
from policy.controls.evaluate import evaluate
from policy.controls.model import Verdict
from policy.controls.registry import CONTROLS


class Network(pulumi.ComponentResource):
    """Two subnets, one of them public; their ids leave the component as outputs."""

    private_ids: pulumi.Output[list[str]]
    public_ids: pulumi.Output[list[str]]

    def __init__(self, name: str) -> None:
        super().__init__("sample:index:Network", name)
        inside = pulumi.ResourceOptions(parent=self)
        vpc = aws.ec2.Vpc("vpc", cidr_block="10.0.0.0/16", opts=inside)
        gateway = aws.ec2.InternetGateway("gateway", vpc_id=vpc.id, opts=inside)
        ids = {}
        for number, kind in enumerate(("private", "public")):
            subnet = aws.ec2.Subnet(kind, vpc_id=vpc.id, cidr_block=f"10.0.{number}.0/24", opts=inside)
            table = aws.ec2.RouteTable(kind, vpc_id=vpc.id, opts=inside)
            aws.ec2.RouteTableAssociation(kind, subnet_id=subnet.id, route_table_id=table.id, opts=inside)
            if kind == "public":
                aws.ec2.Route(
                    kind, route_table_id=table.id, destination_cidr_block="0.0.0.0/0", gateway_id=gateway.id,
                    opts=inside,
                )  # fmt: skip
            ids[kind] = pulumi.Output.all(subnet.id).apply(lambda values: [str(value) for value in values])
        self.private_ids, self.public_ids = ids["private"], ids["public"]
        self.register_outputs({"private_ids": self.private_ids, "public_ids": self.public_ids})


def function(subnet_ids: pulumi.Input[Sequence[pulumi.Input[str]]]) -> None:
    aws.lambda_.Function(
        "subject", role="arn:aws:iam::123456789012:role/x", package_type="Image", image_uri="x",
        vpc_config={"subnet_ids": subnet_ids, "security_group_ids": ["sg-1"]},
    )  # fmt: skip


def cluster(subnet_ids: pulumi.Input[Sequence[pulumi.Input[str]]]) -> None:
    group = aws.rds.SubnetGroup("subnets", subnet_ids=subnet_ids)
    name = pulumi.Output.all(group.name).apply(lambda values: str(values[0]).lower())
    aws.rds.Cluster("subject", engine=aws.rds.EngineType.AURORA_POSTGRESQL, db_subnet_group_name=name)


def cluster_beside_another(subnet_ids: pulumi.Input[Sequence[pulumi.Input[str]]]) -> None:
    group = aws.rds.SubnetGroup("subnets", subnet_ids=subnet_ids)
    engine = aws.rds.EngineType.AURORA_POSTGRESQL
    first = aws.rds.Cluster("first", engine=engine, db_subnet_group_name=group.name)
    aws.rds.Cluster("subject", engine=engine, db_subnet_group_name=first.db_subnet_group_name)


def verdict(control_id: str, build: Callable[[], object], *, unknown: bool) -> Verdict:
    """What a control says of the resource `subject`."""
    recording = record(build, unknown=unknown)
    evaluation = evaluate(
        to_views(recording),
        config=PackConfig(),
        controls=[control for control in CONTROLS if control.id == control_id],
    )
    found = {finding.verdict for finding in evaluation.findings if finding.urn.endswith("::subject")}
    return found.pop() if found else Verdict.PASSED


PLACEMENTS = (function, cluster, cluster_beside_another)


@pytest.mark.parametrize("unknown", [False, True], ids=["known", "preview"])
@pytest.mark.parametrize("place", PLACEMENTS)
def test_a_public_subnet_is_found_through_components_and_combined_outputs(
    place: Callable[[pulumi.Output[list[str]]], None], *, unknown: bool
) -> None:
    assert verdict("NET-01", lambda: place(Network("net").public_ids), unknown=unknown) is Verdict.FAILED


@pytest.mark.parametrize("unknown", [False, True], ids=["known", "preview"])
@pytest.mark.parametrize("place", PLACEMENTS)
def test_a_private_subnet_beside_it_is_not_mistaken_for_it(
    place: Callable[[pulumi.Output[list[str]]], None], *, unknown: bool
) -> None:
    assert verdict("NET-01", lambda: place(Network("net").private_ids), unknown=unknown) is Verdict.PASSED


def test_ids_cut_out_of_one_list_of_all_subnets_count_as_public_until_they_are_known() -> None:
    """Dependencies are an upper bound: the answer errs on the safe side, and is right once ids exist."""

    def build() -> None:
        network = Network("net")
        both = pulumi.Output.all(network.private_ids, network.public_ids)
        function(both.apply(lambda lists: [str(value) for value in lists[0]]))

    assert verdict("NET-01", build, unknown=True) is Verdict.FAILED
    assert verdict("NET-01", build, unknown=False) is Verdict.PASSED


def blocked_bucket(*, through_versioning: bool) -> None:
    bucket = aws.s3.Bucket("subject")
    versioning = aws.s3.BucketVersioning(
        "versions", bucket=bucket.id, versioning_configuration={"status": "Enabled"}
    )
    aws.s3.BucketPublicAccessBlock(
        "block", bucket=versioning.bucket if through_versioning else bucket.bucket, block_public_acls=True,
        block_public_policy=True, ignore_public_acls=True, restrict_public_buckets=True,
    )  # fmt: skip


@pytest.mark.parametrize("unknown", [False, True], ids=["known", "preview"])
@pytest.mark.parametrize("through_versioning", [False, True])
def test_a_block_belongs_to_its_bucket_however_the_name_reached_it(
    *, through_versioning: bool, unknown: bool
) -> None:
    def build() -> None:
        blocked_bucket(through_versioning=through_versioning)

    assert verdict("S3-01", build, unknown=unknown) is Verdict.PASSED


@pytest.mark.parametrize("unknown", [False, True], ids=["known", "preview"])
def test_the_block_of_another_bucket_helps_nobody(*, unknown: bool) -> None:
    def build() -> None:
        aws.s3.Bucket("subject")
        other = aws.s3.Bucket("other")
        aws.s3.BucketPublicAccessBlock("block", bucket=other.id, block_public_acls=True)

    assert verdict("S3-01", build, unknown=unknown) is Verdict.FAILED


@pytest.mark.parametrize("unknown", [False, True], ids=["known", "preview"])
@pytest.mark.parametrize(("source", "expected"), [("app", Verdict.PASSED), ("other", Verdict.FAILED)])
def test_only_the_group_of_a_client_may_reach_the_database(
    source: str, expected: Verdict, *, unknown: bool
) -> None:
    def build() -> None:
        groups = {name: aws.ec2.SecurityGroup(name, description=name) for name in ("app", "other", "data")}
        aws.lambda_.Function(
            "api", role="arn:aws:iam::123456789012:role/x", package_type="Image", image_uri="x",
            vpc_config={"subnet_ids": ["subnet-1"], "security_group_ids": [groups["app"].id]},
        )  # fmt: skip
        aws.vpc.SecurityGroupIngressRule(
            "in", security_group_id=groups["data"].id, referenced_security_group_id=groups[source].id,
            ip_protocol="tcp", from_port=5432, to_port=5432,
        )  # fmt: skip
        aws.rds.Cluster(
            "subject", engine=aws.rds.EngineType.AURORA_POSTGRESQL,
            vpc_security_group_ids=pulumi.Output.all(groups["data"].id).apply(lambda ids: [str(ids[0])]),
        )  # fmt: skip

    assert verdict("NET-07", build, unknown=unknown) is expected
