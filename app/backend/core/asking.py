"""What a request says, validated."""

from typing import Any

from rest_framework.serializers import BaseSerializer


def validated(kind: type[BaseSerializer[Any]], data: object, **options: Any) -> dict[str, Any]:
    """`data`, a query or a body, as the serializer `kind` reads it. Raises ValidationError."""
    given = kind(data=data, **options)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)
