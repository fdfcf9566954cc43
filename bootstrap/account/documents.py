"""IAM policy documents as text. Every value is known when the program runs, so a preview shows them whole."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

type Statement = Mapping[str, Any]
"""One statement of a policy document."""


def policy_document(statements: Sequence[Statement]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(sid: str, actions: Sequence[str], resources: Sequence[str] = ("*",), **condition: Any) -> Statement:
    """`condition` takes the operators by name: `StringEquals={"kms:ViaService": …}`."""
    return _statement("Allow", sid, actions, resources, condition)


def deny(sid: str, actions: Sequence[str], resources: Sequence[str] = ("*",), **condition: Any) -> Statement:
    return _statement("Deny", sid, actions, resources, condition)


def _statement(
    effect: str, sid: str, actions: Sequence[str], resources: Sequence[str], condition: Mapping[str, Any]
) -> Statement:
    statement: dict[str, Any] = {
        "Sid": sid,
        "Effect": effect,
        "Action": list(actions),
        "Resource": list(resources),
    }
    return statement | ({"Condition": dict(condition)} if condition else {})
