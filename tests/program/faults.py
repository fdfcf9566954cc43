"""What is wrong with the inputs of a recording, before anybody is asked to make them real."""

from collections.abc import Iterator

from blueprint.recording import Recording
from tests.program.calls import CALLS
from tests.program.provider_types import misspelt
from tests.program.service_models import refused


def unknown_to_the_provider(recording: Recording) -> Iterator[str]:
    """Inputs, at any depth, that the types of the provider do not have."""
    for resource in recording.resources:
        if resource.custom and not resource.type.startswith("pulumi:providers:"):
            yield from (f"{resource.name}: {fault}" for fault in misspelt(resource.type, resource.inputs))


def unwelcome_to_aws(recording: Recording) -> Iterator[str]:
    """Values that the models of AWS's APIs do not admit."""
    for resource in recording.resources:
        if resource.type in CALLS:
            yield from (f"{resource.name}{fault}" for fault in refused(CALLS[resource.type], resource.inputs))
