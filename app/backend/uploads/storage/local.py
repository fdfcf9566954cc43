"""Photos in a folder of this machine: the bucket's twin, whose signed requests Django answers itself."""

import tempfile
from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.core import signing

from uploads.storage import FORM_LASTS, URL_LASTS, Form, MissingError, StorageError, Stored, TooLargeError

URL = "/api/media"
FORM_SALT = "uploads.storage.local.form"
URL_SALT = "uploads.storage.local.url"


class FormError(Exception):
    """A form was changed, is too old, or came with another file than it is for."""


class LocalStorage:
    """The folder `root`, with a file for each key."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def form(self, key: str, *, content_type: str, size: int) -> Form:
        policy = signing.dumps([key, content_type, size], salt=FORM_SALT)
        return Form(url=URL, fields={"key": key, "Content-Type": content_type, "policy": policy})

    def accept(self, fields: Mapping[str, str], data: bytes) -> None:
        """Keep what a browser posted with a form of `form`. Raises FormError."""
        try:
            key, content_type, size = signing.loads(
                fields.get("policy", ""), salt=FORM_SALT, max_age=FORM_LASTS
            )
        except signing.BadSignature:
            raise FormError from None
        if (fields.get("key"), fields.get("Content-Type"), len(data)) != (key, content_type, size):
            raise FormError
        self.write(key, data, content_type=content_type)

    def url(self, key: str) -> str:
        return f"{URL}/{signing.dumps(key, salt=URL_SALT)}"

    def file_of(self, signed: str) -> Path:
        """The file behind the end of an address of `url`. Raises MissingError, also when it is too old."""
        try:
            key: str = signing.loads(signed, salt=URL_SALT, max_age=URL_LASTS)
        except signing.BadSignature:
            raise MissingError from None
        path = self.root / key
        if not path.is_file():
            raise MissingError
        return path

    def read(self, key: str, *, at_most: int) -> bytes:
        with translated():
            path = self.root / key
            if path.stat().st_size > at_most:
                raise TooLargeError
            return path.read_bytes()

    def write(self, key: str, data: bytes, *, content_type: str) -> None:
        with translated():
            path = self.root / key
            path.parent.mkdir(parents=True, exist_ok=True)
            # Under its name in one step, so that nobody reads half a file.
            with tempfile.NamedTemporaryFile(dir=self.root, delete=False) as file:
                file.write(data)
            Path(file.name).replace(path)

    def delete(self, keys: Collection[str]) -> None:
        with translated():
            for key in keys:
                (self.root / key).unlink(missing_ok=True)

    def objects(self, prefix: str) -> Iterator[Stored]:
        with translated():
            for path in (self.root / prefix.rpartition("/")[0]).rglob("*"):
                key = path.relative_to(self.root).as_posix()
                if key.startswith(prefix) and path.is_file():
                    yield Stored(key=key, changed_at=datetime.fromtimestamp(path.stat().st_mtime, UTC))


@contextmanager
def translated() -> Generator[None]:
    """The file system's failures as the store's."""
    try:
        yield
    except FileNotFoundError:
        raise MissingError from None
    except OSError as error:
        raise StorageError(type(error).__name__) from None
