"""A stack, looked at from every side at once: what everything that reports on it starts from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pulumi

from blueprint.cloud.lookups import UnansweredLookupError
from blueprint.cost import CostTable, Usage, price_stack
from blueprint.gate import GateResult, judge
from blueprint.graph import Recording, Resource
from blueprint.recording import ROOT, DuplicateResourceError, StackFileError, record_program
from blueprint.tiers import Tier, by_tier
from policy.controls.config import ConfigError

REFUSALS = (StackFileError, ConfigError, pulumi.RunError, DuplicateResourceError, UnansweredLookupError)
"""What is wrong with a stack rather than with the program: each says it in one line."""


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    """The recording with its verdict and its price."""

    recording: Recording
    gate: GateResult
    cost: CostTable

    @property
    def tiers(self) -> dict[Tier, list[Resource]]:
        return by_tier(self.recording.resources)

    @property
    def resource_count(self) -> int:
        return sum(len(resources) for resources in self.tiers.values())


def make_blueprint(
    stack: str, *, root: Path = ROOT, config: Mapping[str, str] | None = None, usage: Usage | None = None
) -> Blueprint:
    """Records, judges and prices a stack.

    Raises what `record_program` and `judge` raise, all of them among REFUSALS.
    """
    recording = record_program(stack, root=root, config=config)
    return Blueprint(
        recording=recording, gate=judge(recording, root=root), cost=price_stack(recording, usage)
    )
