"""Whether the recording connects two boxes: the reason an arrow may be drawn."""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Final

from blueprint.graph import Recording, Resource

MOST_BETWEEN: Final = 3
"""The endpoint's group, the rule, the function's group: the longest honest way from box to box."""

NETWORK: Final = "aws:ec2/vpc:Vpc"
"""Nearly everything leads to it. Two boxes that meet only here have nothing to do with each other."""


class Connections:
    """The recorded dependencies as an undirected graph."""

    def __init__(self, recording: Recording, boxed: Iterable[Resource]) -> None:
        self._resources: Mapping[str, Resource] = {resource.urn: resource for resource in recording.resources}
        self._closed = {resource.urn for resource in boxed}
        self._closed |= {r.urn for r in recording.resources if r.type == NETWORK or not r.custom}
        self._neighbours: dict[str, set[str]] = {urn: set() for urn in self._resources}
        for resource in recording.resources:
            for other in resource.dependencies & self._resources.keys():
                self._neighbours[resource.urn].add(other)
                self._neighbours[other].add(resource.urn)

    def between(self, sources: Iterable[Resource], targets: Iterable[Resource]) -> list[Resource] | None:
        """The shortest way from one group to another through resources without a box; None without one."""
        wanted = {resource.urn for resource in targets}
        ways = deque([resource.urn] for resource in sources)
        seen = {way[0] for way in ways}
        while ways:
            way = ways.popleft()
            for urn in sorted(self._neighbours[way[-1]] - seen):
                if urn in wanted:
                    return [self._resources[step] for step in [*way, urn]]
                if urn not in self._closed and len(way) <= MOST_BETWEEN:
                    seen.add(urn)
                    ways.append([*way, urn])
        return None
