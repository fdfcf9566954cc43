"""Who may talk to whom: every arrow is a pair of rules, and there is no rule without an arrow."""

import pytest
from pulumi_aws import ec2, vpc

from blueprint.recording import Recording, Resource, record
from components.place import Place
from components.security_groups import Role, SecurityGroups, SecurityGroupsArgs, arrows

PLACE = Place(project="habits", environment="staging", region="us-east-1", account_id="123456789012")


def recorded(*, proxied: bool = True, internet: bool = True) -> Recording:
    return record(
        lambda: SecurityGroups(
            "groups",
            SecurityGroupsArgs(
                place=PLACE, vpc_id="vpc-1", s3_prefix_list_id="pl-s3", proxied=proxied, internet=internet
            ),
        )
    )


def between_groups(
    recording: Recording, rules: list[Resource], *, incoming: bool
) -> set[tuple[str, str, int]]:
    names = {group.id: group.name.removeprefix("groups-") for group in recording.of_type(ec2.SecurityGroup)}
    found: set[tuple[str, str, int]] = set()
    for rule in rules:
        if "referencedSecurityGroupId" in rule.inputs:
            own = names[rule.inputs["securityGroupId"]]
            other = names[rule.inputs["referencedSecurityGroupId"]]
            found.add(
                (other, own, rule.inputs["toPort"]) if incoming else (own, other, rule.inputs["toPort"])
            )
    return found


@pytest.mark.parametrize("proxied", [True, False])
def test_every_arrow_is_one_rule_at_each_end(proxied: bool) -> None:
    recording = recorded(proxied=proxied)
    expected = {(arrow.source, arrow.target, arrow.port) for arrow in arrows(proxied=proxied)}
    incoming = recording.of_type(vpc.SecurityGroupIngressRule)
    outgoing = recording.of_type(vpc.SecurityGroupEgressRule)
    assert between_groups(recording, incoming, incoming=True) == expected
    assert between_groups(recording, outgoing, incoming=False) == expected


def test_nothing_is_admitted_by_address() -> None:
    for rule in recorded().of_type(vpc.SecurityGroupIngressRule):
        assert not {"cidrIpv4", "cidrIpv6", "prefixListId"} & set(rule.inputs), rule.name


def test_functions_reach_the_database_through_the_proxy_only() -> None:
    sources = {arrow.source for arrow in arrows(proxied=True) if arrow.target is Role.DATABASE}
    assert sources == {Role.PROXY, Role.MANAGE}


def test_without_a_proxy_they_reach_it_themselves_and_there_is_no_group_for_one() -> None:
    sources = {arrow.source for arrow in arrows(proxied=False) if arrow.target is Role.DATABASE}
    assert sources == {Role.FUNCTIONS, Role.MANAGE}
    names = {group.name for group in recorded(proxied=False).of_type(ec2.SecurityGroup)}
    assert "groups-proxy" not in names


def test_the_cache_is_reached_on_its_writers_and_its_readers_port_by_functions_only() -> None:
    found = {(arrow.source, arrow.port) for arrow in arrows(proxied=True) if arrow.target is Role.CACHE}
    assert found == {(Role.FUNCTIONS, 6379), (Role.FUNCTIONS, 6380)}


def test_database_cache_and_endpoints_open_no_connection() -> None:
    silent = {Role.DATABASE, Role.CACHE, Role.ENDPOINTS}
    assert not {arrow for arrow in arrows(proxied=True) if arrow.source in silent}


@pytest.mark.parametrize("internet", [True, False])
def test_only_functions_leave_by_https_and_only_where_there_is_a_way_out(internet: bool) -> None:
    recording = recorded(internet=internet)
    names = {group.id: group.name for group in recording.of_type(ec2.SecurityGroup)}
    leaving = {
        (names[rule.inputs["securityGroupId"]], rule.inputs["fromPort"], rule.inputs["toPort"])
        for rule in recording.of_type(vpc.SecurityGroupEgressRule)
        if rule.inputs.get("cidrIpv4") == "0.0.0.0/0"
    }
    expected = {("groups-functions", 443, 443), ("groups-manage", 443, 443)}
    assert leaving == (expected if internet else set())


def test_s3_is_reached_without_a_way_out() -> None:
    rule = recorded(internet=False).one(vpc.SecurityGroupEgressRule, "groups-functions-to-s3")
    assert rule.inputs["prefixListId"] == "pl-s3"


def test_every_group_and_rule_says_what_it_is_for() -> None:
    recording = recorded()
    for kind in (ec2.SecurityGroup, vpc.SecurityGroupIngressRule, vpc.SecurityGroupEgressRule):
        for resource in recording.of_type(kind):
            assert resource.inputs["description"], resource.name
