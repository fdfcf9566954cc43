"""`/api/achievements` and what settles it: awarded once, taken back, the same whatever the order."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from achievements import services
from achievements.models import Award, Settlement
from habits.measures import HabitKind
from habits.models import Habit
from tracking.models import Entry, Pause

TODAY = date(2026, 3, 18)
NOW = datetime(2026, 3, 18, 12, tzinfo=ZoneInfo("UTC"))
DAY = timedelta(days=1)
URL = "/api/achievements"


def ago(number):
    return TODAY - DAY * number


@pytest.fixture
def week(alice, make_habit, record):
    """A daily habit of Alice's, done on the last seven days."""
    habit = make_habit(alice, start=ago(6))
    for back in range(7):
        record(habit, ago(back))
    return habit


def awards(owner):
    rows = Award.objects.filter(owner=owner).order_by("family", "habit", "milestone")
    return list(rows.values_list("family", "habit", "milestone", "reached_on"))


def earned(client):
    return {(one["family"], one["milestone"]): one for one in client.get(URL).json()["earned"]}


def test_what_was_earned_is_told_with_its_day_newest_first(as_alice, week):
    found = as_alice.get(URL).json()["earned"]

    assert [(one["family"], one["milestone"], one["reached_on"]) for one in found] == [
        ("perfect_days", 7, str(TODAY)),
        ("streak_days", 7, str(TODAY)),
        ("streak_days", 3, str(ago(4))),
        ("check_ins", 1, str(ago(6))),
        ("perfect_days", 1, str(ago(6))),
    ]
    assert {one["habit_id"] for one in found} == {None, str(week.id)}


def test_what_comes_next_is_told_with_how_far_it_is(as_alice, week):
    following = {one["family"]: one for one in as_alice.get(URL).json()["next"]}

    assert following["streak_days"] == {
        "family": "streak_days",
        "habit_id": str(week.id),
        "standing": 7,
        "next_milestone": 14,
    }
    assert following["check_ins"] == {
        "family": "check_ins",
        "habit_id": None,
        "standing": 7,
        "next_milestone": 10,
    }


def test_nothing_is_earned_without_habits(as_alice):
    found = as_alice.get(URL).json()

    assert found["earned"] == []
    assert {one["standing"] for one in found["next"]} == {0}


def test_a_check_in_earns_and_undoing_it_takes_back(as_alice, alice, make_habit):
    habit = make_habit(alice, start=TODAY)
    as_alice.put(f"/api/habits/{habit.id}/entries/{TODAY}", {"state": "done"})
    assert ("check_ins", 1) in earned(as_alice)

    as_alice.delete(f"/api/habits/{habit.id}/entries/{TODAY}")

    assert earned(as_alice) == {}


def test_an_award_whose_day_moves_stays_the_same_award(as_alice, week, record):
    before = earned(as_alice)["check_ins", 1]
    record(week, ago(30))

    after = earned(as_alice)["check_ins", 1]

    assert after["reached_on"] == str(ago(30))
    assert after["awarded_at"] == before["awarded_at"]


def test_amounts_of_a_habit_to_do_more_of_count_and_those_of_a_limit_do_not(
    as_alice, alice, make_habit, record
):
    for kind in (HabitKind.AT_LEAST, HabitKind.AT_MOST):
        record(make_habit(alice, kind=kind, target=Decimal(500)), TODAY, amount=Decimal(150))

    amounts = [one for one in as_alice.get(URL).json()["earned"] if one["family"] == "amount"]

    assert [one["milestone"] for one in amounts] == [100]


def test_an_archived_habit_keeps_its_awards_and_spoils_no_later_day(
    as_alice, alice, week, make_habit, record, noon
):
    as_alice.patch(f"/api/habits/{week.id}", {"archived": True})
    noon.shift(timedelta(days=1))
    other = make_habit(alice, start=TODAY + DAY)
    record(other, TODAY + DAY)

    found = as_alice.get(URL).json()

    assert ("streak_days", 7) in {(one["family"], one["milestone"]) for one in found["earned"]}
    assert [one["standing"] for one in found["next"] if one["family"] == "perfect_days"] == [8]
    assert str(week.id) not in {one["habit_id"] for one in found["next"]}


def test_a_deleted_habit_takes_its_awards_along(as_alice, week):
    assert earned(as_alice)

    as_alice.delete(f"/api/habits/{week.id}")

    assert earned(as_alice) == {}


def test_the_awards_of_others_are_not_told(as_alice, as_bob, week):
    assert earned(as_alice)

    assert earned(as_bob) == {}


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


def test_thirty_habits_cost_as_many_queries_as_one(as_alice, alice, make_habit, record):
    counts = []
    for number in (1, 29):
        for _ in range(number):
            record(make_habit(alice), TODAY)
        as_alice.get(URL)
        with CaptureQueriesContext(connection) as captured:
            as_alice.get(URL)
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 13


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
