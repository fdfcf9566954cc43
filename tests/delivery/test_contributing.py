"""Whoever begins here finds commands that exist, and hooks that run what the gate runs."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(sys.executable).parent
PAGES = ("CONTRIBUTING.md", "CHANGELOG.md")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook
    for repository in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    for hook in repository["hooks"]
}
WRITTEN_BY_A_TARGET = ("picture", "costs", "contract", "controls", "lock")


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def shell_scripts() -> Iterator[Path]:
    for folder in ("scripts", ".ci"):
        for path in sorted((ROOT / folder).iterdir()):
            if path.is_file() and path.read_bytes().startswith(b"#!/usr/bin/env bash"):
                yield path


@pytest.mark.parametrize("name", PAGES)
def test_every_make_command_is_a_target(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, flags=re.MULTILINE))
    used = set(re.findall(r"(?:`|^)make ([a-z]+)", page(name), flags=re.MULTILINE))
    assert used
    assert used <= targets


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_file(name: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", page(name))
    assert links
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_whatever_a_target_writes_into_the_repository_is_named() -> None:
    for target in WRITTEN_BY_A_TARGET:
        assert f"\n{target}:" in MAKEFILE
        assert f"`make {target}`" in page("CONTRIBUTING.md")


def test_the_page_is_one_page() -> None:
    assert len(page("CONTRIBUTING.md").splitlines()) < 70


def test_every_hook_runs_an_installed_tool_of_the_project() -> None:
    for name, hook in HOOKS.items():
        assert hook["language"] == "system", f"{name}: anything else would bring a version of its own"
        program, *_ = shlex.split(hook["entry"])
        assert program == "npm" or (
            program.startswith(".venv/bin/") and (TOOLS / Path(program).name).exists()
        )


def test_the_hooks_look_for_what_the_gate_looks_for() -> None:
    check = MAKEFILE.partition("\ncheck:")[2].partition("\n\n")[0]
    judged = {"ruff format", "ruff check", "pyright", "mypy"}
    assert all(f".venv/bin/{command}" in check for command in judged)
    entries = "\n".join(hook["entry"] for hook in HOOKS.values())
    assert all(f".venv/bin/{command}" in entries for command in judged)
    assert {"biome", "shellcheck", "actionlint", "zizmor", "hadolint", "secrets"} <= HOOKS.keys()


@pytest.mark.parametrize("name", [name for name, hook in HOOKS.items() if "files" in hook])
def test_every_hook_has_files_to_look_at(name: str) -> None:
    pattern = re.compile(HOOKS[name]["files"])
    folders = (".github", "components", "app/backend", "app/web/src")
    files = (path for folder in folders for path in (ROOT / folder).rglob("*"))
    assert any(pattern.search(path.relative_to(ROOT).as_posix()) for path in files)


def test_shellcheck_finds_nothing_in_the_scripts() -> None:
    scripts = list(shell_scripts())
    assert len(scripts) >= 3
    finished = subprocess.run(
        [TOOLS / "shellcheck", *scripts], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert finished.returncode == 0, finished.stdout
