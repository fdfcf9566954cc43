"""What a control is, and how one judges one resource without ever ending the run."""

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .graph import Subject
from .model import Finding, Level, Severity, Verdict
from .resource_types import EVERY_TYPE
from .secret_material import redacted
from .values import MalformedError, UndeterminedError

type Problems = Iterator[Problem]
type Check = Callable[[Subject], Problems]

PRIVATE_SUBNETS = "private-subnets"
ENCRYPTION = "encryption"


@dataclass(frozen=True)
class Problem:
    """One certain violation. `detail` tells it from others of the same control on the same resource.

    `exemption` is the sentence of the exemption that accepts it, if one does.
    """

    message: str
    detail: str = ""
    exemption: str = ""


@dataclass(frozen=True, kw_only=True)
class Frameworks:
    """Where the requirement stands elsewhere.

    AWS Foundational Security Best Practices, CIS AWS Foundations Benchmark 3.0, checkov.
    """

    fsbp: tuple[str, ...] = ()
    cis: tuple[str, ...] = ()
    checkov: tuple[str, ...] = ()

    @property
    def tags(self) -> tuple[str, ...]:
        return (
            *(f"fsbp:{number}" for number in self.fsbp),
            *(f"cis-3.0:{number}" for number in self.cis),
            *(f"checkov:{number}" for number in self.checkov),
        )


NO_FRAMEWORK = Frameworks()
"""For the controls that stand in none of them."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A value a stack's configuration file may change; its type is the type of the default."""

    default: int | bool | tuple[str, ...]
    description: str


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What is said of a control in every report, list and configuration file."""

    id: str
    title: str
    severity: Severity
    why: str
    fix: str
    url: str
    frameworks: Frameworks = NO_FRAMEWORK
    level: Level = Level.MANDATORY
    families: tuple[str, ...] = ()
    settings: Mapping[str, Setting] = field(default_factory=dict[str, Setting])

    def finding(
        self, verdict: Verdict, urn: str, message: str, *, level: Level, detail: str = "", exemption: str = ""
    ) -> Finding:
        """A finding of this control; the level is that of the run, not the declared one."""
        return Finding(
            control_id=self.id, title=self.title, level=level, severity=self.severity, verdict=verdict,
            urn=urn, message=message, detail=detail, exemption=exemption, fix=self.fix, url=self.url,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Control(Declaration):
    """A declaration with the resource types it covers and the function that decides.

    The check yields a `Problem` for each certain violation. Reading an unknown value ends it as
    undetermined, unless a problem was found before. A control with `reads_stack` sees the other resources and
    is judged once all are declared; the others are judged one by one, before anything is created.
    """

    types: tuple[str, ...]
    check: Check
    reads_stack: bool = False

    def is_about(self, type_token: str) -> bool:
        return type_token in self.types or (EVERY_TYPE in self.types and type_token.startswith("aws:"))


def control(
    *,
    id: str,  # noqa: A002 - the word the registry, the reports and the frameworks use
    title: str,
    severity: Severity,
    types: tuple[str, ...],
    why: str,
    fix: str,
    url: str,
    frameworks: Frameworks = NO_FRAMEWORK,
    level: Level = Level.MANDATORY,
    families: tuple[str, ...] = (),
    reads_stack: bool = False,
    settings: Mapping[str, Setting] | None = None,
) -> Callable[[Check], Control]:
    """Declare the decorated function as the check of a control."""

    def declare(check: Check) -> Control:
        return Control(
            id=id, title=title, severity=severity, types=types, frameworks=frameworks, why=why, fix=fix,
            url=url, level=level, families=families, reads_stack=reads_stack, settings=settings or {},
            check=check,
        )  # fmt: skip

    return declare


def every(parts: Iterable[Problems]) -> Problems:
    """Run all parts of a check, so that an unknown value in one hides no problem in the next."""
    unknown: UndeterminedError | None = None
    for part in parts:
        try:
            yield from part
        except UndeterminedError as open_question:
            unknown = unknown or open_question
        except MalformedError as malformed:
            yield Problem(str(malformed))
    if unknown:
        raise unknown


def expect(condition: Callable[[], bool], message: str, detail: str = "") -> Problems:
    """One part for `every`: a problem unless the condition holds."""
    if not condition():
        yield Problem(message, detail)


@dataclass(frozen=True)
class Judgement:
    """What one control says of one resource: problems if it failed, the open question if undetermined."""

    verdict: Verdict
    problems: tuple[Problem, ...] = ()
    open_question: str = ""


def judge(declared: Control, subject: Subject) -> Judgement:
    """Let a control judge a resource.

    A certain problem outweighs an unknown value. A crash counts as a failure, under the control's own name.
    Whatever a control quotes, nothing that has the form of a secret leaves here.
    """
    problems: list[Problem] = []
    try:
        for problem in every([declared.check(subject)]):
            problems.append(Problem(redacted(problem.message), redacted(problem.detail), problem.exemption))
    except UndeterminedError as unknown:
        if not problems:
            return Judgement(Verdict.UNDETERMINED, open_question=f"{unknown.path} {unknown.reason}")
    except Exception as crash:  # a broken control must not hide what the others find
        problems.append(Problem(_describe(declared, crash)))
    return Judgement(Verdict.FAILED if problems else Verdict.PASSED, tuple(problems))


def _describe(declared: Control, crash: Exception) -> str:
    """Where the control broke. The exception's own text is left out: it may quote a secret."""
    place = traceback.extract_tb(crash.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    return f"internal error in {declared.id}: {type(crash).__name__} at {where}; the resource was not judged"
