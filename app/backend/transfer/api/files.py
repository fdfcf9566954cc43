"""Bodies and answers that are files."""

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.utils import encoders, json

from core.parsers import BodyTooLargeError
from transfer.limits import MAX_FILE_BYTES

BYTES, ZIP, JSON = "application/octet-stream", "application/zip", "application/json"


class FileParser(BaseParser):
    """The bytes of a file, whatever they are."""

    media_type = BYTES

    def parse(  # type: ignore[override]  # what is no form has no fields
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Raises BodyTooLargeError, before anything is read if the request says how long it is."""
        said = str((parser_context or {})["request"].META.get("CONTENT_LENGTH"))
        is_long = said.isdecimal() and int(said) > MAX_FILE_BYTES
        body = b"" if is_long else stream.read(MAX_FILE_BYTES + 1)
        if is_long or len(body) > MAX_FILE_BYTES:
            raise BodyTooLargeError(f"The file is larger than {MAX_FILE_BYTES} bytes. Zipped it may fit.")
        return body


class FileRenderer(BaseRenderer):
    """Bytes as they are; an error, which is no file, as JSON."""

    charset = None
    render_style = "binary"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return data if isinstance(data, bytes) else json.dumps(data, cls=encoders.JSONEncoder).encode()


class JSONFileRenderer(FileRenderer):
    media_type = JSON
    format = "json"


class ZipRenderer(FileRenderer):
    media_type = ZIP
    format = "zip"


class BytesRenderer(FileRenderer):
    media_type = BYTES
    format = "bin"
