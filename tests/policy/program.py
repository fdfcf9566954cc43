"""Small programs to judge: resources that name each other, seen as known or as a first preview sees them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from policy.controls.model import UNKNOWN, ResourceView


@dataclass(frozen=True)
class Reference:
    """A property of another resource that only the deployment tells: its id, its ARN."""

    target: "Resource"
    key: str

    @property
    def value(self) -> str:
        return self.target.value(self.key)


@dataclass(frozen=True)
class Json:
    """A document as JSON text; unknown as a whole in a preview if it quotes one reference."""

    document: Any


@dataclass(frozen=True, eq=False)
class Resource:
    """A resource of a test program. Its id and ARN are unknown in a preview; all it sets itself is known."""

    type: str
    name: str
    props: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def urn(self) -> str:
        return f"urn:pulumi:test::sample::{self.type}::{self.name}"

    @property
    def id(self) -> Reference:
        return Reference(self, "id")

    @property
    def arn(self) -> Reference:
        return Reference(self, "arn")

    def value(self, key: str) -> str:
        if isinstance(self.props.get(key), str):
            return self.props[key]
        if key == "arn" and self.type.startswith("aws:s3/bucket"):
            return f"arn:aws:s3:::{self.name}"
        if key == "arn":
            return f"arn:aws:{self.type.split(':')[1].split('/')[0]}:us-east-1:123456789012:{self.name}"
        return f"{self.name}-{key}"

    def view(self, *, preview: bool) -> ResourceView:
        outputs = {} if preview else {key: self.value(key) for key in ("id", "arn")}
        urns = {
            key: frozenset(reference.target.urn for reference in references_in(value))
            for key, value in self.props.items()
        }
        return ResourceView(
            urn=self.urn,
            type=self.type,
            name=self.name,
            props={key: resolve(value, preview=preview) for key, value in self.props.items()},
            outputs=outputs,
            dependencies=frozenset().union(*urns.values()),
            property_dependencies=urns,
            **self.options,
        )


def views(resources: Sequence[Resource], *, preview: bool) -> list[ResourceView]:
    return [resource.view(preview=preview) for resource in resources]


def references_in(value: object) -> Iterator[Reference]:
    match value:
        case Reference():
            yield value
        case Json(document):
            yield from references_in(document)
        case Mapping():
            for item in value.values():
                yield from references_in(item)
        case list() | tuple():
            for item in value:
                yield from references_in(item)


def resolve(value: object, *, preview: bool) -> Any:
    match value:
        case Reference():
            return UNKNOWN if preview else value.value
        case Json(document) if preview and any(references_in(document)):
            return UNKNOWN
        case Json(document):
            return json.dumps(resolve(document, preview=False))
        case Mapping():
            return {key: resolve(item, preview=preview) for key, item in value.items()}
        case list() | tuple():
            return [resolve(item, preview=preview) for item in value]
    return value
