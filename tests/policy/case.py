"""One line of a control's table: a small program and what the control must say of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from policy.controls.config import PackConfig
from policy.controls.model import Level, Verdict
from tests.policy.program import Resource


@dataclass(frozen=True, kw_only=True)
class Case:
    """`preview` is the verdict while ids are unknown, `known` the one once they are known."""

    control: str
    title: str
    resources: tuple[Resource, ...]
    known: Verdict
    preview: Verdict
    on: Resource
    says: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def config(self) -> PackConfig:
        """The control's settings; switched on, whatever its level is."""
        return PackConfig(levels={self.control: Level.MANDATORY}, settings={self.control: self.settings})

    def __str__(self) -> str:
        return f"{self.control} {self.known} {self.title}".replace(" ", "-")


def good(control: str, title: str, *resources: Resource, **more: Any) -> Case:
    """The control passes, with known and with unknown ids. The last resource is the one judged."""
    return _case(control, title, resources, Verdict.PASSED, more)


def bad(control: str, title: str, *resources: Resource, **more: Any) -> Case:
    """The control fails on the last resource (or `on`), even while ids are unknown; it `says` this."""
    return _case(control, title, resources, Verdict.FAILED, more)


def unknown(control: str, title: str, *resources: Resource, **more: Any) -> Case:
    """The control cannot be decided, and says so instead of passing or failing."""
    return _case(control, title, resources, Verdict.UNDETERMINED, more)


def _case(
    control: str, title: str, resources: tuple[Resource, ...], verdict: Verdict, more: dict[str, Any]
) -> Case:
    return Case(
        control=control,
        title=title,
        resources=resources,
        known=verdict,
        **{"preview": verdict, "on": resources[-1], **more},
    )
