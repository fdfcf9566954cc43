"""AWS's own models of its APIs, as botocore carries them, asked about what a program registers.

botocore's client checks types, required members and minima only; here enumerations, patterns and maxima count
too, since what they refuse is refused in the middle of a deployment.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, ServiceModel, Shape, StructureShape

NUMBERS = ("integer", "long", "float", "double")


@dataclass(frozen=True, kw_only=True)
class Call:
    """The API request that the provider makes of a resource."""

    service: str
    operation: str
    within: str = ""
    """Member of the request that holds what the resource describes."""
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    """Members whose name is not the input's; several, by spaces, where two levels use one word."""
    apart: frozenset[str] = frozenset()
    """Inputs that the provider acts on itself, or sends in another request or another form."""


@cache
def service_model(service: str) -> ServiceModel:
    return ServiceModel(Loader().load_service_model(service, "service-2"), service)


def refused(call: Call, inputs: Mapping[str, Any]) -> list[str]:
    """What AWS would refuse in the request, and inputs that the request has no place for."""
    shape = service_model(call.service).operation_model(call.operation).input_shape
    assert isinstance(shape, StructureShape)
    if call.within:
        shape = shape.members[call.within]
    return list(_faults(call, shape, dict(inputs), ""))


def _faults(call: Call, shape: Shape, value: Any, path: str) -> Iterator[str]:
    match shape:
        case StructureShape() if isinstance(value, Mapping):
            yield from _structure(call, shape, value, path)
        case StructureShape() if isinstance(value, list) and "Items" in shape.members:
            yield from _faults(call, shape.members["Items"], value, path)  # CloudFront's counted lists
        case StructureShape() if isinstance(value, list) and len(value) == 1:
            yield from _faults(call, shape, value[0], path)  # blocks that Terraform counts and AWS does not
        case ListShape() if isinstance(value, Mapping) and "Name" in _members(shape.member):
            pairs = [{"Name": name, "Value": text} for name, text in value.items()]
            yield from _faults(call, shape, pairs, path)
        case ListShape() if isinstance(value, Mapping | str):
            yield from _faults(call, shape, [value], path)
        case MapShape() if isinstance(value, list) and len(value) == 1:
            yield from _faults(call, shape, value[0], path)
        case ListShape() if isinstance(value, list):
            yield from _bounds(shape, len(value), f"{path} has {len(value)} items")
            for index, item in enumerate(value):
                yield from _faults(call, shape.member, item, f"{path}.{index}")
        case MapShape() if isinstance(value, Mapping):
            for key, item in value.items():
                yield from _faults(call, shape.key, key, f"{path}.{key}")
                yield from _faults(call, shape.value, item, f"{path}.{key}")
        case _:
            yield from _scalar(shape, value, path)


def _structure(call: Call, shape: StructureShape, value: Mapping[str, Any], path: str) -> Iterator[str]:
    members = {name.lower(): name for name in shape.members}
    present: set[str] = set()
    for key, item in value.items():
        candidates = [members.get(key.lower(), ""), *call.names.get(key, "").split()]
        member = next((name for name in candidates if name in shape.members), None)
        if key in call.apart or item is None:
            present.add(key.lower())
        elif member is None:
            yield f"{path}.{key} has no place in {shape.name}"
        else:
            present.add(member.lower())
            yield from _faults(call, shape.members[member], item, f"{path}.{key}")
    for name in shape.required_members:
        if name.lower() not in present and name not in ("Quantity", *call.apart):
            yield f"{path}.{name} is missing"


def _members(shape: Shape) -> Mapping[str, Shape]:
    return shape.members if isinstance(shape, StructureShape) else {}


def _scalar(shape: Shape, value: Any, path: str) -> Iterator[str]:
    limits = shape.metadata
    said = f"{path}: {value!r}"
    if shape.type_name == "boolean":
        if not isinstance(value, bool):
            yield f"{said} is not a boolean"
    elif shape.type_name in NUMBERS:
        try:
            yield from _bounds(shape, float(value), said)  # some numbers are texts for the provider
        except (TypeError, ValueError):
            yield f"{said} is not a number"
    elif shape.type_name in ("string", "blob"):
        if not isinstance(value, str):
            yield f"{said} is not a text"
            return
        if limits.get("enum") and value not in limits["enum"]:
            yield f"{said} is not one of {', '.join(limits['enum'])}"
        yield from _bounds(shape, len(value), f"{said} has {len(value)} characters")
        if (pattern := limits.get("pattern")) and not re.fullmatch(_python(pattern), value, re.DOTALL):
            yield f"{said} does not match {pattern}"
    else:
        yield f"{said} is not a {shape.type_name}"


def _bounds(shape: Shape, size: float, said: str) -> Iterator[str]:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if (low is not None and size < low) or (high is not None and size > high):
        yield f"{said}, not from {low} to {high}"


def _python(pattern: str) -> str:
    """The models' patterns are Java's: classes by name, code points in braces."""
    for theirs, ours in {
        r"\p{L}": r"\w",
        r"\p{Z}": r"\s",
        r"\p{N}": r"\d",
        r"\p{M}": "",
        r"\p{Alnum}": "a-zA-Z0-9",
        r"\p{Graph}": r"\x21-\x7E",
        r"\p{Print}": r"\x20-\x7E",
    }.items():
        pattern = pattern.replace(theirs, ours)
    pattern = re.sub(r"\(\?[a-z]+\)", "", pattern)  # flags, wherever they stand
    return re.sub(r"\\x\{([0-9A-Fa-f]+)\}", lambda found: f"\\U{found[1]:0>8}", pattern)
