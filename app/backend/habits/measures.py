"""When a day's amount is enough: pure."""

from decimal import Decimal
from enum import StrEnum


class HabitKind(StrEnum):
    """What is asked of a day."""

    YES_NO = "yes_no"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"

    @property
    def is_measured(self) -> bool:
        return self is not HabitKind.YES_NO


def meets(kind: HabitKind, amount: Decimal | None, target: Decimal | None) -> bool:
    """Whether a day marked as done is as good as its target asks. No amount means: as much as it takes."""
    if amount is None or target is None:
        return True
    match kind:
        case HabitKind.YES_NO:
            return True
        case HabitKind.AT_LEAST:
            return amount >= target
        case HabitKind.AT_MOST:
            return amount <= target
