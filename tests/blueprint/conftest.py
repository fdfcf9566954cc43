"""Both real stacks, recorded, judged and priced once a run."""

from collections.abc import Mapping

import pytest

from blueprint.blueprint import Blueprint, make_blueprint


@pytest.fixture(scope="session")
def stacks() -> Mapping[str, Blueprint]:
    return {stack: make_blueprint(stack) for stack in ("staging", "prod")}


@pytest.fixture(params=["staging", "prod"])
def stack(request: pytest.FixtureRequest, stacks: Mapping[str, Blueprint]) -> Blueprint:
    return stacks[request.param]
