"""Statements of IAM policies. Names are literals, so a preview shows all but the key's identifier."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

from components.documents import Statement

__all__ = ["Statement", "allow", "deny"]


def allow(
    sid: str, actions: Sequence[str], resources: Sequence[pulumi.Input[str]] = ("*",), **condition: Any
) -> Statement:
    """`condition` takes the operators by name: `StringEquals={"kms:ViaService": …}`."""
    return _statement("Allow", sid, actions, resources, condition)


def deny(
    sid: str, actions: Sequence[str], resources: Sequence[pulumi.Input[str]] = ("*",), **condition: Any
) -> Statement:
    return _statement("Deny", sid, actions, resources, condition)


def _statement(
    effect: str,
    sid: str,
    actions: Sequence[str],
    resources: Sequence[pulumi.Input[str]],
    condition: Mapping[str, Any],
) -> Statement:
    statement: dict[str, Any] = {
        "Sid": sid,
        "Effect": effect,
        "Action": list(actions),
        "Resource": list(resources),
    }
    return statement | ({"Condition": dict(condition)} if condition else {})
