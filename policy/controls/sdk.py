"""The controls as policies of Pulumi's engine.

The SDK ends a whole preview when a policy raises, and turns one that touches an unknown value into advice. So
no policy here reads the SDK's guarded properties: they are first copied into plain values, unknowns marked,
and the control judges those.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

import pulumi_policy as sdk
from pulumi_policy.proxy import UnknownValueError

from .completeness import COMPLETENESS, Tally
from .config import PackConfig
from .control import Control, Declaration, Judgement, judge
from .exemptions import VALID_EXEMPTIONS, VISIBLE_EXEMPTIONS, Exemptions
from .graph import Stack, Subject
from .model import UNKNOWN, Level, ResourceView, Verdict, completeness_line

_UNDECRYPTED_SECRET = "[secret]"  # noqa: S105 - what `pulumi policy analyze` shows for a secret it cannot open
_JSON_TYPE = {bool: "boolean", int: "integer", tuple: "array"}


class Run:
    """What the policies of one run share: the exemptions, and what was judged so far."""

    def __init__(self, exemptions: Exemptions) -> None:
        self.exemptions = exemptions
        self.tally = Tally()

    def judge(self, control: Control, subject: Subject) -> Judgement:
        urn = subject.view.urn
        judgement = self.exemptions.applied_to(control.id, urn, judge(control, subject))
        self.tally.record(control.id, urn, judgement)
        return judgement


def policies(controls: Sequence[Control], exemptions: Exemptions | None = None) -> list[sdk.Policy]:
    """The policies of the pack, in the controls' order; those that report on the run itself come last."""
    run = Run(exemptions or Exemptions())
    return [
        *(_stack_policy(c, run) if c.reads_stack else _resource_policy(c, run) for c in controls),
        _exemptions_policy(controls, run),
        _completeness_policy(run.tally),
        _visibility_policy(run.tally),
    ]


def _resource_policy(control: Control, run: Run) -> sdk.Policy:
    def validate(args: sdk.ResourceValidationArgs, report: sdk.ReportViolation) -> None:
        if not control.is_about(args.resource_type):
            args.not_applicable(f"{control.id} is not about {args.resource_type}")
        view = ResourceView(
            urn=args.urn, type=args.resource_type, name=args.name, props=plain(args.props),
            protect=args.opts.protect, ignore_changes=tuple(args.opts.ignore_changes),
            provider=args.provider.urn if args.provider else "",
        )  # fmt: skip
        judgement = run.judge(control, Subject(view, settings=_settings(control, args.get_config())))
        for text in _texts(control, judgement):
            report(text, None)

    return sdk.ResourceValidationPolicy(validate=validate, **_description(control))


def _stack_policy(control: Control, run: Run) -> sdk.Policy:
    def validate(args: sdk.StackValidationArgs, report: sdk.ReportViolation) -> None:
        stack = Stack(_views(args.resources))
        settings = _settings(control, args.get_config())
        subjects = sorted(stack.of_type(*control.types), key=lambda subject: subject.view.urn)
        if not subjects:
            args.not_applicable(f"{control.id} is about none of this stack's resources")
        for subject in subjects:
            judgement = run.judge(control, Subject(subject.view, stack, settings))
            for text in _texts(control, judgement):
                report(text, subject.view.urn)

    return sdk.StackValidationPolicy(validate=validate, **_description(control))


def _exemptions_policy(controls: Sequence[Control], run: Run) -> sdk.Policy:
    def validate(args: sdk.StackValidationArgs, report: sdk.ReportViolation) -> None:
        stack = Stack(_views(args.resources))
        for complaint in run.exemptions.complaints(run.tally.judgements, stack, controls):
            report(complaint, None)

    return sdk.StackValidationPolicy(validate=validate, **_description(VALID_EXEMPTIONS))


def _completeness_policy(tally: Tally) -> sdk.Policy:
    def validate(_: sdk.StackValidationArgs, report: sdk.ReportViolation) -> None:
        if tally.counts.get(Verdict.UNDETERMINED):
            report("\n".join([completeness_line(tally.counts), *tally.open_questions()]), None)

    return sdk.StackValidationPolicy(validate=validate, **_description(COMPLETENESS))


