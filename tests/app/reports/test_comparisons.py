"""What goes together, where it turned, and the score through other lenses."""

import pytest

from habits.schedules import Schedule, ScheduleKind
from habits.services import change_habit
from tests.app.reports.case import ago, refused


def test_a_comparison_measures_what_goes_together(as_alice, pair):
    first, second = pair
    url = f"/api/habits/{first.id}/comparisons"

    (same_day,) = as_alice.get(url).json()["comparisons"]
    later = as_alice.get(url, {"lag": 1}).json()

    assert later["lag"] == 1
    assert later["comparisons"] == [
        {
            "habit_id": str(second.id),
            "name": "=Sleep",
            "verdict": "measured",
            "days": 60,
            "missing_days": 0,
            "method": "phi",
            "coefficient": pytest.approx(1),
            "strength": "large",
            "p_value": pytest.approx(0.001, abs=0.02),
            "corrected_p_value": later["comparisons"][0]["p_value"],
        }
    ]
    assert abs(same_day["coefficient"]) < 0.9


def test_too_little_data_is_said_and_not_measured(as_alice, alice, habit, make_habit):
    make_habit(alice, start=ago(3))

    (found,) = as_alice.get(f"/api/habits/{habit.id}/comparisons").json()["comparisons"]

    assert (found["verdict"], found["days"], found["missing_days"]) == ("not_enough_data", 3, 39)
    assert (found["coefficient"], found["p_value"], found["strength"]) == (None, None, None)
    assert found["method"] == "pearson"


def test_one_habit_can_be_asked_for_and_must_be_ones_own(as_alice, as_bob, alice, bob, pair, make_habit):
    first, second = pair
    make_habit(alice, name="Third")
    url = f"/api/habits/{first.id}/comparisons"

    assert len(as_alice.get(url).json()["comparisons"]) == 2
    assert len(as_alice.get(url, {"other": str(second.id)}).json()["comparisons"]) == 1
    theirs = make_habit(bob)
    for other in (theirs.id, first.id):
        assert refused(as_alice.get(url, {"other": str(other)})) == ("other", "There is no such other habit.")


def test_a_turning_point_is_told_with_what_was_before_and_after(as_alice, alice, make_habit, record):
    habit = make_habit(alice, start=ago(100))
    for back in range(1, 46):
        record(habit, ago(back))

    found = as_alice.get(f"/api/habits/{habit.id}/turning-points").json()

    assert (found["asked"], found["missing"]) == (100, 0)
    (turn,) = found["turning_points"]
    assert (turn["date"], turn["before"], turn["after"]) == (str(ago(45)), 0, 1)
    assert turn["p_value"] <= 0.01


def test_a_young_habit_has_no_turning_points_yet(of):
    assert of("turning-points").json() == {"asked": 9, "missing": 61, "turning_points": []}


def test_another_schedule_alone_is_no_turning_point(as_alice, alice, make_habit, record):
    weekly = Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=1)
    habit = make_habit(alice, start=ago(700), schedule=weekly)
    change_habit(habit=habit, today=ago(100), changes={"schedule": Schedule(kind=ScheduleKind.DAILY)})
    for back in range(701):
        if back <= 100 or back % 7 == 0:
            record(habit, ago(back))

    found = as_alice.get(f"/api/habits/{habit.id}/turning-points?from={ago(700)}").json()

    assert found["turning_points"] == []
    assert found["asked"] > 150


def test_a_lens_shows_the_score_of_the_habits_life(as_alice, habit, of):
    for lens in ("loop", "sigmoid", "moving_average", "percentage", "rolling_month"):
        scores = of("score/lens", lens=lens).json()["scores"]
        assert [score["date"] for score in scores] == [str(ago(back)) for back in range(10, -1, -1)]
        assert all(score["score"] is None or 0 <= score["score"] <= 1 for score in scores)


def test_the_lens_loop_is_the_score_that_is_shown_everywhere(as_alice, habit, of):
    shown = as_alice.get(f"/api/habits/{habit.id}/score?from={ago(20)}").json()["scores"]

    assert of("score/lens", lens="loop").json()["scores"] == [
        {"date": one["date"], "score": one["score"]} for one in shown
    ]
