"""Access policy documents, read as AWS reads them, however they are spelt.

A single string or a list, a lone statement or several, a JSON text or an object, element names in any case,
an effect left out: all come out as the same statements.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, cast

from .model import UNKNOWN
from .values import Block, MalformedError, as_list, as_object, as_text

_ELEMENTS = {
    name.lower(): name
    for name in ("Statement", "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal",
                 "NotPrincipal", "Condition")
}  # fmt: skip


@dataclass(frozen=True)
class Condition:
    """One line of a condition block: all lower case but the values."""

    operator: str
    key: str
    values: tuple[str, ...]

    @property
    def holds_when_key_is_missing(self) -> bool:
        """Such a condition restricts nobody who simply leaves the key out."""
        return self.operator.endswith("ifexists") or self.operator.startswith("forallvalues:")

    @property
    def is_positive(self) -> bool:
        """Whether it asks for a match, not for a difference."""
        return "not" not in self.operator and self.operator != "null"

    @property
    def compares(self) -> str:
        """The bare operator, without set qualifier and without `IfExists`."""
        return self.operator.rpartition(":")[2].removesuffix("ifexists")


class Statement:
    """One statement. Iterators give the known values first and raise `UndeterminedError` last."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self.path = block.path

    @property
    def allows(self) -> bool:
        return self._block.text("Effect", default="Allow").lower() != "deny"

    def present(self, element: str) -> bool:
        return self._block.present(element)

    def actions(self, element: str = "Action") -> Iterator[str]:
        """Action patterns in lower case: IAM compares them without regard to case."""
        return (action.strip().lower() for action in self._block.texts(element))

    def resources(self) -> Iterator[str]:
        return (resource.strip() for resource in self._block.texts("Resource"))

    def principals(self) -> Iterator[tuple[str, str]]:
        """Pairs of kind (`aws`, `service`, `federated`, ...) and value; a bare `*` has the kind `*`."""
        principal = self._block.known("Principal")
        if not isinstance(principal, Mapping):
            for value in self._block.texts("Principal"):
                yield "*", value.strip()
            return
        nested = self._block.block("Principal")
        for kind in cast("Mapping[str, Any]", principal):
            for value in nested.texts(kind):
                yield kind.lower(), value.strip()

    def conditions(self) -> Iterator[Condition]:
        where = self._block.full_path("Condition")
        for operator, tests in as_object(self._block.known("Condition"), where).items():
            for key, value in as_object(tests, f"{where}.{operator}").items():
                values = tuple("" if v is UNKNOWN else as_text(v, where).strip() for v in as_list(value))
                yield Condition(operator.lower(), key.lower(), values)


def statements(block: Block, path: str) -> Iterator[Statement]:
    """The statements of the document at a path; none when there is no document.

    Raises `UndeterminedError` when the document is unknown: a text built from one unknown ARN is unknown as a
    whole. Raises `MalformedError` when it is not a policy document.
    """
    document = block.known(path)
    if document is None or document == "":
        return
    where = block.full_path(path)
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except json.JSONDecodeError:
            raise MalformedError(where, "a JSON policy document", document) from None
    root = Block(_canonical(as_object(document, where)), where, block.view)
    for statement in root.blocks("Statement"):
        elements = _canonical(as_object(statement.value, statement.path))
        yield Statement(Block(elements, statement.path, block.view))


def covers(pattern: str, name: str) -> bool:
    """Whether an IAM pattern (`*` and `?`, no brackets) matches a name; both in the same case."""
    return fnmatchcase(name, pattern.replace("[", "[[]"))


def _canonical(document: Mapping[str, Any]) -> dict[str, Any]:
    return {_ELEMENTS.get(key.lower(), key): value for key, value in document.items()}