def _visibility_policy(tally: Tally) -> sdk.Policy:
    def validate(_: sdk.StackValidationArgs, report: sdk.ReportViolation) -> None:
        if accepted := tally.exempt():
            report("\n".join(accepted), None)

    return sdk.StackValidationPolicy(validate=validate, **_description(VISIBLE_EXEMPTIONS))


def _views(resources: Sequence[sdk.PolicyResource]) -> Iterator[ResourceView]:
    """The resources, and their providers: what those were told is a part of every resource they make."""
    listed = {resource.urn for resource in resources}
    providers = {r.provider.urn: r.provider for r in resources if r.provider and r.provider.urn not in listed}
    for urn, provider in providers.items():
        yield ResourceView(
            urn=urn, type=provider.resource_type, name=provider.name, props=plain(provider.props)
        )
    yield from map(_view, resources)


def _view(resource: sdk.PolicyResource) -> ResourceView:
    """A resource as a stack policy gets it: what the provider answered or, in a preview, plans.

    A plan marks as unknown also what the provider will choose itself: the routes of a table, the port of a
    cluster. Only what the program asked for has an entry in `property_dependencies`.
    """
    asked, chosen_later = dict[str, Any](), dict[str, Any]()
    for key, value in plain(resource.props).items():
        was_asked = value is not UNKNOWN or key in resource.property_dependencies
        (asked if was_asked else chosen_later)[key] = value
    return ResourceView(
        urn=resource.urn, type=resource.resource_type, name=resource.name,
        props=asked, outputs=chosen_later,
        parent=resource.parent.urn if resource.parent else None,
        dependencies=frozenset(dependency.urn for dependency in resource.dependencies),
        property_dependencies={
            key: frozenset(dependency.urn for dependency in dependencies)
            for key, dependencies in resource.property_dependencies.items()
        },
        protect=resource.opts.protect, ignore_changes=tuple(resource.opts.ignore_changes),
        provider=resource.provider.urn if resource.provider else "",
    )  # fmt: skip


def plain(proxy: Mapping[str, Any]) -> dict[str, Any]:
    """The SDK's guarded properties as plain maps and lists, with `UNKNOWN` for each unknown value."""
    return {key: _plain_item(proxy, key) for key in proxy}


def _plain_item(proxy: Any, key: object) -> Any:
    try:
        value: object = proxy[key]
    except UnknownValueError:
        return UNKNOWN
    if isinstance(value, Mapping):
        return plain(cast("Mapping[str, Any]", value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain_item(value, index) for index in range(len(cast("Sequence[object]", value)))]
    return UNKNOWN if value == _UNDECRYPTED_SECRET else value


def _texts(control: Control, judgement: Judgement) -> Iterable[str]:
    """The problems nobody accepted: the engine gives whatever is reported here the control's level."""
    return (
        f"{problem.message}\nFix: {control.fix}\n{control.url}"
        for problem in judgement.problems
        if not problem.exemption
    )


def _settings(control: Control, config: Mapping[str, Any]) -> Mapping[str, Any]:
    chosen = {
        name: tuple(config[name])
        if isinstance(setting.default, tuple)
        else type(setting.default)(config[name])
        for name, setting in control.settings.items()
        if name in config
    }
    return PackConfig(settings={control.id: chosen}).settings_of(control)


def _description(declared: Declaration) -> dict[str, Any]:
    """The part of a policy that both kinds share."""
    schema = {
        name: {
            "type": _JSON_TYPE[type(setting.default)],
            "description": setting.description,
            "default": list(setting.default) if isinstance(setting.default, tuple) else setting.default,
        }
        for name, setting in declared.settings.items()
    }
    return {
        "name": declared.id,
        "description": declared.title,
        "display_name": declared.title,
        "enforcement_level": _LEVEL[declared.level],
        "severity": sdk.Severity(declared.severity.value),
        "tags": [*(f"family:{family}" for family in declared.families), *declared.frameworks.tags],
        "remediation_steps": declared.fix,
        "url": declared.url,
        "config_schema": sdk.PolicyConfigSchema(properties=schema) if schema else None,
    }


_LEVEL = {
    Level.MANDATORY: sdk.EnforcementLevel.MANDATORY,
    Level.ADVISORY: sdk.EnforcementLevel.ADVISORY,
    Level.DISABLED: sdk.EnforcementLevel.DISABLED,
}
