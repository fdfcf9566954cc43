"""Both pipelines walk the way of the drawing, by the same scripts."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.delivery.recorded_bootstrap import bootstrap
from tests.delivery.stages import DRAWN, of_codepipeline, of_github

ROOT = Path(__file__).resolve().parents[2]
BUILDSPECS = sorted((ROOT / "bootstrap/buildspecs").glob("*.yml"))
SCRIPT = re.compile(r"(?:scripts/\w+\.(?:py|sh)|\.ci/run)\b")


def test_github_walks_the_way_of_the_drawing() -> None:
    assert of_github() == list(DRAWN)


def test_codepipeline_walks_the_way_of_the_drawing() -> None:
    assert of_codepipeline(bootstrap(delivery="codepipeline")) == list(DRAWN)


def test_both_deploy_and_test_by_the_same_scripts() -> None:
    workflows = {
        script
        for name in ("ci", "deploy", "stack")
        for script in SCRIPT.findall((ROOT / f".github/workflows/{name}.yml").read_text())
    }
    builds = {script for file in BUILDSPECS for script in SCRIPT.findall(file.read_text())}
    assert {"scripts/deliver.sh", "scripts/smoke.py", ".ci/run"} <= workflows & builds
    # GitHub's machine has a Docker engine; a build has to start its own.
    assert builds - workflows <= {"scripts/docker-engine.sh"}


@pytest.mark.parametrize("file", BUILDSPECS, ids=lambda file: file.stem)
def test_every_script_of_a_build_exists_and_may_be_started(file: Path) -> None:
    for script in SCRIPT.findall(file.read_text()):
        path = ROOT / script
        assert path.is_file()
        assert path.suffix == ".py" or path.stat().st_mode & 0o111


@pytest.mark.parametrize("file", BUILDSPECS, ids=lambda file: file.stem)
def test_shellcheck_finds_nothing_in_the_commands_of_a_build(file: Path) -> None:
    phases = yaml.safe_load(file.read_text())["phases"].values()
    script = "\n".join(command for phase in phases for command in phase["commands"])
    # Variables come from CodeBuild and the project; what is sourced is written by the command before.
    told = ["--shell", "bash", "--exclude", "SC2154,SC1090,SC1091", "-"]
    finished = subprocess.run(
        [Path(sys.executable).parent / "shellcheck", *told],
        input=script,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout


@pytest.mark.parametrize("file", BUILDSPECS, ids=lambda file: file.stem)
def test_every_build_specification_is_used_by_a_project(file: Path) -> None:
    projects = bootstrap(delivery="codepipeline").of_type("aws:codebuild/project:Project")
    used = {project.inputs["source"]["buildspec"] for project in projects}
    assert file.relative_to(ROOT).as_posix() in used
    assert all((ROOT / path).is_file() for path in used)


def test_a_build_has_the_command_line_of_the_version_of_the_library() -> None:
    commands = yaml.safe_load((ROOT / "bootstrap/buildspecs/pulumi.yml").read_text())["phases"]["install"][
        "commands"
    ]
    (reads,) = [command for command in commands if "pyproject.toml" in command]
    pattern = re.search(r"s/(.*)/\\1/p", reads)
    assert pattern
    expression = pattern[1].replace("\\(", "(").replace("\\)", ")")
    text = (ROOT / "pyproject.toml").read_text()
    (version,) = re.findall(expression, text, flags=re.MULTILINE)
    assert f'"pulumi=={version}"' in text


def test_what_a_stage_is_told_is_what_the_build_before_it_exports() -> None:
    exported = yaml.safe_load((ROOT / "bootstrap/buildspecs/pulumi.yml").read_text())["env"][
        "exported-variables"
    ]
    (pipeline,) = bootstrap(delivery="codepipeline").of_type("aws:codepipeline/pipeline:Pipeline")
    read = re.findall(r"#\{(?:Staging|Production)\.(\w+)\}", str(pipeline.inputs["stages"]))
    assert set(read) == set(exported) == {"url", "version", "image_uri"}
