"""Every lens against the numbers of where it comes from, and laws that all of them keep."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.lenses import LENSES, LensName
from analytics.lenses.life import Life
from analytics.lenses.percentage import percentage
from analytics.lenses.sigmoid import after, curve, days_at, growth, sigmoid, steps_of
from habits.measures import HabitKind
from habits.schedules import Schedule, ScheduleKind
from tracking.frequency import frequency_of
from tracking.occurrence import Plan, days
from tracking.periods import Mark, periods_back
from tracking.score import ONE, Asked, Reading, score_terms

VECTORS = json.loads((Path(__file__).parent / "vectors/lenses.json").read_text())
SIGMOID = VECTORS["sigmoid"]
TODAY = date(2026, 3, 18)
DAY = timedelta(days=1)
DAILY = Schedule(kind=ScheduleKind.DAILY)


def life(
    marks: dict[date, Mark],
    *,
    start: date,
    today: date = TODAY,
    schedule: Schedule = DAILY,
    shares: dict[date, float] | None = None,
    paused: frozenset[date] = frozenset(),
    is_limit: bool = False,
    target_days: int = 30,
) -> Life:
    plan = Plan(schedules=[(start, schedule)], first_weekday=0, paused=paused)
    worth = {Mark.DONE: 1.0, Mark.BEGUN: 0.5, Mark.MISSED: 0.0, Mark.SKIPPED: 0.0}
    shares = shares or {day: worth[mark] for day, mark in marks.items()}
    readings = {
        day: Reading(thousandths=int(shares[day] * ONE), skipped=mark is Mark.SKIPPED)
        for day, mark in marks.items()
    }
    kind = HabitKind.AT_MOST if is_limit else HabitKind.YES_NO

    def loop_terms(last: date) -> Any:
        frequency = Asked(frequency=frequency_of(*plan.schedules[0]))
        return score_terms(kind, readings, lambda _: frequency, plan.start, last, paused)

    return Life(
        plan=plan,
        marks=marks,
        shares=shares,
        is_limit=is_limit,
        periods=list(periods_back(plan, marks, today, silence_keeps=is_limit))[::-1],
        today=today,
        target_days=target_days,
        loop_terms=loop_terms,
    )


def dated(flags: list[float], last: date = TODAY) -> dict[date, Mark]:
    first = last - DAY * (len(flags) - 1)
    return {
        day: {1: Mark.DONE, 0.5: Mark.BEGUN, 0: Mark.MISSED}[flag]
        for day, flag in zip(days(first, last), flags, strict=True)
    }


def test_the_sigmoid_curve_is_mhabits():
    case = SIGMOID["curve"]

    for grown, score in enumerate(case["scores"]):
        assert curve(grown, case["target_days"]) * 100 == pytest.approx(score, abs=SIGMOID["tolerance"])
        assert days_at(curve(grown, case["target_days"]), case["target_days"]) == pytest.approx(grown)


def test_a_history_of_amounts_has_mhabits_scores():
    case = SIGMOID["history"]
    start = TODAY - DAY * (len(case["amounts"]) - 1)
    shares = {
        day: amount / case["target"] for day, amount in zip(days(start, TODAY), case["amounts"], strict=True)
    }
    marks = {
        day: Mark.DONE if share >= 1 else Mark.BEGUN if share else Mark.MISSED
        for day, share in shares.items()
    }
    one = life(marks, start=start, shares=shares, target_days=case["target_days"], today=TODAY + DAY)

    scores = [score * 100 for _, score in sigmoid(one, TODAY) if score is not None]

    assert scores == pytest.approx(case["scores"], abs=SIGMOID["tolerance"])


@pytest.mark.parametrize("case", SIGMOID["growth"])
def test_more_than_the_target_grows_by_more_than_a_day(case):
    assert growth(case["share"]) == pytest.approx(case["days"])


def test_missed_days_cost_an_equal_share_each():
    case = SIGMOID["missed"]
    score = case["score"] / 100
    for _ in range(case["missed"]):
        score = after(score, 0, 1, case["target_days"])

    assert score * 100 == pytest.approx(case["after"])


def test_a_week_that_has_enough_is_as_good_as_done_in_whole():
    case = SIGMOID["completed_week"]
    done = [date.fromisoformat(day) for day in case["done"]]
    first, last = map(date.fromisoformat, case["as_good_as_done"])
    schedule = Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=case["times_per_week"])
    one = life(dict.fromkeys(done, Mark.DONE), start=first - DAY * 7, schedule=schedule)

    grown = [day for day, (growth, _) in steps_of(one).items() if growth and first - DAY * 7 <= day <= last]

    assert sorted(grown) == days(first, last)


def test_a_paused_day_of_such_a_week_is_none_of_it():
    done = [date(2026, 3, 9), date(2026, 3, 10)]
    schedule = Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=2)
    one = life(
        dict.fromkeys(done, Mark.DONE),
        start=done[0],
        schedule=schedule,
        paused=frozenset({date(2026, 3, 12)}),
    )

    assert sorted(steps_of(one)) == [day for day in days(done[0], date(2026, 3, 15)) if day.day != 12]


@pytest.mark.parametrize("case", VECTORS["moving_average"]["cases"])
def test_the_moving_average_is_kados(case):
    marks = dated(case["done"])
    lived = life(marks, start=min(marks), today=TODAY + DAY)

    scores = [score for _, score in LENSES[LensName.MOVING_AVERAGE](lived, TODAY)]

    assert scores == pytest.approx(case["scores"], abs=VECTORS["tolerance"])


@pytest.mark.parametrize("case", VECTORS["percentage"]["cases"], ids=lambda case: case["name"])
def test_the_percentage_is_habitsyncs(case):
    marks = dict.fromkeys(map(date.fromisoformat, case["done"]), Mark.DONE)
    details = {name: value for name, value in case["schedule"].items() if name != "kind"}
    schedule = Schedule(kind=ScheduleKind(case["schedule"]["kind"]), **details)
    on = date.fromisoformat(case["on"])
    one = life(
        marks,
        start=date.fromisoformat(case["start"]),
        schedule=schedule,
        today=on,
        target_days=case["target_days"],
        is_limit=case.get("is_limit", False),
    )

    assert dict(percentage(one, on))[on] == pytest.approx(case["score"], abs=VECTORS["tolerance"])


@pytest.mark.parametrize("case", VECTORS["rolling_month"]["cases"])
def test_the_rolling_month_leaves_skips_out(case):
    marks = dated(case["done"])
    for place in case["skipped"]:
        marks[min(marks) + DAY * place] = Mark.SKIPPED

    scores = dict(LENSES[LensName.ROLLING_MONTH](life(marks, start=min(marks)), TODAY))

    assert scores[TODAY] == pytest.approx(case["score"], abs=VECTORS["tolerance"])


SCHEDULES = st.sampled_from(
    [
        DAILY,
        Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=3),
        Schedule(kind=ScheduleKind.TIMES_PER_MONTH, times=4),
        Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({0, 3})),
        Schedule(kind=ScheduleKind.EVERY_N_DAYS, interval=3),
        Schedule(kind=ScheduleKind.DAYS_AFTER_DONE, interval=3),
        Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=2, days=5),
        Schedule(kind=ScheduleKind.MONTH_DAYS, month_days=frozenset({1, 15, -1})),
    ]
)
START = TODAY - DAY * 60
MARKS = st.dictionaries(
    st.integers(0, 60).map(lambda number: TODAY - DAY * number), st.sampled_from(Mark), max_size=61
)
LENS_NAMES = st.sampled_from(LensName)


@given(LENS_NAMES, MARKS, SCHEDULES, st.booleans(), st.integers(1, 90))
def test_a_score_is_from_0_to_1_on_every_day_of_the_life(name, marks, schedule, is_limit, target_days):
    one = life(marks, start=START, schedule=schedule, is_limit=is_limit, target_days=target_days)

    scores = list(LENSES[name](one, TODAY))

    assert [day for day, _ in scores] == days(START, TODAY)
    assert all(score is None or 0 <= score <= 1 for _, score in scores)


@given(LENS_NAMES, MARKS, SCHEDULES, st.integers(0, 60))
def test_doing_it_on_one_more_day_never_weakens_the_habit_today(name, marks, schedule, back):
    day = TODAY - DAY * back
    # Where one more day makes others not due, or is not asked, plain shares may fall.
    if (
        schedule.kind in (ScheduleKind.DAYS_AFTER_DONE, ScheduleKind.TIMES_IN_DAYS)
        or marks.get(day) is Mark.SKIPPED
    ):
        return
    before = dict(LENSES[name](life(marks, start=START, schedule=schedule), TODAY))[TODAY]
    after_it = dict(LENSES[name](life(marks | {day: Mark.DONE}, start=START, schedule=schedule), TODAY))[
        TODAY
    ]

    assert before is None or (after_it is not None and after_it >= before - 1e-9)


@given(LENS_NAMES, MARKS, st.integers(2, 50), st.integers(0, 9))
def test_days_that_are_paused_leave_the_score_of_a_daily_habit_as_it_was(name, marks, back, length):
    first = TODAY - DAY * back
    paused = frozenset(days(first, min(first + DAY * length, TODAY - DAY)))
    marks = {day: mark for day, mark in marks.items() if day not in paused}
    scores = dict(LENSES[name](life(marks, start=START, paused=paused), TODAY - DAY))

    if name is not LensName.ROLLING_MONTH:
        assert len({scores[day] for day in [first - DAY, *sorted(paused)]}) == 1


def test_every_lens_has_a_name_and_every_name_a_lens():
    assert set(LENSES) == set(LensName)
