"""A year of one person's believable habits: the same every time, seen from the day on which it is asked for.

Chance is drawn from the habit's name and the day, so a year that is continued tomorrow keeps its past.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind
from tracking.occurrence import DAY

YEAR = DAY * 365
# A holiday and a cold, as days before the year's end.
AWAY = ((112, 101), (37, 34))
DAILY = Schedule(kind=ScheduleKind.DAILY)
GYM_DAYS = frozenset({0, 2, 4})
SUNDAY = frozenset({6})


@dataclass(frozen=True, kw_only=True)
class Line:
    """What the log says of one day."""

    day: date
    state: str
    amount: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class DemoHabit:
    """A habit and how it is kept."""

    name: str
    kind: HabitKind = HabitKind.YES_NO
    schedule: Schedule = DAILY
    earlier_schedule: Schedule | None = None
    """What was asked for in the first half of the year, if something else."""
    target: Decimal | None = None
    earlier_target: Decimal | None = None
    details: dict[str, str] = field(default_factory=dict)
    archived: bool = False
    kept: float
    """The share of days on which it is done."""
    unbroken: int
    """Of the last days, how many were kept without exception."""
    done_today: bool = False
    on: frozenset[int] = frozenset(range(7))
    """The weekdays on which it is usually done."""
    amounts: tuple[float, float] | None = None
    """The usual amounts, from and to."""
    step: Decimal = Decimal(1)
    notes: tuple[str, ...] = ()


HABITS = (
    DemoHabit(
        name="Morning walk",
        details={"question": "Did you get outside before work?", "color": "green", "icon": "walk"},
        kept=0.84,
        unbroken=23,
        done_today=True,
        notes=(
            "Fog over the river.",
            "Took the long way round.",
            "Rain, but worth it.",
            "Met the neighbours.",
        ),
    ),
    DemoHabit(
        name="Read",
        kind=HabitKind.AT_LEAST,
        target=Decimal(20),
        earlier_target=Decimal(10),
        details={"question": "How many pages?", "unit": "pages", "color": "indigo", "icon": "book"},
        kept=0.86,
        unbroken=11,
        amounts=(8, 46),
        notes=("Finished the novel.", "Started a new one.", "Too tired for more."),
    ),
    DemoHabit(
        name="Drink water",
        kind=HabitKind.AT_LEAST,
        target=Decimal(2),
        details={
            "unit": "litres",
            "color": "cyan",
            "icon": "water",
            "notes": "Tea counts, coffee does not.",
        },
        kept=0.9,
        unbroken=4,
        amounts=(1, 3),
        step=Decimal("0.25"),
    ),
    DemoHabit(
        name="Strength training",
        schedule=Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=GYM_DAYS),
        earlier_schedule=Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=2),
        details={"color": "red", "icon": "strength", "notes": "Warm up first."},
        kept=0.88,
        unbroken=33,
        on=GYM_DAYS,
        notes=("Squats felt light.", "New best at the row.", "Short session."),
    ),
    DemoHabit(
        name="Run",
        schedule=Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=3),
        details={"question": "Did you run?", "color": "orange", "icon": "run"},
        kept=0.8,
        unbroken=48,
        on=frozenset({1, 3, 5}),
        notes=("5 km, easy.", "Intervals.", "Wind from everywhere."),
    ),
    DemoHabit(
        name="Learn Spanish",
        kind=HabitKind.AT_LEAST,
        target=Decimal(15),
        details={"unit": "minutes", "color": "yellow", "icon": "language"},
        kept=0.9,
        unbroken=41,
        done_today=True,
        amounts=(15, 40),
        step=Decimal(5),
        notes=("Podcast on the way home.", "Subjunctive, again."),
    ),
    DemoHabit(
        name="Coffee",
        kind=HabitKind.AT_MOST,
        target=Decimal(2),
        details={"question": "How many cups?", "unit": "cups", "color": "pink", "icon": "coffee"},
        kept=0.97,
        unbroken=9,
        amounts=(0, 3),
        notes=("Long meeting.",),
    ),
    DemoHabit(
        name="Water the plants",
        schedule=Schedule(kind=ScheduleKind.EVERY_N_DAYS, interval=3),
        details={"color": "lime", "icon": "leaf"},
        kept=0.93,
        unbroken=60,
        notes=("Repotted the fern.",),
    ),
    DemoHabit(
        name="Call home",
        schedule=Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=SUNDAY),
        details={"color": "grape", "icon": "people"},
        kept=0.9,
        unbroken=70,
        on=SUNDAY,
        notes=("They are well.", "Talked about the garden."),
    ),
    DemoHabit(
        name="No phone in bed",
        details={"question": "Was the phone in the kitchen?", "color": "violet", "icon": "screen"},
        kept=0.66,
        unbroken=2,
    ),
    DemoHabit(
        name="Practise guitar",
        details={"color": "teal", "icon": "music", "notes": "After the summer, perhaps."},
        archived=True,
        kept=0.4,
        unbroken=0,
    ),
)


def lines(habit: DemoHabit, first: date, last: date, *, began: date, today: date) -> Iterator[Line]:
    """The habit's log from `first` to `last`, both included, of a year that began on `began`."""
    for number in range((last - first).days + 1):
        day = first + DAY * number
        line = line_of(habit, day, began=began, today=today)
        if line is not None:
            yield line


def line_of(habit: DemoHabit, day: date, *, began: date, today: date) -> Line | None:
    """What the log says of `day`; None when nothing was done or said."""
    chance = Random(f"{habit.name} {day}")  # noqa: S311  believable, not secret
    ago = (today - day).days
    if (ago == 0 and not habit.done_today) or day.weekday() not in habit.on or (habit.archived and ago < 150):
        return None
    if habit.schedule.interval and (day - began).days % habit.schedule.interval:
        return None
    unbroken = ago <= habit.unbroken
    if not unbroken and any(start >= ago >= end for start, end in AWAY):
        return Line(day=day, state="skipped")
    if not unbroken and chance.random() > habit.kept:
        return Line(day=day, state="missed") if chance.random() < 0.3 else None
    note = chance.choice(habit.notes) if habit.notes and chance.random() < 0.06 else ""
    return Line(day=day, state="done", amount=amount_of(habit, chance, unbroken=unbroken), note=note)


def amount_of(habit: DemoHabit, chance: Random, *, unbroken: bool) -> Decimal | None:
    """A usual amount, and one that meets the target in the days without exception."""
    if habit.amounts is None or habit.target is None:
        return None
    low, high = habit.amounts
    amount = round(Decimal(chance.uniform(low, high)) / habit.step) * habit.step
    if not unbroken:
        return amount
    return min(amount, habit.target) if habit.kind.is_limit else max(amount, habit.target)
