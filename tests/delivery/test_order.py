"""An older commit is not deployed over a newer one, whoever approves it when."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from scripts.order import deployed_commit, main


class Repository:
    """Three commits: `old`, `new` made from it, and `aside`, made from `old` too."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch", "main")
        self.old = self.commit("old")
        self.new = self.commit("new")
        self.git("checkout", "--quiet", self.old)
        self.aside = self.commit("aside")

    def git(self, *words: str) -> str:
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **{
                f"GIT_{who}_{what}": "somebody"
                for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
        }
        command = ["git", "-C", str(self.folder), *words]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True
        ).stdout.strip()

    def commit(self, message: str) -> str:
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return Repository(tmp_path_factory.mktemp("work") / "repository")


def update(commit: str | None, *, kind: str = "update", result: str = "succeeded") -> dict[str, Any]:
    return {"kind": kind, "result": result, "environment": {"git.head": commit} if commit else {}}


def judged(
    repository: Repository,
    head: str,
    history: Sequence[dict[str, Any]] | None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> int:
    """The exit code where `head` is checked out and Pulumi tells this history."""
    repository.git("checkout", "--quiet", head)
    pulumi = tmp_path / "pulumi"
    pulumi.write_text(f"#!{sys.executable} -S\nprint({json.dumps(history)!r})\n")
    pulumi.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return main(["prod"], root=repository.folder)


def test_a_commit_made_from_what_is_live_may_be_deployed(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert judged(repository, repository.new, [update(repository.old)], monkeypatch, tmp_path) == 0


def test_what_is_live_may_be_deployed_again(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert judged(repository, repository.new, [update(repository.new)], monkeypatch, tmp_path) == 0


@pytest.mark.parametrize("head", ["old", "aside"])
def test_an_approval_given_too_late_does_not_bring_an_older_commit_back(
    repository: Repository,
    head: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    history = [update(repository.new), update(repository.old)]
    assert judged(repository, getattr(repository, head), history, monkeypatch, tmp_path) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(
        f"order.py: prod: commit {repository.new[:12]} is live, and this one is not made from"
    )


def test_a_live_commit_that_nobody_has_pushed_is_asked_for(
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert judged(repository, repository.new, [update("0123456789ab" + "0" * 28)], monkeypatch, tmp_path) == 1
    assert (
        "commit 0123456789ab is live, which this repository does not know: push it" in capsys.readouterr().err
    )


@pytest.mark.parametrize("history", [None, []])
def test_a_first_deployment_follows_nothing(
    history: list[dict[str, Any]] | None,
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    assert judged(repository, repository.old, history, monkeypatch, tmp_path) == 0


def test_a_history_that_cannot_be_read_stops_the_deployment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pulumi").write_text("#!/bin/sh\necho 'error: no stack named prod found' >&2\nexit 1\n")
    (tmp_path / "pulumi").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert main(["prod"]) == 1
    expected = "order.py: prod: the history cannot be read: error: no stack named prod found\n"
    assert capsys.readouterr().err == expected


def test_an_update_that_failed_half_way_counts_as_live() -> None:
    assert deployed_commit([update("b" * 40, result="failed"), update("a" * 40)]) == "b" * 40


def test_what_is_no_release_is_passed_over() -> None:
    history = [update("c" * 40, kind="refresh"), update(None), update("a" * 40)]
    assert deployed_commit(history) == "a" * 40


def test_a_destroyed_stack_has_no_release() -> None:
    assert deployed_commit([update("b" * 40, kind="destroy"), update("a" * 40)]) is None
