"""The gateway may refuse only what the application refuses too."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from components.contract import ContractError, gateway_body, read_contract, validated_methods
from components.schema_reduction import loosen

ALIAS = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:fn:live/invocations"
ANY = "x-amazon-apigateway-any-method"

CONTRACT: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Habits", "version": "1.0.0"},
    "paths": {
        "/health": {"get": {"operationId": "health", "responses": {}}},
        "/api/auth/login": {
            "post": {
                "operationId": "login",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Log_in.Request"}},
                        "multipart/form-data": {"schema": {"$ref": "#/components/schemas/Log_in.Request"}},
                    },
                },
            }
        },
        "/api/habits": {
            "get": {"operationId": "list", "parameters": []},
            "post": {
                "operationId": "create",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/HabitRequest"}}
                    },
                },
            },
        },
        "/api/habits/{id}": {
            "patch": {
                "operationId": "edit",
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/PatchedHabit"}}
                    },
                },
            }
        },
        "/api/habits/{habit_id}/entries": {
            "get": {
                "operationId": "entries",
                "parameters": [
                    {
                        "name": "from",
                        "in": "query",
                        "required": True,
                        "schema": {"type": "string", "format": "date"},
                    },
                    {"name": "search", "in": "query", "required": True, "schema": {"type": "string"}},
                    {"name": "to", "in": "query", "schema": {"type": "string", "format": "date"}},
                    {"name": "habit_id", "in": "path", "required": True, "schema": {"type": "string"}},
                ],
            },
            "post": {
                "operationId": "bulk",
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/HabitRequest"}}
                    },
                },
            },
        },
        "/api/feeds/{token}.ics": {"get": {"operationId": "feed"}},
        "/admin": {"get": {"operationId": "admin"}},
    },
    "components": {
        "schemas": {
            "Log_in.Request": {
                "type": "object",
                "properties": {"email": {"type": "string"}, "password": {"type": "string"}},
                "required": ["email", "password"],
            },
            "KindEnum": {"type": "string", "enum": ["yes_no", "at_least"]},
            "HabitRequest": {
                "type": "object",
                "properties": {
                    "id": {"type": "string", "format": "uuid", "readOnly": True},
                    "name": {"type": "string", "minLength": 1, "maxLength": 100},
                    "kind": {"allOf": [{"$ref": "#/components/schemas/KindEnum"}], "default": "yes_no"},
                    "target": {"type": "integer", "format": "int64", "nullable": True, "minimum": 1},
                    "color": {"oneOf": [{"$ref": "#/components/schemas/KindEnum"}, {"enum": [""]}]},
                    "weekdays": {"type": "array", "items": {"type": "integer"}, "maxItems": 7},
                },
                "required": ["id", "name"],
                "additionalProperties": False,
            },
            "PatchedHabit": {"type": "object", "properties": {"name": {"type": "string"}}},
        }
    },
}

BODY = gateway_body(CONTRACT, title="habits-test", integration_uri=ALIAS)


def accepts(schema: Mapping[str, Any], value: object) -> bool:
    return Draft4Validator(schema).is_valid(value)


def habit_model() -> Mapping[str, Any]:
    return BODY["components"]["schemas"]["HabitRequest"]


@pytest.mark.parametrize(
    "habit",
    [
        {"name": "Read"},
        {"name": 5},
        {"name": "Read", "target": None},
        {"name": "Read", "target": "3"},
        {"name": " " * 200 + "Read"},
        {"name": "Read", "color": ""},
        {"name": "Read", "unknown": True},
        {"name": "Read", "weekdays": ["0", 1]},
    ],
)
def test_the_model_accepts_whatever_django_would_coerce(habit: object) -> None:
    assert accepts(habit_model(), habit)


@pytest.mark.parametrize(
    "habit",
    [[], "Read", {}, {"id": "1"}, {"name": "Read", "kind": "sometimes"}, {"name": "Read", "weekdays": 3}],
)
def test_the_model_refuses_what_no_coercion_can_rescue(habit: object) -> None:
    assert not accepts(habit_model(), habit)


def keywords(schema: object) -> set[str]:
    """Every keyword of a schema, without the names of properties."""
    if not isinstance(schema, dict):
        return set()
    found = set(schema)
    for name, part in schema.items():
        parts = part.values() if name == "properties" else [part]
        found = found.union(*(keywords(inner) for inner in parts))
    return found


def test_models_hold_only_keywords_that_api_gateway_knows() -> None:
    for model in BODY["components"]["schemas"].values():
        assert keywords(model) <= {"type", "properties", "required", "items", "enum"}


def test_model_names_are_alphanumeric() -> None:
    assert set(BODY["components"]["schemas"]) == {"LoginRequest", "HabitRequest", "PatchedHabit"}


def test_every_operation_needs_the_origin_key_and_calls_the_alias() -> None:
    operations = [operation for resource in BODY["paths"].values() for operation in resource.values()]
    assert len(operations) > len(BODY["paths"])
    for operation in operations:
        assert operation["security"] == [{"api_key": []}]
        assert operation["x-amazon-apigateway-integration"]["type"] == "aws_proxy"
        assert operation["x-amazon-apigateway-integration"]["httpMethod"] == "POST"
        assert operation["x-amazon-apigateway-integration"]["uri"] == ALIAS


def test_every_resource_answers_any_method_so_that_no_documented_call_is_lost() -> None:
    assert all(ANY in resource for resource in BODY["paths"].values())


def test_health_and_undocumented_paths_reach_the_application() -> None:
    assert {"/health", "/api", "/api/{proxy+}"} <= set(BODY["paths"])


def test_paths_outside_the_two_prefixes_or_with_partial_variables_get_no_resource() -> None:
    assert "/admin" not in BODY["paths"]
    assert not any(".ics" in path for path in BODY["paths"])


def test_one_place_in_the_tree_has_one_variable_name() -> None:
    assert "/api/habits/{id}/entries" in BODY["paths"]
    [parameter] = [
        parameter
        for parameter in BODY["paths"]["/api/habits/{id}/entries"]["get"]["parameters"]
        if parameter["in"] == "path"
    ]
    assert parameter["name"] == "id"


def test_a_required_query_parameter_is_checked_only_if_an_empty_value_is_wrong_too() -> None:
    parameters = BODY["paths"]["/api/habits/{id}/entries"]["get"]["parameters"]
    assert [parameter["name"] for parameter in parameters if parameter["in"] == "query"] == ["from"]


def test_an_optional_body_with_required_properties_is_left_to_django() -> None:
    assert "post" not in BODY["paths"]["/api/habits/{id}/entries"]
    assert "patch" in BODY["paths"]["/api/habits/{id}"]


def test_a_validated_method_names_a_validator_that_exists() -> None:
    methods = validated_methods(BODY, "/api")
    assert ("/api/auth/login", "POST") in methods
    for path, method in methods:
        validator = BODY["paths"][path][method.lower()]["x-amazon-apigateway-request-validator"]
        assert BODY["x-amazon-apigateway-request-validators"][validator] == {
            "validateRequestBody": True,
            "validateRequestParameters": True,
        }


def test_every_model_reference_resolves() -> None:
    references = {
        operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1]
        for resource in BODY["paths"].values()
        for operation in resource.values()
        if "requestBody" in operation
    }
    assert references == set(BODY["components"]["schemas"])


def test_the_gateways_own_answers_are_json_in_the_applications_shape() -> None:
    for answer in BODY["x-amazon-apigateway-gateway-responses"].values():
        body = json.loads(answer["responseTemplates"]["application/json"])
        assert set(body) == {"type", "title", "status", "detail", "errors"}
        assert str(body["status"]) == answer["statusCode"]


def test_different_models_of_one_name_do_not_replace_each_other() -> None:
    def inline(schema: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "post": {
                "operationId": "do",
                "requestBody": {"content": {"application/json": {"schema": schema}}},
            }
        }

    contract = {
        "info": {"version": "1"},
        "paths": {"/api/a": inline({"type": "object"}), "/api/b": inline({"type": "array"})},
    }
    models = gateway_body(contract, title="t", integration_uri=ALIAS)["components"]["schemas"]
    assert models == {"do": {"type": "object"}, "do2": {"type": "array", "items": {}}}


def test_a_recursive_schema_ends_in_one_that_accepts_everything() -> None:
    node = {
        "type": "object",
        "properties": {"child": {"$ref": "#/components/schemas/Node"}},
        "required": ["child"],
    }
    assert loosen({"$ref": "#/components/schemas/Node"}, {"Node": node}) == {
        "type": "object",
        "required": ["child"],
    }


def test_a_dangling_reference_is_named() -> None:
    contract = {
        "info": {"version": "1"},
        "paths": {
            "/api/a": {
                "post": {
                    "requestBody": {
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/X"}}}
                    }
                }
            }
        },
    }
    with pytest.raises(ContractError, match="#/components/schemas/X"):
        gateway_body(contract, title="t", integration_uri=ALIAS)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(None, "No such file"), ("{", "not JSON"), ("[]", "no 'paths'"), ("{}", "no 'paths'")],
)
def test_an_unreadable_contract_is_named_with_its_fault(
    tmp_path: Any, content: str | None, complaint: str
) -> None:
    path = tmp_path / "openapi.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ContractError, match=complaint) as caught:
        read_contract(path)
    assert str(path) in str(caught.value)


# The law. A schema is drawn with a value that it accepts; `as_draft4` is an independent reading of OpenAPI.

type Case = tuple[dict[str, Any], Any]

WORDS = st.text("abcXYZ019 ", min_size=1, max_size=4)


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
