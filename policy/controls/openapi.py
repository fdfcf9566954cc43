"""Which operations of an API Gateway definition let a caller in unasked."""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from .values import MalformedError, as_list, as_object

_METHODS: Final = frozenset(
    {"get", "put", "post", "delete", "patch", "head", "x-amazon-apigateway-any-method"}
)  # a browser asks OPTIONS without credentials, so it is not counted


def open_operations(body: str, where: str) -> Iterator[str]:
    """The operations (`POST /login`) that ask for neither a key nor an authorizer.

    An operation's own `security` replaces that of the whole document; an empty list means nothing is asked.
    Raises `MalformedError` if the body is not a JSON document of paths.
    """
    try:
        document = as_object(json.loads(body), where)
    except json.JSONDecodeError:
        raise MalformedError(where, "an OpenAPI document in JSON", body) from None
    default = document.get("security")
    for path, item in as_object(document.get("paths"), where).items():
        for method, operation in as_object(item, where).items():
            if method.lower() in _METHODS:
                security = as_object(operation, where).get("security", default)
                # One alternative that asks nothing (`{}`) is enough to get in.
                alternatives = as_list(security)
                if not alternatives or any(isinstance(one, Mapping) and not one for one in alternatives):
                    yield f"{method.upper()} {path}"
