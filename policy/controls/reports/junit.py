"""The run as JUnit's XML, one test case for each control, for build servers that draw test results."""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from ..control import Declaration
from ..model import Evaluation, Finding, Level, Verdict
from .places import Places

_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(evaluation: Evaluation, declarations: Sequence[Declaration], places: Places, *, name: str) -> str:
    """The document as text; `name` is the stack's.

    A case fails by a mandatory finding and is skipped where its control is disabled or left something open.
    Advice and what is exempt is told in the case's output.
    """
    cases = [_case(declared, evaluation, places) for declared in declarations]
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "skipped": str(sum(case.find("skipped") is not None for case in cases)),
        "errors": "0",
    }
    suites = ET.Element("testsuites", {"name": "policy", **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": _clean(name), **counts})
    suite.extend(cases)
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _case(declared: Declaration, evaluation: Evaluation, places: Places) -> ET.Element:
    findings = [finding for finding in evaluation.findings if finding.control_id == declared.id]
    family = declared.id.partition("-")[0]
    case = ET.Element(
        "testcase", classname=f"policy.{family}", name=f"{declared.id} {declared.title}", time="0"
    )
    failed = [finding for finding in findings if _fails(finding)]
    undecided = [finding for finding in findings if finding.verdict is Verdict.UNDETERMINED]
    told = [finding for finding in findings if finding not in failed and finding not in undecided]
    if failed:
        problems = f"{len(failed)} mandatory finding{'s' if len(failed) > 1 else ''}"
        failure = ET.SubElement(case, "failure", type=declared.severity.value, message=problems)
        failure.text = _text([*_lines(failed, places), f"Fix: {declared.fix}", declared.url])
    elif declared.id in evaluation.disabled:
        ET.SubElement(case, "skipped", message="disabled for this stack")
    elif undecided:
        ET.SubElement(case, "skipped", message=_text(_lines(undecided, places)))
    if told:
        ET.SubElement(case, "system-out").text = _text(_lines(told, places))
    return case


def _fails(finding: Finding) -> bool:
    return finding.verdict is Verdict.FAILED and finding.level is Level.MANDATORY


def _lines(findings: Sequence[Finding], places: Places) -> Iterator[str]:
    for finding in findings:
        where = ", from ".join(f"{line.file}:{line.line}" for line in places.get(finding.urn, ()))
        subject = finding.urn.rpartition("::")[2]
        parts = (subject and f"{subject}:", finding.message, where and f"({where})", finding.exemption)
        yield " ".join(part for part in parts if part)


def _text(lines: Sequence[str] | Iterator[str]) -> str:
    return _clean("\n".join(lines))


def _clean(text: str) -> str:
    """Without the characters no XML document may hold, however they are written."""
    return _NOT_XML.sub("?", text)
