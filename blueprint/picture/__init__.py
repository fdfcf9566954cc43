"""The architecture as one SVG: boxes from recorded resources, arrows from recorded dependencies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from blueprint.cost import CostTable
from blueprint.gate import GateResult
from blueprint.graph import Recording, Resource
from blueprint.picture import layout
from blueprint.picture.evidence import Connections
from blueprint.picture.kinds import zones
from blueprint.picture.layout import Arrow, Flow, Point
from blueprint.picture.scene import Box, scene, subnets
from blueprint.templating import render
from blueprint.tiers import Tier, by_tier

CORNER = 8
"""Radius of an arrow's corners."""


@dataclass(frozen=True, kw_only=True)
class DrawnArrow:
    """An arrow that the recording proves; `because` is the way through the resources."""

    source: str
    target: str
    flow: Flow
    path: str
    because: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What is drawn. `boxes` by key in their places, `subnets` likewise."""

    boxes: Mapping[str, Box]
    subnets: Mapping[str, Box]
    arrows: tuple[DrawnArrow, ...]


def compose(recording: Recording, cost: CostTable) -> Picture:
    """Decides which boxes and arrows the recording supports."""
    boxes, rooms = scene(recording, cost), subnets(recording)
    everything = {**boxes, **rooms}
    connections = Connections(recording, [r for box in everything.values() for r in box.resources])
    arrows: list[DrawnArrow] = []
    for arrow in layout.ARROWS:
        because = _reason(arrow, everything, connections)
        if because and arrow.unless not in boxes:
            arrows.append(
                DrawnArrow(
                    source=arrow.source,
                    target=arrow.target,
                    flow=arrow.flow,
                    path=path_of(arrow.way),
                    because=because,
                )
            )
    return Picture(boxes=boxes, subnets=rooms, arrows=tuple(arrows))


def draw(recording: Recording, cost: CostTable, gate: GateResult) -> str:
    """The SVG, light and dark by the reader's setting."""
    picture = compose(recording, cost)
    tiers = by_tier(recording.resources)
    return render(
        "picture.svg.j2",
        recording=recording,
        picture=picture,
        layout=layout,
        zones=zones(recording)[: len(layout.ZONES)],
        frames=[frame for frame in layout.FRAMES if any(key in picture.boxes for key in frame.members)],
        cost=cost,
        gate=gate,
        tiers=tiers,
        dearest=max((cost.of_tier(tier) for tier in tiers), default=0) or 1,
        resource_count=sum(len(resources) for resources in tiers.values()),
        tier_of_frame=_sum_of(cost),
    )


def _sum_of(cost: CostTable):
    def total(tiers: Iterable[Tier]):
        return sum(cost.of_tier(tier) for tier in tiers)

    return total


def _reason(arrow: Arrow, boxes: Mapping[str, Box], connections: Connections) -> str:
    """Empty if an end is missing or nothing recorded connects them. People stand before any resource."""
    if arrow.target not in boxes:
        return ""
    if arrow.source == "people":
        return f"people → {boxes[arrow.target].resources[0].name}"
    if arrow.source not in boxes:
        return ""
    way = connections.between(boxes[arrow.source].resources, boxes[arrow.target].resources)
    return " · ".join(resource.name for resource in way) if way else ""


def path_of(way: Sequence[Point]) -> str:
    """SVG path data along a way of horizontal and vertical steps, with rounded corners."""
    parts = [f"M{way[0][0]} {way[0][1]}"]
    for before, corner, after in zip(way, way[1:], way[2:], strict=False):
        enter, leave = _towards(corner, before), _towards(corner, after)
        parts.append(f"L{enter[0]} {enter[1]}Q{corner[0]} {corner[1]} {leave[0]} {leave[1]}")
    parts.append(f"L{way[-1][0]} {way[-1][1]}")
    return "".join(parts)


def _towards(corner: Point, other: Point) -> Point:
    """The point at most `CORNER` from a corner, and at most half the step, in the direction of another."""
    step_x, step_y = other[0] - corner[0], other[1] - corner[1]
    length = abs(step_x) + abs(step_y)
    share = min(CORNER, length // 2) / length
    return (round(corner[0] + step_x * share), round(corner[1] + step_y * share))


__all__ = ["Picture", "Resource", "compose", "draw", "path_of"]
