"""The functions as processes under AWS's runtime client, in the surroundings of a deployed stack."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.support.runtime_api import Function, running_function
from tests.support.stack import Stack, Surroundings, running_surroundings

type StartFunction = Callable[[str, Mapping[str, str]], AbstractContextManager[Function]]


@pytest.fixture(scope="session")
def surroundings() -> Iterator[Surroundings]:
    with running_surroundings() as surroundings:
        yield surroundings


@pytest.fixture(scope="session")
def image_content(surroundings: Surroundings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return surroundings.image_content(tmp_path_factory.mktemp("image"))


@pytest.fixture
def stack(surroundings: Surroundings) -> Stack:
    """Before its first deployment."""
    return surroundings.new_stack()


@pytest.fixture(scope="module")
def deployed(surroundings: Surroundings, start_function: StartFunction) -> Stack:
    """After its first deployment; shared by a module's tests."""
    stack = surroundings.new_stack()
    with start_function("manage", stack.manage_environment) as manage:
        manage.invoke({"command": "migrate"})
    return stack


@pytest.fixture(scope="session")
def start_function(image_content: Path, tmp_path_factory: pytest.TempPathFactory) -> StartFunction:
    """Start `handlers.<name>.handler` with an environment."""

    def start(name: str, environment: Mapping[str, str]) -> AbstractContextManager[Function]:
        return running_function(
            [sys.executable, "-m", "awslambdaric", f"handlers.{name}.handler"],
            {
                **environment,
                "PYTHONPATH": os.pathsep.join((str(image_content), environment.get("PYTHONPATH", ""))),
            },
            tmp_path_factory.mktemp(name) / "log",
            image_content,
        )

    return start
