"""Keys, amounts that add up, and undo: each counts once, in whatever order it arrives."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.app.check_ins.case import HOUR, TODAY, drink, fields, shown, url
from tracking import services
from tracking.models import CheckIn, Entry


def test_amounts_add_up(as_alice, water):
    assert drink(as_alice, water, 2).json()["amount"] == 2
    answer = drink(as_alice, water, 6.5).json()

    assert (answer["state"], answer["amount"], answer["current_streak"]["length"]) == ("done", 8.5, 1)


def test_an_amount_that_is_sent_again_with_its_key_adds_once(as_alice, water):
    key = str(uuid4())

    first = drink(as_alice, water, 2, key=key)
    again = drink(as_alice, water, 2, key=key)

    assert again.status_code == 200
    assert again.json() == first.json() | {"amount": 2}


def test_amounts_add_to_what_was_said(as_alice, water):
    as_alice.put(url(water), {"state": "done", "amount": 3, "note": "tea"})

    answer = drink(as_alice, water).json()

    assert (answer["amount"], answer["note"]) == (4, "tea")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": -1}, "amount"),
        ({"amount": None}, "amount"),
        ({"amount": 1, "key": "once"}, "key"),
        ({"amount": 1, "key": None}, "key"),
        ({"amount": 1, "said_at": "noon"}, "said_at"),
        ({"amount": 1, "said_at": "0001-01-01T00:00:00+14:00"}, "said_at"),
        ({"amount": 1, "said_at": "0001-01-01T00:00:00Z"}, "said_at"),
        ({"amount": 1, "said_at": "1969-12-31T23:59:59Z"}, "said_at"),
    ],
)
def test_an_amount_that_cannot_be_is_refused(as_alice, water, body, field):
    response = as_alice.post(url(water, "/amounts"), {"key": str(uuid4())} | body)

    assert response.status_code == 400
    assert fields(response) == [field]
    assert not Entry.objects.exists()


def test_without_a_key_nothing_is_added(as_alice, water):
    assert fields(as_alice.post(url(water, "/amounts"), {"amount": 1})) == ["key"]


def test_amounts_are_for_what_is_measured(as_alice, habit):
    assert fields(drink(as_alice, habit)) == ["amount"]


def test_what_adds_up_to_more_than_a_day_holds_is_refused_in_whole(as_alice, water):
    drink(as_alice, water, 999999999)

    response = drink(as_alice, water, 1)

    assert response.status_code == 400
    assert fields(response) == ["amount"]
    assert Entry.objects.get().amount == 999999999
    assert CheckIn.objects.count() == 1


def test_a_check_in_that_is_sent_again_does_not_undo_what_came_after(as_alice, habit):
    body = {"state": "done", "key": str(uuid4())}
    as_alice.put(url(habit), body)
    as_alice.put(url(habit), {"state": "missed"})

    assert as_alice.put(url(habit), body).json()["state"] == "missed"


def test_a_check_in_that_is_sent_again_after_the_day_was_erased_answers_that_nothing_is_left(as_alice, habit):
    body = {"state": "done", "key": str(uuid4())}
    as_alice.put(url(habit), body)
    as_alice.delete(url(habit))

    answer = as_alice.put(url(habit), body)

    assert answer.status_code == 200
    assert (answer.json()["state"], answer.json()["recorded_at"]) == ("unknown", None)


def test_what_was_said_last_counts_in_whatever_order_it_is_told(as_alice, habit, noon):
    morning = {"state": "missed", "said_at": "2026-03-18T08:00:00+00:00"}
    evening = {"state": "done", "said_at": "2026-03-18T11:00:00+00:00"}
    as_alice.put(url(habit), evening)

    answer = as_alice.put(url(habit), morning).json()

    assert (answer["state"], answer["recorded_at"]) == ("done", "2026-03-18T11:00:00Z")


def test_a_clock_that_is_ahead_does_not_have_the_last_word_for_ever(as_alice, habit, noon):
    as_alice.put(url(habit), {"state": "missed", "said_at": "2031-01-01T00:00:00Z"})
    noon.shift(HOUR)

    assert as_alice.put(url(habit), {"state": "done"}).json()["state"] == "done"


@pytest.mark.parametrize("state", ["done", "missed", "skipped"])
def test_undo_restores_exactly_what_was_there(as_alice, habit, record, noon, state):
    record(habit, TODAY, "done", note="by another way")
    before = shown(as_alice, habit)
    noon.shift(HOUR)
    key = as_alice.put(url(habit), {"state": state, "note": "oops"}).json()["key"]

    answer = as_alice.delete(url(habit, f"/check-ins/{key}"))

    assert answer.status_code == 200
    assert (answer.json()["state"], answer.json()["note"]) == ("done", "by another way")
    assert shown(as_alice, habit) == before


def test_erasing_can_be_undone(as_alice, habit):
    as_alice.put(url(habit), {"state": "done", "note": "x"})
    before = shown(as_alice, habit)
    key = uuid4()

    assert as_alice.delete(url(habit, f"?key={key}")).status_code == 204
    assert shown(as_alice, habit) != before
    as_alice.delete(url(habit, f"/check-ins/{key}"))

    assert shown(as_alice, habit) == before


def test_one_of_several_amounts_can_be_undone_and_only_once(as_alice, water):
    drink(as_alice, water, 2)
    key = drink(as_alice, water, 5).json()["key"]
    drink(as_alice, water, 1)

    for _ in range(2):
        assert as_alice.delete(url(water, f"/check-ins/{key}")).json()["amount"] == 3


def test_undoing_what_was_never_heard_of_is_fine_and_keeps_it_out(as_alice, water):
    key = str(uuid4())
    drink(as_alice, water, 2)

    assert as_alice.delete(url(water, f"/check-ins/{key}")).json()["amount"] == 2
    assert drink(as_alice, water, 5, key=key).json()["amount"] == 2


def test_an_import_in_between_is_what_later_check_ins_build_on(as_alice, water):
    first = drink(as_alice, water, 2).json()["key"]
    for imported in (7, 20):
        Entry.objects.update(amount=imported)

        key = drink(as_alice, water, 1).json()["key"]

        assert Entry.objects.get().amount == imported + 1
        assert drink(as_alice, water, 2, key=first).json()["amount"] == imported + 1
        assert as_alice.delete(url(water, f"/check-ins/{key}")).json()["amount"] == imported
    Entry.objects.all().delete()

    assert drink(as_alice, water, 2, key=first).json()["state"] == "unknown"
    assert drink(as_alice, water, 3).json()["amount"] == 3


def test_saying_the_same_again_without_a_key_keeps_nothing_more(as_alice, habit):
    for _ in range(3):
        as_alice.put(url(habit), {"state": "done"})

    assert CheckIn.objects.count() == 1


def test_a_day_does_not_hold_check_ins_without_end(as_alice, water, monkeypatch):
    monkeypatch.setattr(services, "MAX_CHECK_INS", 1)
    drink(as_alice, water)

    assert drink(as_alice, water).status_code == 400


def test_old_check_ins_are_forgotten_and_entries_are_not(as_alice, alice, water, noon):
    drink(as_alice, water, 2)
    services.forget_check_ins(datetime(2026, 6, 16, 11, tzinfo=UTC))
    assert CheckIn.objects.count() == 1
    services.forget_check_ins(datetime(2026, 6, 17, tzinfo=UTC))

    assert not CheckIn.objects.exists()
    assert drink(as_alice, water, 1).json()["amount"] == 3


@pytest.mark.parametrize(
    "row",
    [
        {"deed": "set", "state": ""},
        {"deed": "set", "state": "perhaps"},
        {"deed": "add", "amount": 0},
        {"deed": "add"},
        {"deed": "erase", "state": "done"},
        {"deed": "wish"},
    ],
)
def test_the_database_holds_no_check_in_that_says_nothing(habit, row):
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckIn.objects.create(
            habit=habit, date=TODAY, key=uuid4(), said_at=datetime.now(UTC), zone="UTC", turn=0, **row
        )
