"""Requests that the contract allows, made from it: so that a new operation is tested without being named."""

from collections.abc import Callable
from typing import Any

from tests.app.documented_client import CONTRACT

type OfName = Callable[[str, dict[str, Any]], Any]
"""Gives the value for a field or parameter by its name and schema."""

TEXTS = {"date": "2026-03-18", "date-time": "2026-03-18T09:00:00Z", "email": "somebody@example.com"}


def body(operation: dict[str, Any], of_id: OfName) -> dict[str, Any] | None:
    """A body with every field that is needed and every one that names something, None without a body."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return None if content is None else sample("", content["schema"], of_id)


def query(operation: dict[str, Any], of_id: OfName) -> dict[str, Any]:
    """Every parameter of the query that is needed and every one that names something."""
    asked = [one for one in operation.get("parameters", []) if one["in"] == "query"]
    wanted = [one for one in asked if one.get("required") or names_something(one["schema"])]
    return {one["name"]: sample(one["name"], one["schema"], of_id) for one in wanted}


def sample(name: str, schema: dict[str, Any], of_id: OfName) -> Any:
    """The simplest value that `schema` allows."""
    schema = resolved(schema)
    if schema.get("format") == "uuid":
        return of_id(name, schema)
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "object":
            needed = schema.get("required", [])
            return {
                field: sample(field, inner, of_id)
                for field, inner in schema.get("properties", {}).items()
                if field in needed or names_something(inner)
            }
        case "array":
            return [sample(name, schema["items"], of_id)]
        case "integer" | "number":
            return schema.get("minimum", 1) or 1
        case "boolean":
            return True
        case _:
            return TEXTS.get(schema.get("format", ""), "x" * max(schema.get("minLength", 1), 12))


def names_something(schema: dict[str, Any]) -> bool:
    """Whether a value is an id, or a list of them."""
    schema = resolved(schema)
    return schema.get("format") == "uuid" or (
        schema.get("type") == "array" and names_something(schema["items"])
    )


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema itself in place of a reference to it."""
    (one,) = schema.get("allOf") or [schema]
    if "$ref" not in one:
        return one
    return resolved(CONTRACT["components"]["schemas"][one["$ref"].rpartition("/")[2]])
