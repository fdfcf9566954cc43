"""Which lines of a program made a resource, where that is known."""

from collections.abc import Mapping, Sequence
from typing import Protocol


class Line(Protocol):
    """A line of a file; the file is relative to the project's folder."""

    @property
    def file(self) -> str: ...

    @property
    def line(self) -> int: ...


type Places = Mapping[str, Sequence[Line]]
"""By URN; innermost first: the line that creates the resource, then its callers."""
