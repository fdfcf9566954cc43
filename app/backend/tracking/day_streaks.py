"""Streaks in days that follow one another, by the rule of Loop Habit Tracker. Pure.

Every day counts, asked or not: a yes/no habit goes on through days that its checks cover and through skips,
an amount must be enough on the very day, and a limit must have been recorded. What is to be quit, which Loop
does not have, is kept on every day that is over without a lapse.
"""

from collections.abc import Mapping
from datetime import date

from habits.measures import HabitKind
from tracking.intervals import covered_days
from tracking.occurrence import DAY, Plan, active_days_until, days
from tracking.periods import Mark
from tracking.streaks import Span, Streak, Unit


def day_streaks(
    kind: HabitKind, plan: Plan, marks: Mapping[date, Mark], today: date
) -> tuple[Span | None, list[Span]]:
    """The current streak, if there is one, and all that have begun, newest first.

    One that ended yesterday is current as long as today is open. Checks may cover days to come.
    """
    spans: list[Span] = []
    run: list[date] = []
    for day in sorted(counting_days(kind, plan, marks, today), reverse=True):
        if run and active_days_until(plan, run[-1] - DAY, 1) != [day]:
            spans.append(span_of(run))
            run = []
        run.append(day)
    if run:
        spans.append(span_of(run))
    begun = [span for span in spans if span.first <= today]
    # A day that is missed is over, unless checks cover it.
    day = today if marks.get(today) is Mark.MISSED else today - DAY
    (reached,) = active_days_until(plan, day, 1)
    return begun[0] if begun and begun[0].last >= reached else None, begun


def counting_days(kind: HabitKind, plan: Plan, marks: Mapping[date, Mark], today: date) -> set[date]:
    done = {day for day, mark in marks.items() if mark is Mark.DONE}
    skipped = {day for day, mark in marks.items() if mark is Mark.SKIPPED and day not in plan.paused}
    match kind:
        case HabitKind.AT_LEAST | HabitKind.TIMED:
            return done
        case HabitKind.AT_MOST:
            return done | skipped
        case HabitKind.QUIT:
            silent = set(days(plan.start, today - DAY)).difference(marks, plan.paused)
            return done | skipped | silent
        case HabitKind.YES_NO:
            return done | skipped | covered_days(plan, done)


def span_of(run: list[date]) -> Span:
    return Span(first=run[-1], last=run[0], streak=Streak(length=len(run), unit=Unit.DAYS))
