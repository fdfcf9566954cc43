"""Ranges of days in a query: read and bounded."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from core.asking import validated
from core.errors import invalid

RANGE_DAYS = 30
MAX_RANGE_DAYS = 366
COMING_DAYS = 7
MAX_COMING_DAYS = 62


class RangeFilter(serializers.Serializer[dict[str, dt.date]]):
    """A range of days, both included."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # `from` is a word of Python and cannot be an attribute.
        return {
            "from": serializers.DateField(required=False, help_text="30 days before `to` by default."),
            "to": serializers.DateField(required=False, help_text="Today by default."),
        }


class ComingFilter(serializers.Serializer[dict[str, dt.date]]):
    """A range of days, both included, that begins today unless it is said otherwise."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {
            "from": serializers.DateField(required=False, help_text="Today by default."),
            "to": serializers.DateField(required=False, help_text="Six days after `from` by default."),
        }


def coming_asked(request: Request, *, today: dt.date) -> tuple[dt.date, dt.date]:
    """The first and last day asked for. Raises ValidationError for an order or a length that cannot be."""
    wanted = validated(ComingFilter, request.query_params)
    first: dt.date = wanted.get("from", today)
    last: dt.date = wanted.get("to", later(first, COMING_DAYS - 1))
    check_range(first, last, MAX_COMING_DAYS)
    return first, last


def range_asked(query: Mapping[str, dt.date], *, today: dt.date) -> tuple[dt.date, dt.date]:
    """The first and last day that a validated RangeFilter asks for.

    Raises ValidationError for an order or a length that cannot be.
    """
    last: dt.date = query.get("to", today)
    first: dt.date = query.get("from", earlier(last, RANGE_DAYS))
    check_range(first, last, MAX_RANGE_DAYS)
    return first, last


def check_range(first: dt.date, last: dt.date, most: int) -> None:
    if first > last:
        raise invalid("from", f"{first} is after {last}.")
    if (last - first).days >= most:
        raise invalid("from", f"{first} to {last} are more than {most} days.")


def earlier(day: dt.date, days: int) -> dt.date:
    """`day` less `days`, or the first day of the calendar."""
    return dt.date.fromordinal(max(day.toordinal() - days, 1))


def later(day: dt.date, days: int) -> dt.date:
    """`day` and `days` more, or the last day of the calendar."""
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))
