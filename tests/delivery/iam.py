"""Judges requests by IAM policy documents: enough of AWS's evaluation for the policies written here."""

import json
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any


def allows(policy: str, action: str, resource: str, context: Mapping[str, str] | None = None) -> bool:
    """Whether the policy allows the request: some statement allows it and none denies it."""
    effects = {
        statement["Effect"]
        for statement in json.loads(policy)["Statement"]
        if _applies(statement, action, resource, context or {})
    }
    return effects == {"Allow"}


def statements(policy: str) -> list[dict[str, Any]]:
    return json.loads(policy)["Statement"]


def _applies(statement: Mapping[str, Any], action: str, resource: str, context: Mapping[str, str]) -> bool:
    named = _matches(statement.get("Action", statement.get("NotAction")), action.lower(), str.lower)
    return (
        named == ("Action" in statement)
        and _matches(statement["Resource"], resource)
        and all(
            _condition(operator, key, _listed(wanted), context)
            for operator, tests in statement.get("Condition", {}).items()
            for key, wanted in tests.items()
        )
    )


def _condition(operator: str, key: str, wanted: Sequence[str], context: Mapping[str, str]) -> bool:
    if operator == "StringEquals":
        return key in context and context[key] in wanted
    if operator == "StringNotEquals":
        return key not in context or context[key] not in wanted
    raise NotImplementedError(operator)


def _matches(patterns: Any, value: str, fold: Any = str) -> bool:
    return any(fnmatchcase(value, fold(pattern)) for pattern in _listed(patterns))


def _listed(value: Any) -> Sequence[str]:
    return [value] if isinstance(value, str) else value
