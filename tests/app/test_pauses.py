"""A pause leaves streaks, rates and scores as they are: days that are paused are none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind
from tracking.day_streaks import day_streaks
from tracking.occurrence import Plan, days, due_days, is_due
from tracking.periods import Mark, periods_back
from tracking.rate import rates
from tracking.streaks import current_streak

DAY = timedelta(days=1)
WEDNESDAY = date(2026, 3, 18)
START = date(2026, 1, 5)
DAILY = Schedule(kind=ScheduleKind.DAILY)
LETTERS = {"d": Mark.DONE, "b": Mark.BEGUN, "m": Mark.MISSED, "s": Mark.SKIPPED}


def told(text, schedule=DAILY):
    """A plan and marks of a text whose last letter is Wednesday; `p` is a day that is paused."""
    by_day = {WEDNESDAY - DAY * back: letter for back, letter in enumerate(reversed(text))}
    marks = {day: LETTERS[letter] for day, letter in by_day.items() if letter in LETTERS}
    paused = frozenset(day for day, letter in by_day.items() if letter == "p")
    return Plan(schedules=[(START, schedule)], first_weekday=0, paused=paused), marks


@pytest.mark.parametrize(
    ("schedule", "text", "length"),
    [
        (DAILY, "mddpppd", 3),
        (DAILY, "mddppp", 2),
        (DAILY, "mddpp.", 2),
        (DAILY, "mddpp..", 0),
        (Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({0, 2})), "d....p.d", 2),
        (Schedule(kind=ScheduleKind.EVERY_N_DAYS, interval=3), "dppppp.", 1),
        (Schedule(kind=ScheduleKind.DAYS_AFTER_DONE, interval=2), "md.dpppppd", 3),
        # Once in any three days: the days of a pause are none of the three.
        (Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=1, days=3), "mmmmmd.pppp.d", 2),
        (Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=1, days=3), "mmmmmd.pppp..d", 1),
        # Twice a week: the week before was paused as a whole.
        (Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=2), "mmmmmmmdd.....pppppppdd.", 2),
    ],
)
def test_a_streak_goes_on_after_a_pause(schedule, text, length):
    plan, marks = told(text, schedule)

    assert current_streak(plan, marks, WEDNESDAY).length == length


@pytest.mark.parametrize(
    ("kind", "schedule", "text", "length"),
    [
        (HabitKind.YES_NO, DAILY, "mddpppd", 3),
        (HabitKind.YES_NO, DAILY, "mddppp", 2),
        (HabitKind.AT_LEAST, DAILY, "mddpppd", 3),
        (HabitKind.YES_NO, Schedule(kind=ScheduleKind.EVERY_N_DAYS, interval=3), "mmmd.pppp.d", 6),
    ],
)
def test_a_streak_in_days_goes_on_after_a_pause(kind, schedule, text, length):
    current, _ = day_streaks(kind, *told(text, schedule), WEDNESDAY)

    assert current.streak.length == length


def test_what_was_not_kept_in_a_pause_does_not_count():
    plan, marks = told("mddpppd")
    broken = marks | dict.fromkeys(plan.paused, Mark.MISSED)

    assert current_streak(plan, broken, WEDNESDAY).length == 3


def test_a_pause_is_not_asked_for_in_the_rate():
    plan, marks = told("d" * 10 + "p" * 15 + "m" * 5)
    (found,) = rates(periods_back(plan, marks, WEDNESDAY), [WEDNESDAY], WEDNESDAY)

    assert (found.kept, found.asked) == (10, 15)


texts = st.text("db.ms", max_size=40)


@given(texts, texts.filter(len), st.integers(1, 20), st.booleans())
def test_a_pause_leaves_a_daily_streak(before, after, length, silence_keeps):
    plan, marks = told(before + after)
    paused, later = told(before + "p" * length + after)
    # As many days of the habit's life before it as there are without the pause.
    longer = Plan(schedules=[(START - DAY * length, DAILY)], first_weekday=0, paused=paused.paused)

    assert current_streak(longer, later, WEDNESDAY, silence_keeps=silence_keeps) == current_streak(
        plan, marks, WEDNESDAY, silence_keeps=silence_keeps
    )


@given(st.sets(st.dates(START, WEDNESDAY)), st.integers(2, 30), st.sets(st.dates(START, WEDNESDAY)))
def test_nothing_is_due_in_a_pause(paused, span, done):
    for schedule in (DAILY, Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=1, days=span)):
        plan = Plan(schedules=[(START, schedule)], first_weekday=0, paused=paused)
        due = due_days(plan, START, WEDNESDAY, done)

        assert not set(due) & paused
        assert due == [day for day in days(START, WEDNESDAY) if is_due(plan, day, done)]
