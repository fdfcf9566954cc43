"""What a commit is refused for is not in the repository either: credentials, and faults of the Dockerfile."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(sys.executable).parent
BASELINE = ".secrets.baseline"
DOCKERFILE = "app/backend/Dockerfile"


def files_of_the_repository() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [file for file in listed.stdout.split("\0") if file and (ROOT / file).is_file()]


def scan_for_secrets(folder: Path, files: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Against a copy of the baseline: the hook writes moved lines into it."""
    baseline = folder / BASELINE
    shutil.copy(ROOT / BASELINE, baseline)
    return subprocess.run(
        [TOOLS / "detect-secrets-hook", "--baseline", baseline, *files],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def lint_dockerfile(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([TOOLS / "hadolint", path], capture_output=True, text=True, check=False)


def test_no_file_holds_a_credential_that_the_baseline_does_not_know(tmp_path: Path) -> None:
    finished = scan_for_secrets(tmp_path, files_of_the_repository())
    # 3: only lines have moved, and the baseline would be written anew.
    assert finished.returncode in (0, 3), finished.stdout


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        # In two parts, so that this file holds none.
        ("AWS Access Key", ("AKIA", "Q7ZXWVUTSRQPONML")),
        ("Private Key", ("-----BEGIN RSA ", "PRIVATE KEY-----")),
        ("GitHub Token", ("ghp_", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8")),
        ("Basic Auth Credentials", ("https://deploy:", "s3cr3tt0k3n@registry.example.com")),
    ],
)
def test_a_credential_in_a_file_is_refused_by_its_kind(
    tmp_path: Path, kind: str, parts: tuple[str, str]
) -> None:
    file = tmp_path / "settings.py"
    file.write_text(f'VALUE = "{"".join(parts)}"\n')
    finished = scan_for_secrets(tmp_path, [str(file)])
    assert finished.returncode == 1
    assert kind in finished.stdout
    assert "".join(parts) not in finished.stdout, "the scanner does not repeat what it has found"


def test_the_dockerfile_has_no_fault() -> None:
    finished = lint_dockerfile(ROOT / DOCKERFILE)
    assert finished.returncode == 0, finished.stdout


def test_a_fault_in_a_dockerfile_is_found(tmp_path: Path) -> None:
    file = tmp_path / "Dockerfile"
    file.write_text("FROM debian\nRUN cd /tmp && apt-get install curl\n")
    finished = lint_dockerfile(file)
    assert finished.returncode == 1
    assert "DL3006" in finished.stdout


def test_the_hooks_run_the_same_tools_over_the_same_files() -> None:
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    entries = {hook["id"]: hook["entry"] for hook in repository["hooks"]}
    assert entries["secrets"] == f".venv/bin/detect-secrets-hook --baseline {BASELINE}"
    assert entries["hadolint"] == ".venv/bin/hadolint"
