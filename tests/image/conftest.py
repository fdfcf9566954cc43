"""The image, built as a deployment builds it, and its functions in containers held as Lambda holds them."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.support.runtime_api import ROOT, Function, running_function
from tests.support.secrets_manager import REGION
from tests.support.stack import Stack, Surroundings, running_surroundings

TAG = "habits:test"
MEMORY_MEGABYTES = 512

type StartContainer = Callable[[str, Mapping[str, str]], AbstractContextManager[Function]]
type Python = Callable[[str], Any]


@pytest.fixture(scope="session")
def docker() -> str:
    """The Docker client, whose engine answers."""
    client = shutil.which("docker")
    if client is None or subprocess.run([client, "info"], capture_output=True).returncode:
        pytest.skip("no Docker engine answers; scripts/docker-engine.sh starts one")
    return client


@pytest.fixture(scope="session")
def image(docker: str) -> str:
    """The image, built from the base that this machine can have."""
    base = subprocess.run([ROOT / "scripts/base-image.sh"], capture_output=True, text=True)
    if base.returncode:
        pytest.fail(base.stderr, pytrace=False)
    command = [docker, "build", "--quiet", "--tag", TAG, "--build-arg", f"BASE_IMAGE={base.stdout.strip()}"]
    if not subprocess.run([docker, "buildx", "version"], capture_output=True).returncode:
        # Lambda refuses the index of images that attestations make.
        command += ["--provenance=false", "--sbom=false"]
    build = subprocess.run([*command, ROOT / "app/backend"], capture_output=True, text=True)
    if build.returncode:
        pytest.fail(build.stdout + build.stderr, pytrace=False)
    return TAG


@pytest.fixture(scope="session")
def inspected(docker: str, image: str) -> dict[str, Any]:
    """What the engine knows of the image."""
    output = subprocess.run([docker, "image", "inspect", image], capture_output=True, check=True).stdout
    answer: dict[str, Any] = json.loads(output)[0]
    return answer


@pytest.fixture(scope="session")
def python(docker: str, image: str) -> Python:
    """Run Python code in the image, without a network; gives the JSON that it prints."""

    def run(code: str) -> Any:
        command = [docker, "run", "--rm", "--read-only", "--network", "none", "--entrypoint", "python"]
        for name, value in {
            "APP_ENVIRONMENT": "local",
            "DATABASE_URL": "postgresql://nobody@localhost:1/nothing",
            "CACHE_URL": "redis://localhost:1/0",
            "DJANGO_SECRET_KEY": "signs-nothing",
            "MEDIA_ROOT": "/tmp",  # noqa: S108  never written to
        }.items():
            command += ["--env", f"{name}={value}"]
        output = subprocess.run([*command, image, "-c", code], capture_output=True, text=True)
        assert output.returncode == 0, output.stderr
        return json.loads(output.stdout)

    return run


@pytest.fixture(scope="session")
def surroundings() -> Iterator[Surroundings]:
    with running_surroundings() as surroundings:
        yield surroundings


@pytest.fixture(scope="session")
def stack(surroundings: Surroundings) -> Stack:
    return surroundings.new_stack()


@pytest.fixture
def start_container(docker: str, image: str, surroundings: Surroundings, tmp_path: Path) -> StartContainer:
    """Start the image with a handler: not as root, with little memory, and only /tmp to write to."""

    def start(name: str, environment: Mapping[str, str]) -> AbstractContextManager[Function]:
        command = [docker, "run", "--rm", "--init", "--network", "host", "--read-only", "--tmpfs", "/tmp"]  # noqa: S108
        command += ["--user", "993:990", "--memory", f"{MEMORY_MEGABYTES}m", "--cap-drop", "ALL"]
        # The test's certificate authority in the region's place.
        command += ["--volume", f"{surroundings.authority.root}:/var/task/config/roots/{REGION}.pem:ro"]
        for variable in (*environment, "AWS_LAMBDA_RUNTIME_API"):
            command += ["--env", variable]
        return running_function(
            [*command, image, f"handlers.{name}.handler"],
            {**environment, "PATH": os.environ["PATH"]},
            tmp_path / f"{name}.log",
            tmp_path,
        )

    return start
