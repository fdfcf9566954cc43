"""The private network: subnets in every zone, the way out, the free way to S3, flow logs."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pulumi
import pulumi_aws as aws

from components.documents import policy_document
from components.network_interfaces import INTERFACES_LINGER
from components.place import Place
from components.subnets import NatStrategy, PlannedZone, plan_zones

__all__ = ["FlowLogTraffic", "NatStrategy", "Network", "NetworkArgs"]

ANYWHERE = "0.0.0.0/0"


class FlowLogTraffic(StrEnum):
    """Which connections the flow log records; what is refused is the interesting part."""

    ALL = "all"
    REJECT = "reject"


@dataclass(frozen=True, kw_only=True)
class NetworkArgs:
    place: Place
    zones: Sequence[str]
    """Availability zones, two to six."""
    nat_strategy: NatStrategy
    flow_log_bucket_arn: pulumi.Input[str]
    """Bucket whose policy admits `delivery.logs.amazonaws.com`."""
    flow_log_traffic: FlowLogTraffic
    reachable_buckets: Sequence[str]
    """Names (wildcards allowed) of the buckets that may be reached from inside."""
    cidr: str = "10.0.0.0/16"

    def __post_init__(self) -> None:
        plan_zones(self.cidr, self.zones, self.nat_strategy)


class Network(pulumi.ComponentResource):
    vpc_id: pulumi.Output[str]
    public_subnet_ids: list[pulumi.Output[str]]
    """One per zone; only NAT gateways stand here."""
    private_subnet_ids: list[pulumi.Output[str]]
    """One per zone, in the order of the zones; everything else stands here."""
    s3_prefix_list_id: pulumi.Output[str]
    """S3's addresses, for egress rules towards the gateway endpoint."""

    def __init__(self, name: str, args: NetworkArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:network:Network", name, None, opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)
        plan = plan_zones(args.cidr, args.zones, args.nat_strategy)

        vpc = aws.ec2.Vpc(
            f"{name}-vpc",
            cidr_block=args.cidr,
            enable_dns_support=True,
            enable_dns_hostnames=True,  # both are needed for the private names of interface endpoints
            tags={"Name": args.place.prefix},
            opts=self._child,
        )
        self.vpc_id = vpc.id
        # Every VPC is born with a group whose members may talk to each other. Adopted, it admits nothing.
        aws.ec2.DefaultSecurityGroup(
            f"{name}-default-group", vpc_id=vpc.id, ingress=[], egress=[], opts=self._child
        )
        aws.ec2.FlowLog(
            f"{name}-flow-log",
            vpc_id=vpc.id,
            traffic_type=args.flow_log_traffic.value.upper(),
            log_destination_type="s3",  # half the price of CloudWatch for vended logs
            log_destination=args.flow_log_bucket_arn,
            max_aggregation_interval=600,
            opts=self._child,
        )

        internet = aws.ec2.InternetGateway(
            f"{name}-internet", vpc_id=vpc.id, tags=self._tags("internet"), opts=self._child
        )
        public = self._public_subnets(plan, internet)
        gateways = {
            zone: self._nat_gateway(zone, public[zone], internet)
            for zone in sorted({zone.exit_zone for zone in plan if zone.exit_zone})
        }
        private_tables = self._private_route_tables(plan, gateways)
        private = self._private_subnets(plan, private_tables)
        s3 = self._s3_endpoint(private_tables)

        self.public_subnet_ids = [subnet.id for subnet in public.values()]
        self.private_subnet_ids = [subnet.id for subnet in private.values()]
        self.s3_prefix_list_id = s3.prefix_list_id
        self.register_outputs(
            {
                "vpc_id": self.vpc_id,
                "public_subnet_ids": self.public_subnet_ids,
                "private_subnet_ids": self.private_subnet_ids,
                "s3_prefix_list_id": self.s3_prefix_list_id,
            }
        )

    def _public_subnets(
        self, plan: Sequence[PlannedZone], internet: aws.ec2.InternetGateway
    ) -> dict[str, aws.ec2.Subnet]:
        table = aws.ec2.RouteTable(
            f"{self._name}-public", vpc_id=self.vpc_id, tags=self._tags("public"), opts=self._child
        )
        aws.ec2.Route(
            f"{self._name}-public-internet",
            route_table_id=table.id,
            destination_cidr_block=ANYWHERE,
            gateway_id=internet.id,
            opts=self._child,
        )
        return {
            zone.zone: self._subnet(f"public-{zone.zone}", zone.zone, zone.public, table) for zone in plan
        }

    def _private_route_tables(
        self, plan: Sequence[PlannedZone], gateways: dict[str, aws.ec2.NatGateway]
    ) -> dict[str, aws.ec2.RouteTable]:
        """One table per zone: each can leave by its own NAT gateway and survive its neighbour's loss."""
        tables: dict[str, aws.ec2.RouteTable] = {}
        for zone in plan:
            label = f"private-{zone.zone}"
            tables[zone.zone] = aws.ec2.RouteTable(
                f"{self._name}-{label}", vpc_id=self.vpc_id, tags=self._tags(label), opts=self._child
            )
            if zone.exit_zone:
                aws.ec2.Route(
                    f"{self._name}-{label}-nat",
                    route_table_id=tables[zone.zone].id,
                    destination_cidr_block=ANYWHERE,
                    nat_gateway_id=gateways[zone.exit_zone].id,
                    opts=self._child,
                )
        return tables

    def _nat_gateway(
        self, zone: str, subnet: aws.ec2.Subnet, internet: aws.ec2.InternetGateway
    ) -> aws.ec2.NatGateway:
        address = aws.ec2.Eip(
            f"{self._name}-nat-{zone}", domain="vpc", tags=self._tags(f"nat-{zone}"), opts=self._child
        )
        return aws.ec2.NatGateway(
            f"{self._name}-nat-{zone}",
            subnet_id=subnet.id,
            allocation_id=address.id,
            tags=self._tags(f"nat-{zone}"),
            # AWS refuses a NAT gateway while its VPC has no internet gateway; no property says so.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[internet]),
        )

    def _private_subnets(
        self, plan: Sequence[PlannedZone], tables: dict[str, aws.ec2.RouteTable]
    ) -> dict[str, aws.ec2.Subnet]:
        return {
            zone.zone: self._subnet(f"private-{zone.zone}", zone.zone, zone.private, tables[zone.zone])
            for zone in plan
        }

    def _subnet(self, label: str, zone: str, cidr: str, table: aws.ec2.RouteTable) -> aws.ec2.Subnet:
        subnet = aws.ec2.Subnet(
            f"{self._name}-{label}",
            vpc_id=self.vpc_id,
            availability_zone=zone,
            cidr_block=cidr,
            map_public_ip_on_launch=False,
            tags=self._tags(label),
            opts=pulumi.ResourceOptions(parent=self, custom_timeouts=INTERFACES_LINGER),
        )
        aws.ec2.RouteTableAssociation(
            f"{self._name}-{label}", subnet_id=subnet.id, route_table_id=table.id, opts=self._child
        )
        return subnet

    def _s3_endpoint(self, tables: dict[str, aws.ec2.RouteTable]) -> aws.ec2.VpcEndpoint:
        """Free, and it keeps uploads off the NAT gateway's bill. Only this account, only these buckets."""
        buckets = [f"arn:aws:s3:::{bucket}" for bucket in self._args.reachable_buckets]
        statement = {
            "Effect": "Allow",
            "Principal": "*",
            "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"],
            "Resource": [*buckets, *(f"{bucket}/*" for bucket in buckets)],
            "Condition": {"StringEquals": {"aws:PrincipalAccount": self._args.place.account_id}},
        }
        return aws.ec2.VpcEndpoint(
            f"{self._name}-s3",
            vpc_id=self.vpc_id,
            vpc_endpoint_type="Gateway",
            service_name=f"com.amazonaws.{self._args.place.region}.s3",
            route_table_ids=[table.id for table in tables.values()],
            policy=policy_document([statement]),
            tags=self._tags("s3"),
            opts=self._child,
        )

    def _tags(self, label: str) -> dict[str, str]:
        return {"Name": f"{self._args.place.prefix}-{label}"}
