"""The run as Markdown, for a comment under a pull request or the summary of a build."""

from collections.abc import Iterator, Sequence

from ..model import Evaluation, Finding, Level, Verdict
from .places import Line, Places

_MARKS = {Level.MANDATORY: "🔴", Level.ADVISORY: "🟡", Level.DISABLED: "⚪"}


def markdown(evaluation: Evaluation, places: Places, *, name: str) -> str:
    """A heading with the outcome, the completeness line, a row for each finding with its place and fix."""
    return "\n".join(_lines(evaluation, places, name)) + "\n"


def _lines(evaluation: Evaluation, places: Places, name: str) -> Iterator[str]:
    failed = len(evaluation.mandatory_failures)
    outcome = f"{failed} mandatory finding{'' if failed == 1 else 's'}" if failed else "policy clean"
    yield f"### `{name}`: {outcome}"
    yield ""
    yield evaluation.completeness
    if evaluation.findings:
        yield from ("", "| Control | Finding | Fix | Where |", "|---|---|---|---|")
    for finding in evaluation.findings:
        yield _row(finding, places.get(finding.urn, ()))


def _row(finding: Finding, lines: Sequence[Line]) -> str:
    mark = _MARKS[finding.level] if finding.verdict is Verdict.FAILED else f"⚪ {finding.verdict}"
    subject = finding.urn.rpartition("::")[2]
    problem = f"{subject}: {finding.message}" if subject else finding.message
    where = ", from ".join(f"{line.file}:{line.line}" for line in lines)
    cells = (
        f"{mark} [{finding.control_id}]({finding.url}) {_cell(finding.title)}",
        _cell(problem),
        _cell(finding.exemption or finding.fix),
        _cell(where),
    )
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """Text of others can neither leave its cell nor become a link or a tag."""
    plain = " ".join(text.split())
    for sign in "\\|<>[]*_`":
        plain = plain.replace(sign, f"\\{sign}")
    return plain
