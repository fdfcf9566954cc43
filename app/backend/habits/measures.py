"""What is asked of a day, and when it is enough: pure."""

from decimal import Decimal
from enum import StrEnum

MINUTES = "minutes"
"""The one unit of a timed habit."""


class HabitKind(StrEnum):
    """What is asked of a day."""

    YES_NO = "yes_no"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    TIMED = "timed"
    """At least so many minutes."""
    QUIT = "quit"
    """Nothing: a day is kept by silence, and `missed` is a lapse."""

    @property
    def is_measured(self) -> bool:
        """Whether days have amounts and a target."""
        return self in (HabitKind.AT_LEAST, HabitKind.AT_MOST, HabitKind.TIMED)

    @property
    def is_limit(self) -> bool:
        """Whether silence keeps it: it begins as kept, and only what is recorded can break it."""
        return self in (HabitKind.AT_MOST, HabitKind.QUIT)


def meets(kind: HabitKind, amount: Decimal | None, target: Decimal | None) -> bool:
    """Whether a day marked as done is as good as its target asks. No amount means: as much as it takes."""
    if amount is None or target is None:
        return True
    return amount <= target if kind.is_limit else amount >= target
