"""Days gathered into weeks, months, quarters and years. Pure."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from accounts.clock import week_start
from tracking.occurrence import DAY, WEEK


class By(StrEnum):
    """How long the spans are that a report has a row for."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


MONTHS = {By.MONTH: 1, By.QUARTER: 3, By.YEAR: 12}

type Span = tuple[date, date]
"""The first and the last day."""


def spans_by(by: By, first_weekday: int) -> Callable[[date], Span]:
    """The function that tells the span of a day. The first weekday matters to weeks only."""
    if by is By.WEEK:

        def week_of(day: date) -> Span:
            first = week_start(day, first_weekday)
            return first, first + WEEK - DAY

        return week_of
    months = MONTHS[by]

    def months_of(day: date) -> Span:
        first = day.month - (day.month - 1) % months
        last = first + months - 1
        return date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1])

    return months_of
