"""The image installs exactly what the lock file says, on either architecture, without compiling anything."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.runtime_api import ROOT

REQUIREMENTS = ROOT / "app/backend/requirements.lock"
LOCK: dict[str, Any] = tomllib.loads((ROOT / "uv.lock").read_text())
PINNED = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", REQUIREMENTS.read_text(), re.MULTILINE))


def test_the_exported_file_is_what_make_lock_would_write_now() -> None:
    uv = shutil.which("uv", path=ROOT / ".tools/uv/bin") or shutil.which("uv")
    assert uv, "uv is missing; make brings it"
    command = [uv, "export", "--quiet", "--frozen", "--only-group", "app", "--no-emit-project"]
    fresh = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    def without_header(text: str) -> list[str]:
        return [line for line in text.splitlines() if not line.startswith("#")]

    assert without_header(REQUIREMENTS.read_text()) == without_header(fresh)


def test_every_requirement_is_pinned_with_hashes() -> None:
    entries = re.split(r"^(?=[a-z])", REQUIREMENTS.read_text(), flags=re.MULTILINE)[1:]
    assert len(entries) == len(PINNED) > 20
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_image_gets_no_development_tool() -> None:
    assert not PINNED.keys() & {"requests", "moto", "pytest", "pulumi", "waitress"}


@pytest.mark.parametrize("package", sorted(PINNED))
@pytest.mark.parametrize("architecture", ["x86_64", "aarch64"])
def test_every_package_has_a_wheel_for_the_function(package: str, architecture: str) -> None:
    wheels = next(
        entry["wheels"]
        for entry in LOCK["package"]
        if (entry["name"], entry["version"]) == (package, PINNED[package])
    )
    names = [Path(wheel["url"]).name for wheel in wheels]
    fitting = re.compile(
        rf"-(?:py3|py2\.py3|cp313|cp3\d+-abi3)-?\w*-(?:any|[\w.]*manylinux[\w.]*_{architecture}[\w.]*)\.whl$"
    )
    assert any(fitting.search(name) for name in names), names


def test_a_build_by_hand_starts_from_the_base_that_a_deployment_takes() -> None:
    dockerfile = (ROOT / "app/backend/Dockerfile").read_text()
    keys = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"]
    default = next(key["default"] for name, key in keys.items() if name.rpartition(":")[2] == "imageBase")
    assert f"ARG BASE_IMAGE={default}\n" in dockerfile
    assert (ROOT / ".python-version").read_text().strip() in default
