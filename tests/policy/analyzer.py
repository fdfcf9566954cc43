"""Runs the pack as Pulumi's engine does: through the SDK's own analyzer, with its guarded property maps.

The analyzer class is private to the SDK. It is imported here and nowhere else, and `test_sdk.py` notices
first when a new version of the SDK changes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi.runtime import proto, rpc
from pulumi_policy import EnforcementLevel
from pulumi_policy.policy import _PolicyAnalyzerServicer

from policy.controls.control import Control
from policy.controls.exemptions import Exemptions
from policy.controls.model import UNKNOWN, ResourceView
from policy.controls.sdk import policies

LEVELS = {proto.EnforcementLevel.MANDATORY: "mandatory", proto.EnforcementLevel.ADVISORY: "advisory"}

ELSEWHERE = "urn:pulumi:test::sample::random:index/randomId:RandomId::elsewhere"


@dataclass(frozen=True)
class Violation:
    policy: str
    level: str
    urn: str
    message: str


def analyze(
    resources: Sequence[ResourceView],
    controls: Sequence[Control],
    config: Mapping[str, Mapping[str, Any]] | None = None,
    exemptions: Exemptions | None = None,
    unlisted: Sequence[ResourceView] = (),
) -> list[Violation]:
    """What the engine would print of these resources: resource policies first, then stack policies.

    `unlisted` are providers that the engine tells only with the resources they make.
    """
    servicer = _PolicyAnalyzerServicer(
        "pack", "1.0.0", policies(controls, exemptions), EnforcementLevel.MANDATORY
    )
    servicer.Configure(_configuration(config or {}), None)
    found = []
    for resource in resources:
        request = proto.AnalyzeRequest(
            type=resource.type, urn=resource.urn, name=resource.name, options=_options(resource)
        )
        request.properties.update(_wire(resource.props))
        found += [_violation(d, resource.urn) for d in servicer.Analyze(request, None).diagnostics]
    by_urn = {resource.urn: resource for resource in (*resources, *unlisted)}
    stack = proto.AnalyzeStackRequest(
        resources=[_stack_resource(resource, by_urn.get(resource.provider)) for resource in resources]
    )
    return found + [_violation(d, d.urn) for d in servicer.AnalyzeStack(stack, None).diagnostics]


def _violation(diagnostic: Any, urn: str) -> Violation:
    level = LEVELS[diagnostic.enforcementLevel]
    return Violation(diagnostic.policyName, level, urn, diagnostic.message)


def _configuration(config: Mapping[str, Mapping[str, Any]]) -> Any:
    request = proto.ConfigureAnalyzerRequest()
    for name, settings in config.items():
        values = dict(settings)
        level = values.pop("enforcementLevel", "mandatory")
        request.policyConfig[name].enforcementLevel = proto.EnforcementLevel.Value(level.upper())
        request.policyConfig[name].properties.update(values)
    return request


def _stack_resource(resource: ResourceView, provider: ResourceView | None) -> Any:
    message = proto.AnalyzerResource(
        type=resource.type,
        urn=resource.urn,
        name=resource.name,
        parent=resource.parent or "",
        dependencies=sorted(resource.dependencies),
        options=_options(resource),
        propertyDependencies={
            key: proto.AnalyzerPropertyDependencies(urns=urns)
            for key, urns in _property_dependencies(resource).items()
        },
    )
    message.properties.update(_wire({**resource.props, **resource.outputs}))
    if provider is not None:
        made_by = message.provider
        made_by.type, made_by.urn, made_by.name = provider.type, provider.urn, provider.name
        made_by.properties.update(_wire(provider.props))
    return message


def _property_dependencies(resource: ResourceView) -> dict[str, list[str]]:
    """As the engine tells them: of no property that depends on nothing.

    What a program gives and is not known depends on something; the samples leave out on what.
    """
    told = {key: sorted(urns) for key, urns in resource.property_dependencies.items() if urns}
    return {key: [ELSEWHERE] for key, value in resource.props.items() if _holds_unknown(value)} | told


def _holds_unknown(value: Any) -> bool:
    match value:
        case Mapping():
            return any(map(_holds_unknown, value.values()))
        case list() | tuple():
            return any(map(_holds_unknown, value))
    return value is UNKNOWN


def _options(resource: ResourceView) -> Any:
    return proto.AnalyzerResourceOptions(
        protect=resource.protect, ignoreChanges=list(resource.ignore_changes)
    )


def _wire(value: Any) -> Any:
    if value is UNKNOWN:
        return rpc.UNKNOWN
    if isinstance(value, Mapping):
        return {key: _wire(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_wire(item) for item in value]
    return value
