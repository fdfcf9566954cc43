"""Reports on one habit or on all of a person's. Queries grow neither with habits nor with days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.models import User
from analytics.buckets import By, spans_by
from analytics.reading import Story, kept_in, share, stories_of, worth
from analytics.sums import Sum, sums
from analytics.tallies import Kept, Recorded, Tally, hours, of_days, tallied
from analytics.turning_points import turning_points
from habits.models import Habit
from tracking.models import Entry, State
from tracking.occurrence import DAY, days, is_due
from tracking.periods import Mark, Outcome
from tracking.rate import WINDOW
from tracking.selectors import Cell

WEEKDAYS = range(7)


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatCell:
    """A habit on a day."""

    date: date
    state: str
    amount: Decimal | None
    due: bool
    share: float | None
    is_today: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatDay:
    """All habits on a day."""

    date: date
    tally: Tally
    is_today: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SpanRate:
    """A week, month, quarter or year."""

    first: date
    last: date
    tally: Tally


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekdayRate:
    weekday: int
    tally: Tally


@dataclass(frozen=True, kw_only=True, slots=True)
class Hour:
    """An hour of the wall clock, and what share of all check-ins whose time is known fell into it."""

    hour: int
    check_ins: int
    share: float | None


@dataclass(frozen=True, kw_only=True)
class Range:
    """The days of a report, both included, seen from the person's today."""

    first: date
    last: date
    today: date


def heat_map(owner: User, habit: Habit, within: Range) -> list[HeatCell]:
    """Every day of the range."""
    (story,) = stories_of(owner, within.first, today=within.today, habits=[habit])
    done = story.log.done
    return [heat_cell(story, day, done, within.today) for day in days(within.first, within.last)]


def heat_cell(story: Story, day: date, done: set[date], today: date) -> HeatCell:
    cell = story.log.cells.get(day)
    paused = day in story.plan.paused and day >= story.plan.start
    due = is_due(story.plan, day, done) and not (story.habit.archived and day > story.until)
    return HeatCell(
        date=day,
        state=cell.state if cell else ("paused" if paused else "unknown"),
        amount=cell.amount if cell else None,
        due=due,
        share=heat(story, day, cell, due=due),
        is_today=day == today,
    )


def heat(story: Story, day: date, cell: Cell | None, *, due: bool) -> float | None:
    """How much of what a day asked it has, 0 to 1; None when it says nothing: skipped, not asked, or open."""
    is_free = not due or day >= story.until or story.plan.schedule_on(day)[1].is_quota
    if is_free if cell is None else cell.mark is Mark.SKIPPED:
        return None
    return min(share(story, day, cell), 1.0)


def heat_map_of_all(owner: User, within: Range) -> list[HeatDay]:
    """Every day of the range. A quota for a week or month asks nothing of a day; what is done counts."""
    habits = [of_days(one) for one in kept_by(owner, within)]
    tallies = tallied(habits, lambda day: day, within.today)
    return [
        HeatDay(date=day, tally=tallies.get(day, Tally()), is_today=day == within.today)
        for day in days(within.first, within.last)
    ]


def kept_by(owner: User, within: Range, habit: Habit | None = None) -> list[Kept]:
    """What was kept of one habit, or of all."""
    stories = stories_of(owner, within.first, today=within.today, habits=[habit] if habit else None)
    return [kept_in(owner, story, within.first, within.last, today=within.today) for story in stories]


def rates(owner: User, within: Range, by: By, habit: Habit | None = None) -> list[SpanRate]:
    """The weeks, months, quarters or years with something asked or done, in order."""
    tallies = tallied(kept_by(owner, within, habit), spans_by(by, owner.first_weekday), within.today)
    return [SpanRate(first=span[0], last=span[1], tally=tallies[span]) for span in sorted(tallies)]


def weekdays(owner: User, within: Range, habit: Habit | None = None) -> list[WeekdayRate]:
    """All seven, from the person's first day of the week on. Quotas for weeks and months are left out."""
    habits = [of_days(one) for one in kept_by(owner, within, habit)]
    tallies = tallied(habits, date.weekday, within.today)
    ordered = [(owner.first_weekday + number) % len(WEEKDAYS) for number in WEEKDAYS]
    return [WeekdayRate(weekday=weekday, tally=tallies.get(weekday, Tally())) for weekday in ordered]


def day_hours(owner: User, within: Range, habit: Habit | None = None) -> tuple[list[Hour], int]:
    """All 24 hours, and the number of check-ins whose time is not known."""
    entries = Entry.objects.filter(
        habit__owner=owner, state=State.DONE, date__range=(within.first, min(within.last, within.today))
    )
    if habit is not None:
        entries = entries.filter(habit=habit)
    rows = entries.order_by().values_list("date", "recorded_at", "zone")
    counts, unknown = hours(Recorded(day=day, recorded_at=at, zone=zone) for day, at, zone in rows)
    known = sum(counts)
    return [
        Hour(hour=hour, check_ins=count, share=count / known if known else None)
        for hour, count in enumerate(counts)
    ], unknown


def totals(owner: User, habit: Habit, within: Range, by: By) -> list[Sum]:
    """What was recorded in each week, month, quarter or year, beside what was asked of it."""
    (story,) = stories_of(owner, within.first, today=within.today, habits=[habit])
    amounts = {
        day: worth(story, day, cell)
        for day, cell in story.log.cells.items()
        if within.first <= day <= within.last
    }
    kept = kept_in(owner, story, within.first, within.last, today=within.today)
    return sums(amounts, kept.periods, story.target_on, spans_by(by, owner.first_weekday), within.today)


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """The day from which a habit was kept better or worse than before."""

    date: date
    before: float
    after: float
    p_value: float


def turns(owner: User, habit: Habit, within: Range) -> tuple[list[Turn], int]:
    """The habit's turning points in order, and how many times it was asked.

    A period of a quota stands for as many times as it asks, each as good as what was kept of them.
    """
    (kept,) = kept_by(owner, within, habit)
    told = [
        (period.first, min(len(period.kept) / period.asked, 1.0))
        for period in reversed(kept.periods)
        if period.outcome is not Outcome.NEITHER
        for _ in range(period.asked)
    ]
    found = turning_points([share_kept for _, share_kept in told])
    return [
        Turn(date=told[one.place][0], before=one.before, after=one.after, p_value=one.p_value)
        for one in found
    ], len(told)


def rolling_rates(owner: User, within: Range) -> list[tuple[date, Tally]]:
    """For each day of the range that is not to come, what was kept in the thirty days up to it."""
    wider = Range(first=within.first - WINDOW, last=min(within.last, within.today), today=within.today)
    daily = tallied(kept_by(owner, wider), lambda day: day, within.today)

    def window(day: date) -> Tally:
        inside = [daily.get(day - DAY * back, Tally()) for back in range(WINDOW.days)]
        return Tally(
            kept=sum(one.kept for one in inside),
            asked=sum(one.asked for one in inside),
            check_ins=sum(one.check_ins for one in inside),
        )

    return [(day, window(day)) for day in days(within.first, wider.last)]
