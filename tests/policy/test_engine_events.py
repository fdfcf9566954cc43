"""What the engine's events tell of a run becomes the same reports as a recorded run."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifSchema

from policy.controls.convert import main
from policy.controls.engine_events import EventsError, read_events
from policy.controls.model import Evaluation, Level, Verdict
from policy.controls.registry import DECLARATIONS

STORE = "urn:pulumi:dev::newsletter::aws:rds/instance:Instance::store"
STACK = "urn:pulumi:dev::newsletter::pulumi:pulumi:Stack::newsletter-dev"


def violation(
    policy: str, urn: str, *lines: str, level: str = "mandatory", pack: str = "aws-serverless"
) -> Any:
    message = "\n".join(("the control's title", *lines)) + "\n"
    return {
        "policyEvent": {
            "resourceUrn": urn,
            "message": message,
            "policyName": policy,
            "policyPackName": pack,
            "enforcementLevel": level,
        }
    }


def passed(*controls: str) -> Any:
    return {"policyAnalyzeSummaryEvent": {"resourceUrn": STORE, "passed": list(controls)}}


OPEN = violation("RDS-03", STORE, "publiclyAccessible is true", "Fix: Close it.", "https://docs.example.com")
ADVICE = violation("RDS-05", STORE, "deletionProtection is not true", level="advisory")
UNDECIDED = violation(
    "META-07", STACK, "40 passed, 2 failed, 3 undetermined, 1 exempt",
    "IAM-01: policy is not known before the deployment (sender, issues)", level="advisory",
)  # fmt: skip
ACCEPTED = violation(
    "META-08", STACK, "SEC-02 key: nothing rotates it; exempt until 2027-05-31 because it is a lab (ops)",
    level="advisory",
)  # fmt: skip
OTHERS = violation("RDS-03", STORE, "another pack's control of that name", pack="elsewhere")


def written(folder: Path, *events: Any) -> Path:
    path = folder / "events.json"
    lines = [json.dumps({"sequence": number, **event}) for number, event in enumerate(events)]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def read(folder: Path, *events: Any) -> Evaluation:
    return read_events(written(folder, *events), DECLARATIONS)


def test_a_violation_is_a_finding_with_the_registrys_fix_and_the_runs_level(tmp_path: Path) -> None:
    mandatory, advisory = read(tmp_path, ADVICE, OPEN).findings

    assert (mandatory.control_id, mandatory.urn, mandatory.message) == (
        "RDS-03",
        STORE,
        "publiclyAccessible is true",
    )
    assert mandatory.verdict is Verdict.FAILED
    assert mandatory.fix.startswith("Leave out publiclyAccessible")
    assert (advisory.control_id, advisory.level) == ("RDS-05", Level.ADVISORY)


def test_open_questions_and_exemptions_stay_what_they_are(tmp_path: Path) -> None:
    undetermined, exempt = read(tmp_path, UNDECIDED, ACCEPTED).findings

    assert (undetermined.control_id, undetermined.verdict) == ("IAM-01", Verdict.UNDETERMINED)
    assert (exempt.control_id, exempt.verdict) == ("SEC-02", Verdict.EXEMPT)
    assert exempt.exemption == "exempt until 2027-05-31 because it is a lab (ops)"


def test_the_packs_own_count_is_taken_and_else_the_engines(tmp_path: Path) -> None:
    counted = read(tmp_path, passed("RDS-01"), OPEN, UNDECIDED)
    assert counted.completeness == "40 passed, 2 failed, 3 undetermined, 1 exempt"

    assert read(tmp_path, passed("RDS-01", "RDS-02"), OPEN).completeness == (
        "2 passed, 1 failed, 0 undetermined, 0 exempt"
    )


def test_another_packs_events_are_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, OTHERS).findings == ()


def test_the_command_writes_every_report_and_ends_like_the_gate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = {kind: tmp_path / f"report.{kind}" for kind in ("sarif", "junit", "markdown")}
    options = [word for kind, path in reports.items() for word in (f"--{kind}", str(path))]

    assert main([str(written(tmp_path, OPEN, ADVICE)), *options]) == 1
    SarifSchema.model_validate_json(reports["sarif"].read_text())
    assert 'failures="1"' in reports["junit"].read_text()
    assert "store: publiclyAccessible is true" in reports["markdown"].read_text()
    assert "fix: Leave out publiclyAccessible" in capsys.readouterr().out
    assert main([str(written(tmp_path, ADVICE))]) == 0


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "holds no events"),
        ("{", "is not JSON"),
        ("[1, 2]", "holds no events"),
        ('{"version": 3, "deployment": {}}', "holds no events"),
    ],
)
def test_what_holds_no_events_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, complaint: str
) -> None:
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(EventsError, match=complaint):
        read_events(path, DECLARATIONS)
    assert main([str(path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert str(path) in line


def test_a_file_that_is_not_there_or_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none.json")]) == 2
    assert "none.json: cannot be read" in capsys.readouterr().err
    assert main([str(written(tmp_path, OPEN)), "--sarif", str(tmp_path / "none" / "log.sarif")]) == 2
    assert "log.sarif: cannot be written" in capsys.readouterr().err


def test_a_message_cannot_break_out_of_its_cell(tmp_path: Path) -> None:
    table = tmp_path / "report.md"
    main([str(written(tmp_path, violation("RDS-03", STORE, "a | b <img> [x](y)"))), "--markdown", str(table)])

    assert r"a \| b \<img\> \[x\](y)" in table.read_text()
