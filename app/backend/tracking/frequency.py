"""How often a schedule asks for something: so many times in so many days. Pure."""

from dataclasses import dataclass
from datetime import date
from math import sqrt

from habits.recurrence import times_in_days
from habits.schedules import Schedule, ScheduleKind

DAYS_OF_A_WEEK = 7
DAYS_OF_A_MONTH = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Frequency:
    """`times` in `days`, both at least 1. As often as there are days is once a day."""

    times: int
    days: int

    def __post_init__(self) -> None:
        if self.times == self.days:
            object.__setattr__(self, "times", 1)
            object.__setattr__(self, "days", 1)

    @property
    def multiplier(self) -> float:
        """How much of a score is left after a day on which nothing is added."""
        return float(0.5 ** (sqrt(self.times / self.days) / 13))

    @property
    def smoothed(self) -> "Frequency":
        """Twice as often in twice as many days: the days of a habit that is not daily may move a little."""
        if self.times >= self.days:
            return self
        return Frequency(times=self.times * 2, days=self.days * 2)


def frequency_of(valid_from: date, schedule: Schedule) -> Frequency:
    """About how often `schedule`, valid from `valid_from`, is due. A month counts as thirty days."""
    match schedule.kind:
        case ScheduleKind.DAILY:
            return Frequency(times=1, days=1)
        case ScheduleKind.WEEKDAYS:
            return Frequency(times=len(schedule.weekdays or ()), days=DAYS_OF_A_WEEK)
        case ScheduleKind.EVERY_N_DAYS | ScheduleKind.DAYS_AFTER_DONE:
            return Frequency(times=1, days=schedule.interval or 1)
        case ScheduleKind.TIMES_PER_WEEK:
            return Frequency(times=schedule.times or 1, days=DAYS_OF_A_WEEK)
        case ScheduleKind.TIMES_PER_MONTH:
            return Frequency(times=schedule.times or 1, days=DAYS_OF_A_MONTH)
        case ScheduleKind.TIMES_IN_DAYS:
            return Frequency(times=schedule.times or 1, days=schedule.days or 1)
        case ScheduleKind.MONTH_DAYS:
            return monthly(len(schedule.month_days or ()))
        case ScheduleKind.NTH_WEEKDAYS:
            return monthly(len(schedule.nth_weekdays or ()))
        case ScheduleKind.RRULE:
            times, period = times_in_days(schedule.rrule or "", valid_from)
            return Frequency(times=times, days=period)


def monthly(times: int) -> Frequency:
    return Frequency(times=min(times, DAYS_OF_A_MONTH), days=DAYS_OF_A_MONTH)
