"""Our own stacks pass, without a false alarm; a mistake made in the program is found where it was made."""

import shutil
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from blueprint.gate import to_views
from blueprint.recording import ROOT, Recording, record_program
from policy.controls.config import PackConfig
from policy.controls.evaluate import evaluate
from policy.controls.exemptions import Exemptions
from policy.controls.model import Evaluation, Finding, Level, Verdict
from policy.controls.registry import CONTROLS, DECLARATIONS
from tests.policy.analyzer import analyze

EXEMPTIONS = Exemptions.load(ROOT / "policy/exemptions.yaml", CONTROLS, today=date(2027, 1, 1))
STACKS = ("staging", "prod")
PROGRAM = ("__main__.py", "Pulumi.yaml", "Pulumi.staging.yaml", "Pulumi.prod.yaml", "app/openapi.json")


@cache
def recording(stack: str, *, preview: bool) -> Recording:
    return record_program(stack, unknown=preview)


UNROTATED = {
    ("SEC-02", f"{secret}-secret") for secret in ("database-user", "cache-user", "django-key", "origin-key")
}


def judge(recorded: Recording) -> Evaluation:
    config = PackConfig.load(ROOT / "policy/config" / f"{recorded.stack}.json", DECLARATIONS)
    return evaluate(to_views(recorded), config=config, exemptions=EXEMPTIONS)


def failures(evaluation: Evaluation) -> set[tuple[str, str]]:
    return {name(finding) for finding in evaluation.findings if finding.verdict is Verdict.FAILED}


def name(finding: Finding) -> tuple[str, str]:
    return finding.control_id, finding.urn.rpartition("::")[2]


@pytest.mark.parametrize("stack", STACKS)
def test_everything_is_decided_and_nothing_mandatory_fails(stack: str) -> None:
    evaluation = judge(recording(stack, preview=False))

    assert [f"{name(finding)}: {finding.message}" for finding in evaluation.mandatory_failures] == []
    assert evaluation.undetermined == 0
    assert evaluation.passed > 150


def test_production_has_no_finding_but_those_somebody_answers_for() -> None:
    findings = judge(recording("prod", preview=False)).findings

    assert {name(finding) for finding in findings} == UNROTATED
    assert all(finding.verdict is Verdict.EXEMPT for finding in findings)


def test_production_in_another_region_has_nothing_mandatory_either() -> None:
    evaluation = judge(record_program("prod", config={"aws:region": "eu-west-1"}))

    assert [f"{name(finding)}: {finding.message}" for finding in evaluation.mandatory_failures] == []


def test_staging_is_told_that_it_can_be_deleted() -> None:
    evaluation = judge(recording("staging", preview=False))

    failed = [finding for finding in evaluation.findings if finding.verdict is Verdict.FAILED]
    assert {(name(finding), finding.level) for finding in failed} == {
        (("RDS-05", "database-cluster"), Level.ADVISORY)
    }
    assert {name(f) for f in evaluation.findings if f.verdict is Verdict.EXEMPT} == UNROTATED


@pytest.mark.parametrize("stack", STACKS)
def test_the_first_preview_raises_no_alarm_the_deployment_would_not(stack: str) -> None:
    known, preview = (judge(recording(stack, preview=preview)) for preview in (False, True))

    assert failures(preview) == failures(known)


@pytest.mark.parametrize("stack", STACKS)
def test_both_families_are_decided_at_the_first_preview(stack: str) -> None:
    """But for one text: the site's bucket policy names the distribution, whose ARN does not exist yet."""
    evaluation = judge(recording(stack, preview=True))
    families = {control.id for control in CONTROLS if control.families}

    undecided = {name(f) for f in evaluation.findings if f.verdict is Verdict.UNDETERMINED}
    assert {pair for pair in undecided if pair[0] in families} == {("S3-04", "site-bucket")}


@pytest.mark.parametrize("preview", [False, True], ids=["known", "preview"])
def test_the_engine_finds_what_the_recorded_run_finds(*, preview: bool) -> None:
    recorded = recording("prod", preview=preview)
    config = {
        "PRX-02": {"passwordLoginAllowed": True},
        "S3-02": {"sseS3Allowed": ["site-bucket", "logs-bucket"]},
        "META-01": {"requiredTags": ["Project", "Environment"]},
        "META-02": {"disposable": ["site-bucket"]},
    }

    violations = analyze(to_views(recorded), CONTROLS, config, EXEMPTIONS)

    assert [violation for violation in violations if violation.policy not in {"META-07", "META-08"}] == []
    (exempt,) = [violation for violation in violations if violation.policy == "META-08"]
    assert all(secret in exempt.message for _, secret in UNROTATED)


@dataclass(frozen=True)
class Mistake:
    """An edit of the program, and all the findings it must bring."""

    file: str
    right: str
    wrong: str
    found: frozenset[tuple[str, str]]


def mistake(file: str, right: str, wrong: str, *found: tuple[str, str]) -> Mistake:
    return Mistake(file, right, wrong, frozenset(found))


MISTAKES = [
    mistake(
        "components/database.py",
        "storage_encrypted=True,",
        "storage_encrypted=False,",
        ("RDS-01", "database-cluster"),
    ),
    mistake(
        "components/tiers/data.py",
        "private_subnet_ids=inside.subnet_ids,\n            security_group_id=inside.group(Role.DATABASE)",
        "private_subnet_ids=inside.network.public_subnet_ids,\n"
        "            security_group_id=inside.group(Role.DATABASE)",
        ("NET-01", "database-cluster"),
    ),
    mistake(
        "components/database.py",
        '"rds.force_ssl": "1"',
        '"rds.force_ssl": "0"',
        ("RDS-09", "database-cluster"),
    ),
    mistake("components/proxy.py", "require_tls=True", "require_tls=False", ("PRX-01", "proxy-proxy")),
    mistake(
        "components/database.py", "publicly_accessible=False", "publicly_accessible=True",
        ("RDS-03", "database-writer"), ("RDS-03", "database-reader-1"),
    ),
]  # fmt: skip


@pytest.fixture
def copied_program(tmp_path: Path) -> Path:
    """The program in a folder of its own, where a mistake can be made in it."""
    shutil.copytree(
        ROOT / "components", tmp_path / "components", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(
        ROOT / "app/backend", tmp_path / "app/backend", ignore=shutil.ignore_patterns("__pycache__")
    )
    for file in PROGRAM:
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


@pytest.mark.parametrize("preview", [False, True], ids=["known", "preview"])
def test_each_mistake_in_the_program_is_found_and_nothing_else(
    copied_program: Path, *, preview: bool
) -> None:
    for made in MISTAKES:
        path = copied_program / made.file
        text = path.read_text(encoding="utf-8")
        assert text.count(made.right) == 1, f"{made.file} no longer says {made.right!r} once"
        path.write_text(text.replace(made.right, made.wrong), encoding="utf-8")

    evaluation = judge(record_program("prod", root=copied_program, unknown=preview))

    expected = {pair for made in MISTAKES for pair in made.found}
    assert failures(evaluation) == expected
    assert {name(finding) for finding in evaluation.mandatory_failures} == expected
