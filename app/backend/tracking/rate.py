"""The share that was kept of what the last thirty days asked: the plain number beside the score. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracking.periods import Outcome, Period

WINDOW = timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """How much was kept of what was asked in the thirty days up to a day."""

    kept: int
    asked: int

    @property
    def share(self) -> float | None:
        """0 to 1; None when nothing was asked."""
        return self.kept / self.asked if self.asked else None


def rates(periods: Iterable[Period], wanted: Sequence[date], today: date) -> list[Rate]:
    """The rate of each day of `wanted`, a run of days in order.

    A period counts on its last day, for as many days as it asks. What was skipped or is open is left out.
    """
    if not wanted:
        return []
    begin = wanted[0] - WINDOW
    tally: dict[date, tuple[int, int]] = {}
    for period in periods:
        if period.last <= begin:
            break
        if period.outcome is not Outcome.NEITHER:
            counted_on = min(period.last, today)
            kept, asked = tally.get(counted_on, (0, 0))
            tally[counted_on] = (kept + min(len(period.kept), period.asked), asked + period.asked)
    return [window_up_to(day, tally) for day in wanted]


def window_up_to(day: date, tally: dict[date, tuple[int, int]]) -> Rate:
    inside = [tally.get(day - timedelta(days=back), (0, 0)) for back in range(WINDOW.days)]
    return Rate(kept=sum(kept for kept, _ in inside), asked=sum(asked for _, asked in inside))
