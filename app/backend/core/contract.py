"""What drf-spectacular cannot see when it writes the contract. Loaded only by `manage.py spectacular`."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from core.errors import MEDIA_TYPE

PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {"$ref": "#/components/schemas/FieldError"},
        },
    },
    "required": ["type", "title", "status", "detail", "errors"],
}
FIELD_ERROR = {
    "type": "object",
    "description": "A mistake in one field. The field is empty when it concerns the request as a whole.",
    "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
    "required": ["field", "message"],
}
REASONS = {
    "400": "The request has mistakes; `errors` lists them by field.",
    "401": "Not logged in, or an API token that is not valid or not for this.",
    "403": "The CSRF token is missing or wrong, or the API token may only read.",
    "404": "There is nothing at this address that belongs to you.",
    "406": "Only JSON can be answered.",
    "413": "The body is too large.",
    "415": "Only JSON is understood.",
    "429": "Too many attempts; `Retry-After` says when to try again.",
    "503": "The database does not answer.",
}
WRITING = ("post", "put", "patch", "delete")


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The session cookie."""

    target_class = "core.authentication.SessionAuthentication"
    match_subclasses = True
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """An API token."""

    target_class = "core.authentication.BearerAuthentication"
    match_subclasses = True
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer"}


class ContractGenerator(SchemaGenerator):
    """Writes the contract, with the error answers that each operation can have."""

    def get_schema(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        contract: dict[str, Any] = super().get_schema(*args, **kwargs)  # type: ignore[no-untyped-call]
        contract["components"]["schemas"] |= {"Problem": PROBLEM, "FieldError": FIELD_ERROR}
        for path, operations in contract["paths"].items():
            for method, operation in operations.items():
                answers = {
                    status: error_answer(status) for status in possible_errors(path, method, operation)
                }
                operation.pop("x-throttled", None)
                operation.pop("x-refuses", None)
                operation["responses"] = dict(sorted((answers | operation["responses"]).items()))
        return contract


def possible_errors(path: str, method: str, operation: dict[str, Any]) -> set[str]:
    """The error statuses of one operation, as text."""
    errors = {"406", "503"}
    if "requestBody" in operation:
        errors |= {"400", "413", "415"}
    if any(parameter["schema"].get("format") != "uuid" for parameter in operation.get("parameters", [])):
        errors |= {"400"}
    if "{" in path or "page" in {parameter["name"] for parameter in operation.get("parameters", [])}:
        errors |= {"404"}
    if path.startswith("/api/") and {} not in operation.get("security", [{}]):
        errors |= {"401"}
    if method in WRITING:
        errors |= {"403"}
    errors |= set(operation.get("x-refuses", ()))  # for other reasons than mistakes in the request
    if operation.get("x-throttled") or {"token": []} in operation.get("security", []):
        errors |= {"429"}
    return errors


def error_answer(status: str) -> dict[str, Any]:
    return {
        "description": REASONS[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
