"""What is left of an OpenAPI schema once API Gateway may use it to refuse a request.

API Gateway's models are JSON Schema draft 4 without `anyOf`, `oneOf`, `additionalProperties`, `readOnly` and
number formats, and they do not know `nullable`. Django REST Framework moreover accepts more than its schema
says: it reads "5" as a number and 5 as a text, and measures a text after trimming it. A refusal at the edge
has no field messages, so only what no coercion can rescue is kept: which values are objects and arrays, which
properties are required, and which words an enumeration knows. Everything else is left to Django.
"""

from collections.abc import Mapping
from typing import Any

type Schema = Mapping[str, Any]

REFERENCE_PREFIX = "#/components/schemas/"


def loosen(
    schema: Schema, components: Mapping[str, Schema], seen: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """A draft-4 schema without references that accepts at least what `schema` accepts in a request.

    `{}` accepts everything. `seen` are the components being resolved: a recursive schema ends in `{}`.

    Raises:
        LookupError: a reference names no component.
    """
    if "$ref" in schema:
        name = _component_name(schema["$ref"], components)
        return {} if name in seen else loosen(components[name], components, seen | {name})
    if schema.get("nullable"):
        return {}
    if "allOf" in schema:  # every part must hold, so the first alone is looser than all
        return loosen(schema["allOf"][0], components, seen)
    match schema.get("type"):
        case "object":
            return _loosen_object(schema, components, seen)
        case "array":
            return {"type": "array", "items": loosen(schema.get("items", {}), components, seen)}
        case "string" if _are_words(schema.get("enum")):
            return {"type": "string", "enum": list(schema["enum"])}
        case _:
            return {}


def _loosen_object(schema: Schema, components: Mapping[str, Schema], seen: frozenset[str]) -> dict[str, Any]:
    properties: Mapping[str, Schema] = schema.get("properties", {})
    # A request never carries what is read-only, although `required` may list it for the answer.
    sent = {name: part for name, part in properties.items() if not _is_read_only(part, components)}
    loosened = {name: loosen(part, components, seen) for name, part in sent.items()}
    reduced: dict[str, Any] = {"type": "object"}
    if constrained := {name: part for name, part in loosened.items() if part}:
        reduced["properties"] = constrained
    required = [name for name in schema.get("required", []) if name in sent or name not in properties]
    if required:  # draft 4 forbids an empty list
        reduced["required"] = required
    return reduced


def _is_read_only(schema: Schema, components: Mapping[str, Schema]) -> bool:
    if "$ref" in schema:
        return bool(components[_component_name(schema["$ref"], components)].get("readOnly"))
    return bool(schema.get("readOnly"))


def _component_name(reference: str, components: Mapping[str, Schema]) -> str:
    name = reference.removeprefix(REFERENCE_PREFIX)
    if name not in components:
        raise LookupError(f"the contract refers to {reference!r}, which it does not define")
    return name


def _are_words(enumeration: list[object] | None) -> bool:
    """Whether only a JSON string can mean each value: Django also takes 1 for "1" and true for "True"."""
    return bool(enumeration) and all(isinstance(value, str) and value[:1].islower() for value in enumeration)
