"""Reduction only loosens: what the source accepts, the gateway accepts.

A schema is drawn with a value that it accepts; `as_draft4` is an independent reading of OpenAPI.
"""

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from components.schema_reduction import loosen

type Case = tuple[dict[str, Any], Any]

WORDS = st.text("abcXYZ019 ", min_size=1, max_size=4)


def accepts(schema: Mapping[str, Any], value: object) -> bool:
    return Draft4Validator(schema).is_valid(value)


def constant(schema: dict[str, Any], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Case]:
    return values.map(lambda value: (schema, value))


SCALARS = st.one_of(
    constant({"type": "string", "maxLength": 10}, st.text(max_size=10)),
    constant({"type": "string", "nullable": True}, st.none() | st.text()),
    constant({"type": "integer", "minimum": 3, "exclusiveMinimum": True}, st.integers(4)),
    constant({"type": "number"}, st.floats(allow_nan=False, allow_infinity=False)),
    constant({"type": "boolean"}, st.booleans()),
    constant({"oneOf": [{"type": "string"}, {"type": "integer"}]}, st.integers() | st.text()),
    constant({"anyOf": [{"type": "string"}, {"type": "integer"}]}, st.integers() | st.text()),
    constant({}, st.integers() | st.none() | st.lists(st.text())),
    st.lists(WORDS, min_size=1, unique=True).flatmap(
        lambda words: constant({"type": "string", "enum": words}, st.sampled_from(words))
    ),
    constant({"type": "string", "enum": ["a", None], "nullable": True}, st.sampled_from(["a", None])),
)


@st.composite
def arrays(draw: st.DrawFn, inner: st.SearchStrategy[Case]) -> Case:
    schema, value = draw(inner)
    return {"type": "array", "items": schema, "maxItems": 3}, [value] * draw(st.integers(0, 3))


@st.composite
def objects(draw: st.DrawFn, inner: st.SearchStrategy[Case]) -> Case:
    cases = draw(st.dictionaries(WORDS, inner, max_size=4))
    properties = {name: schema for name, (schema, _) in cases.items()}
    required = draw(st.lists(st.sampled_from(sorted(cases)), unique=True)) if cases else []
    read_only = draw(st.sets(st.sampled_from(sorted(cases)))) if cases else set[str]()
    for name in read_only:
        properties[name] = {**properties[name], "readOnly": True}
    value = {
        name: value
        for name, (_, value) in cases.items()
        if name not in read_only and (name in required or draw(st.booleans()))
    }
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    return ({**schema, "required": required} if required else schema), value


@st.composite
def wrapped(draw: st.DrawFn, inner: st.SearchStrategy[Case]) -> Case:
    schema, value = draw(inner)
    return {"allOf": [schema], "description": "with a default"}, value


@st.composite
def nullable(draw: st.DrawFn, inner: st.SearchStrategy[Case]) -> Case:
    schema, value = draw(inner)
    return {**schema, "nullable": True}, draw(st.sampled_from([value, None]))


CASES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(arrays(inner), objects(inner), wrapped(inner), nullable(inner)),
    max_leaves=8,
)


def as_draft4(schema: Mapping[str, Any]) -> dict[str, Any]:
    """OpenAPI 3.0 read as JSON Schema, for a request."""
    read = {key: part for key, part in schema.items() if key not in ("nullable", "readOnly")}
    properties: Mapping[str, Any] = schema.get("properties", {})
    if properties:
        read["properties"] = {name: as_draft4(part) for name, part in properties.items()}
    if required := [name for name in schema.get("required", []) if not properties[name].get("readOnly")]:
        read["required"] = required
    else:
        read.pop("required", None)
    if "items" in schema:
        read["items"] = as_draft4(schema["items"])
    if "allOf" in schema:
        read["allOf"] = [as_draft4(part) for part in schema["allOf"]]
    return {"anyOf": [read, {"enum": [None]}]} if schema.get("nullable") else read


@given(CASES)
def test_what_the_source_schema_accepts_the_reduced_schema_accepts(case: Case) -> None:
    schema, value = case
    assert accepts(as_draft4(schema), value), "the example itself is wrong"
    reduced = loosen(schema, {})
    Draft4Validator.check_schema(reduced)
    assert accepts(reduced, value)


@given(CASES)
def test_reducing_twice_changes_nothing(case: Case) -> None:
    once = loosen(case[0], {})
    assert loosen(once, {}) == once
