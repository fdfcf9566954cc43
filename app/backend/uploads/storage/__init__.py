"""Where photos are kept: one interface, a bucket of S3 behind it or a folder of this machine."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from django.conf import settings

FORM_LASTS = timedelta(minutes=15)
URL_LASTS = timedelta(minutes=15)


class StorageError(Exception):
    """The store did not do as asked; the message is the kind of failure."""


class MissingError(StorageError):
    """There is nothing under the key."""


class TooLargeError(StorageError):
    """What is there has more bytes than were to be read."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """What a browser posts as multipart/form-data: the fields, then the file under the name `file`."""

    url: str
    """Of another host, or of ours and relative."""
    fields: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Stored:
    """An object of the store."""

    key: str
    changed_at: datetime


class Storage(Protocol):
    """Objects under keys like `media/<owner>/<id>/original.jpg`. Every method raises StorageError."""

    def form(self, key: str, *, content_type: str, size: int) -> Form:
        """A form that takes exactly `size` bytes of `content_type` to `key`, and is good for `FORM_LASTS`."""
        ...

    def url(self, key: str) -> str:
        """An address under which anyone can read the object for `URL_LASTS`."""
        ...

    def read(self, key: str, *, at_most: int) -> bytes:
        """The object's bytes. Raises MissingError, or TooLargeError when there are more than `at_most`."""
        ...

    def write(self, key: str, data: bytes, *, content_type: str) -> None:
        """Put `data` in place of what was there."""
        ...

    def delete(self, keys: Collection[str]) -> None:
        """Delete objects; those that are not there are deleted already."""
        ...

    def objects(self, prefix: str) -> Iterator[Stored]:
        """Every object whose key begins with `prefix`, in no particular order."""
        ...


def storage() -> Storage:
    """The store that the settings name. Its module is loaded now, since few requests need one."""
    if settings.MEDIA_BUCKET:
        from uploads.storage.s3 import S3Storage

        return S3Storage(bucket=settings.MEDIA_BUCKET, region=settings.AWS_REGION)
    from uploads.storage.local import LocalStorage

    return LocalStorage(Path(settings.MEDIA_ROOT))
