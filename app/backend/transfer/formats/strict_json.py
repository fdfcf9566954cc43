"""JSON of strangers: read without surprises, and asked for values of a kind. Pure."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from transfer.document import FileError

SHOWN = 40
HALF_OF_A_PAIR = re.compile(rb"\\u[dD][89a-fA-F]")


def read_json(data: bytes) -> Any:
    """The value; numbers with a fraction are exact decimals.

    Raises FileError for what is not JSON in UTF-8, for a name that an object has twice, for NaN and Infinity
    and for half surrogate pairs, which no database can hold.
    """
    try:
        value = json.loads(
            data.decode("utf-8-sig"),
            parse_float=exact,
            parse_constant=refuse_constant,
            object_pairs_hook=object_of,
        )
        if HALF_OF_A_PAIR.search(data):
            json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeDecodeError as error:
        raise FileError(f"The file is not UTF-8: byte {error.start} cannot be read.") from None
    except UnicodeEncodeError:
        raise FileError("The file has an escape that is half of a surrogate pair.") from None
    except RecursionError:
        raise FileError("The file is nested too deeply.") from None
    except FileError:
        raise
    except ValueError as error:
        raise FileError(f"The file is not JSON: {str(error)[:120]}.") from None
    return value


def exact(number: str) -> Decimal:
    try:
        return Decimal(number)
    except InvalidOperation:
        raise FileError(f"The file has the number {number[:SHOWN]}, which is beyond all bounds.") from None


def refuse_constant(name: str) -> None:
    raise FileError(f"The file has the number {name}, which JSON does not know.")


def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise FileError(f"The file has an object with two values of the name {twice[:SHOWN]!r}.")
    return found


class Fields:
    """An object of a file. What is asked of it comes as the kind that is asked for, or as a FileError."""

    def __init__(self, value: Any, place: str) -> None:
        if not isinstance(value, dict):
            raise FileError(f"{place} is {short(value)} and not an object.")
        self.values: dict[str, Any] = value
        self.place = place

    def get[T](self, name: str, kind: type[T], words: str, default: T | None) -> T:
        value = self.values.get(name)
        if value is None and default is not None:
            return default
        # True is a number to Python.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.error(name, words)
        return value

    def text(self, name: str, default: str | None = None) -> str:
        return self.get(name, str, "a text", default)

    def integer(self, name: str, default: int | None = None) -> int:
        return self.get(name, int, "a whole number", default)

    def boolean(self, name: str, default: bool | None = None) -> bool:
        return self.get(name, bool, "true or false", default)

    def number(self, name: str, default: Decimal | None = None) -> Decimal:
        value = self.values.get(name)
        if value is None and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            raise self.error(name, "a number")
        return Decimal(value)

    def day(self, name: str) -> date:
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            raise self.error(name, "a day, as YYYY-MM-DD") from None

    def instant(self, name: str) -> datetime | None:
        """An instant with its offset, or None."""
        if self.values.get(name) is None:
            return None
        try:
            found = datetime.fromisoformat(self.text(name))
            # Years at both ends of the calendar have no instant in every zone.
            found.timestamp()
        except (ValueError, OverflowError):
            raise self.error(name, "an instant of ISO 8601") from None
        if found.tzinfo is None:
            raise self.error(name, "an instant with its offset")
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        values = self.get(name, list, "a list", [])
        if not all(isinstance(value, str) for value in values):
            raise self.error(name, "a list of texts")
        return tuple(values)

    def objects(self, name: str) -> "Iterator[Fields]":
        for number, value in enumerate(self.get(name, list, "a list", [])):
            yield Fields(value, f"{self.path(name)}[{number}]")

    def error(self, name: str, wanted: str) -> FileError:
        value = "missing" if name not in self.values else short(self.values[name])
        return FileError(f"{self.path(name)} is {value} and not {wanted}.")

    def path(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def unknown(self, known: set[str]) -> list[str]:
        """Names that have a value and are not `known`, in order."""
        return sorted(name for name in self.values.keys() - known if self.values[name] is not None)


def short(value: Any) -> str:
    """A value as part of a message."""
    match value:
        case dict():
            return "an object"
        case list():
            return "a list"
        case int() if abs(value) >= 10**SHOWN:
            return "a huge number"
        case _:
            text = json.dumps(value, ensure_ascii=False, default=str)
            return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
