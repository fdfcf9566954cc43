"""JSON bodies of bounded size and depth."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser


class BodyTooLargeError(APIException):
    """413: the body has more bytes than are read."""

    status_code = 413
    default_code = "body-too-large"


class BoundedJSONParser(BaseParser):
    """Reads a JSON object in UTF-8. Django bounds only bodies that it reads itself, DRF's parser none."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Raises BodyTooLargeError or ParseError."""
        limit: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise BodyTooLargeError(f"The body is larger than {limit} bytes.")
        try:
            value = json.loads(body.decode(), parse_constant=refuse_constant)
            # Escapes can spell half a surrogate pair, which neither PostgreSQL nor an answer can hold.
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeDecodeError:
            raise ParseError("The body is not UTF-8.") from None
        except UnicodeEncodeError:
            raise ParseError("The body has an escape that is half of a surrogate pair.") from None
        except RecursionError:
            raise ParseError("The body is nested too deeply.") from None
        except ValueError as error:
            raise ParseError(f"The body is not JSON: {error}") from None
        if not isinstance(value, dict):
            raise ParseError("The body is not a JSON object.")
        return value


def refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")
