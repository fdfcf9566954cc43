"""The few numbers that say most about one habit, or about all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.models import User
from analytics.buckets import By, spans_by
from analytics.reading import kept_in, stories_of, story_of, worth
from analytics.selectors import Range
from analytics.sums import best_day, sums
from analytics.tallies import Kept, Tally, of_days, tallied
from habits.models import Habit
from tracking.rate import WINDOW

FEWEST_OF_A_WEEKDAY = 4
"""A weekday that was asked less often is not called the best."""


@dataclass(frozen=True, kw_only=True)
class HabitOverview:
    """One habit, over its whole life."""

    first_day: date
    check_ins: int
    total: Decimal
    rate: float | None
    """Of the last thirty days."""
    best_weekday: int | None
    best_day: date | None
    """With the largest amount, of a habit to do more of."""
    best_day_total: Decimal | None
    best_week: date | None
    """Its first day."""
    best_week_total: Decimal | None
    best_month: date | None
    best_month_total: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Overview:
    """All habits, within a range."""

    habits: int
    """With something asked or done."""
    check_ins: int
    active_days: int
    """With at least one of them."""
    rate: float | None
    """Of the whole range."""
    best_weekday: int | None
    best_day: date | None
    """With the most check-ins."""
    best_day_check_ins: int | None


def habit_overview(owner: User, habit: Habit, *, today: date) -> HabitOverview:
    story = story_of(owner, habit, today=today)
    kept = kept_in(owner, story, story.plan.start, today, today=today)
    recent = kept_in(owner, story, today - WINDOW + date.resolution, today, today=today)
    amounts = {day: worth(story, day, cell) for day, cell in story.log.cells.items() if day <= today}
    rises = habit.measure.is_measured and not habit.measure.is_limit
    best: dict[By, tuple[date, Decimal] | None] = dict.fromkeys(By)
    for by in (By.WEEK, By.MONTH):
        spans = sums(amounts, (), story.target_on, spans_by(by, owner.first_weekday), today)
        best[by] = (
            best_day({span.first: span.total for span in spans}) if not habit.measure.is_limit else None
        )
    top = best_day(amounts) if rises else None
    week, month = best[By.WEEK], best[By.MONTH]
    return HabitOverview(
        first_day=story.plan.start,
        check_ins=len(kept.done),
        total=sum(amounts.values(), Decimal(0)),
        rate=tallied([recent], lambda _: None, today).get(None, Tally()).share,
        best_weekday=best_weekday([kept], today),
        best_day=top and top[0],
        best_day_total=top and top[1],
        best_week=week and week[0],
        best_week_total=week and week[1],
        best_month=month and month[0],
        best_month_total=month and month[1],
    )


def overview(owner: User, within: Range) -> Overview:
    stories = stories_of(owner, within.first, today=within.today)
    habits = [kept_in(owner, story, within.first, within.last, today=within.today) for story in stories]
    whole = tallied(habits, lambda _: None, within.today).get(None, Tally())
    done = Counter(day for habit in habits for day in habit.done)
    best = max(done.items(), key=lambda pair: (pair[1], pair[0]), default=None)
    return Overview(
        habits=sum(bool(habit.periods or habit.done) for habit in habits),
        check_ins=whole.check_ins,
        active_days=len(done),
        rate=whole.share,
        best_weekday=best_weekday(habits, within.today),
        best_day=best and best[0],
        best_day_check_ins=best and best[1],
    )


def best_weekday(habits: Sequence[Kept], today: date) -> int | None:
    """The one on which most of what was asked was kept, of equals the earlier; quotas are left out."""
    tallies = tallied([of_days(habit) for habit in habits], date.weekday, today)
    shares = {
        weekday: tally.kept / tally.asked
        for weekday, tally in tallies.items()
        if tally.asked >= FEWEST_OF_A_WEEKDAY and tally.kept
    }
    return max(shares, key=lambda weekday: (shares[weekday], -weekday), default=None)
