"""A machine that lacks something hears it in one line, and nothing is touched."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from scripts.preflight import ROOT, Machine, main, missing

IMAGE_URI = f"123456789012.dkr.ecr.us-east-1.amazonaws.com/habits-staging@sha256:{'0' * 64}"


def machine(*, lacks: Sequence[str] = ()) -> Machine:
    """A machine that has everything but what is listed: pulumi, login, credentials, docker."""

    def succeeds(command: Sequence[str]) -> bool:
        return {"pulumi": "login", "docker": "docker"}[command[0]] not in lacks

    return Machine(
        has_command=lambda name: name not in lacks,
        succeeds=succeeds,
        credentials_problem=lambda: "none found" if "credentials" in lacks else None,
    )


def folder(tmp_path: Path, stack_file: str = "config: {}\n") -> Path:
    (tmp_path / "Pulumi.yaml").write_text("name: habits\n")
    (tmp_path / "Pulumi.staging.yaml").write_text(stack_file)
    return tmp_path


@pytest.mark.parametrize("command", ["preview", "up", "destroy"])
def test_a_machine_with_everything_is_ready(command: str, tmp_path: Path) -> None:
    assert list(missing(machine(), command, "staging", root=folder(tmp_path))) == []


@pytest.mark.parametrize(
    ("lacking", "named"),
    [
        ("pulumi", "the Pulumi CLI (https://www.pulumi.com/docs/install/)"),
        ("login", "a place for the state (pulumi login; see docs/runbook.md#first-deployment)"),
        ("credentials", "AWS credentials (aws configure sso, or AWS_PROFILE: none found)"),
        ("docker", "a Docker engine that answers (https://docs.docker.com/engine/install/)"),
    ],
)
def test_what_is_missing_is_named_with_where_to_get_it(lacking: str, named: str, tmp_path: Path) -> None:
    (line,) = missing(machine(lacks=[lacking]), "up", "staging", root=folder(tmp_path))
    assert line.startswith(named)


@pytest.mark.parametrize("command", ["preview", "destroy"])
def test_only_a_deployment_needs_docker(command: str, tmp_path: Path) -> None:
    assert list(missing(machine(lacks=["docker"]), command, "staging", root=folder(tmp_path))) == []


@pytest.mark.parametrize("command", ["preview", "up"])
def test_settings_that_belong_to_an_example_are_named(command: str, tmp_path: Path) -> None:
    root = folder(
        tmp_path,
        "config:\n"
        "  habits:domain: habits.example.com\n"
        "  habits:hostedZone: example.com\n"
        "  habits:alertEmail: alerts@example.com\n"
        "  habits:natStrategy: single\n",
    )
    (line,) = missing(machine(), command, "staging", root=root)
    assert line.startswith("your own domain, hostedZone, alertEmail in Pulumi.staging.yaml")


def test_a_domain_of_ones_own_is_no_example(tmp_path: Path) -> None:
    root = folder(tmp_path, "config:\n  habits:domain: habits.notexample.com\n")
    assert list(missing(machine(), "up", "staging", root=root)) == []


def test_a_stack_is_destroyed_whatever_its_settings_are(tmp_path: Path) -> None:
    root = folder(tmp_path, "config:\n  habits:alertEmail: alerts@example.com\n")
    assert list(missing(machine(), "destroy", "staging", root=root)) == []


@pytest.mark.parametrize("value", ["true", '"true"'])
def test_a_protected_stack_is_not_destroyed_in_one_step(value: str, tmp_path: Path) -> None:
    root = folder(tmp_path, f"config:\n  habits:deletionProtection: {value}\n")
    (line,) = missing(machine(), "destroy", "staging", root=root)
    assert line.startswith("deletionProtection false in Pulumi.staging.yaml, deployed before this")
    assert list(missing(machine(), "up", "staging", root=root)) == []


@pytest.mark.parametrize(("stack", "refused"), [("prod", True), ("staging", False)])
def test_production_refuses_to_be_destroyed_as_it_is_committed(stack: str, refused: bool) -> None:
    lines = [line for line in missing(machine(), "destroy", stack) if "deletionProtection" in line]
    assert bool(lines) == refused


def test_a_deployment_of_an_existing_image_needs_no_docker(tmp_path: Path) -> None:
    root = folder(tmp_path, f"config:\n  habits:imageUri: {IMAGE_URI}\n")
    assert list(missing(machine(lacks=["docker"]), "up", "staging", root=root)) == []


def test_an_unknown_stack_is_named_with_the_stacks_there_are(tmp_path: Path) -> None:
    (line,) = missing(machine(), "up", "stagging", root=folder(tmp_path))
    assert line == "a stack called stagging (there are: staging)"


def test_everything_missing_fits_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["up", "staging"], machine(lacks=["pulumi", "credentials", "docker"])) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("make up: missing: the Pulumi CLI (https://")
    assert line.count("; ") == 3, "with the settings of the example"


def test_wrong_arguments_are_exit_code_2() -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["deploy", "staging"], machine())
    assert exit_.value.code == 2


def test_a_bare_machine_is_told_so_without_a_traceback(tmp_path: Path) -> None:
    bare = {
        "PATH": str(tmp_path),
        "HOME": str(tmp_path),
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    finished = subprocess.run(
        [sys.executable, str(ROOT / "scripts/preflight.py"), "up", "staging"],
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 1
    (line,) = finished.stderr.splitlines()
    assert line.startswith("make up: missing: the Pulumi CLI")
    assert "AWS credentials" in line
    assert list(tmp_path.iterdir()) == []
