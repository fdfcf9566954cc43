"""What a recorded stack costs a month: fixed lines from its resources, usage lines from an assumption."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from blueprint.cost.free import FREE
from blueprint.cost.line import Line
from blueprint.cost.network import NatChoice, compare_nat
from blueprint.cost.pooling import ProxyChoice, compare_proxy
from blueprint.cost.rules import RULES, Stack
from blueprint.cost.usage import Usage
from blueprint.graph import Recording
from blueprint.tiers import Tier

__all__ = ["CostTable", "Line", "NatChoice", "ProxyChoice", "Usage", "price_stack"]


@dataclass(frozen=True, kw_only=True)
class CostTable:
    """US dollars a month. `unpriced` are recorded types nobody has put a price on or called free."""

    lines: tuple[Line, ...]
    nat: tuple[NatChoice, ...]
    proxy: tuple[ProxyChoice, ...]
    usage: Usage
    unpriced: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        return _sum(self.lines)

    @property
    def fixed(self) -> Decimal:
        """What an idle stack costs."""
        return _sum(line for line in self.lines if not line.usage_driven)

    @property
    def usage_driven(self) -> Decimal:
        return self.total - self.fixed

    def dearest(self, count: int = 5) -> tuple[Line, ...]:
        """The lines that most of the bill is made of."""
        return tuple(sorted(self.lines, key=lambda line: -line.amount)[:count])

    def of_tier(self, tier: Tier) -> Decimal:
        return _sum(line for line in self.lines if line.tier is tier)


def price_stack(recording: Recording, usage: Usage | None = None) -> CostTable:
    """Prices everything recorded, by tier, dearest line of a tier first."""
    usage = usage or Usage()
    stack = Stack(recording, usage)
    types = {resource.type for resource in recording.resources if resource.type.startswith("aws:")}
    lines = [
        line
        for token in sorted(types & RULES.keys())
        for line in RULES[token](recording.of_type(token), stack)
    ]
    order = list(Tier)
    return CostTable(
        lines=tuple(sorted(lines, key=lambda line: (order.index(line.tier), -line.amount, line.label))),
        nat=compare_nat(recording),
        proxy=compare_proxy(stack),
        usage=usage,
        unpriced=tuple(sorted(types - RULES.keys() - FREE)),
    )


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.amount for line in lines), Decimal("0.00"))
