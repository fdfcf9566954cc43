"""What a recording holds: resources as the program asked for them, with the lines they come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi
from pulumi.runtime.proto import resource_pb2


@dataclass(frozen=True, kw_only=True)
class Source:
    """A line of the program; `file` is relative to the project folder."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One registration, with everything the program asked of the engine."""

    urn: str
    type: str
    name: str
    custom: bool
    id: str
    """Empty for a component and in unknown mode."""
    inputs: Mapping[str, Any]
    """Keys in camelCase, secrets unwrapped, whole numbers as `int`, unknown values as `UNKNOWN`."""
    outputs: Mapping[str, Any]
    """The inputs and what the provider would compute from them."""
    secret_inputs: frozenset[str]
    """Paths of the inputs that were wrapped as secrets: `secretString`, `environment.variables.KEY`."""
    secret_outputs: frozenset[str]
    parent: str | None
    """URN of the parent component; None at the top of the stack."""
    provider: str
    """URN of the explicit provider; empty for the default one."""
    protect: bool
    ignore_changes: tuple[str, ...]
    delete_before_replace: bool
    retain_on_delete: bool
    additional_secret_outputs: tuple[str, ...]
    aliases: tuple[str, ...]
    dependencies: frozenset[str]
    property_dependencies: Mapping[str, frozenset[str]]
    sources: tuple[Source, ...]
    """Innermost first: the line that creates the resource, then its callers."""
    request: resource_pb2.RegisterResourceRequest


@dataclass(frozen=True, kw_only=True)
class Invoke:
    """One call of a provider function and the answer it got."""

    token: str
    arguments: Mapping[str, Any]
    answer: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Recording:
    """All a program registered, in the order of the URNs: registration itself runs on several threads."""

    project: str
    stack: str
    region: str
    unknown: bool
    resources: tuple[Resource, ...]
    invokes: tuple[Invoke, ...]
    exports: Mapping[str, Any]
    registered_outputs: Mapping[str, Mapping[str, Any]]
    """By URN; a component that never registered its outputs is absent."""
    default_provider: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the engine would tell the provider of all resources that name none: `region`, and whatever the
    stack sets under `aws:`. As there, everything is text, tables and lists as JSON."""

    def of_type(self, kind: type[pulumi.Resource] | str) -> list[Resource]:
        """The resources of one class or type token."""
        token = type_token(kind)
        return [resource for resource in self.resources if resource.type == token]

    def one(self, kind: type[pulumi.Resource] | str, name: str | None = None) -> Resource:
        """The only resource of a type (and name). Raises LookupError, with the names there are, otherwise."""
        found = self.of_type(kind)
        chosen = [resource for resource in found if name is None or resource.name == name]
        if len(chosen) != 1:
            names = ", ".join(resource.name for resource in found) or "none"
            wanted = f" named {name!r}" if name is not None else ""
            raise LookupError(
                f"{len(chosen)} resources of type {type_token(kind)}{wanted}; recorded: {names}"
            )
        return chosen[0]

    def by_urn(self, urn: str) -> Resource:
        """Raises LookupError if nothing was registered under this URN."""
        for resource in self.resources:
            if resource.urn == urn:
                return resource
        raise LookupError(f"nothing recorded under {urn}")


def type_token(kind: type[pulumi.Resource] | str) -> str:
    """The token of a provider's class, of a component (`habits:<module>:<Class>`), or the token itself."""
    if isinstance(kind, str):
        return kind
    return pulumi.get_type_token(kind) or f"habits:{kind.__module__.rpartition('.')[2]}:{kind.__name__}"
