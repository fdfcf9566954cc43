"""The three ways out of the private subnets, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pulumi_aws as aws

from blueprint.cost import prices
from blueprint.cost.line import CENT
from blueprint.cost.rules import endpoint_zones
from blueprint.graph import Recording


@dataclass(frozen=True, kw_only=True)
class NatChoice:
    """US dollars a month of one value of `natStrategy`."""

    strategy: str
    gateways: int
    hours: Decimal
    endpoints: Decimal
    addresses: Decimal
    chosen: bool
    note: str

    @property
    def before_addresses(self) -> Decimal:
        return self.hours + self.endpoints

    @property
    def total(self) -> Decimal:
        return self.before_addresses + self.addresses


def compare_nat(recording: Recording) -> tuple[NatChoice, ...]:
    """Empty without a network. The choice in force is told by the gateways that were recorded."""
    zones = {str(subnet.inputs.get("availabilityZone")) for subnet in recording.of_type(aws.ec2.Subnet)}
    if not zones:
        return ()
    standing = len(recording.of_type(aws.ec2.NatGateway))
    endpoints = recording.of_type(aws.ec2.VpcEndpoint)
    paid = [endpoint_zones(endpoint) for endpoint in endpoints]
    names = [str(endpoint.inputs.get("serviceName")) for endpoint in endpoints]
    has_secrets = any(name.endswith(".secretsmanager") for name in names)
    without_nat = sum(paid) if has_secrets else sum(paid) + (max(paid, default=0) or len(zones))
    note = "" if has_secrets else "needs an endpoint for Secrets Manager; nothing else is reachable"
    choices = [("none", 0, without_nat, note), ("single", 1, sum(paid), "one zone's failure cuts off all")]
    choices.append(("perAz", len(zones), sum(paid), "each zone stands alone"))
    return tuple(
        NatChoice(
            strategy=strategy,
            gateways=gateways,
            hours=_monthly(gateways, prices.NAT_HOUR),
            endpoints=_monthly(endpoint_count, prices.ENDPOINT_HOUR),
            addresses=_monthly(gateways, prices.PUBLIC_ADDRESS_HOUR),
            chosen=gateways == standing,
            note=remark,
        )
        for strategy, gateways, endpoint_count, remark in choices
    )


def chosen(choices: Sequence[NatChoice]) -> NatChoice | None:
    """The choice in force."""
    return next((choice for choice in choices if choice.chosen), None)


def _monthly(count: int, price: prices.Price) -> Decimal:
    return (count * prices.HOURS * price.amount).quantize(CENT)
