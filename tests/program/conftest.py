"""Both stacks, recorded once a run with everything known."""

import pytest

from blueprint.recording import Recording, record_program


@pytest.fixture(scope="session", params=["staging", "prod"])
def recording(request: pytest.FixtureRequest) -> Recording:
    return record_program(request.param)
