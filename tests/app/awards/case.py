"""What the tests of awards share: their day, and what somebody has."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

TODAY = date(2026, 3, 18)
NOW = datetime(2026, 3, 18, 12, tzinfo=ZoneInfo("UTC"))
DAY = timedelta(days=1)
URL = "/api/achievements"


def ago(number):
    return TODAY - DAY * number


def awards(owner):
    from achievements.models import (
        Award,  # pytest reads the conftest that imports this before Django is set up
    )

    rows = Award.objects.filter(owner=owner).order_by("family", "habit", "milestone")
    return list(rows.values_list("family", "habit", "milestone", "reached_on"))


def earned(client):
    return {(one["family"], one["milestone"]): one for one in client.get(URL).json()["earned"]}
