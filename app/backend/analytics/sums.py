"""What was recorded, added up, beside what was asked. Pure.

A day's worth is its amount; a check of a habit without amounts is one. What is skipped or missed adds
nothing, so a span in which nothing else was recorded has a sum of 0, and one without entries has none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from analytics.buckets import Span
from analytics.tallies import counted_on
from tracking.periods import Outcome, Period

NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """What a span of days has together."""

    first: date
    last: date
    total: Decimal
    target: Decimal | None
    """Of all that was asked in it and is over; None when that is nothing."""

    @property
    def share(self) -> float | None:
        """Total of target, above 1 when it is more; None without one."""
        return float(self.total / self.target) if self.target else None


def sums(
    amounts: Mapping[date, Decimal],
    periods: Iterable[Period],
    target_on: Callable[[date], Decimal],
    span_of: Callable[[date], Span],
    today: date,
) -> list[Sum]:
    """The sum of each span that has an amount, in order."""
    totals: dict[Span, Decimal] = {}
    for day, amount in amounts.items():
        span = span_of(day)
        totals[span] = totals.get(span, NOTHING) + amount
    targets: dict[Span, Decimal] = {}
    for period in periods:
        if period.outcome is not Outcome.NEITHER:
            span = span_of(counted_on(period, today))
            targets[span] = targets.get(span, NOTHING) + target_on(period.last) * period.asked
    return [
        Sum(first=span[0], last=span[1], total=totals[span], target=targets.get(span))
        for span in sorted(totals)
    ]


def best_day(amounts: Mapping[date, Decimal]) -> tuple[date, Decimal] | None:
    """The day with the most, of equals the newest; None when nothing was more than nothing."""
    best = max(amounts.items(), key=lambda pair: (pair[1], pair[0]), default=None)
    return best if best and best[1] > 0 else None
