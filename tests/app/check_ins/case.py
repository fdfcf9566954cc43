"""What the tests of checking in share: addresses, and short ways to ask."""

from datetime import date, timedelta
from uuid import uuid4

TODAY = date(2026, 3, 18)
HOUR = timedelta(hours=1)


def fields(response):
    return [error["field"] for error in response.json()["errors"]]


def url(habit, rest="", day="2026-03-18"):
    return f"/api/habits/{habit.id}/entries/{day}{rest}"


def drink(client, habit, amount=1, **said):
    return client.post(url(habit, "/amounts"), {"amount": amount, "key": str(uuid4())} | said)


def shown(client, habit):
    listed = client.get(f"/api/habits/{habit.id}/entries").json()["entries"]
    return listed, client.get(f"/api/habits/{habit.id}/score").json()


def item(habit, state="done", day="2026-03-18", **said):
    return {"habit_id": str(habit.id), "date": day, "state": state} | said
