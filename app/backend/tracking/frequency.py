"""How often a schedule asks for something: so many times in so many days. Pure."""

from dataclasses import dataclass
from math import sqrt

from habits.schedules import Schedule, ScheduleKind

DAYS_OF_A_WEEK = 7


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


def frequency_of(schedule: Schedule) -> Frequency:
    match schedule.kind:
        case ScheduleKind.DAILY:
            return Frequency(times=1, days=1)
        case ScheduleKind.WEEKDAYS:
            return Frequency(times=len(schedule.weekdays or ()), days=DAYS_OF_A_WEEK)
        case ScheduleKind.EVERY_N_DAYS:
            return Frequency(times=1, days=schedule.interval or 1)
        case ScheduleKind.TIMES_PER_WEEK:
            return Frequency(times=schedule.times or 1, days=DAYS_OF_A_WEEK)
