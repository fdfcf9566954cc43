"""What the tests of reports share: their day, their addresses and their kind of refusal."""

from datetime import date, timedelta

TODAY = date(2026, 3, 18)
DAY = timedelta(days=1)
OF_A_HABIT = (
    "heat-map",
    "rates",
    "weekdays",
    "hours",
    "totals",
    "overview",
    "comparisons",
    "score/lens",
    "turning-points",
)
OF_ALL = ("heat-map", "rates", "weekdays", "hours", "rolling-rates", "overview")
RANGED = [name for name in OF_A_HABIT if name != "overview"]


def ago(number):
    return TODAY - DAY * number


def refused(response):
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    return error["field"], error["message"]
