"""Both stacks, recorded once a run with everything known."""

import pytest

from blueprint.recording import Recording
from tests.program.graph import recorded


@pytest.fixture(scope="session", params=["staging", "prod"])
def recording(request: pytest.FixtureRequest) -> Recording:
    return recorded(request.param)
