"""The gateway may refuse only what the application refuses too."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
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
