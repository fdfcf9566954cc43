"""IAM policy documents."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

type Statement = Mapping[str, Any]
"""One statement of a policy document; its values may be outputs."""


def policy_document(statements: Sequence[Statement]) -> pulumi.Output[str]:
    """The JSON text. If every value in it is known, policies can judge it at the first preview."""
    return pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": list(statements)})


def trust(service: str, conditions: Mapping[str, Any] | None = None) -> pulumi.Output[str]:
    """The trust policy of a role that only one AWS service may assume."""
    statement: dict[str, Any] = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sts:AssumeRole",
    }
    return policy_document([statement | ({"Condition": conditions} if conditions else {})])
