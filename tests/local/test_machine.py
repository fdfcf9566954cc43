"""What a machine lacks is said in one line, before anything is installed."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app.local import machine

SCRIPT = Path(machine.__file__)


def check(*arguments: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": str(path)} if path else None
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def program(folder: Path, name: str, version: str) -> None:
    script = folder / name
    script.write_text(f"#!/bin/sh\necho {version}\n")
    script.chmod(0o755)


def assert_refused(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1, "one line, no traceback"
    for word in words:
        assert word in result.stderr


def test_a_machine_with_everything_passes_in_silence(tmp_path: Path) -> None:
    program(tmp_path, "node", "v20.19.0")
    program(tmp_path, "npm", "10.8.2")
    result = check(path=tmp_path)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_missing_node_is_named(tmp_path: Path) -> None:
    assert_refused(check(path=tmp_path), "node is not installed", "20.19")


def test_a_missing_npm_is_named(tmp_path: Path) -> None:
    program(tmp_path, "node", "v22.1.0")
    assert_refused(check(path=tmp_path), "npm is not installed")


@pytest.mark.parametrize("version", ["v18.20.4", "v20.18.3"])
def test_an_old_node_is_named_with_its_version(tmp_path: Path, version: str) -> None:
    program(tmp_path, "node", version)
    program(tmp_path, "npm", "10.8.2")
    assert_refused(check(path=tmp_path), version, "20.19")


def test_a_taken_port_is_named() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = str(listener.getsockname()[1])
        assert_refused(check("--port", port), f"PORT: {port} is taken", "choose another")


@pytest.mark.parametrize("port", ["80", "65536", "eight", "", "-1", "8000.5"])
def test_what_is_no_port_of_an_ordinary_user_is_refused(port: str) -> None:
    assert_refused(check(f"--port={port}"), f"PORT: '{port}' is not a port", "1024 to 65535")


def test_a_folder_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "ROOT", tmp_path / "missing")
    assert machine.folder_problem() is not None
    assert str(tmp_path / "missing") in str(machine.folder_problem())


def test_an_old_python_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "PYTHON", (99, 0))
    assert "wanted: 3.11 or newer" in str(machine.python_problem())
