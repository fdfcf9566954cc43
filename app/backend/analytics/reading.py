"""Reading logs for reports: of one habit all of it, of all habits no more than the range needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import takewhile

from accounts.models import User
from analytics.tallies import Kept, counted_on
from habits.measures import HabitKind
from habits.models import Habit
from habits.selectors import habits_of
from habits.versions import valid_on
from tracking.models import State
from tracking.occurrence import DAY, Plan, days, is_due
from tracking.periods import Mark, Period
from tracking.selectors import Cell, Log, plan_of, read_logs, read_rests
from tracking.strength import judged

LONGEST_PERIOD = 62
"""Days that a week, a month, or checks that cover a month may reach back."""


@dataclass(frozen=True, kw_only=True)
class Story:
    """A habit with what was recorded of it."""

    habit: Habit
    log: Log
    plan: Plan
    until: date
    """Today, or the day on which it was archived."""

    def target_on(self, day: date) -> Decimal:
        """What one time asks for: of a habit without amounts 1, of what is to be quit nothing."""
        if targets := self.habit.targets:
            return valid_on(targets, day)[1]
        return Decimal(0 if self.habit.measure.is_limit else 1)


def story_of(owner: User, habit: Habit, *, today: date) -> Story:
    """The whole story of one habit."""
    return told(owner, habit, read_logs([habit])[habit.id], today)


def stories_of(
    owner: User, first: date, *, today: date, habits: Sequence[Habit] | None = None
) -> list[Story]:
    """The stories of the owner's habits, archived ones too, as far back as days from `first` on need them."""
    if habits is None:
        habits = list(habits_of(owner))
    logs = read_logs(habits, since=needed_from(habits, first))
    return [told(owner, habit, logs[habit.id], today) for habit in habits]


def told(owner: User, habit: Habit, log: Log, today: date) -> Story:
    until = today if habit.archived_at is None else min(today, owner.date_at(habit.archived_at))
    return Story(habit=habit, log=log, plan=plan_of(owner, habit, log), until=until)


def needed_from(habits: Sequence[Habit], first: date) -> date:
    """The earliest day that what is due or kept on `first` can depend on: no window is longer than this."""
    schedules = [schedule for habit in habits for _, schedule in habit.schedules]
    longest = max((max(one.days or 0, one.interval or 0) for one in schedules), default=0)
    left = longest + LONGEST_PERIOD
    # Windows reach over days that rest.
    resting = frozenset().union(*read_rests(habits).values())
    day = first
    while left:
        day -= DAY
        left -= day not in resting
    return day


def kept_in(owner: User, story: Story, first: date, last: date, *, today: date) -> Kept:
    """What was kept of what was asked from `first` to `last`."""
    periods = takewhile(
        lambda period: counted_on(period, today) >= first, judged(owner, story.habit, story.log, story.until)
    )
    return Kept(
        plan=story.plan,
        periods=[period for period in periods if counted_on(period, today) <= last],
        done=[day for day in story.log.done if first <= day <= min(last, today)],
    )


def periods_of(owner: User, story: Story) -> list[Period]:
    """Every period of the story, oldest first."""
    return list(judged(owner, story.habit, story.log, story.until))[::-1]


def worth(story: Story, day: date, cell: Cell) -> Decimal:
    """What a cell adds to a sum: its amount; without one, what its state says of the target.

    Of what is to be quit it is a lapse that counts.
    """
    if cell.state == State.SKIPPED:
        return Decimal(0)
    if cell.amount is not None:
        return cell.amount
    if story.habit.measure is HabitKind.QUIT:
        return Decimal(cell.state == State.MISSED)
    is_done = cell.state == State.DONE and not story.habit.measure.is_limit
    return story.target_on(day) if is_done else Decimal(0)


def told_days(story: Story, first: date, last: date) -> Iterator[tuple[date, Cell | None]]:
    """The days on which the habit was asked and that say something, each with what was recorded, in order.

    A quota asks on any day. Days that rest or are skipped say nothing, nor does the last while it is open.
    """
    done = story.log.done
    for day in days(max(first, story.plan.start), min(last, story.until)):
        cell = story.log.cells.get(day)
        is_asked = story.plan.schedule_on(day)[1].is_quota or is_due(story.plan, day, done)
        says = day < story.until if cell is None else cell.mark is not Mark.SKIPPED
        if is_asked and says and day not in story.plan.paused:
            yield day, cell


def share(story: Story, day: date, cell: Cell | None) -> float:
    """How much of its target a day has; of a limit, 1 when it was kept. Silence keeps limits only."""
    if cell is None:
        return 1.0 if story.habit.measure.is_limit else 0.0
    if cell.mark is Mark.DONE and (story.habit.measure.is_limit or cell.amount is None):
        return 1.0
    target = story.target_on(day)
    if story.habit.measure.is_limit or cell.amount is None:
        return 0.0
    return float(cell.amount / target) if target else 1.0
