"""How strong one habit is: its score and rate day by day, what made them, and what the next days would do."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from accounts.models import User
from habits.measures import HabitKind
from habits.models import Habit
from habits.versions import Versions, valid_on
from tracking.frequency import frequency_of
from tracking.models import State
from tracking.occurrence import DAY, days, is_due
from tracking.periods import Mark, Period, periods_back
from tracking.rate import WINDOW, Rate, rates
from tracking.score import ONE, Asked, Reading, Terms, beginning, score_terms
from tracking.selectors import Cell, Log, log_after, mark_of, plan_of


@dataclass(frozen=True, kw_only=True)
class DayScore:
    """How strong a habit was on a day."""

    date: date
    score: float
    rate: Rate


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """The score after each of the next days, if they are all done and if they are all missed."""

    score: float
    """Today's, as it stands."""
    done: list[Terms]
    missed: list[Terms]


def scores_between(owner: User, habit: Habit, first: date, last: date, *, today: date) -> list[DayScore]:
    """The score and rate of each day from `first` to `last` on which the habit existed; none after today."""
    # The rate of the first day looks at the thirty days that end with it.
    log = log_after(owner, habit, date.fromordinal(max(first.toordinal() - WINDOW.days + 1, 1)))
    terms = [one for one in terms_until(owner, habit, log, last) if one.day >= first]
    shown = rates(judged(owner, habit, log, today), [one.day for one in terms], today)
    return [
        DayScore(date=one.day, score=one.score, rate=rate) for one, rate in zip(terms, shown, strict=True)
    ]


def terms_of(owner: User, habit: Habit, day: date) -> Terms | None:
    """What made the score of `day`; None before the habit began."""
    return last_terms(owner, habit, log_after(owner, habit, day), day)


def forecast(owner: User, habit: Habit, number: int, *, today: date) -> Forecast:
    """What doing or missing the habit on the next `number` days, today included, makes of its score.

    Days that have an entry keep it, and nothing is done on days that are not due.
    """
    log = log_after(owner, habit, today)
    last = today + DAY * (number - 1)
    outcomes = [
        list(terms_until(owner, habit, supposed(owner, habit, log, today, last, state), last))
        for state in (State.DONE, State.MISSED)
    ]
    done, missed = ([terms for terms in outcome if terms.day >= today] for outcome in outcomes)
    return Forecast(score=score_on(owner, habit, log, today), done=done, missed=missed)


def score_on(owner: User, habit: Habit, log: Log, day: date) -> float:
    """The score at the end of `day`."""
    terms = last_terms(owner, habit, log, day)
    return terms.score if terms else beginning(habit.measure)


def last_terms(owner: User, habit: Habit, log: Log, day: date) -> Terms | None:
    """The terms of `day`; None before the habit began."""
    last = deque(terms_until(owner, habit, log, day), maxlen=1)
    return last[0] if last else None


def terms_until(owner: User, habit: Habit, log: Log, last: date) -> Iterable[Terms]:
    """The terms of each day to `last`, from the habit's beginning or from what is known in the log."""
    plan = plan_of(owner, habit, log)
    asked_of, kind = asked_versions(habit), habit.measure

    def asked_on(day: date) -> Asked:
        return valid_on(asked_of, day)[1]

    readings = {day: reading_of(kind, cell, asked_on(day).target) for day, cell in log.cells.items()}
    known = (log.checkpoint.day, log.checkpoint.score) if log.checkpoint else None
    return score_terms(kind, readings, asked_on, max(plan.start, log.since), last, plan.paused, known)


def asked_versions(habit: Habit) -> Versions[Asked]:
    """What is asked of a day, with each day from which that changes."""
    schedules, targets = habit.schedules, habit.targets
    changes = sorted({since for versions in (schedules, targets) for since, _ in versions})
    return [
        (
            since,
            Asked(
                frequency=frequency_of(*valid_on(schedules, since)),
                target=thousandths(valid_on(targets, since)[1]) if targets else ONE,
            ),
        )
        for since in changes
    ]


def judged(owner: User, habit: Habit, log: Log, today: date) -> Iterable[Period]:
    return periods_back(plan_of(owner, habit, log), log.marks, today, silence_keeps=habit.measure.is_limit)


def reading_of(kind: HabitKind, cell: Cell, target: int) -> Reading:
    """What an entry adds up to. Without an amount it is as much as its state says of the target."""
    if cell.state == State.SKIPPED:
        return Reading(skipped=True)
    if cell.amount is not None:
        return Reading(thousandths=thousandths(cell.amount))
    is_done = cell.state == State.DONE
    if kind is HabitKind.QUIT:
        return Reading(thousandths=0 if is_done else ONE)
    if kind is HabitKind.AT_MOST:
        # A limit that was not kept, nobody knows by how much, is lost in whole: that is twice the limit.
        return Reading(thousandths=0 if is_done else max(2 * target, ONE))
    return Reading(thousandths=target if is_done else 0)


def supposed(owner: User, habit: Habit, log: Log, first: date, last: date, state: State) -> Log:
    """The log with `state` on every day from `first` to `last` that is due then and has no entry."""
    imagined = dict(log.cells)
    done = log.done
    plan = plan_of(owner, habit, log)
    for day in days(first, last):
        if day in imagined or not is_due(plan, day, done):
            continue
        mark = mark_of(habit.measure, habit.targets, day, state, None)
        imagined[day] = Cell(state=state, amount=None, note="", mark=mark)
        if mark is Mark.DONE:
            done.add(day)
    return replace(log, cells=imagined)


def thousandths(amount: Decimal) -> int:
    return int(amount * ONE)
