"""Turns the text of one configuration key into a typed value, or refuses it in one line."""

import re
import types
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Union, cast, get_args, get_origin

import pulumi


class SettingsError(pulumi.RunError):
    """A configuration key is missing, unknown or wrong. One line: key, value, what was wanted."""


@dataclass(frozen=True)
class Between:
    """A number from `low` to `high`, both included, in multiples of `step` above `low`."""

    low: int
    high: int
    step: str = "1"

    def __str__(self) -> str:
        kind = "a whole number" if self.step == "1" else "a number"
        steps = "" if self.step == "1" else f" in steps of {self.step}"
        return f"{kind} from {self.low} to {self.high}{steps}"

    def admits(self, number: Decimal) -> bool:
        return (
            number.is_finite()
            and self.low <= number <= self.high
            and (number - self.low) % Decimal(self.step) == 0
        )


@dataclass(frozen=True)
class OneOf:
    """One of a few whole numbers."""

    numbers: tuple[int, ...]

    def __str__(self) -> str:
        return f"one of {', '.join(map(str, self.numbers))}"

    def admits(self, number: Decimal) -> bool:
        return number in self.numbers


@dataclass(frozen=True)
class Matching:
    """Text that fits a pattern from end to end; `wanted` says it in words."""

    pattern: str
    wanted: str

    def __str__(self) -> str:
        return self.wanted

    def admits(self, text: str) -> bool:
        return re.fullmatch(self.pattern, text) is not None


def parse(key: str, text: str, annotation: Any) -> Any:
    """The value of `key`, read as its annotated type: bool, int, float, str, StrEnum, an optional or a tuple.

    `Annotated` adds what the type cannot say (`Between`, `OneOf`, `Matching`). An empty text is None for an
    optional type and no element for a tuple, whose elements are separated by commas. Raises SettingsError.
    """
    kind, rules = _split(annotation)
    if get_origin(kind) in (Union, types.UnionType):
        (member,) = (member for member in get_args(kind) if member is not types.NoneType)
        return parse(key, text, member) if text else None
    if get_origin(kind) is tuple:
        element = get_args(kind)[0]
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if len(set(parts)) != len(parts):
            raise refusal(key, text, "a list without repetitions")
        return tuple(parse(key, part, element) for part in parts)
    return _scalar(key, text, kind, rules)


def refusal(key: str, value: object, wanted: str) -> SettingsError:
    """The one form every refused value takes."""
    return SettingsError(f"{key}: {str(value)!r} is not {wanted}")


def _split(annotation: Any) -> tuple[Any, Sequence[Any]]:
    rules = cast("Sequence[Any]", getattr(annotation, "__metadata__", ()))
    return (annotation.__origin__ if rules else annotation), rules


def _scalar(key: str, text: str, kind: type, rules: Sequence[Any]) -> Any:
    if issubclass(kind, StrEnum):
        choices = [member.value for member in kind]
        if text not in choices:
            raise refusal(key, text, f"one of {', '.join(choices)}")
        return kind(text)
    if kind is bool:
        if text not in ("true", "false"):
            raise refusal(key, text, "one of true, false")
        return text == "true"
    if kind in (int, float):
        return kind(_number(key, text, rules))
    for rule in rules:
        if not rule.admits(text):
            raise refusal(key, text, str(rule))
    return text


def _number(key: str, text: str, rules: Sequence[Any]) -> Decimal:
    wanted = " and ".join(map(str, rules))
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise refusal(key, text, wanted) from None
    if not all(rule.admits(number) for rule in rules):
        raise refusal(key, text, wanted)
    return number
