"""Both pipelines deploy by one script: settings, order, one command of `make`, and what serves afterwards."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.delivery.recorded_bootstrap import bootstrap

ROOT = Path(__file__).resolve().parents[2]
IMAGE_URI = f"123456789012.dkr.ecr.us-east-1.amazonaws.com/habits/app@sha256:{'0' * 64}"
STAND_IN = f"""#!{sys.executable} -S
import os, sys
words = [os.path.basename(sys.argv[0]), *sys.argv[1:]]
with open(os.environ["CALLS"], "a") as calls:
    print(*words, file=calls)
outputs = {{"url": "https://habits.example.com", "version": "000000000000", "imageUri": "{IMAGE_URI}"}}
if words[1:3] == ["stack", "output"]:
    print(outputs[words[3]])
if words[1:3] == ["stack", "history"]:
    print("null")
sys.exit(1 if words[1] == os.environ.get("FAILS") else 0)
"""


@dataclass(frozen=True)
class Delivered:
    code: int
    calls: list[str]
    outputs: list[str]


def deliver(tmp_path: Path, words: Sequence[str], *, fails: str = "") -> Delivered:
    """Runs the script where `pulumi` and `make` only write down how they were called."""
    commands = tmp_path / "commands"
    commands.mkdir()
    for name in ("pulumi", "make"):
        (commands / name).write_text(STAND_IN)
        (commands / name).chmod(0o755)
    calls, outputs = tmp_path / "calls", tmp_path / "outputs"
    calls.touch()
    outputs.touch()
    environment = {
        "PATH": f"{commands}:{os.environ['PATH']}",
        "CALLS": str(calls),
        "OUTPUTS": str(outputs),
        "FAILS": fails,
    }
    finished = subprocess.run(
        [ROOT / "scripts/deliver.sh", *words], env=environment, capture_output=True, check=False
    )
    return Delivered(finished.returncode, calls.read_text().splitlines(), outputs.read_text().splitlines())


def test_staging_builds_into_the_repository_of_the_account_and_tells_what_serves(tmp_path: Path) -> None:
    delivered = deliver(tmp_path, ["up", "staging"])
    assert delivered.code == 0
    assert delivered.calls == [
        "pulumi stack history --stack staging --json --page-size 20",
        "pulumi config set imageRepository habits/app --stack staging",
        "make up -o app/web/dist/index.html STACK=staging PULUMI_FLAGS=--non-interactive --yes",
        "pulumi stack output url --stack staging",
        "pulumi stack output version --stack staging",
        "pulumi stack output imageUri --stack staging",
    ]
    assert delivered.outputs == [
        "url=https://habits.example.com",
        "version=000000000000",
        f"image_uri={IMAGE_URI}",
    ]


def test_production_gets_the_given_image(tmp_path: Path) -> None:
    calls = deliver(tmp_path, ["up", "prod", IMAGE_URI]).calls
    assert calls.index(f"pulumi config set imageUri {IMAGE_URI} --stack prod") < calls.index(
        "make up -o app/web/dist/index.html STACK=prod PULUMI_FLAGS=--non-interactive --yes"
    )


def test_a_preview_changes_nothing_and_tells_of_no_deployment(tmp_path: Path) -> None:
    delivered = deliver(tmp_path, ["preview", "prod", IMAGE_URI])
    assert delivered.calls[-1].startswith("make preview -o app/web/dist/index.html STACK=prod")
    assert not [call for call in delivered.calls if "up" in call.split()]
    assert delivered.outputs == []


@pytest.mark.parametrize(
    ("fails", "never"), [("stack", "make up"), ("config", "make up"), ("up", "pulumi stack output")]
)
def test_whatever_fails_is_the_end(tmp_path: Path, fails: str, never: str) -> None:
    delivered = deliver(tmp_path, ["up", "staging"], fails=fails)
    assert delivered.code != 0
    assert not [call for call in delivered.calls if call.startswith(never)]
    assert delivered.outputs == []


@pytest.mark.parametrize("words", [[], ["up"], ["destroy", "staging"], ["up", "staging", "a", "b"]])
def test_wrong_arguments_are_told_how_it_is_used(tmp_path: Path, words: list[str]) -> None:
    delivered = deliver(tmp_path, words)
    assert (delivered.code, delivered.calls) == (2, [])


def test_the_repository_is_the_one_that_the_bootstrap_made() -> None:
    text = (ROOT / "scripts/deliver.sh").read_text()
    assert f"imageRepository {bootstrap().exports['imageRepository']} " in text


def test_what_it_reads_is_exported_by_the_program() -> None:
    program = (ROOT / "__main__.py").read_text()
    assert all(f'pulumi.export("{output}"' in program for output in ("url", "version", "imageUri"))
    keys = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"]
    assert {"imageRepository", "imageUri"} <= keys.keys()
