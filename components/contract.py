"""The application's OpenAPI contract as the body of an API Gateway REST API.

Every documented path becomes a resource of its own, because API Gateway takes the most specific resource and
does not return to a greedy one when that lacks the method: each resource therefore also answers ANY. What the
contract does not list is caught by `/api/{proxy+}` and decided by Django.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pulumi

from components.gateway_responses import gateway_responses
from components.schema_reduction import loosen

type Document = Mapping[str, Any]

VALIDATOR = "everything"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
ANY = "x-amazon-apigateway-any-method"
CATCH_ALL_PATHS = ("/health", "/api", "/api/{proxy+}")
VARIABLE = re.compile(r"\{([^{}]+)\}")

INTEGRATION_TIMEOUT_MS = 29_000
"""The longest API Gateway waits without a raised quota."""


class ContractError(pulumi.RunError):
    """The contract cannot be read or cannot become an API."""


def read_contract(path: Path) -> Document:
    """The parsed OpenAPI document in `path`.

    Raises:
        ContractError: the file is missing, is not JSON or has no paths.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ContractError(f"contract {path}: {error.strerror}") from error
    except ValueError as error:
        raise ContractError(f"contract {path} is not JSON: {error}") from error
    if not isinstance(document, dict) or "paths" not in document:
        raise ContractError(f"contract {path} is not an OpenAPI document: it has no 'paths'")
    return document  # pyright: ignore[reportUnknownVariableType]


def gateway_body(contract: Document, *, title: str, integration_uri: str) -> dict[str, Any]:
    """The OpenAPI document, with API Gateway's extensions, that proxies the contract to one Lambda alias.

    Args:
        contract: OpenAPI 3.0 document of the application.
        title: name of the API.
        integration_uri: invocation ARN of the alias.

    Raises:
        ContractError: the contract refers to a schema that it does not define.
    """
    models: dict[str, Any] = {}
    paths: dict[str, Any] = {}
    for path, operations in _routes(contract):
        resource = {ANY: _operation(path, integration_uri)}
        for method, operation in operations.items():
            if validation := _validation(operation, contract, models):
                resource[method] = _operation(path, integration_uri, validation)
        paths[path] = resource
    for path in CATCH_ALL_PATHS:
        paths.setdefault(path, {ANY: _operation(path, integration_uri)})
    return {
        "openapi": "3.0.1",
        "info": {"title": title, "version": contract["info"]["version"]},
        "paths": paths,
        "components": {
            "schemas": models,
            "securitySchemes": {"api_key": {"type": "apiKey", "name": "x-api-key", "in": "header"}},
        },
        "x-amazon-apigateway-request-validators": {
            VALIDATOR: {"validateRequestBody": True, "validateRequestParameters": True}
        },
        "x-amazon-apigateway-gateway-responses": gateway_responses(),
    }


def validated_methods(body: Document, prefix: str) -> list[tuple[str, str]]:
    """The (path, METHOD) pairs of a gateway body below `prefix` that have a route of their own."""
    return [
        (path, method.upper())
        for path, resource in body["paths"].items()
        if path.startswith(prefix)
        for method in resource
        if method != ANY
    ]


def _routes(contract: Document) -> Iterator[tuple[str, dict[str, Document]]]:
    """The contract's paths below `/api` and `/health` with their operations.

    API Gateway allows one variable name at one place in the tree, so the first one seen there is used.
    """
    names: dict[str, str] = {}
    for path, item in contract["paths"].items():
        segments = path.split("/")
        if segments[1] not in ("api", "health") or any(_is_partly_variable(segment) for segment in segments):
            continue
        place = ""
        for segment in segments[1:]:
            if VARIABLE.fullmatch(segment):
                segment = names.setdefault(place, segment)
            place = f"{place}/{segment}"
        yield place, {method: item[method] for method in METHODS if method in item}


def _is_partly_variable(segment: str) -> bool:
    """`{name}.csv`: not a path part for API Gateway."""
    return VARIABLE.search(segment) is not None and VARIABLE.fullmatch(segment) is None


def _operation(path: str, integration_uri: str, validation: Document | None = None) -> dict[str, Any]:
    path_parameters = [
        {"name": name.removesuffix("+"), "in": "path", "required": True, "schema": {"type": "string"}}
        for name in VARIABLE.findall(path)
    ]
    validation = dict(validation or {})
    parameters = path_parameters + validation.pop("parameters", [])
    return {
        **({"parameters": parameters} if parameters else {}),
        **validation,
        "security": [{"api_key": []}],
        "responses": {"200": {"description": "The application's answer, passed through"}},
        "x-amazon-apigateway-integration": {
            "type": "aws_proxy",
            "httpMethod": "POST",  # how Lambda is called, whatever the client's method
            "uri": integration_uri,
            "timeoutInMillis": INTEGRATION_TIMEOUT_MS,
            "passthroughBehavior": "when_no_match",
        },
    }


def _validation(operation: Document, contract: Document, models: dict[str, Any]) -> dict[str, Any]:
    """The parts of an operation that API Gateway checks; empty if Django has to check it all."""
    parts: dict[str, Any] = {}
    if body := _request_body(operation, contract, models):
        parts["requestBody"] = body
    if parameters := _required_query(operation):
        parts["parameters"] = parameters
    return {**parts, "x-amazon-apigateway-request-validator": VALIDATOR} if parts else {}


def _request_body(operation: Document, contract: Document, models: dict[str, Any]) -> dict[str, Any] | None:
    source = operation.get("requestBody", {})
    schema = source.get("content", {}).get("application/json", {}).get("schema")
    if schema is None:
        return None
    try:
        model = loosen(schema, contract.get("components", {}).get("schemas", {}))
    except LookupError as error:
        raise ContractError(f"contract: {error.args[0]}") from error
    # API Gateway reads an absent body as {}, which an optional body with required properties would refuse.
    if not model or ("required" in model and not source.get("required")):
        return None
    name = _add_model(
        models, schema.get("$ref", operation.get("operationId", "Body")).rsplit("/", 1)[-1], model
    )
    return {
        "required": bool(source.get("required")),
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}},
    }


def _add_model(models: dict[str, Any], wanted: str, model: Document) -> str:
    """Stores a model under an alphanumeric name; equal models of one name are shared."""
    base = re.sub(r"[^A-Za-z0-9]", "", wanted)
    name, count = base, 2
    while models.setdefault(name, model) != model:
        name, count = f"{base}{count}", count + 1
    return name


def _required_query(operation: Document) -> list[dict[str, Any]]:
    """The required query parameters. API Gateway refuses an empty one too, so free text is left to Django."""
    return [
        {"name": parameter["name"], "in": "query", "required": True, "schema": {"type": "string"}}
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query" and parameter.get("required") and _refuses_empty(parameter["schema"])
    ]


def _refuses_empty(schema: Document) -> bool:
    if schema.get("nullable") or "" in schema.get("enum", ()):
        return False
    is_text = schema.get("type") in (None, "string", "array")
    return not is_text or "format" in schema or bool(schema.get("minLength")) or "enum" in schema
