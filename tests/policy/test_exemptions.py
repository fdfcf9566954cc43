"""An exemption accepts exactly what it names, in sight of everybody; a mistake in the file is a finding."""

from datetime import date
from pathlib import Path

import pytest

from policy.controls.config import PackConfig
from policy.controls.evaluate import evaluate
from policy.controls.exemptions import Exemption, Exemptions
from policy.controls.model import UNKNOWN, Evaluation, Level, ResourceView, Verdict
from policy.controls.registry import CONTROLS
from tests.policy.analyzer import Violation, analyze

TODAY = date(2026, 11, 24)
ENTRY = """
- control: {control}
  target: {target}
  reason: the lab has no other way in
  owner: platform
  expires: {expires}
"""
SENTENCE = "exempt until 2026-12-31 because the lab has no other way in (platform)"


def subnet(name: str, public: object = True, **more: object) -> ResourceView:
    return ResourceView(
        urn=f"urn:pulumi:lab::sample::pkg:index:Network$aws:ec2/subnet:Subnet::{name}",
        type="aws:ec2/subnet:Subnet",
        name=name,
        props={"mapPublicIpOnLaunch": public, **more},
    )


def written(folder: Path, text: str) -> Exemptions:
    path = folder / "exemptions.yaml"
    path.write_text(text, encoding="utf-8")
    return Exemptions.load(path, CONTROLS, today=TODAY)


def entry(control: str = "NET-03", target: str = "lab-*", expires: str = "2026-12-31") -> str:
    return ENTRY.format(control=control, target=target, expires=expires)


def judged(exemptions: Exemptions, *resources: ResourceView, config: PackConfig | None = None) -> Evaluation:
    only = [control for control in CONTROLS if control.id in {"NET-03", "NET-06"}]
    return evaluate(resources, config=config or PackConfig(), controls=only, exemptions=exemptions)


def in_engine(exemptions: Exemptions, *resources: ResourceView) -> list[Violation]:
    only = [control for control in CONTROLS if control.id in {"NET-03", "NET-06"}]
    return analyze(resources, only, exemptions=exemptions)


def test_an_exempt_finding_stays_in_the_report_and_fails_nothing(tmp_path: Path) -> None:
    evaluation = judged(written(tmp_path, entry()), subnet("lab-a"))

    (finding,) = evaluation.findings
    assert (finding.control_id, finding.verdict, finding.exemption) == ("NET-03", Verdict.EXEMPT, SENTENCE)
    assert finding.message == "mapPublicIpOnLaunch is true"
    assert evaluation.mandatory_failures == ()
    assert evaluation.completeness == "0 passed, 0 failed, 0 undetermined, 1 exempt"


def test_the_engine_shows_an_exempt_finding_as_advice(tmp_path: Path) -> None:
    (violation,) = in_engine(written(tmp_path, entry()), subnet("lab-a"))

    assert (violation.policy, violation.level) == ("META-08", "advisory")
    assert "NET-03 lab-a: mapPublicIpOnLaunch is true" in violation.message
    assert SENTENCE in violation.message


def test_what_an_exemption_does_not_name_fails_as_before(tmp_path: Path) -> None:
    exemptions = written(tmp_path, entry())

    evaluation = judged(exemptions, subnet("lab-a"), subnet("prod-a"))
    violations = in_engine(exemptions, subnet("lab-a"), subnet("prod-a"))

    assert [finding.urn.rpartition("::")[2] for finding in evaluation.mandatory_failures] == ["prod-a"]
    assert [v.urn.rpartition("::")[2] for v in violations if v.level == "mandatory"] == ["prod-a"]


@pytest.mark.parametrize(
    ("target", "matches"),
    [
        ("lab-a", True),
        ("lab-?", True),
        ("LAB-a", False),
        ("lab", False),
        ("p*", False),
        ("aws:ec2/subnet:Subnet::lab-a", True),
        ("Network$aws:ec2/subnet:Subnet::lab-*", True),
        ("aws:ec2/vpc:Vpc::lab-a", False),
        ("lab::sample::lab-a", False),
    ],
)
def test_a_target_is_a_name_or_the_end_of_a_urn(target: str, *, matches: bool) -> None:
    exemption = Exemption(control="NET-03", target=target, reason="r", owner="o", expires=TODAY)

    assert exemption.is_about("NET-03", subnet("lab-a").urn) == matches
    assert not exemption.is_about("NET-06", subnet("lab-a").urn)


def test_a_detail_accepts_one_finding_and_leaves_the_others(tmp_path: Path) -> None:
    group = ResourceView(
        urn="urn:pulumi:lab::sample::aws:iam/policy:Policy::wide", type="aws:iam/policy:Policy", name="wide",
        props={"policy": {"Statement": [{"Action": ["s3:*", "iam:*"], "Resource": "arn:x"}]}},
    )  # fmt: skip
    only = [control for control in CONTROLS if control.id == "IAM-02"]
    exemptions = written(tmp_path, entry("IAM-02", "wide") + "  detail: s3:*\n")

    evaluation = evaluate([group], config=PackConfig(), controls=only, exemptions=exemptions)

    assert {(f.detail, f.verdict) for f in evaluation.findings} == {
        ("s3:*", Verdict.EXEMPT),
        ("iam:*", Verdict.FAILED),
    }
    assert (evaluation.failed, evaluation.exempt) == (1, 0)


