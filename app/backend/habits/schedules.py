"""What a schedule is: pure values, valid or never made."""

from dataclasses import dataclass
from enum import StrEnum

from habits.recurrence import RuleError, check_rule

WEEKDAYS = frozenset(range(7))
LAST = -1
MONTH_DAYS = frozenset({LAST, *range(1, 32)})
NTHS = (1, 2, 3, 4, 5, LAST)
NTH_WEEKDAYS = frozenset((nth, weekday) for nth in NTHS for weekday in WEEKDAYS)
MAX_INTERVAL = 365
# Every month has as many days.
MAX_TIMES_A_MONTH = 28


class ScheduleKind(StrEnum):
    """The ways in which a habit comes back."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"
    EVERY_N_DAYS = "every_n_days"
    DAYS_AFTER_DONE = "days_after_done"
    TIMES_PER_WEEK = "times_per_week"
    TIMES_PER_MONTH = "times_per_month"
    TIMES_IN_DAYS = "times_in_days"
    MONTH_DAYS = "month_days"
    NTH_WEEKDAYS = "nth_weekdays"
    RRULE = "rrule"


# The details that a kind needs; all others must be left out.
DETAILS = {
    ScheduleKind.WEEKDAYS: {"weekdays"},
    ScheduleKind.EVERY_N_DAYS: {"interval"},
    ScheduleKind.DAYS_AFTER_DONE: {"interval"},
    ScheduleKind.TIMES_PER_WEEK: {"times"},
    ScheduleKind.TIMES_PER_MONTH: {"times"},
    ScheduleKind.TIMES_IN_DAYS: {"times", "days"},
    ScheduleKind.MONTH_DAYS: {"month_days"},
    ScheduleKind.NTH_WEEKDAYS: {"nth_weekdays"},
    ScheduleKind.RRULE: {"rrule"},
}
WANTED = {
    "weekdays": "Choose weekdays from 0 (Monday) to 6 (Sunday), at least one.",
    "interval": f"Give the days from one time to the next, 1 to {MAX_INTERVAL}.",
    "times": f"Give how often: 1 to 7 a week, 1 to {MAX_TIMES_A_MONTH} a month, 1 to `days` in so many days.",
    "days": f"Give in how many days, 2 to {MAX_INTERVAL}.",
    "month_days": "Choose days of the month from 1 to 31, or -1 for the last one, at least one.",
    "nth_weekdays": "Choose weekdays from 0 to 6, each with its nth from 1 to 5, or -1 for the last one.",
    "rrule": "Give a recurrence rule (RFC 5545), such as FREQ=WEEKLY;BYDAY=MO,TH.",
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
    """Days from one time to the next: of EVERY_N_DAYS from the day the schedule begins, of DAYS_AFTER_DONE
    from the day it was last done."""
    times: int | None = None
    """On how many days it is asked for, whichever they are, of a calendar week or month or of any `days`."""
    days: int | None = None
    """In how many days in a row TIMES_IN_DAYS asks for its times."""
    month_days: frozenset[int] | None = None
    """Days of the month; LAST is the last one. A month without the day is left out."""
    nth_weekdays: frozenset[tuple[int, int]] | None = None
    """(nth, weekday) of the month; LAST is the last one."""
    rrule: str | None = None
    """A rule of RFC 5545 that begins on the day the schedule begins."""

    def __post_init__(self) -> None:
        needed = DETAILS.get(self.kind, set())
        for detail, is_valid in self._valid_details().items():
            if detail in needed:
                if not is_valid:
                    raise ScheduleError(detail, WANTED[detail])
            elif getattr(self, detail) is not None:
                raise ScheduleError(detail, f"A schedule of kind {self.kind} has no {detail}.")
        if self.rrule is not None:
            try:
                check_rule(self.rrule)
            except RuleError as error:
                raise ScheduleError("rrule", str(error)) from None

    def _valid_details(self) -> dict[str, bool]:
        most = {
            ScheduleKind.TIMES_PER_WEEK: len(WEEKDAYS),
            ScheduleKind.TIMES_PER_MONTH: MAX_TIMES_A_MONTH,
        }.get(self.kind, self.days or 0)
        return {
            "weekdays": self.weekdays is not None and frozenset() < self.weekdays <= WEEKDAYS,
            "interval": self.interval is not None and 1 <= self.interval <= MAX_INTERVAL,
            "days": self.days is not None and 2 <= self.days <= MAX_INTERVAL,
            "times": self.times is not None and 1 <= self.times <= most,
            "month_days": self.month_days is not None and frozenset() < self.month_days <= MONTH_DAYS,
            "nth_weekdays": self.nth_weekdays is not None and frozenset() < self.nth_weekdays <= NTH_WEEKDAYS,
            "rrule": self.rrule is not None,
        }

    @property
    def counts_weeks(self) -> bool:
        """Whether it is judged by the calendar week instead of by the day."""
        return self.kind is ScheduleKind.TIMES_PER_WEEK

    @property
    def counts_months(self) -> bool:
        """Whether it is judged by the calendar month instead of by the day."""
        return self.kind is ScheduleKind.TIMES_PER_MONTH

    @property
    def is_quota(self) -> bool:
        """Whether it leaves open on which days: whether a day is due depends on what was done before."""
        return "times" in DETAILS.get(self.kind, set())
