"""`python -m blueprint`: the exit code is the gate, and a refusal is one line."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from blueprint import __main__ as command
from blueprint.blueprint import Blueprint
from blueprint.recording import ROOT
from blueprint.terminal import summary

NOT_COPIED = shutil.ignore_patterns(".*", "node_modules", "dist", "__pycache__", "tests")


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line on standard error of a command that must end with 2 and print nothing else."""
    try:
        code = command.main(arguments)
    except SystemExit as exit_:  # argparse leaves by itself
        code = exit_.code
    out, err = capsys.readouterr()
    assert code == 2
    assert out == ""
    assert err.endswith("\n")
    assert err.count("\n") == 1
    return err.rstrip("\n")


def test_all_forms_are_written_where_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        kind: tmp_path / "new" / f"report.{kind}"
        for kind in ("html", "json", "markdown", "svg", "sarif", "junit")
    }
    code = command.main(
        ["staging", *(part for kind, file in files.items() for part in (f"--{kind}", str(file)))]
    )
    assert code == 0
    assert files["html"].read_text().startswith("<!doctype html>")
    assert json.loads(files["json"].read_text())["policy"]["clean"] is True
    assert files["markdown"].read_text().startswith("### Blueprint of `staging`")
    assert files["svg"].read_text().startswith("<svg")
    results = json.loads(files["sarif"].read_text())["runs"][0]["results"]
    uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results]
    assert uris
    assert all((ROOT / uri).is_file() for uri in uris)
    assert '<testsuite name="staging"' in files["junit"].read_text()
    out = capsys.readouterr().out
    assert all(str(file) in out for file in files.values())
    assert "\033[" not in out
    assert sorted(path.name for path in files["html"].parent.iterdir()) == sorted(
        f.name for f in files.values()
    )


def test_without_a_file_the_page_goes_to_the_local_folder_and_quiet_prints_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "DEFAULT_FOLDER", tmp_path)
    assert command.main(["staging", "--quiet"]) == 0
    assert (tmp_path / "staging.html").is_file()
    assert capsys.readouterr() == ("", "")


def test_a_setting_may_be_overridden(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    arguments = ["staging", "--quiet", "--json", str(file), "--config", "natStrategy=perAz"]
    assert command.main([*arguments, "--daily-users", "0"]) == 0
    cost = json.loads(file.read_text())["cost"]
    assert [choice["natStrategy"] for choice in cost["nat"] if choice["chosen"]] == ["perAz"]
    assert cost["assumption"].startswith("0 people")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["stagin"], ["'stagin'", "Pulumi.stagin.yaml", "staging", "prod"]),
        (
            ["staging", "--config", "natStrategy=tripple"],
            ["natStrategy", "'tripple'", "none", "single", "perAz"],
        ),
        (["staging", "--config", "databaseMinAcu=0.3"], ["databaseMinAcu", "0.3", "0.5"]),
        (["staging", "--config", "natStrategie=single"], ["natStrategie"]),
        (["staging", "--config", "aws:region=mars"], ["aws:region", "'mars'", "us-east-1"]),
        (["staging", "--config", "siteDirectory=nowhere"], ["siteDirectory", "'nowhere'", "make web"]),
        (["staging", "--config", "natStrategy"], ["--config", "'natStrategy'", "KEY=VALUE"]),
        (["staging", "--config", "=x"], ["--config", "'=x'", "KEY=VALUE"]),
        (["staging", "--daily-users", "many"], ["--daily-users", "'many'", "whole number"]),
        (["staging", "--daily-users", "-1"], ["--daily-users"]),
        (["staging", "--colour"], ["--colour"]),
        ([], ["STACK"]),
    ],
)
def test_bad_input_is_refused_in_one_line_that_names_it(
    arguments: list[str], words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    line = refusal(capsys, *arguments)
    assert [word for word in words if word not in line] == []


def test_a_file_that_cannot_be_written_is_refused_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    line = refusal(capsys, "staging", "--html", str(tmp_path / "folder"))
    assert str(tmp_path / "folder") in line
    (tmp_path / "file").write_text("")
    line = refusal(capsys, "staging", "--html", str(tmp_path / "file" / "report.html"))
    assert "cannot be written" in line
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_the_help_explains_arguments_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        command.main(["--help"])
    out = capsys.readouterr().out
    assert all(word in out for word in ("STACK", "--html", "--config", "Exit code", "mandatory"))


def test_the_summary_tells_tiers_verdict_and_dollars_in_a_few_lines(stacks: Mapping[str, Blueprint]) -> None:
    text = summary("prod")
    prod = stacks["prod"]
    assert all(str(tier) in text for tier in prod.tiers)
    assert "policy clean" in text
    assert f"${prod.cost.total:,.2f}" in text
    assert len(text.splitlines()) < 20


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scratch") / "habits"
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
    return folder


@pytest.mark.parametrize(
    ("file", "found", "changed", "resource"),
    [
        ("components/database.py", "storage_encrypted=True", "storage_encrypted=False", "database-cluster"),
        (
            "components/tiers/data.py",
            "private_subnet_ids=inside.subnet_ids",
            "private_subnet_ids=inside.network.public_subnet_ids",
            "database-",
        ),
    ],
)
def test_a_weakened_copy_ends_with_1_and_names_control_resource_file_and_line(
    scratch: Path, file: str, found: str, changed: str, resource: str
) -> None:
    original = (scratch / file).read_text()
    assert found in original
    (scratch / file).write_text(original.replace(found, changed, 1))
    try:
        run = subprocess.run(
            [sys.executable, "-m", "blueprint", "staging", "--json", "report.json"],
            cwd=scratch,
            env={**os.environ, "PYTHONPATH": ""},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        (scratch / file).write_text(original)
    assert run.returncode == 1, run.stderr
    findings = json.loads((scratch / "report.json").read_text())["policy"]["findings"]
    failed = [f for f in findings if f["verdict"] == "failed" and f["level"] == "mandatory"]
    assert any(resource in finding["resource"] for finding in failed)
    for finding in failed:
        assert finding["control"] in run.stdout
        places = [f"{source['file']}:{source['line']}" for source in finding["sources"]]
        assert all(place in run.stdout for place in places)
        assert any(place.startswith(f"{file}:") for place in places)
