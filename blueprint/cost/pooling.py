"""The database with a proxy before it and without, side by side."""

from dataclasses import dataclass
from decimal import Decimal

import pulumi_aws as aws

from blueprint.cost import prices
from blueprint.cost.line import CENT
from blueprint.cost.rules import Stack


@dataclass(frozen=True, kw_only=True)
class ProxyChoice:
    """US dollars a month of one value of `databaseProxy`."""

    proxy: bool
    amount: Decimal
    chosen: bool
    note: str

    @property
    def name(self) -> str:
        return "with proxy" if self.proxy else "without"


def compare_proxy(stack: Stack) -> tuple[ProxyChoice, ...]:
    """Empty without a database. The choice in force is told by the proxy that was recorded."""
    if not stack.recording.of_type(aws.rds.Cluster):
        return ()
    standing = bool(stack.recording.of_type(aws.rds.Proxy))
    hours = stack.proxy_units() * prices.HOURS
    paid = (hours * prices.PROXY_ACU_HOUR.amount).quantize(CENT)
    busy = "connections are pooled, and the database never pauses"
    bare = "every instance of a function holds a connection; databaseMinAcu 0 is possible"
    return (
        ProxyChoice(proxy=True, amount=paid, chosen=standing, note=busy),
        ProxyChoice(proxy=False, amount=Decimal("0.00"), chosen=not standing, note=bare),
    )
