"""`/api/habits/order` and `/api/habits/bulk`: one request for many habits, which changes all or none."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from habits import services
from habits.models import MAX_TAGS, Habit


def fields(response):
    return [error["field"] for error in response.json()["errors"]]


@pytest.fixture
def four(alice, make_habit):
    return [make_habit(alice, name=name) for name in "abcd"]


def names(client):
    return "".join(habit["name"] for habit in client.get("/api/habits").json()["results"])


def ids(*habits):
    return [str(habit.id) for habit in habits]


def test_habits_take_the_order_in_which_they_are_named(as_alice, four):
    response = as_alice.put("/api/habits/order", {"habits": ids(*reversed(four))})

    assert response.status_code == 204
    assert names(as_alice) == "dcba"


def test_habits_that_are_not_named_follow_as_they_were(as_alice, four):
    as_alice.put("/api/habits/order", {"habits": ids(four[2])})

    assert names(as_alice) == "cabd"
    assert sorted(Habit.objects.values_list("position", flat=True)) == [0, 1, 2, 3]


def test_an_order_with_habits_of_someone_else_or_twice_changes_nothing(as_alice, four, bob, make_habit):
    theirs, nobodys = make_habit(bob).id, uuid4()
    response = as_alice.put(
        "/api/habits/order", {"habits": [*ids(four[3]), str(theirs), str(nobodys), *ids(four[3])]}
    )

    assert response.status_code == 400
    assert fields(response) == ["habits.1", "habits.2", "habits.3"]
    messages = [error["message"] for error in response.json()["errors"]]
    assert messages[0] == messages[1] != messages[2]
    assert names(as_alice) == "abcd"


@pytest.mark.parametrize(
    ("habits", "field"), [([], "habits"), (None, "habits"), ("x", "habits"), (["x"], "habits.0")]
)
@pytest.mark.parametrize(("method", "url"), [("put", "/api/habits/order"), ("post", "/api/habits/bulk")])
def test_a_list_that_cannot_be_is_refused(as_alice, method, url, habits, field):
    response = getattr(as_alice, method)(url, {"habits": habits})

    assert response.status_code == 400
    assert fields(response) == [field]


def test_many_habits_are_archived_and_tagged_together(as_alice, four):
    four[0].tags = ["home", "old"]
    four[0].save()
    body = {"habits": ids(*four[:2]), "archived": True, "add_tags": ["new", "home"], "remove_tags": ["old"]}

    assert as_alice.post("/api/habits/bulk", body).status_code == 204

    archived = as_alice.get("/api/habits?archived=true").json()["results"]
    assert [habit["tags"] for habit in archived] == [["home", "new"], ["new", "home"]]
    assert names(as_alice) == "cd"
    as_alice.post("/api/habits/bulk", {"habits": ids(*four[:2]), "archived": False})
    assert names(as_alice) == "abcd"


def test_archiving_again_keeps_the_time_of_the_first(as_alice, four, noon):
    as_alice.post("/api/habits/bulk", {"habits": ids(four[0]), "archived": True})
    first = Habit.objects.get(pk=four[0].pk).archived_at
    noon.shift(3600)
    as_alice.post("/api/habits/bulk", {"habits": ids(four[0]), "archived": True})

    assert Habit.objects.get(pk=four[0].pk).archived_at == first


def test_one_habit_with_too_many_tags_lets_none_change(as_alice, four):
    four[1].tags = [str(number) for number in range(MAX_TAGS)]
    four[1].save()

    response = as_alice.post("/api/habits/bulk", {"habits": ids(*four), "add_tags": ["one more"]})

    assert response.status_code == 400
    assert fields(response) == ["add_tags"]
    assert Habit.objects.get(pk=four[0].pk).tags == []


def test_the_habits_of_someone_else_cannot_be_archived(as_bob, four):
    response = as_bob.post("/api/habits/bulk", {"habits": ids(four[0]), "archived": True})

    assert response.status_code == 400
    assert Habit.objects.filter(archived_at=None).count() == 4


def test_thirty_habits_cost_as_many_queries_as_one(as_alice, alice, make_habit):
    def queries(number):
        named = ids(*(make_habit(alice) for _ in range(number)))
        with CaptureQueriesContext(connection) as captured:
            as_alice.put("/api/habits/order", {"habits": named})
            as_alice.post("/api/habits/bulk", {"habits": named, "add_tags": ["x"]})
        return len(captured)

    assert queries(1) == queries(30)


@pytest.mark.django_db(transaction=True)
def test_orders_at_the_same_time_leave_one_of_them(alice, four):
    orders = [[habit.id for habit in four], [habit.id for habit in reversed(four)]]

    def put(order):
        services.reorder(owner=alice, first=order)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(put, orders * 4))

    assert list(Habit.objects.order_by("position").values_list("pk", flat=True)) in orders
