"""Runs the policy pack over a recording and finds the line of the program behind every finding."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from blueprint.graph import Recording, Resource, Source
from blueprint.recording import ROOT
from blueprint.wire import UNKNOWN
from policy.controls import model
from policy.controls.config import PackConfig
from policy.controls.evaluate import evaluate
from policy.controls.exemptions import Exemptions
from policy.controls.registry import CONTROLS, DECLARATIONS
from policy.controls.resource_types import PROVIDER


@dataclass(frozen=True, kw_only=True)
class LocatedFinding:
    """A finding of the pack with the resource it is about and the lines that made it, innermost first."""

    finding: model.Finding
    resource: Resource | None
    sources: tuple[Source, ...]

    @property
    def location(self) -> str:
        """`components/database.py:88, from __main__.py:40`; empty if the resource has no line of its own."""
        return ", from ".join(str(source) for source in self.sources)

    @property
    def subject(self) -> str:
        """`database-cluster (aws:rds/cluster:Cluster)`; the pack itself for what is about no resource."""
        if self.resource is None:
            return self.finding.urn or "the policy pack"
        return f"{self.resource.name} ({self.resource.type})"

    @property
    def mandatory(self) -> bool:
        return self.finding.verdict is model.Verdict.FAILED and self.finding.level is model.Level.MANDATORY


@dataclass(frozen=True, kw_only=True)
class GateResult:
    """The pack's judgement of a stack; findings worst first."""

    evaluation: model.Evaluation
    findings: tuple[LocatedFinding, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing mandatory failed."""
        return not self.evaluation.mandatory_failures


def judge(recording: Recording, *, root: Path = ROOT) -> GateResult:
    """Evaluates every control with the stack's own policy configuration and the exemptions in force today.

    A project that brings no configuration of its own is judged by the pack's defaults. Raises
    `policy.controls.config.ConfigError` if the file cannot be used, or is missing in a project with others.
    """
    folder = root / "policy" / "config"
    config = (
        PackConfig.load(folder / f"{recording.stack}.json", DECLARATIONS) if folder.exists() else PackConfig()
    )
    exemptions = Exemptions.load(root / "policy" / "exemptions.yaml", CONTROLS, today=date.today())
    evaluation = evaluate(to_views(recording), config=config, exemptions=exemptions)
    resources = {resource.urn: resource for resource in recording.resources}
    return GateResult(
        evaluation=evaluation,
        findings=tuple(_locate(finding, resources.get(finding.urn)) for finding in evaluation.findings),
    )


def to_views(recording: Recording) -> list[model.ResourceView]:
    """A recorded program as the policy pack sees programs.

    The engine registers the default provider like a resource, and every resource then names its provider. A
    program without the engine names none, so both are made up for here.
    """
    provider = model.ResourceView(
        urn=f"urn:pulumi:{recording.stack}::{recording.project}::{PROVIDER}::default",
        type=PROVIDER,
        name="default",
        props=recording.default_provider,
    )
    views = [to_view(resource) for resource in recording.resources]
    return [
        provider,
        *(
            replace(view, provider=provider.urn)
            if view.type.startswith("aws:") and not view.provider
            else view
            for view in views
        ),
    ]


def to_view(resource: Resource) -> model.ResourceView:
    """A recorded resource as the policy pack sees resources."""
    identity = {"id": resource.id} if resource.id else {}
    return model.ResourceView(
        urn=resource.urn,
        type=resource.type,
        name=resource.name,
        props=_translate(resource.inputs),
        outputs=_translate({**resource.outputs, **identity}),
        parent=resource.parent,
        dependencies=resource.dependencies,
        property_dependencies=resource.property_dependencies,
        protect=resource.protect,
        ignore_changes=resource.ignore_changes,
        provider=resource.provider,
    )


def _translate(value: Any) -> Any:
    """The pack imports nothing of the blueprint, so it has its own sign for an unknown value."""
    if value is UNKNOWN:
        return model.UNKNOWN
    if isinstance(value, Mapping):
        return {key: _translate(item) for key, item in cast("Mapping[str, Any]", value).items()}
    if isinstance(value, list):
        return [_translate(item) for item in cast("list[Any]", value)]
    return value


def _locate(finding: model.Finding, resource: Resource | None) -> LocatedFinding:
    return LocatedFinding(
        finding=finding, resource=resource, sources=resource.sources if resource is not None else ()
    )
