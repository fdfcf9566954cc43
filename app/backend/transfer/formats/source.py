"""A file that somebody brings, and what every parser of one is like. Pure."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from transfer.document import FileError, Parsed
from transfer.formats.archive import is_archive, unpacked
from transfer.formats.strict_json import read_json

SQLITE = b"SQLite format 3\0"
# What macOS adds to every zip file.
NOISE = ("__MACOSX/", ".DS_Store")


@dataclass(frozen=True)
class SourceFile:
    """Bytes and the name they came with, which is a hint at most. What they hold is read once."""

    data: bytes
    name: str = ""

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The files in a zip file by name; none in any other. Raises FileError."""
        if not is_archive(self.data):
            return {}
        return {name: data for name, data in unpacked(self.data).items() if not is_noise(name)}

    @cached_property
    def json(self) -> Any:
        """The value in a JSON file; None in any other. Raises FileError."""
        return read_json(self.data) if self.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") else None

    @property
    def is_database(self) -> bool:
        return self.data.startswith(SQLITE)

    @property
    def unwrapped(self) -> "SourceFile":
        """The one file in a zip file that has no other; else the file itself. Raises FileError."""
        if len(self.files) != 1:
            return self
        ((name, data),) = self.files.items()
        return SourceFile(data, name)


class Parser(Protocol):
    """One format. A module with these three names is one."""

    NAME: str

    def sniff(self, source: SourceFile) -> bool:
        """Whether the file is of this format, as far as a look tells. Raises FileError."""

    def parse(self, source: SourceFile) -> Parsed:
        """What the file holds. Raises FileError."""


def is_noise(name: str) -> bool:
    return name.startswith(NOISE[0]) or name.rpartition("/")[2] == NOISE[1]


def parse_with(parsers: "tuple[Parser, ...]", data: bytes, name: str) -> tuple[str, Parsed]:
    """The name of the format and what the file holds. Raises FileError."""
    if not data:
        raise FileError("The file is empty.")
    source = SourceFile(data, name).unwrapped
    for parser in parsers:
        if parser.sniff(source):
            return parser.NAME, parser.parse(source)
    known = ", ".join(parser.NAME for parser in parsers)
    raise FileError(f"The file is of no format that is understood, which are: {known}.")
