"""A test client that also holds every answer against the contract: its status, its media type, its body."""

import json
import re
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from rest_framework.test import APIClient

CONTRACT = json.loads((Path(__file__).resolve().parents[2] / "app/openapi.json").read_text())
# Answers that any address can give, or that would be a defect.
NOT_DOCUMENTED = {405, 500}


class DocumentedClient(APIClient):
    """Fails a test whose answer the contract does not announce."""

    def request(self, **environ: Any) -> Any:
        response = super().request(**environ)
        operation = operation_of(environ["PATH_INFO"], environ["REQUEST_METHOD"])
        if operation is not None and response.status_code not in NOT_DOCUMENTED:
            check(response, operation)
        return response


def operation_of(path: str, method: str) -> dict[str, Any] | None:
    """The operation of the contract that `path` and `method` reach."""
    for template, operations in CONTRACT["paths"].items():
        with_ids = re.sub(r"\{\w+_id\}", "[0-9a-f-]{36}", template)
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", with_ids), path):
            found: dict[str, Any] | None = operations.get(method.lower())
            return found
    return None


def check(response: Any, operation: dict[str, Any]) -> None:
    documented = operation["responses"]
    assert str(response.status_code) in documented, f"{operation['operationId']}: {response.status_code}"
    content = documented[str(response.status_code)].get("content")
    if content is None:
        assert response.content == b""
        return
    media_type = response["Content-Type"].partition(";")[0]
    assert media_type in content, f"{operation['operationId']}: {media_type}"
    if content[media_type]["schema"].get("format") == "binary":
        return
    if not media_type.endswith("json"):
        return
    schema = json_schema(content[media_type]["schema"]) | {"components": json_schema(CONTRACT["components"])}
    Draft202012Validator(schema).validate(response.json())


def json_schema(schema: Any) -> Any:
    """OpenAPI 3.0's dialect in JSON Schema's words."""
    if isinstance(schema, list):
        return [json_schema(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: json_schema(value) for key, value in schema.items() if key != "nullable"}
    if inner.get("exclusiveMaximum") is True:
        inner["exclusiveMaximum"] = inner.pop("maximum")
    return {"anyOf": [inner, {"type": "null"}]} if schema.get("nullable") is True else inner
