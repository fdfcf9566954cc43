"""What a role needs to read or write the state of a stack, and nothing of the other's.

The paths are those of Pulumi's own S3 backend: one folder each for states, locks, histories and backups.
"""

from collections.abc import Iterable, Sequence

import pulumi

from .documents import Statement, allow
from .place import PROJECT, STACK_CONTEXT, Place

READ_OBJECTS = ("s3:GetObject",)
WRITE_OBJECTS = ("s3:GetObject", "s3:PutObject", "s3:DeleteObject")


def state_statements(
    place: Place, key_arn: pulumi.Input[str], stacks: Sequence[str], object_actions: Sequence[str]
) -> list[Statement]:
    """`object_actions` is READ_OBJECTS or WRITE_OBJECTS."""
    objects = [f"{place.state_bucket_arn}/{path}" for stack in stacks for path in _paths(stack)]
    return [
        # Listing shows names only, and Pulumi lists whole folders: it cannot be narrowed to a stack.
        allow("ListStates", ["s3:ListBucket"], [place.state_bucket_arn]),
        allow("StateFormat", READ_OBJECTS, [f"{place.state_bucket_arn}/.pulumi/meta.yaml"]),
        allow("StateOfTheStack", object_actions, objects),
        allow(
            "KeyThroughS3",
            ["kms:Decrypt", "kms:GenerateDataKey"],
            [key_arn],
            StringEquals={"kms:ViaService": f"s3.{place.region}.amazonaws.com"},
        ),
        allow(
            "SecretsOfTheStack",
            ["kms:Decrypt"],
            [key_arn],
            StringEquals={f"kms:EncryptionContext:{STACK_CONTEXT}": list(stacks)},
        ),
    ]


def _paths(stack: str) -> Iterable[str]:
    yield f".pulumi/stacks/{PROJECT}/{stack}.*"
    yield f".pulumi/locks/organization/{PROJECT}/{stack}/*"
    yield f".pulumi/history/{PROJECT}/{stack}/*"
    yield f".pulumi/backups/{PROJECT}/{stack}/*"
