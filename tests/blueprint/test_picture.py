"""The picture shows what was recorded and nothing else."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pulumi_aws as aws
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.blueprint import Blueprint
from blueprint.cost import price_stack
from blueprint.gate import judge
from blueprint.picture import compose, draw, layout, path_of
from blueprint.picture.layout import Arrow, Place
from blueprint.recording import Recording, record

SVG = "{http://www.w3.org/2000/svg}"


def drawn(recording: Recording) -> ET.Element:
    text = draw(recording, price_stack(recording), judge(recording))
    return ET.fromstring(text)  # noqa: S314 our own drawing


def boxes(root: ET.Element) -> set[str]:
    return {group.attrib["data-box"] for group in root.iter(f"{SVG}g") if "data-box" in group.attrib}


def arrows(root: ET.Element) -> set[tuple[str, str]]:
    return {
        (path.attrib["data-from"], path.attrib["data-to"])
        for path in root.iter(f"{SVG}path")
        if "data-from" in path.attrib
    }


def picture_of(blueprint: Blueprint) -> ET.Element:
    return drawn(blueprint.recording)


def test_every_tier_of_the_drawing_is_there(stack: Blueprint) -> None:
    assert boxes(picture_of(stack)) >= {
        "dns", "cdn", "firewall", "certificate", "site", "gateway", "api", "manage", "tasks", "internet",
        "nat_0", "s3_endpoint", "proxy", "writer", "cache", "media", "secrets", "keys", "roles", "registry",
        "image", "migration", "logs", "dashboard", "alarms", "topic", "schedule",
    }  # fmt: skip


def test_the_ways_of_a_request_are_drawn_from_end_to_end(stack: Blueprint) -> None:
    assert arrows(picture_of(stack)) >= {
        ("people", "dns"), ("dns", "cdn"), ("cdn", "firewall"), ("cdn", "certificate"), ("cdn", "site"),
        ("cdn", "gateway"), ("gateway", "api"), ("api", "proxy"), ("proxy", "writer"), ("api", "cache"),
        ("manage", "writer"), ("api", "media"), ("api", "secrets"), ("api", "logs"), ("image", "api"),
        ("image", "registry"), ("migration", "manage"), ("schedule", "tasks"), ("alarms", "topic"),
    }  # fmt: skip


def test_one_gateway_serves_both_zones_in_staging_and_each_zone_has_its_own_in_prod(
    stacks: Mapping[str, Blueprint],
) -> None:
    staging, prod = picture_of(stacks["staging"]), picture_of(stacks["prod"])
    assert "nat_1" not in boxes(staging)
    assert ("private_1", "nat_0") in arrows(staging)
    assert "nat_1" in boxes(prod)
    assert ("private_1", "nat_1") in arrows(prod)
    assert ("private_1", "nat_0") not in arrows(prod)
    assert ("reader" in boxes(staging), "reader" in boxes(prod)) == (False, True)


def test_nothing_is_drawn_of_an_empty_program() -> None:
    root = drawn(record(lambda: None))
    assert (boxes(root), arrows(root)) == (set(), set())


def test_a_box_without_a_recorded_connection_has_no_arrow() -> None:
    def program() -> None:
        aws.rds.Cluster("database-cluster", engine="aurora-postgresql")
        aws.rds.Proxy("proxy", engine_family="POSTGRESQL", role_arn="r", vpc_subnet_ids=[])

    root = drawn(record(program))
    assert boxes(root) == {"writer", "proxy"}
    assert arrows(root) == set()


def test_the_arrow_appears_with_the_resource_that_connects_its_ends_and_names_it() -> None:
    def program() -> None:
        cluster = aws.rds.Cluster("database-cluster", engine="aurora-postgresql")
        proxy = aws.rds.Proxy("proxy", engine_family="POSTGRESQL", role_arn="r", vpc_subnet_ids=[])
        aws.rds.ProxyTarget(
            "link", db_cluster_identifier=cluster.id, db_proxy_name=proxy.name, target_group_name="default"
        )

    recording = record(program)
    (arrow,) = compose(recording, price_stack(recording)).arrows
    assert (arrow.source, arrow.target) == ("proxy", "writer")
    assert "link" in arrow.because


def test_resources_that_only_share_a_network_are_not_connected() -> None:
    def program() -> None:
        vpc = aws.ec2.Vpc("network")
        subnet = aws.ec2.Subnet("network-private-a", vpc_id=vpc.id, availability_zone="us-east-1a")
        mine, yours = (aws.ec2.SecurityGroup(name, vpc_id=vpc.id) for name in ("mine", "yours"))
        aws.rds.Cluster("database-cluster", engine="aurora-postgresql", vpc_security_group_ids=[mine.id])
        aws.rds.Proxy(
            "proxy",
            engine_family="POSTGRESQL",
            role_arn="r",
            vpc_subnet_ids=[subnet.id],
            vpc_security_group_ids=[yours.id],
        )

    assert ("proxy", "writer") not in arrows(drawn(record(program)))


@pytest.mark.parametrize(
    ("blocked", "status", "expiration", "said"),
    [
        (True, "Enabled", {"days": 30}, "private, versioned, expiring"),
        (True, "Suspended", None, "private"),
        (False, "Enabled", None, "versioned"),
    ],
)
def test_a_box_says_of_a_bucket_only_what_was_recorded(
    blocked: bool, status: str, expiration: dict[str, int] | None, said: str
) -> None:
    def program() -> None:
        bucket = aws.s3.Bucket("media-bucket")
        aws.s3.BucketPublicAccessBlock(
            "media-block",
            bucket=bucket.bucket,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=blocked,
        )
        aws.s3.BucketVersioning("media-v", bucket=bucket.bucket, versioning_configuration={"status": status})
        rule = {"id": "r", "status": "Enabled", "noncurrent_version_expiration": {"noncurrent_days": 30}}
        aws.s3.BucketLifecycleConfiguration(
            "media-l", bucket=bucket.bucket, rules=[{**rule, "expiration": expiration}]
        )

    recording = record(program)
    assert compose(recording, price_stack(recording)).boxes["media"].facts == (said,)


def test_people_reach_cloudfront_directly_without_a_domain() -> None:
    def program() -> None:
        aws.cloudfront.Distribution(
            "edge",
            enabled=True,
            origins=[],
            default_cache_behavior={
                "allowed_methods": ["GET"],
                "cached_methods": ["GET"],
                "target_origin_id": "x",
                "viewer_protocol_policy": "https-only",
            },
            restrictions={"geo_restriction": {"restriction_type": "none"}},
            viewer_certificate={"cloudfront_default_certificate": True},
        )

    assert arrows(drawn(record(program))) == {("people", "cdn")}


def test_words_from_the_program_cannot_break_out_of_the_drawing() -> None:
    name = '<script>alert("1")</script>&'
    root = drawn(record(lambda: aws.acm.Certificate("c", domain_name=name)))
    assert not list(root.iter(f"{SVG}script"))
    assert any(name in (desc.text or "") for desc in root.iter(f"{SVG}desc"))


def test_the_drawing_loads_nothing_and_follows_the_readers_colour_scheme(stack: Blueprint) -> None:
    text = draw(stack.recording, stack.cost, stack.gate)
    assert text.count("http") == text.count("http://www.w3.org/2000/svg")
    assert "prefers-color-scheme: dark" in text


def test_every_place_lies_on_the_sheet_and_every_box_has_one(stack: Blueprint) -> None:
    assert set(compose(stack.recording, stack.cost).boxes) <= layout.BOXES.keys()
    for place in [
        *layout.BOXES.values(),
        *layout.SUBNETS.values(),
        *(frame.place for frame in layout.FRAMES),
    ]:
        assert 0 <= place.x < place.x + place.width <= layout.WIDTH
        assert 0 <= place.y < place.y + place.height <= layout.HEIGHT


def test_no_two_boxes_overlap_unless_they_exclude_each_other() -> None:
    placed = {key: place for key, place in layout.BOXES.items() if key != "endpoints"}
    for one, first in placed.items():
        for other, second in placed.items():
            assert one >= other or not overlap(first, second), (one, other)


def overlap(first: Place, second: Place) -> bool:
    return (
        first.x < second.x + second.width
        and second.x < first.x + first.width
        and first.y < second.y + second.height
        and second.y < first.y + first.height
    )


@pytest.mark.parametrize("arrow", layout.ARROWS, ids=lambda arrow: f"{arrow.source}-{arrow.target}")
def test_an_arrow_runs_straight_between_known_boxes_and_ends_at_its_target(arrow: Arrow) -> None:
    known = layout.BOXES.keys() | layout.SUBNETS.keys()
    assert {arrow.source, arrow.target} <= known
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(arrow.way))
    around = layout.AROUND_FUNCTIONS if arrow.target in layout.FUNCTIONS else layout.BOXES[arrow.target]
    assert on_edge(arrow.way[-1], around) or on_edge(arrow.way[-1], layout.BOXES[arrow.target])


def on_edge(point: layout.Point, place: Place) -> bool:
    x, y = point
    inside_x = place.x <= x <= place.x + place.width
    inside_y = place.y <= y <= place.y + place.height
    return (x in (place.x, place.x + place.width) and inside_y) or (
        y in (place.y, place.y + place.height) and inside_x
    )


@st.composite
def ways(draw_value: st.DrawFn) -> Sequence[layout.Point]:
    """Alternating horizontal and vertical steps."""
    point = (draw_value(st.integers(0, 500)), draw_value(st.integers(0, 500)))
    way = [point]
    for index, step in enumerate(draw_value(st.lists(st.integers(2, 300), min_size=1, max_size=6))):
        point = (point[0] + step, point[1]) if index % 2 else (point[0], point[1] + step)
        way.append(point)
    return way


@given(ways())
def test_a_path_starts_and_ends_where_its_way_does_with_a_curve_at_every_corner(
    way: Sequence[layout.Point],
) -> None:
    path = path_of(way)
    assert path.startswith(f"M{way[0][0]} {way[0][1]}")
    assert path.endswith(f"L{way[-1][0]} {way[-1][1]}")
    assert path.count("Q") == len(way) - 2
