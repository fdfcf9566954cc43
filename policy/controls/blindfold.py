"""The control about what the program tells the engine not to look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .control import Control, Problem, Problems, control, judge
from .graph import Subject
from .model import Severity
from .resource_types import EVERY_TYPE
from .values import top_level


class _Watched(Mapping[str, Any]):
    """Properties that remember which of them were read."""

    def __init__(self, properties: Mapping[str, Any]) -> None:
        self._properties = properties
        self.read: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.read.add(key)
        return self._properties[key]

    def __iter__(self) -> Iterator[str]:
        self.read.update(self._properties)
        return iter(self._properties)

    def __len__(self) -> int:
        return len(self._properties)


def no_blindfold(controls: Sequence[Control]) -> Control:
    """META-04 over the given controls: which properties they read is watched, not listed.

    Controls of low severity are left out: whoever lets another tool set the tags hides nothing that matters.
    """
    watched_for = [declared for declared in controls if declared.severity is not Severity.LOW]

    @control(
        id="META-04",
        title="Nothing a control reads is ignored by the engine",
        severity=Severity.MEDIUM,
        types=tuple(sorted({kind for declared in watched_for for kind in declared.types} - {EVERY_TYPE})),
        reads_stack=True,
        why="With ignoreChanges the engine keeps what the cloud has, whatever the program says: the "
        "controls go on judging the program, and somebody's change in the console stays forever.",
        fix="Take the property out of ignoreChanges, or exempt the resource with a reason.",
        url="https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/",
    )
    def looks_everywhere(resource: Subject) -> Problems:
        if not resource.view.ignore_changes:
            return
        watched = _Watched(resource.view.props)
        view = replace(resource.view, props=watched)
        for declared in watched_for:
            if view.type in declared.types:
                defaults = {name: setting.default for name, setting in declared.settings.items()}
                judge(declared, Subject(view, resource.stack, defaults))
        for path in resource.view.ignore_changes:
            if path == "*" or top_level(path) in watched.read:
                yield Problem(f"ignoreChanges covers {path}, which the controls read", path)

    return looks_everywhere
