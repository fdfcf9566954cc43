"""The address plan of the network, and which zone leaves through which NAT gateway."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network

FIRST_PUBLIC = 1
FIRST_PRIVATE = 10
MAX_ZONES = 6
"""The private subnets of six zones end with the 16th /24, the last one of a /20."""


class NatStrategy(StrEnum):
    """How private subnets reach the internet."""

    NONE = "none"
    SINGLE = "single"
    PER_AZ = "perAz"


@dataclass(frozen=True, kw_only=True)
class PlannedZone:
    """One availability zone's share of the plan; the blocks are in CIDR notation."""

    zone: str
    public: str
    private: str
    exit_zone: str | None
    """Zone of the NAT gateway this zone's private subnet leaves through."""


def plan_zones(cidr: str, zones: Sequence[str], nat: NatStrategy) -> tuple[PlannedZone, ...]:
    """Gives zone number i the /24 blocks 1 + i (public) and 10 + i (private) of the network.

    Raises ValueError for a network narrower than /20 or with host bits, and for zones that are not two to six
    different ones.
    """
    network = IPv4Network(cidr)
    if network.prefixlen > 20:
        raise ValueError(f"cidr: '{cidr}' is narrower than /20")
    if not 2 <= len(zones) <= MAX_ZONES or len(set(zones)) != len(zones):
        raise ValueError(f"zones: {list(zones)} is not a list of 2 to {MAX_ZONES} different zones")
    exits = {
        NatStrategy.NONE: [None] * len(zones),
        NatStrategy.SINGLE: [zones[0]] * len(zones),
        NatStrategy.PER_AZ: zones,
    }[nat]

    def block(number: int) -> str:
        return str(IPv4Network((int(network.network_address) + number * 256, 24)))

    return tuple(
        PlannedZone(
            zone=zone, public=block(FIRST_PUBLIC + i), private=block(FIRST_PRIVATE + i), exit_zone=exits[i]
        )
        for i, zone in enumerate(zones)
    )
