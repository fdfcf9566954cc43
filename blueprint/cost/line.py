"""One line of the cost table: a quantity, its unit price and the resources it is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from blueprint.cost.prices import Price
from blueprint.graph import Resource
from blueprint.tiers import Tier, tier_of

CENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Line:
    """`usage_driven` tells what an idle stack would not pay."""

    tier: Tier
    label: str
    quantity: Decimal
    price: Price
    resources: tuple[Resource, ...]
    usage_driven: bool = False
    note: str = ""

    @property
    def amount(self) -> Decimal:
        """US dollars a month, to the cent."""
        return (self.quantity * self.price.amount).quantize(CENT)

    @property
    def names(self) -> list[str]:
        return [resource.name for resource in self.resources]

    @property
    def arithmetic(self) -> str:
        """`1,460 gateway-hours × $0.045`."""
        return f"{readable(self.quantity)} {self.price.unit} × ${self.price.amount}"


def readable(quantity: Decimal) -> str:
    """Without trailing zeros and with at most four significant decimals."""
    text = f"{quantity:,.4f}"
    return text.rstrip("0").rstrip(".")


def fixed(
    resources: Sequence[Resource], label: str, quantity: Decimal | int, price: Price, note: str = ""
) -> Line:
    """A line that is due whether or not anybody comes."""
    return _line(resources, label, quantity, price, note, usage_driven=False)


def driven(
    resources: Sequence[Resource], label: str, quantity: Decimal, price: Price, note: str = ""
) -> Line:
    """A line that grows with the traffic."""
    return _line(resources, label, quantity, price, note, usage_driven=True)


def _line(
    resources: Sequence[Resource],
    label: str,
    quantity: Decimal | int,
    price: Price,
    note: str,
    *,
    usage_driven: bool,
) -> Line:
    return Line(
        tier=tier_of(resources[0].type),
        label=label,
        quantity=Decimal(quantity),
        price=price,
        resources=tuple(resources),
        usage_driven=usage_driven,
        note=note,
    )
