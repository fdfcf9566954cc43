"""What reports can be asked: days, spans, lenses. All of it is bounded."""

import datetime as dt
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from accounts.models import User
from analytics.buckets import By
from analytics.lenses import LensName
from analytics.selectors import Range
from core.errors import invalid
from tracking.services import FIRST_DAY, SKIPS_AHEAD

YEAR_DAYS = 365
MAX_HEAT_DAYS = 53 * 7
"""As many as a calendar of a year shows, which begins and ends with a whole week."""
MAX_HABIT_DAYS = 3660
"""Ten years."""
MAX_ALL_DAYS = 2 * 366
"""Of all habits together."""
MAX_LAG = 30
MAX_TARGET_DAYS = 366
TARGET_DAYS = 30
BY = [by.value for by in By]
LENS_NAMES = [lens.value for lens in LensName]


class WithinFilter(serializers.Serializer[dict[str, Any]]):
    """A range of days, both included."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # `from` is a word of Python and cannot be an attribute.
        return {
            "from": serializers.DateField(required=False, help_text="A year that ends with `to` by default."),
            "to": serializers.DateField(required=False, help_text="Today by default."),
        } | super().get_fields()


class SpansFilter(WithinFilter):
    by = serializers.ChoiceField(choices=BY, default=By.WEEK, help_text="How long the spans are.")


class ComparisonFilter(WithinFilter):
    other = serializers.UUIDField(required=False, help_text="One habit to compare with, instead of all.")
    lag = serializers.IntegerField(
        default=0,
        min_value=0,
        max_value=MAX_LAG,
        help_text="How many days later the other habit is looked at.",
    )


class LensFilter(WithinFilter):
    lens = serializers.ChoiceField(choices=LENS_NAMES, default=LensName.LOOP)
    target_days = serializers.IntegerField(
        default=TARGET_DAYS,
        min_value=1,
        max_value=MAX_TARGET_DAYS,
        help_text="Of `sigmoid` the days until a habit is built, of `percentage` the days looked at.",
    )


def asked[Filter: WithinFilter](
    request: Request, owner: User, kind: type[Filter], most_days: int
) -> tuple[Range, dict[str, Any]]:
    """The range and the rest of what is asked. Raises ValidationError for what cannot be."""
    wanted = kind(data=request.query_params)
    wanted.is_valid(raise_exception=True)
    given: dict[str, Any] = dict(wanted.validated_data)
    today = owner.today()
    last: dt.date = given.pop("to", today)
    if not FIRST_DAY <= last <= today + SKIPS_AHEAD:
        raise invalid("to", f"{last} is too far from today, which is {today}.")
    first: dt.date = given.pop("from", max(last - dt.timedelta(days=YEAR_DAYS - 1), FIRST_DAY))
    if first < FIRST_DAY:
        raise invalid("from", f"{first} is before {FIRST_DAY}.")
    if first > last:
        raise invalid("from", f"{first} is after {last}.")
    if (last - first).days >= most_days:
        raise invalid("from", f"{first} to {last} are more than {most_days} days.")
    return Range(first=first, last=last, today=today), given
