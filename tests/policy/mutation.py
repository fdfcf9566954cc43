"""One mistake in a good program: a property changed, a resource or an edge gone, a protection lifted."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from policy.controls.model import ResourceView

GONE: Final = object()
"""Stands for a property that the mutation takes away."""
BOTH: Final = ("staging", "prod")
PROD: Final = ("prod",)


@dataclass(frozen=True)
class IdOf:
    """The id of another resource, named as `Type:name`."""

    name: str

    def within(self, views: Sequence[ResourceView]) -> str:
        return next(view.outputs["id"] for view in views if label(view) == self.name)


type Change = Callable[[Sequence[ResourceView]], list[ResourceView]]


@dataclass(frozen=True, kw_only=True)
class Mutation:
    """What the change must bring: a finding of `control` on `on`, and those of its `relatives`, no other.

    Resources are named `Type:name`, relatives are pairs of control and resource.
    """

    control: str
    on: str
    title: str
    change: Change
    relatives: frozenset[tuple[str, str]] = frozenset()
    stacks: tuple[str, ...] = BOTH

    def __str__(self) -> str:
        return f"{self.control} {self.title}".replace(" ", "-")


def set_to(
    control: str, target: str, path: str, value: Any, *relatives: tuple[str, str], **more: Any
) -> Mutation:
    """The property of the target gets another value, or is `GONE`.

    A path may lead into JSON text; `[key=value]` picks the item of a list that says so.
    """

    def change(views: Sequence[ResourceView]) -> list[ResourceView]:
        new = value.within(views) if isinstance(value, IdOf) else value
        return _changed(views, target, lambda view: replace(view, props=_put(view.props, _steps(path), new)))

    title = f"{target} {path} {'gone' if value is GONE else 'is ' + str(value)[:30]}"
    return _mutation(control, target, title, change, relatives, more)


def without(control: str, gone: str, on: str, *relatives: tuple[str, str], **more: Any) -> Mutation:
    """A resource is left out of the program; the finding is on another."""

    def change(views: Sequence[ResourceView]) -> list[ResourceView]:
        return [view for view in views if label(view) != gone]

    return _mutation(control, on, f"without {gone}", change, relatives, more)


def unguarded(control: str, target: str, **options: Any) -> Mutation:
    """The target's resource options are changed."""

    def change(views: Sequence[ResourceView]) -> list[ResourceView]:
        return _changed(views, target, lambda view: replace(view, **options))

    return _mutation(control, target, f"{target} with {options}", change, (), {"stacks": PROD})


def retyped(control: str, target: str, kind: str) -> Mutation:
    """The target is a resource of another type."""

    def change(views: Sequence[ResourceView]) -> list[ResourceView]:
        return _changed(views, target, lambda view: replace(view, type=kind))

    return _mutation(control, target, f"{target} is a {kind}", change, (), {})


def label(view: ResourceView) -> str:
    return f"{view.type.rpartition(':')[2]}:{view.name}"


def _mutation(
    control: str,
    on: str,
    title: str,
    change: Change,
    relatives: Sequence[tuple[str, str]],
    more: dict[str, Any],
) -> Mutation:
    fields = {"on": on, "title": title, **more}
    return Mutation(control=control, change=change, relatives=frozenset(relatives), **fields)


def _changed(
    views: Sequence[ResourceView], target: str, change: Callable[[ResourceView], ResourceView]
) -> list[ResourceView]:
    assert any(label(view) == target for view in views), f"the program has no {target}"
    return [change(view) if label(view) == target else view for view in views]


def _steps(path: str) -> list[str]:
    return [bracketed or plain for bracketed, plain in re.findall(r"\[([^\]]+)\]|([^.\[\]]+)", path)]


def _index(items: Sequence[Any], step: str) -> int:
    """A position, or `name=rate`: that of the first item which says so."""
    key, equals, wanted = step.partition("=")
    if not equals:
        return int(step)
    return next(index for index, item in enumerate(items) if item.get(key) == wanted)


def _put(value: Any, steps: Sequence[str], new: Any) -> Any:
    if not steps:
        return new
    if isinstance(value, str):
        return json.dumps(_put(json.loads(value), steps, new))
    first, *rest = steps
    if isinstance(value, list):
        index = _index(value, first)
        return [*value[:index], _put(value[index], rest, new), *value[index + 1 :]]
    present = dict(value or {})
    if new is GONE and not rest:
        assert first in present, f"there is no {first} to take away"
        return {key: item for key, item in present.items() if key != first}
    return {**present, first: _put(present.get(first), rest, new)}
