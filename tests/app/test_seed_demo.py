"""`manage.py seed_demo`: a believable year that ends today, made once and continued later."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from tracking.models import Entry


@pytest.fixture
def seeded(empty_cache):
    call_command("seed_demo", verbosity=0)


@pytest.fixture
def as_demo(seeded):
    client = APIClient()
    client.force_login(User.objects.get())
    return client


def rows():
    return sorted(Entry.objects.values_list("habit__name", "date", "state", "amount", "note"))


def test_the_command_says_how_to_log_in(empty_cache):
    said = StringIO()
    call_command("seed_demo", stdout=said)

    assert said.getvalue() == "log in as demo@example.com with the password demo-habits\n"
    assert User.objects.get().check_password("demo-habits")
    assert User.objects.get().password.startswith("argon2$argon2id$")


def test_there_is_a_year_of_habits_of_every_kind(as_demo):
    habits = as_demo.get("/api/habits").json()["results"]

    assert len(habits) == 10
    assert {habit["kind"] for habit in habits} == {"yes_no", "at_least", "at_most"}
    assert {habit["schedule"]["kind"] for habit in habits} == {
        "daily",
        "weekdays",
        "every_n_days",
        "times_per_week",
    }
    assert len(as_demo.get("/api/habits?archived=true").json()["results"]) == 1
    assert Entry.objects.count() > 2000
    assert set(Entry.objects.values_list("state", flat=True)) == {"done", "missed", "skipped"}
    assert Entry.objects.exclude(note="").count() > 50


def test_streaks_are_alive_and_today_has_both_open_and_finished_tasks(as_demo):
    habits = as_demo.get("/api/habits").json()["results"]
    tasks = as_demo.get("/api/tasks").json()["tasks"]

    assert all(habit["current_streak"]["length"] > 0 for habit in habits)
    assert {"done", "unknown"} == {task["state"] for task in tasks}


def test_nothing_was_recorded_in_the_future(seeded):
    assert not Entry.objects.filter(recorded_at__gt="2026-03-18T12:00Z").exists()
    assert not Entry.objects.filter(date__gt="2026-03-18").exists()


def test_doing_it_again_on_the_same_day_changes_nothing(seeded):
    before = rows()
    call_command("seed_demo", verbosity=0)

    assert rows() == before
    assert User.objects.count() == 1


def test_the_same_year_is_made_every_time(seeded):
    before = rows()
    User.objects.all().delete()
    call_command("seed_demo", verbosity=0)

    assert rows() == before


def test_three_days_later_the_year_is_continued_and_the_past_is_kept(seeded, noon):
    Entry.objects.filter(habit__name="Read", date="2026-03-10").update(note="My own words.")
    before = rows()
    noon.shift(timedelta(days=3))
    call_command("seed_demo", verbosity=0)

    assert set(before) <= set(rows())
    assert {row[1].isoformat() for row in set(rows()) - set(before)} == {
        "2026-03-19",
        "2026-03-20",
        "2026-03-21",
    }


def test_it_takes_few_statements(empty_cache):
    with CaptureQueriesContext(connection) as captured:
        call_command("seed_demo", verbosity=0)

    assert len(captured) < 20


@pytest.mark.parametrize("environment", ["staging", "prod"])
def test_a_deployment_refuses_it(empty_cache, settings, environment):
    settings.ENVIRONMENT = environment

    with pytest.raises(CommandError, match=f"APP_ENVIRONMENT is {environment}"):
        call_command("seed_demo")
    assert not User.objects.exists()


def test_the_year_has_earned_something_of_most_families(as_demo):
    found = as_demo.get("/api/achievements").json()

    families = {one["family"] for one in found["earned"]}
    assert families >= {"check_ins", "perfect_days", "early_bird", "variety", "streak_days", "streak_weeks"}
    assert families >= {"amount", "comebacks"}
    assert all(one["next_milestone"] for one in found["next"])
