"""Private doors to AWS services: interface endpoints, by the hour and by the zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pulumi
import pulumi_aws as aws

from components.documents import policy_document
from components.place import Place


class InterfaceService(StrEnum):
    """A service that can be reached without leaving the network."""

    LOGS = "logs"
    ECR = "ecr"
    SECRETSMANAGER = "secretsmanager"
    KMS = "kms"
    EMAIL = "email"
    """The API of SES: https://docs.aws.amazon.com/ses/latest/dg/send-email-set-up-vpc-endpoints.html."""


class ZoneSpread(StrEnum):
    """In how many zones an endpoint stands. Each zone is paid by the hour."""

    ONE = "one"
    ALL = "all"


SERVICE_NAMES = {
    InterfaceService.LOGS: ("logs",),
    InterfaceService.ECR: ("ecr.api", "ecr.dkr"),
    InterfaceService.SECRETSMANAGER: ("secretsmanager",),
    InterfaceService.KMS: ("kms",),
    InterfaceService.EMAIL: ("email",),
}


@dataclass(frozen=True, kw_only=True)
class EndpointsArgs:
    place: Place
    services: Sequence[InterfaceService]
    zones: ZoneSpread
    vpc_id: pulumi.Input[str]
    private_subnet_ids: Sequence[pulumi.Input[str]]
    security_group_id: pulumi.Input[str]


class Endpoints(pulumi.ComponentResource):
    endpoint_ids: dict[str, pulumi.Output[str]]
    """By service name: `logs`, `ecr.api`, ..."""

    def __init__(self, name: str, args: EndpointsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:endpoints:Endpoints", name, None, opts)
        subnets = args.private_subnet_ids if args.zones is ZoneSpread.ALL else args.private_subnet_ids[:1]
        own_account_only = {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "*",
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:PrincipalAccount": args.place.account_id}},
        }
        self.endpoint_ids = {}
        for service in (service for choice in args.services for service in SERVICE_NAMES[choice]):
            endpoint = aws.ec2.VpcEndpoint(
                f"{name}-{service}",
                vpc_id=args.vpc_id,
                vpc_endpoint_type="Interface",
                service_name=f"com.amazonaws.{args.place.region}.{service}",
                private_dns_enabled=True,
                subnet_ids=list(subnets),
                # Without a group AWS attaches the default one, which admits nothing here.
                security_group_ids=[args.security_group_id],
                policy=policy_document([own_account_only]),
                tags={"Name": f"{args.place.prefix}-{service}"},
                opts=pulumi.ResourceOptions(parent=self),
            )
            self.endpoint_ids[service] = endpoint.id
        self.register_outputs({"endpoint_ids": self.endpoint_ids})
