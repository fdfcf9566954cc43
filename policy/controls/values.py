"""Reading a resource's properties in three values: known, absent, not known yet.

Every reader treats an absent property as the default it is given (the default AWS would apply) and raises
`UndeterminedError` on an unknown one, so that a control reads like plain two-valued code. Readers of lists
give all known elements first and raise only afterwards: `any(...)` and loops then find a certain problem
whatever is unknown beside it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from .model import UNKNOWN, ResourceView


class UndeterminedError(Exception):
    """A control asked for a value that is not known yet, or for a resource outside the stack.

    `path` is the property, `reason` a few words for the report.
    """

    def __init__(self, path: str, reason: str = "is not known before the deployment") -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


class MalformedError(Exception):
    """A property does not have the type AWS wants; counts as a problem of the resource, never as a pass.

    The value itself is left out: it may be a secret.
    """

    def __init__(self, path: str, wanted: str, value: object) -> None:
        super().__init__(f"{path} must be {wanted}, not a value of type {type(value).__name__}")


class Block:
    """A map of properties: a whole resource or one nested object. `path` leads to it from the resource."""

    def __init__(self, value: object, path: str, view: ResourceView) -> None:
        self.value = value
        self.path = path
        self.view = view

    def full_path(self, path: str) -> str:
        """The path from the resource, as reports print it: `ingress[0].cidrBlocks`."""
        return f"{self.path}.{path}" if self.path and path else self.path or path

    def read(self, path: str) -> Any:
        """The value at a dotted path: `None` when absent, `UNKNOWN` when it, itself, is unknown.

        Raises `UndeterminedError` when an object on the way is unknown, `MalformedError` when it is none.
        """
        value: Any = self.value
        walked = self.path
        for key in path.split("."):
            value = _single(value)
            if value is UNKNOWN:
                raise UndeterminedError(walked)
            if value is None:
                return None
            if not isinstance(value, Mapping):
                raise MalformedError(walked, "an object", value)
            value = cast("Mapping[str, Any]", value).get(key)
            walked = f"{walked}.{key}" if walked else key
        return value

    def known(self, path: str) -> Any:
        """As `read`, but an unknown value raises `UndeterminedError`."""
        value = self.read(path)
        if value is UNKNOWN:
            raise UndeterminedError(self.full_path(path))
        return value

    def present(self, path: str) -> bool:
        """Whether the program set the property to something. It did if the value is merely not known yet."""
        value = self.read(path)
        if isinstance(value, str):
            return bool(value.strip())
        return value is not None and value != [] and value != {}

    def flag(self, path: str, *, default: bool = False) -> bool:
        """A boolean; the strings the provider converts are understood too."""
        value = self.known(path)
        if value is None or value == "":
            return default
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.strip().lower() in _BOOLEANS:
            return _BOOLEANS[value.strip().lower()]
        raise MalformedError(self.full_path(path), "true or false", value)

    def number(self, path: str, *, default: float) -> float:
        """A number; the engine sends every number as a float, programs also write them as strings."""
        value = self.known(path)
        if value is None or value == "":
            return default
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise MalformedError(self.full_path(path), "a number", value)
        try:
            return float(value)
        except ValueError:
            raise MalformedError(self.full_path(path), "a number", value) from None

    def text(self, path: str, *, default: str = "") -> str:
        """A string, stripped; numbers and booleans in the spelling JSON gives them."""
        value = self.known(path)
        return default if value is None else as_text(value, self.full_path(path)).strip() or default

    def texts(self, path: str) -> Iterator[str]:
        """The strings of a list (a lone one is a list of one): the known ones, then `UndeterminedError`."""
        return self._elements(path, as_text)

    def blocks(self, path: str) -> Iterator["Block"]:
        """The objects of a list (a lone one is a list of one): the known ones, then `UndeterminedError`."""
        return self._elements(path, lambda value, at: Block(value, at, self.view))

    def names(self) -> Iterator[str]:
        """The names in the block; they are known even where their values are not."""
        return iter(as_object(self.value, self.path))

    def block(self, path: str) -> "Block":
        """The nested object at the path; an absent one reads as an empty one."""
        return Block(self.known(path) or {}, self.full_path(path), self.view)

    def _elements[T](self, path: str, make: Callable[[object, str], T]) -> Iterator[T]:
        unknown: UndeterminedError | None = None
        for index, value in enumerate(as_list(self.known(path))):
            at = f"{self.full_path(path)}[{index}]"
            if value is UNKNOWN:
                unknown = unknown or UndeterminedError(at)
            elif value is not None:
                yield make(value, at)
        if unknown:
            raise unknown


_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def top_level(path: str) -> str:
    """The property of the resource that a path leads into, in either spelling: `a.b[0]`, `["a"].b`."""
    first = re.match(r"""\[["'](?P<quoted>[^"']+)["']\]|(?P<plain>[^.\[]*)""", path)
    return (first["quoted"] or first["plain"]) if first else path


def as_list(value: object) -> Sequence[object]:
    """A list as it is, nothing as an empty one, anything else as a list of one."""
    if value is None:
        return []
    return cast("Sequence[object]", value) if isinstance(value, list | tuple) else [value]


def as_object(value: object, path: str) -> Mapping[str, Any]:
    """A map as it is, nothing as an empty one; raises `MalformedError` on anything else."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise MalformedError(path, "an object", value)
    return cast("Mapping[str, Any]", value)


def as_text(value: object, path: str) -> str:
    """A scalar in the spelling JSON gives it; raises `MalformedError` on anything else."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str | int | float):
        return str(value)
    raise MalformedError(path, "text", value)


def _single(value: object) -> object:
    """A list of one object as that object: some writers wrap a single block into a list."""
    if isinstance(value, list | tuple):
        items = cast("Sequence[object]", value)
        return items[0] if len(items) == 1 else items
    return value


def chained[T](parts: Iterable[Iterator[T]]) -> Iterator[T]:
    """The values of all parts, the known ones of each; what any of them left open is raised at the end."""
    unknown: UndeterminedError | None = None
    for part in parts:
        try:
            yield from part
        except UndeterminedError as open_question:
            unknown = unknown or open_question
    if unknown:
        raise unknown
