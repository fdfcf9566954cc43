"""Other tools read the findings: a code host by line (SARIF), a build server by control (JUnit)."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifSchema

from policy.controls.config import PackConfig
from policy.controls.evaluate import evaluate
from policy.controls.exemptions import Exemption, Exemptions
from policy.controls.model import UNKNOWN, Evaluation, Level, ResourceView
from policy.controls.registry import DECLARATIONS
from policy.controls.reports.junit import junit
from policy.controls.reports.sarif import sarif


@dataclass(frozen=True)
class Line:
    file: str
    line: int


def view(kind: str, name: str, **props: object) -> ResourceView:
    return ResourceView(urn=f"urn:pulumi:lab::sample::{kind}::{name}", type=kind, name=name, props=props)


CLUSTER = view(
    "aws:rds/cluster:Cluster", "data", storageEncrypted=False, iamDatabaseAuthenticationEnabled=True
)
OPEN = view("aws:lambda/permission:Permission", "open", principal="*")
HIDDEN = view("aws:ec2/subnet:Subnet", "hidden", mapPublicIpOnLaunch=UNKNOWN)
PLACES = {CLUSTER.urn: (Line("parts/store.py", 12), Line("__main__.py", 3))}
EXEMPTION = Exemption(
    control="LAM-04", target="open", reason="a lab <needs> it", owner="platform", expires=date(2027, 1, 31)
)


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    config = PackConfig(levels={"RDS-02": Level.ADVISORY, "RDS-08": Level.ADVISORY, "RDS-06": Level.DISABLED})
    return evaluate([CLUSTER, OPEN, HIDDEN], config=config, exemptions=Exemptions((EXEMPTION,)))


@pytest.fixture(scope="module")
def log(evaluation: Evaluation) -> dict[str, Any]:
    return json.loads(sarif(evaluation, DECLARATIONS, PLACES))


def results(log: dict[str, Any], control: str) -> list[dict[str, Any]]:
    return [result for result in log["runs"][0]["results"] if result["ruleId"] == control]


def test_the_log_is_valid_sarif(log: dict[str, Any]) -> None:
    """Read by the model that was generated from the standard's own schema."""
    SarifSchema.model_validate(log)


def test_every_rule_and_every_finding_is_there_and_they_know_each_other(
    log: dict[str, Any], evaluation: Evaluation
) -> None:
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == [declared.id for declared in DECLARATIONS]
    assert len(run["results"]) == len(evaluation.findings) > 5
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_a_finding_stands_at_the_line_that_made_the_resource_and_names_the_callers(
    log: dict[str, Any],
) -> None:
    (result,) = results(log, "RDS-01")

    place = result["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "parts/store.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 12},
    }
    assert result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "__main__.py"
    assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == CLUSTER.urn


def test_a_finding_without_a_known_line_still_names_its_resource(log: dict[str, Any]) -> None:
    (result,) = results(log, "LAM-04")

    assert "physicalLocation" not in result["locations"][0]
    assert result["locations"][0]["logicalLocations"][0]["name"] == "open"


def test_levels_and_kinds_follow_the_verdict(log: dict[str, Any]) -> None:
    (encrypted,), (own_key,), (hidden,) = (
        results(log, control) for control in ("RDS-01", "RDS-02", "NET-03")
    )

    assert (encrypted["kind"], encrypted["level"]) == ("fail", "error")
    assert (own_key["kind"], own_key["level"]) == ("fail", "warning")
    assert (hidden["kind"], hidden["level"]) == ("open", "none")


def test_what_is_exempt_is_suppressed_with_its_reason_and_nothing_else_is(log: dict[str, Any]) -> None:
    suppressed = [result for result in log["runs"][0]["results"] if "suppressions" in result]

    assert [result["ruleId"] for result in suppressed] == ["LAM-04"]
    assert suppressed[0]["suppressions"][0]["justification"] == EXEMPTION.sentence


def test_a_fingerprint_survives_moved_lines_and_tells_findings_apart(
    log: dict[str, Any], evaluation: Evaluation
) -> None:
    moved = json.loads(sarif(evaluation, DECLARATIONS, {CLUSTER.urn: (Line("parts/store.py", 99),)}))
    before, after = (
        [result["partialFingerprints"]["controlOnResource/v1"] for result in found["runs"][0]["results"]]
        for found in (log, moved)
    )

    assert before == after
    assert len(set(before)) == len(before)


def parsed(document: str) -> ET.Element:
    return ET.fromstring(document)  # noqa: S314 - our own text


def cases(document: str) -> dict[str, ET.Element]:
    return {case.attrib["name"].partition(" ")[0]: case for case in parsed(document).iter("testcase")}


def test_every_control_is_a_test_case_and_the_counts_are_right(evaluation: Evaluation) -> None:
    document = junit(evaluation, DECLARATIONS, PLACES, name="lab")

    found = cases(document)
    (suite,) = parsed(document)
    assert list(found) == [declared.id for declared in DECLARATIONS]
    assert suite.attrib["name"] == "lab"
    assert suite.attrib["tests"] == str(len(DECLARATIONS))
    for word, tag in (("failures", "failure"), ("skipped", "skipped")):
        assert suite.attrib[word] == str(sum(case.find(tag) is not None for case in found.values()))
    failing = {finding.control_id for finding in evaluation.mandatory_failures}
    assert {control for control, case in found.items() if case.find("failure") is not None} == failing


def test_a_case_tells_resource_line_and_fix(evaluation: Evaluation) -> None:
    failure = cases(junit(evaluation, DECLARATIONS, PLACES, name="lab"))["RDS-01"].find("failure")

    assert failure is not None
    assert failure.text is not None
    assert failure.text.startswith("data: storageEncrypted is not true")
    assert "(parts/store.py:12, from __main__.py:3)" in failure.text
    assert "Fix: Set storageEncrypted" in failure.text


def test_advice_and_exemptions_fail_no_case_but_are_told(evaluation: Evaluation) -> None:
    found = cases(junit(evaluation, DECLARATIONS, PLACES, name="lab"))

    for control, told in (("RDS-02", "kmsKeyId is not set"), ("LAM-04", EXEMPTION.sentence)):
        assert found[control].find("failure") is None
        assert told in (found[control].findtext("system-out") or "")


def test_a_control_that_is_disabled_or_undecided_is_skipped_not_passed(evaluation: Evaluation) -> None:
    found = cases(junit(evaluation, DECLARATIONS, PLACES, name="lab"))

    reasons = {control: found[control].find("skipped") for control in ("RDS-06", "NET-03")}
    assert [reason is not None and reason.attrib["message"] for reason in reasons.values()] == [
        "disabled for this stack",
        "hidden: mapPublicIpOnLaunch is not known before the deployment",
    ]


def test_no_name_of_a_resource_breaks_the_document() -> None:
    odd = view("aws:rds/cluster:Cluster", "a\x00<b>&\ud800\x0b")
    evaluation = evaluate([odd], config=PackConfig())

    assert cases(junit(evaluation, DECLARATIONS, {}, name="\x01"))["RDS-01"].find("failure") is not None
