"""A changed setting changes what it is about, and nothing beside it."""

import pytest

from blueprint.recording import Recording, record_program

# An image that exists, so that the sources beside the program are no part of the comparison.
IMAGE = {"imageUri": "123456789012.dkr.ecr.us-east-1.amazonaws.com/habits-staging@sha256:" + "0" * 64}


@pytest.fixture(scope="module")
def before() -> Recording:
    return record_program("staging", config=IMAGE)


def changed(before: Recording, after: Recording) -> set[str]:
    """`type name` of every resource that came, went or has other inputs."""
    old, new = (
        {f"{r.type.rpartition(':')[2]} {r.name}": r.inputs for r in recording.resources if r.custom}
        for recording in (before, after)
    )
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


@pytest.mark.parametrize(
    ("changes", "touched"),
    [
        (
            {"natStrategy": "perAz"},
            {
                "Eip network-nat-us-east-1b",
                "NatGateway network-nat-us-east-1b",
                "Route network-private-us-east-1b-nat",
            },
        ),
        (
            {"databaseMaxAcu": "8"},
            {"Cluster database-cluster", "MetricAlarm monitoring-database-connections"},
        ),
        ({"cacheMaxEcpu": "6000"}, {"ServerlessCache cache-cache"}),
        ({"functionMemory": "2048"}, {"Function api-function"}),
        ({"throttleRate": "60"}, {"MethodSettings rest-api-methods"}),
        (
            {"warmStart": "provisioned", "warmCapacity": "2"},
            {"ProvisionedConcurrencyConfig api-warm"},
        ),
        ({"warmStart": "snapstart"}, {"Function api-function"}),
        ({"wafRateLimit": "3000"}, {"WebAcl web-firewall-acl"}),
        (
            {"flowLogTraffic": "all"},
            {"FlowLog network-flow-log"},
        ),
    ],
)
def test_only_what_a_setting_is_about_changes(
    before: Recording, changes: dict[str, str], touched: set[str]
) -> None:
    assert changed(before, record_program("staging", config=IMAGE | changes)) == touched


def test_nothing_changes_where_nothing_was_changed(before: Recording) -> None:
    assert changed(before, record_program("staging", config=IMAGE)) == set()
