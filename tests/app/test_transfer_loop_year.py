"""A year of the demo's habits, given out in Loop's formats and brought in again: the same numbers."""

import sqlite3
from datetime import timedelta

import pytest
from django.core.management import call_command

from accounts.models import User
from habits.models import Habit
from habits.selectors import habits_of
from tests.app.conftest import person
from tracking.selectors import streak_lists
from tracking.strength import scores_between
from transfer import exporting, looking, services
from transfer.exporting import Form
from transfer.formats.loop_plans import TABLE
from transfer.selectors import document_of

DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(empty_cache):
    call_command("seed_demo", verbosity=0)
    return User.objects.get()


def numbers(owner, habit):
    """Every day's score of the year, and the streaks in both units."""
    today = owner.today()
    scores = scores_between(owner, habit, today - DAY * 365, today, today=today)
    lists = streak_lists(owner, habit, 20, today=today)
    return {one.date: one.score for one in scores}, lists


def brought_in(data, owner):
    file = looking.read(owner, data, "")
    services.bring_in(owner=owner, file=file, choices=looking.Choices())
    return list(habits_of(owner))


@pytest.mark.parametrize("form", [Form.LOOP_DATABASE, Form.LOOP_CSV])
def test_scores_and_streaks_are_the_same(demo, form):
    other = person("other", time_zone=demo.time_zone, first_weekday=demo.first_weekday)

    habits = brought_in(exporting.file_of(document_of(demo), form), other)

    assert len(habits) == len(habits_of(demo)) > 10
    for habit, original in zip(habits, habits_of(demo), strict=True):
        scores, lists = numbers(other, habit)
        expected_scores, expected_lists = numbers(demo, original)
        assert scores.keys() == expected_scores.keys(), habit.name
        assert scores == pytest.approx(expected_scores, abs=1e-9), habit.name
        assert lists == expected_lists, habit.name


def test_what_loop_itself_can_hold_is_enough_for_the_scores_of_habits_that_never_changed(demo):
    document = document_of(demo)
    other = person("other")

    data = without_plans(exporting.file_of(document, Form.LOOP_DATABASE))
    habits = {habit.name: habit for habit in brought_in(data, other)}

    unchanged = [
        record for record in document.habits if len(record.schedules) == 1 and len(record.targets) <= 1
    ]
    assert len(unchanged) > 5
    for record in unchanged:
        scores, _ = numbers(other, habits[record.name])
        expected, _ = numbers(demo, Habit.objects.get(pk=record.id))
        assert scores == pytest.approx({day: expected[day] for day in scores}, abs=1e-9), record.name


def test_what_was_changed_in_loop_counts_and_what_it_could_not_hold_is_left_out(demo):
    data = changed(exporting.file_of(document_of(demo), Form.LOOP_DATABASE), "UPDATE Habits SET freq_den = 9")

    file = looking.read(demo, data, "")

    assert {habit.schedule.days for habit in file.document.habits if not habit.kind.is_limit} == {9}
    lost = {loss.habit for loss in file.losses if loss.field == "plans"}
    assert lost == {habit.name for habit in file.document.habits if not habit.kind.is_limit}


def without_plans(data):
    """The backup as Loop would write it again: it keeps only its own tables."""
    return changed(data, f"DROP TABLE {TABLE}")


def changed(data, statement):
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    connection.execute(statement)
    connection.commit()
    kept = connection.serialize()
    connection.close()
    return kept