def test_an_exemption_holds_to_the_end_of_its_last_day(tmp_path: Path) -> None:
    last_day = judged(written(tmp_path, entry(expires="2026-11-24")), subnet("lab-a"))
    day_after = judged(written(tmp_path, entry(expires="2026-11-23")), subnet("lab-a"))

    assert last_day.mandatory_failures == ()
    assert {finding.control_id for finding in day_after.mandatory_failures} == {"NET-03", "META-06"}
    assert any("NET-03 on lab-* expired on 2026-11-23" in finding.message for finding in day_after.findings)


def test_an_exemption_that_nothing_needs_is_a_finding(tmp_path: Path) -> None:
    exemptions = written(tmp_path, entry())
    compliant = subnet("lab-a", public=False)

    evaluation = judged(exemptions, compliant)
    violations = in_engine(exemptions, compliant)

    assert [finding.message for finding in evaluation.mandatory_failures] == [
        "NET-03 on lab-*: no finding needs this exemption"
    ]
    assert [violation.policy for violation in violations] == ["META-06"]


def test_an_exemption_of_an_open_question_or_of_a_disabled_control_is_left_alone(tmp_path: Path) -> None:
    exemptions = written(tmp_path, entry())
    off = PackConfig(levels={"NET-03": Level.DISABLED})

    assert judged(exemptions, subnet("lab-a", public=UNKNOWN)).mandatory_failures == ()
    assert judged(exemptions, subnet("lab-a"), config=off).findings == ()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("NET-03: lab", "exemptions.yaml: wanted a list, got dict"),
        ("- [", "exemptions.yaml cannot be read"),
        ("- NET-03", "entry 1: wanted the keys control, target, reason, owner, expires, got str"),
        (entry() + entry("NET-3"), "entry 2: control: 'NET-3' is not a control that judges resources"),
        (entry("META-06"), "control: 'META-06' is not a control"),
        (entry(target="'*'"), "target: '*' names no resource"),
        (entry(target="aws:ec2/subnet:Subnet::**"), "names no resource"),
        (entry(expires="soon"), "expires: wanted a day such as 2027-03-31, got 'soon'"),
        (entry(expires="2026-12-31 10:00:00"), "expires: wanted a day"),
        (
            entry() + "  until: 2027-01-01\n",
            "'until' is not one of control, target, reason, owner, expires, detail",
        ),
        (entry().replace("the lab has no other way in", "''"), "reason: wanted a text, got ''"),
        (entry().replace("  owner: platform\n", ""), "owner: wanted a text, got None"),
    ],
)
def test_a_mistake_in_the_file_is_a_finding_and_exempts_nothing(
    tmp_path: Path, text: str, complaint: str
) -> None:
    exemptions = written(tmp_path, text)

    evaluation = judged(exemptions, subnet("other-a"))

    messages = [f.message for f in evaluation.mandatory_failures if f.control_id == "META-06"]
    assert any(complaint in message for message in messages)
    assert all("\n" not in message for message in messages)
    assert any(finding.control_id == "NET-03" for finding in evaluation.mandatory_failures)
    assert any(v.policy == "META-06" and complaint in v.message for v in in_engine(exemptions, subnet("x")))


def test_without_a_file_nothing_is_exempt(tmp_path: Path) -> None:
    assert Exemptions.load(tmp_path / "exemptions.yaml", CONTROLS, today=TODAY) == Exemptions()
    assert written(tmp_path, "# nothing yet\n") == Exemptions()


def test_exemptions_can_be_forbidden_as_such(tmp_path: Path) -> None:
    strict = PackConfig(levels={"META-08": Level.MANDATORY})

    evaluation = judged(written(tmp_path, entry()), subnet("lab-a"), config=strict)

    assert [finding.message for finding in evaluation.mandatory_failures] == ["1 judgements are exempt"]


def test_our_own_file_has_no_mistake() -> None:
    path = Path(__file__).resolve().parents[2] / "policy" / "exemptions.yaml"

    assert path.exists()
    assert Exemptions.load(path, CONTROLS, today=date.today()).mistakes == ()


@pytest.mark.parametrize("project", ["sample", "other"])
def test_an_entry_may_be_meant_for_one_program_only(tmp_path: Path, project: str) -> None:
    exemptions = written(tmp_path, entry() + f"  project: {project}\n")

    evaluation = judged(exemptions, subnet("lab-a"))
    (finding,) = evaluation.findings
    assert finding.verdict is (Verdict.EXEMPT if project == "sample" else Verdict.FAILED)
    violated = {violation.policy for violation in in_engine(exemptions, subnet("lab-a"))} - {"META-08"}
    assert violated == (set() if project == "sample" else {"NET-03"})
