"""Exceptions from controls that somebody answers for, until a day: `exemptions.yaml`.

    - control: API-04
      target: api-stage                  # a resource's name, or the end of a URN with its type; or globs
      detail: s3:Get*                    # optional: only this finding of the control
      project: shop                      # optional: only in the program of this name
      reason: only the distribution knows the origin key
      owner: platform
      expires: 2027-03-31

Whatever is wrong with an entry is a finding of META-06 and the entry does not count: a mistake in this file
must neither switch a control off nor stop the others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, cast

import yaml

from .control import Control, Declaration, Judgement
from .documents import covers
from .graph import Stack
from .model import Level, Severity, Verdict

VALID_EXEMPTIONS: Final = Declaration(
    id="META-06",
    title="Every exemption is complete, in force and still needed",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    why="An exemption that nobody owns, that has expired or that matches nothing any more is a hole in the "
    "wall that is waiting for the next resource of that name.",
    fix="Give the entry a reason, an owner and a day, renew it after a review, or delete it.",
    url="https://docs.aws.amazon.com/wellarchitected/latest/framework/sec_securely_operate_threat_model.html",
)
VISIBLE_EXEMPTIONS: Final = Declaration(
    id="META-08",
    title="What is exempt stays in sight",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    why="A finding that is exempt is still true. Whoever deploys should read what was accepted, and until "
    "when. As mandatory, this control forbids exemptions.",
    fix="Remove the cause, then the exemption.",
    url="https://docs.aws.amazon.com/wellarchitected/latest/framework/sec_securely_operate_threat_model.html",
)
_REQUIRED: Final = ("control", "target", "reason", "owner", "expires")
_KEYS: Final = (*_REQUIRED, "detail", "project")


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """One accepted exception. It is in force up to and including the day it expires."""

    control: str
    target: str
    reason: str
    owner: str
    expires: date
    detail: str = ""
    project: str = ""

    def __str__(self) -> str:
        return f"{self.control} on {self.target}" + (f" [{self.detail}]" if self.detail else "")

    @property
    def sentence(self) -> str:
        """What every report says of a finding that is exempt."""
        return f"exempt until {self.expires} because {self.reason} ({self.owner})"

    def is_about(self, control_id: str, urn: str) -> bool:
        if self.control != control_id or not self.concerns(urn):
            return False
        if "::" in self.target:
            return covers(f"*{self.target}", urn)
        return covers(self.target, urn.rpartition("::")[2])

    def concerns(self, urn: str) -> bool:
        """Whether the entry was written for the program that the resource belongs to."""
        return not self.project or urn.split("::")[1:2] == [self.project]

    def accepts(self, control_id: str, urn: str, detail: str) -> bool:
        return self.is_about(control_id, urn) and (not self.detail or covers(self.detail, detail))


@dataclass(frozen=True)
class Exemptions:
    """The entries in force, and one line for each that is not."""

    entries: tuple[Exemption, ...] = ()
    mistakes: tuple[str, ...] = ()

    @staticmethod
    def load(path: Path, controls: Iterable[Control], *, today: date) -> "Exemptions":
        """Reads the file; one that does not exist exempts nothing. Never raises: mistakes are findings."""
        if not path.exists():
            return Exemptions()
        try:
            document: object = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, yaml.YAMLError) as error:
            return Exemptions(mistakes=(f"{path.name} cannot be read: {' '.join(str(error).split())}",))
        if document is None:
            return Exemptions()
        if not isinstance(document, list):
            return Exemptions(mistakes=(f"{path.name}: wanted a list, got {type(document).__name__}",))
        known = {control.id for control in controls}
        entries: list[Exemption] = []
        mistakes: list[str] = []
        for number, value in enumerate(cast("list[object]", document), start=1):
            try:
                entries.append(_entry(value, known, today))
            except _MistakeError as mistake:
                mistakes.append(f"{path.name}, entry {number}: {mistake}")
        return Exemptions(tuple(entries), tuple(mistakes))

    def applied_to(self, control_id: str, urn: str, judgement: Judgement) -> Judgement:
        """The judgement with its accepted problems marked; exempt as a whole if that is all of them."""
        problems = tuple(
            replace(problem, exemption=self._sentence(control_id, urn, problem.detail))
            for problem in judgement.problems
        )
        exempt = bool(problems) and all(problem.exemption for problem in problems)
        return replace(judgement, problems=problems, verdict=Verdict.EXEMPT if exempt else judgement.verdict)

    def complaints(
        self, judgements: Mapping[tuple[str, str], Judgement], stack: Stack, controls: Sequence[Control]
    ) -> Iterator[str]:
        """What META-06 reports of a run: the mistakes, then the entries that nothing needs.

        An entry for a control that this stack disables is left alone, as is one whose question is still open
        and one for another program.
        """
        yield from self.mistakes
        types = {control.id: control.types for control in controls}
        for entry in self.entries:
            if entry.project and not any(entry.concerns(urn) for _, urn in judgements):
                continue
            judged = [j for (control_id, urn), j in judgements.items() if entry.is_about(control_id, urn)]
            ran = any(control_id == entry.control for control_id, _ in judgements)
            disabled = not ran and bool(stack.of_type(*types.get(entry.control, ())))
            if not disabled and not any(_needs(judgement, entry) for judgement in judged):
                yield f"{entry}: no finding needs this exemption"

    def _sentence(self, control_id: str, urn: str, detail: str) -> str:
        accepting = (entry for entry in self.entries if entry.accepts(control_id, urn, detail))
        return next((entry.sentence for entry in accepting), "")


class _MistakeError(Exception):
    """What is wrong with one entry."""


def _needs(judgement: Judgement, entry: Exemption) -> bool:
    if judgement.verdict is Verdict.UNDETERMINED:
        return True
    return any(not entry.detail or covers(entry.detail, problem.detail) for problem in judgement.problems)


def _entry(value: object, known: set[str], today: date) -> Exemption:
    if not isinstance(value, dict):
        raise _MistakeError(f"wanted the keys {', '.join(_REQUIRED)}, got {type(value).__name__}")
    fields = cast("dict[object, Any]", value)
    if unknown := [str(key) for key in fields if key not in _KEYS]:
        raise _MistakeError(f"{unknown[0]!r} is not one of {', '.join(_KEYS)}")
    expires = _day(fields.get("expires"))
    texts = {
        key: _text(fields, key) for key in _KEYS if key != "expires" and (key in _REQUIRED or key in fields)
    }
    entry = Exemption(**texts, expires=expires)
    if entry.control not in known:
        raise _MistakeError(f"control: {entry.control!r} is not a control that judges resources")
    if not entry.target.rpartition("::")[2].strip("*?"):
        raise _MistakeError(f"target: {entry.target!r} names no resource")
    if expires < today:
        raise _MistakeError(f"{entry} expired on {expires}")
    return entry


def _text(fields: Mapping[object, Any], key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _MistakeError(f"{key}: wanted a text, got {value!r}")
    return value.strip()


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _MistakeError(f"expires: wanted a day such as 2027-03-31, got {value!r}") from None
