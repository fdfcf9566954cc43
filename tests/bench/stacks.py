"""The policy pack and the blueprint, beside the recording that they start from."""

from collections.abc import Iterator

from blueprint.cost import price_stack
from blueprint.gate import judge
from blueprint.picture import draw
from blueprint.recording import record_program
from tests.bench.ratios import Ratio, measured


def measure() -> Iterator[Ratio]:
    """All of it for production, the larger stack."""
    recording = record_program("prod")
    gate, cost = judge(recording), price_stack(recording)

    def record() -> object:
        return record_program("prod")

    yield measured("the policy pack", lambda: judge(recording), "the recording", record, bound=1)
    yield measured("the cost", lambda: price_stack(recording), "the recording", record, bound=0.25)
    yield measured("the picture", lambda: draw(recording, cost, gate), "the recording", record, bound=0.5)
