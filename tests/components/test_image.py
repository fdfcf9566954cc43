"""The image is built once, named after its content, and deployed by digest."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pulumi_docker as docker
import pytest

from blueprint.leaks import leaked_secrets
from blueprint.recording import UNKNOWN, Recording, record
from components.image import AppImage, AppImageArgs

REPOSITORY = "123456789012.dkr.ecr.us-east-1.amazonaws.com/habits-staging"
EXISTING = f"{REPOSITORY}@sha256:{'0123456789abcdef' * 4}"


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backend")
    (folder / "Dockerfile").write_text("FROM base\n")
    return folder


def recorded(context: Path, *, unknown: bool = False, **changes: Any) -> Recording:
    defaults: Mapping[str, Any] = {
        "repository_url": REPOSITORY,
        "context": context,
        "base_image": "python:3.13-slim-trixie",
        "architecture": "arm64",
        "existing_image_uri": None,
    }
    return record(lambda: AppImage("image", AppImageArgs(**defaults | changes)), unknown=unknown)


def outputs(recording: Recording) -> Mapping[str, Any]:
    component = recording.one(AppImage)
    return recording.registered_outputs[component.urn]


def test_the_tag_is_the_contents_hash(context: Path) -> None:
    name = recorded(context).one(docker.Image).inputs["imageName"]
    assert re.fullmatch(
        r"123456789012\.dkr\.ecr\.us-east-1\.amazonaws\.com/habits-staging:app-[0-9a-f]{16}", name
    )


@pytest.mark.parametrize("changes", [{"base_image": "debian:13"}, {"architecture": "x86_64"}])
def test_base_and_processor_are_part_of_the_content(context: Path, changes: dict[str, str]) -> None:
    names = [recorded(context, **change).one(docker.Image).inputs["imageName"] for change in ({}, changes)]
    assert names[0] != names[1]


@pytest.mark.parametrize(("architecture", "platform"), [("arm64", "linux/arm64"), ("x86_64", "linux/amd64")])
def test_it_is_built_for_the_processor_of_the_functions(
    context: Path, architecture: str, platform: str
) -> None:
    build = recorded(context, architecture=architecture).one(docker.Image).inputs["build"]
    assert build["platform"] == platform


def test_the_base_is_a_build_argument(context: Path) -> None:
    build = recorded(context).one(docker.Image).inputs["build"]
    assert build["args"] == {"BASE_IMAGE": "python:3.13-slim-trixie"}


def test_it_is_given_out_by_digest_with_a_version_made_of_it(context: Path) -> None:
    given = outputs(recorded(context))
    repository, _, digest = given["image_uri"].partition("@sha256:")
    assert repository == "123456789012.dkr.ecr.us-east-1.amazonaws.com/habits-staging"
    assert len(digest) == 64
    assert given["version"] == digest[:12]


def test_an_existing_digest_is_deployed_without_a_build(context: Path) -> None:
    recording = recorded(context, existing_image_uri=EXISTING)
    assert recording.of_type(docker.Image) == []
    assert outputs(recording)["image_uri"] == EXISTING
    assert outputs(recording)["version"] == "0123456789ab"


def test_before_the_first_deployment_the_image_is_unknown_but_planned(context: Path) -> None:
    recording = recorded(context, unknown=True)
    assert recording.one(docker.Image)
    assert outputs(recording)["image_uri"] is UNKNOWN


def test_the_registrys_password_is_wrapped(context: Path) -> None:
    recording = recorded(context)
    assert any(path.startswith("registry") for path in recording.one(docker.Image).secret_inputs)
    assert leaked_secrets(recording) == []


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"architecture": "riscv"}, "architecture: 'riscv' is not one of arm64, x86_64"),
        (
            {"existing_image_uri": "habits:latest"},
            "existing_image_uri: 'habits:latest' does not name a digest",
        ),
    ],
)
def test_what_lambda_cannot_run_is_refused(context: Path, changes: dict[str, str], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        recorded(context, **changes)
