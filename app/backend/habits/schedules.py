"""What a schedule is: pure values, valid or never made."""

from dataclasses import dataclass
from enum import StrEnum

WEEKDAYS = frozenset(range(7))
MAX_INTERVAL = 365


class ScheduleKind(StrEnum):
    """The ways in which a habit comes back."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"
    EVERY_N_DAYS = "every_n_days"
    TIMES_PER_WEEK = "times_per_week"


# The one detail that a kind needs; all others must be left out.
DETAIL = {
    ScheduleKind.WEEKDAYS: "weekdays",
    ScheduleKind.EVERY_N_DAYS: "interval",
    ScheduleKind.TIMES_PER_WEEK: "times",
}
WANTED = {
    "weekdays": "Choose weekdays from 0 (Monday) to 6 (Sunday), at least one.",
    "interval": f"Give the days from one time to the next, 1 to {MAX_INTERVAL}.",
    "times": "Give how often in a week, 1 to 7.",
}


class ScheduleError(ValueError):
    """A schedule contradicts itself; `field` is the part that is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """How often a habit is due. Raises ScheduleError when a detail is missing, wrong or of another kind."""

    kind: ScheduleKind
    weekdays: frozenset[int] | None = None
    """The days of WEEKDAYS, Monday = 0."""
    interval: int | None = None
    """Days from one occurrence of EVERY_N_DAYS to the next, counted from the day the schedule begins."""
    times: int | None = None
    """How many days of a calendar week TIMES_PER_WEEK asks for, whichever they are."""

    def __post_init__(self) -> None:
        valid = {
            "weekdays": self.weekdays is not None and frozenset() < self.weekdays <= WEEKDAYS,
            "interval": self.interval is not None and 1 <= self.interval <= MAX_INTERVAL,
            "times": self.times is not None and 1 <= self.times <= len(WEEKDAYS),
        }
        for detail, is_valid in valid.items():
            if DETAIL.get(self.kind) == detail:
                if not is_valid:
                    raise ScheduleError(detail, WANTED[detail])
            elif getattr(self, detail) is not None:
                raise ScheduleError(detail, f"A schedule of kind {self.kind} has no {detail}.")

    @property
    def counts_weeks(self) -> bool:
        """Whether it is judged by the calendar week instead of by the day."""
        return self.kind is ScheduleKind.TIMES_PER_WEEK
