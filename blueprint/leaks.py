"""Finds secret values that reached an input in plain sight."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from blueprint.graph import Recording, Resource
from blueprint.wire import strings

SHORTEST_SECRET: Final = 8
"""Shorter values occur by chance in other texts."""


@dataclass(frozen=True, kw_only=True)
class Leak:
    """A secret of one resource in an input of another that is not wrapped. Never carries the value."""

    urn: str
    path: str
    secret_of: str


def leaked_secrets(recording: Recording) -> list[Leak]:
    """Every unwrapped input that contains a value which is secret somewhere else in the recording."""
    secrets = {value: resource.urn for resource in recording.resources for value in _secret_values(resource)}
    return [
        Leak(urn=resource.urn, path=path, secret_of=owner)
        for resource in recording.resources
        for path, text in strings(resource.inputs)
        if not _covered(path, resource.secret_inputs)
        for value, owner in secrets.items()
        if value in text
    ]


def _secret_values(resource: Resource) -> Iterator[str]:
    sides: tuple[tuple[Mapping[str, Any], frozenset[str]], ...] = (
        (resource.inputs, resource.secret_inputs),
        (resource.outputs, resource.secret_outputs),
    )
    for values, secret_paths in sides:
        for path, text in strings(values):
            if _covered(path, secret_paths) and len(text) >= SHORTEST_SECRET:
                yield text


def _covered(path: str, secret_paths: frozenset[str]) -> bool:
    """A path is secret if it or something that contains it was wrapped."""
    return any(path == secret or path.startswith((f"{secret}.", f"{secret}[")) for secret in secret_paths)
