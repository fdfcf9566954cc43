"""`make bootstrap` says what it does, moves its state into the bucket, and does nothing twice."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import botocore.session
import pytest
from moto.server import ThreadedMotoServer

from scripts.bootstrap import STATE_OBJECT, main
from scripts.preflight import ROOT
from tests.delivery.recorded_bootstrap import ACCOUNT, bootstrap

BUCKET = f"habits-state-{ACCOUNT}-us-east-1"
ARGUMENTS = ["--repository", "octo-org/habits", "--yes"]


@pytest.fixture(scope="module")
def aws() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


class Machine:
    """A folder with the bootstrap's stack file, and a PATH whose only Pulumi is the stand-in."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "repository"
        self.memory = folder / "memory"
        self.local_state = self.root / ".local" / "bootstrap"
        commands = folder / "commands"
        for each in (self.root / "bootstrap", self.memory, commands):
            each.mkdir(parents=True)
        stack_file = (ROOT / "bootstrap/Pulumi.account.yaml").read_text()
        (self.root / "bootstrap/Pulumi.account.yaml").write_text(stack_file)
        pulumi = commands / "pulumi"
        pulumi.write_text(
            f"#!{sys.executable} -S\nfrom tests.delivery.fake_pulumi import main\nraise SystemExit(main())\n"
        )
        pulumi.chmod(0o755)
        self.commands = commands

    def calls(self) -> list[str]:
        """Since the last question."""
        file = self.memory / "calls"
        calls = file.read_text().splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return calls

    def fail_at(self, command: str) -> None:
        (self.memory / "fail").write_text(command)

    def fail_no_more(self) -> None:
        (self.memory / "fail").unlink()

    def run(self, *more: str) -> int:
        return main([*ARGUMENTS, *more], root=self.root)


@pytest.fixture
def machine(
    tmp_path: Path, aws: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Machine:
    caplog.set_level(logging.WARNING, logger="werkzeug")  # the stand-in of AWS tells every request
    machine = Machine(tmp_path)
    for name, value in {
        "PATH": str(machine.commands),
        "PYTHONPATH": str(ROOT),
        "AWS_ENDPOINT_URL": aws,
        "AWS_ACCESS_KEY_ID": "of-nobody",
        "AWS_SECRET_ACCESS_KEY": "of-nobody",
        "FAKE_PULUMI_MEMORY": str(machine.memory),
        "FAKE_PULUMI_BUCKET": BUCKET,
    }.items():
        monkeypatch.setenv(name, value)
    s3 = botocore.session.get_session().create_client("s3", region_name="us-east-1")
    if BUCKET in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}:
        s3.delete_object(Bucket=BUCKET, Key=STATE_OBJECT)
        s3.delete_bucket(Bucket=BUCKET)
    return machine


def test_the_state_begins_on_the_disk_and_ends_in_the_bucket(machine: Machine) -> None:
    assert machine.run() == 0
    file = machine.local_state / "deployment.json"
    assert machine.calls() == [
        "disk stack select account",
        "disk stack init account",
        "disk config set --stack account habits-bootstrap:githubRepository octo-org/habits",
        "disk up --stack account --yes --non-interactive",
        f"disk stack export --stack account --file {file}",
        "bucket stack select account",
        "bucket stack init account --secrets-provider awskms://alias/habits-delivery?region=us-east-1",
        f"bucket stack import --stack account --file {file}",
        "bucket preview --stack account --expect-no-changes --non-interactive",
        "bucket stack output --stack account",
    ]
    assert not machine.local_state.exists()


def test_a_second_run_changes_nothing(machine: Machine, capfd: pytest.CaptureFixture[str]) -> None:
    machine.run()
    machine.calls()
    with (machine.root / "bootstrap/Pulumi.account.yaml").open("a") as file:
        file.write("  habits-bootstrap:githubRepository: octo-org/habits\n")
    assert machine.run() == 0
    assert machine.calls() == [
        "bucket stack select account",
        "bucket preview --stack account --expect-no-changes --non-interactive",
        "bucket stack output --stack account",
    ]
    assert "Nothing to change." in capfd.readouterr().out


def test_every_step_is_told_before_it_is_done(machine: Machine, capfd: pytest.CaptureFixture[str]) -> None:
    machine.fail_at("up")
    assert machine.run() == 1
    said = capfd.readouterr()
    assert f"Account {ACCOUNT}, region us-east-1." in said.out
    assert "1. Begin a state on this disk" in said.out
    assert "2. Make the state bucket" in said.out
    assert "3. Move" not in said.out
    assert said.err == "make bootstrap: pulumi up failed; repair the cause and run make bootstrap again\n"


@pytest.mark.parametrize("step", ["up", "stack init account --secrets", "stack import", "preview"])
def test_a_run_that_was_interrupted_is_continued(step: str, machine: Machine) -> None:
    machine.fail_at(step)
    assert machine.run() == 1
    assert machine.local_state.exists(), "the only whole state"
    machine.fail_no_more()
    assert machine.run() == 0
    assert not machine.local_state.exists()


def test_a_changed_program_is_deployed_from_the_bucket(machine: Machine) -> None:
    machine.run()
    machine.calls()
    machine.fail_at("preview")
    main([*ARGUMENTS], root=machine.root)
    assert "bucket up --stack account --yes --non-interactive" in machine.calls()


def test_somebody_is_asked_unless_they_said_yes(machine: Machine) -> None:
    main(["--repository", "octo-org/habits"], root=machine.root)
    assert "disk up --stack account" in machine.calls()


@pytest.mark.parametrize(
    ("option", "value", "wanted"),
    [("--repository", "habits", "a repository as owner/name"), ("--email", "me@home", "an e-mail address")],
)
def test_a_wrong_value_is_refused_before_anything_is_written(
    option: str, value: str, wanted: str, machine: Machine, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        machine.run(option, value)
    assert exit_.value.code == 2
    assert f"'{value}' is not {wanted}" in capfd.readouterr().err
    assert machine.calls() == []


def test_a_bare_machine_hears_in_one_line_what_is_missing_and_stays_bare(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "scripts.bootstrap"],
        env={"PATH": str(tmp_path), "HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 1
    (line,) = finished.stderr.splitlines()
    assert line.startswith("make bootstrap: missing: the Pulumi CLI (https://")
    assert "AWS credentials" in line
    assert "make bootstrap REPOSITORY=owner/name" in line
    assert finished.stdout == ""
    assert list(tmp_path.iterdir()) == []
    assert not (ROOT / ".local/bootstrap").exists()


def test_the_names_are_those_of_the_program() -> None:
    assert bootstrap().one("aws:s3/bucket:Bucket").inputs["bucket"] == BUCKET
    assert bootstrap().project == "habits-bootstrap"
    assert bootstrap().exports["backendUrl"].startswith(f"s3://{BUCKET}?")
