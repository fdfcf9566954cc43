"""What CodePipeline and CodeBuild charge: minutes, whatever a build does in them."""

from collections.abc import Iterator, Sequence
from typing import Any

from blueprint.cost import prices
from blueprint.cost.line import Line, driven
from blueprint.cost.usage import Usage
from blueprint.graph import Resource


def build_projects(projects: Sequence[Resource], usage: Usage) -> Iterator[Line]:
    for arm, label, price in (
        (True, "Build minutes (arm64)", prices.ARM_BUILD_MINUTE),
        (False, "Build minutes (x86_64)", prices.X86_BUILD_MINUTE),
    ):
        if found := [project for project in projects if _is_arm(project) == arm]:
            minutes = usage.deployments * usage.minutes_per_build * len(found)
            yield driven(found, label, minutes, price, f"{usage.deployments} deployments")


def pipelines(found: Sequence[Resource], usage: Usage) -> Iterator[Line]:
    """Every action counts but a person's approval."""
    actions = sum(
        1
        for pipeline in found
        for stage in pipeline.inputs["stages"]
        for action in stage["actions"]
        if action["category"] != "Approval"
    )
    minutes = usage.deployments * usage.minutes_per_build * actions
    yield driven(found, "Pipeline minutes", minutes, prices.PIPELINE_MINUTE)


def _is_arm(project: Resource) -> bool:
    environment: dict[str, Any] = project.inputs["environment"]
    return environment["type"] == "ARM_CONTAINER"
