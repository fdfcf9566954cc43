"""The address plan."""

from ipaddress import IPv4Network
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.subnets import NatStrategy, plan_zones

ZONES = [f"us-east-1{letter}" for letter in "abcdef"]
plans = st.builds(
    plan_zones,
    st.integers(0, 255).map(lambda second: f"10.{second}.0.0/16") | st.just("10.0.16.0/20"),
    st.lists(st.sampled_from(ZONES), min_size=2, max_size=6, unique=True),
    st.sampled_from(NatStrategy),
)


def test_the_plan_is_the_one_of_the_drawing() -> None:
    first, second = plan_zones("10.0.0.0/16", ZONES[:2], NatStrategy.SINGLE)
    assert (first.public, first.private) == ("10.0.1.0/24", "10.0.10.0/24")
    assert (second.public, second.private) == ("10.0.2.0/24", "10.0.11.0/24")


@given(plans)
def test_no_two_subnets_overlap(plan: tuple) -> None:
    blocks = [IPv4Network(block) for zone in plan for block in (zone.public, zone.private)]
    assert not [pair for pair in combinations(blocks, 2) if pair[0].overlaps(pair[1])]


@given(st.integers(8, 20), st.integers(2, 6))
def test_every_subnet_lies_in_the_network(prefix: int, count: int) -> None:
    network = IPv4Network(f"10.0.0.0/{prefix}")
    for zone in plan_zones(str(network), ZONES[:count], NatStrategy.NONE):
        assert IPv4Network(zone.public).subnet_of(network)
        assert IPv4Network(zone.private).subnet_of(network)


@given(plans)
def test_a_zone_added_at_the_end_moves_no_subnet(plan: tuple) -> None:
    zones = [zone.zone for zone in plan]
    if len(zones) < 3:
        return
    cidr = "10.0.0.0/16"
    assert plan_zones(cidr, zones, NatStrategy.NONE)[:-1] == plan_zones(cidr, zones[:-1], NatStrategy.NONE)


@pytest.mark.parametrize(
    ("strategy", "exits"),
    [
        (NatStrategy.NONE, [None, None, None]),
        (NatStrategy.SINGLE, ["us-east-1a", "us-east-1a", "us-east-1a"]),
        (NatStrategy.PER_AZ, ["us-east-1a", "us-east-1b", "us-east-1c"]),
    ],
)
def test_each_zone_leaves_where_the_strategy_says(strategy: NatStrategy, exits: list[str | None]) -> None:
    assert [zone.exit_zone for zone in plan_zones("10.0.0.0/16", ZONES[:3], strategy)] == exits


@pytest.mark.parametrize(
    ("cidr", "zones", "complaint"),
    [
        ("10.0.0.0/21", ZONES[:2], "narrower than /20"),
        ("10.0.0.1/16", ZONES[:2], "host bits"),
        ("ten", ZONES[:2], "ten"),
        ("10.0.0.0/16", ZONES[:1], "2 to 6 different zones"),
        ("10.0.0.0/16", [*ZONES, "us-east-1g"], "2 to 6 different zones"),
        ("10.0.0.0/16", ["us-east-1a", "us-east-1a"], "2 to 6 different zones"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(cidr: str, zones: list[str], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        plan_zones(cidr, zones, NatStrategy.SINGLE)
