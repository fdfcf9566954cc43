"""Settling: awarded once, taken back, the same whatever the order."""

from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from achievements import services
from achievements.models import Award, Settlement
from habits.models import Habit
from tests.app.awards.case import NOW, TODAY, URL, ago, awards
from tracking.models import Entry, Pause


def test_settling_twice_writes_nothing_the_second_time(alice, week):
    services.settle_owner(alice, today=TODAY)
    before = list(Award.objects.order_by("pk").values())

    with CaptureQueriesContext(connection) as captured:
        services.settle_owner(alice, today=TODAY)

    assert not [query for query in captured if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert list(Award.objects.order_by("pk").values()) == before


def test_the_schedule_settles_everyone_whose_day_has_changed(alice, bob, week, make_habit, record):
    record(make_habit(bob), TODAY)

    services.settle(NOW)

    assert len(awards(alice)) == 5
    assert len(awards(bob)) > 0
    with CaptureQueriesContext(connection) as captured:
        services.settle(NOW)
    assert len(captured) == 1


def test_the_schedule_goes_by_each_persons_own_day(alice, bob, make_habit, record):
    alice.time_zone = "Pacific/Kiritimati"
    bob.time_zone = "Pacific/Pago_Pago"
    for person in (alice, bob):
        person.save()
        make_habit(person)
    services.settle(NOW)
    days = dict(Settlement.objects.values_list("owner", "day"))

    assert days == {alice.pk: date(2026, 3, 19), bob.pk: TODAY}
    services.settle(NOW + timedelta(hours=22))
    days = dict(Settlement.objects.values_list("owner", "day"))
    assert days == {alice.pk: date(2026, 3, 20), bob.pk: TODAY}
    services.settle(NOW + timedelta(hours=23))
    days = dict(Settlement.objects.values_list("owner", "day"))
    assert days == {alice.pk: date(2026, 3, 20), bob.pk: date(2026, 3, 19)}


def test_what_is_left_when_the_time_is_up_waits_for_the_next_run(alice, bob, make_habit):
    for person in (alice, bob):
        make_habit(person)
    answers = iter([False, True])

    services.settle(NOW, time_is_up=lambda: next(answers))
    assert Settlement.objects.count() == 1

    services.settle(NOW)
    assert Settlement.objects.count() == 2


def test_one_persons_failure_holds_up_nobody_else(alice, bob, week, make_habit, record, monkeypatch, caplog):
    record(make_habit(bob), TODAY)
    settle_owner = services.settle_owner

    def fail_for_alice(owner, *, today):
        if owner == alice:
            raise RuntimeError("broken log")
        return settle_owner(owner, today=today)

    monkeypatch.setattr(services, "settle_owner", fail_for_alice)
    with pytest.raises(services.UnsettledError, match="1 could not be settled"):
        services.settle(NOW)

    assert len(awards(bob)) > 0
    assert "broken log" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_settling_in_parallel_awards_everything_once(alice, week):
    failures = []

    def settle():
        try:
            services.settle_owner(alice, today=TODAY)
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=settle) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert len(awards(alice)) == 5


@pytest.mark.django_db(transaction=True)
def test_a_habit_that_is_deleted_meanwhile_is_left_out(as_alice, alice, week, monkeypatch):
    change_awards = services.change_awards

    def delete():
        Habit.objects.all().delete()
        connections.close_all()

    def change_late(*args):
        if Habit.objects.exists():
            thread = Thread(target=delete)
            thread.start()
            thread.join()
        change_awards(*args)

    monkeypatch.setattr(services, "change_awards", change_late)

    assert as_alice.get(URL).json()["earned"] == []


@pytest.mark.parametrize("habit", [True, False])
def test_the_database_holds_an_award_once(alice, week, habit):
    def award():
        Award.objects.create(
            owner=alice,
            habit=week if habit else None,
            family="streak_days" if habit else "check_ins",
            milestone=1,
            reached_on=TODAY,
        )

    award()
    with pytest.raises(IntegrityError, match="awarded_once"), transaction.atomic():
        award()


@pytest.mark.parametrize(("family", "habit"), [("streak_days", False), ("check_ins", True), ("luck", True)])
def test_the_database_knows_which_families_are_of_one_habit(alice, week, family, habit):
    with pytest.raises(IntegrityError, match="award_of_a_habit_or_of_all"), transaction.atomic():
        Award.objects.create(
            owner=alice, habit=week if habit else None, family=family, milestone=1, reached_on=TODAY
        )


STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["done", "missed", "skipped", "erase", "pause", "archive", "settle"]),
        st.integers(0, 20).map(ago),
    ),
    max_size=25,
)


@given(STEPS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_settling_on_the_way_ends_where_settling_from_scratch_does(alice, make_habit, record, steps):
    Habit.objects.all().delete()
    Award.objects.all().delete()
    Pause.objects.all().delete()
    habits = [make_habit(alice, start=ago(20)), make_habit(alice, start=ago(10))]
    for number, step, day in steps:
        habit = habits[number]
        if step == "settle":
            services.settle_owner(alice, today=TODAY)
        elif step == "pause":
            Pause.objects.create(owner=alice, habit=habit, first=day, last=day)
        elif step == "archive":
            Habit.objects.filter(pk=habit.pk).update(archived_at=NOW)
        else:
            Entry.objects.filter(habit=habit, date=day).delete()
            if step != "erase":
                record(habit, day, step)
    services.settle_owner(alice, today=TODAY)
    on_the_way = awards(alice)
    Award.objects.all().delete()
    Settlement.objects.all().delete()

    services.settle_owner(alice, today=TODAY)

    assert awards(alice) == on_the_way
