"""What is said of a day makes one content, in any order of arrival and however often it is sent."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tracking.cells import Deed, Said, as_said, content_of, heard, taken_back

NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def said(number, deed, at=NOON, **values):
    return Said(key=UUID(int=number), deed=deed, at=at, zone="UTC", **values)


def added(number, amount, at=NOON):
    return said(number, Deed.ADD, at, amount=Decimal(amount))


def done(number, at=NOON, **values):
    return said(number, Deed.SET, at, state="done", **values)


def all_heard(*check_ins):
    known = []
    for one in check_ins:
        known = heard(known, one)
    return known


instants = st.integers(0, 5).map(lambda hours: NOON + HOUR * hours)
amounts = st.integers(1, 9).map(Decimal)
several = st.lists(amounts, min_size=1, max_size=6)
states = st.sampled_from(["done", "missed"])
one_said = st.one_of(
    st.builds(lambda at, amount: (Deed.ADD, at, {"amount": amount}), instants, amounts),
    st.builds(lambda at, amount: (Deed.SET, at, {"state": "done", "amount": amount}), instants, amounts),
    st.builds(
        lambda at, state: (Deed.SET, at, {"state": state}), instants, st.sampled_from(["done", "missed"])
    ),
    st.builds(lambda at: (Deed.SET, at, {"state": "skipped", "note": "ill"}), instants),
    st.builds(lambda at: (Deed.ERASE, at, {}), instants),
)
told_late = st.lists(one_said, max_size=7).map(
    lambda many: [said(number, deed, at, **values) for number, (deed, at, values) in enumerate(many)]
)


@given(told_late.flatmap(lambda many: st.tuples(st.just(many), st.permutations(many))))
def test_the_order_in_which_offline_check_ins_arrive_does_not_matter(orders):
    one, other = orders

    assert content_of(all_heard(*one)) == content_of(all_heard(*other))


@given(told_late, st.data())
def test_what_is_sent_again_changes_nothing(many, data):
    again = data.draw(st.lists(st.sampled_from(many))) if many else []

    assert all_heard(*many, *again) == all_heard(*many)


@given(told_late, one_said, st.booleans())
def test_undoing_restores_the_content_exactly(many, more, told_at_once):
    deed, at, values = more
    last = said(99, deed, at, turn=None if told_at_once else 0, **values)
    known = all_heard(*many)

    assert content_of(taken_back(heard(known, last), last.key, NOON)) == content_of(known)


@given(told_late, st.data())
def test_undoing_in_the_middle_is_as_if_it_had_never_been_said(many, data):
    if not many:
        return
    wrong = data.draw(st.sampled_from(many))

    left = taken_back(all_heard(*many), wrong.key, NOON)

    assert content_of(left) == content_of(all_heard(*(one for one in many if one != wrong)))
    assert taken_back(left, wrong.key, NOON) == left


@given(told_late, st.data())
def test_what_is_undone_does_not_come_back_by_a_late_copy_even_if_that_is_the_first(many, data):
    if not many:
        return
    wrong = data.draw(st.sampled_from(many))
    others = [one for one in many if one != wrong]

    assert content_of(heard(taken_back(others, wrong.key, NOON), wrong)) == content_of(others)


@given(
    st.lists(amounts, min_size=1, max_size=6).flatmap(
        lambda many: st.tuples(st.just(many), st.permutations(many))
    )
)
def test_amounts_add_up_in_any_order(orders):
    totals = {
        content_of(all_heard(*(added(number, amount) for number, amount in enumerate(order)))).amount
        for order in orders
    }

    assert totals == {sum(orders[0])}


@given(told_late)
def test_a_day_that_was_written_by_other_means_goes_on_from_there(many):
    content = content_of(all_heard(*many))
    if content is None:
        return

    assert content_of([as_said(content, UUID(int=500))]) == content


def test_what_was_said_last_counts_whenever_it_is_told():
    late = done(1, NOON - HOUR, note="this morning")

    assert content_of(all_heard(done(2, NOON, note="now"), late)).note == "now"


def test_what_is_told_at_once_comes_after_what_is_there():
    first, second = done(9, note="first", turn=None), done(1, note="second", turn=None)

    assert content_of(all_heard(first, second)).note == "second"


def test_a_day_that_was_done_in_whole_stays_so():
    content = content_of([done(1), added(2, 5, NOON + HOUR)])

    assert (content.state, content.amount) == ("done", None)


def test_an_amount_makes_a_missed_or_skipped_day_a_done_one():
    for state in ("missed", "skipped"):
        content = content_of([said(1, Deed.SET, state=state, note="why"), added(2, 5, NOON + HOUR)])

        assert (content.state, content.amount, content.note) == ("done", 5, "why")
