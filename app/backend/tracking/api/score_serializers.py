"""Scores as JSON, with the terms that made them."""

from typing import Any

from rest_framework import serializers

from habits.api.serializers import Share
from tracking.frequency import Frequency
from tracking.score import ONE, Terms, Window
from tracking.strength import DayScore, Forecast

MOST_DAYS_AHEAD = 90


class DayScoreSerializer(serializers.Serializer[DayScore]):
    """How strong a habit was on a day."""

    date = serializers.DateField()
    score = Share()
    rate = Share(
        source="rate.share",
        allow_null=True,
        help_text="Kept of asked in the 30 days up to this one; null when nothing was asked.",
    )


class ScoresSerializer(serializers.Serializer[dict[str, Any]]):
    """The days of a range on which the habit existed, in order."""

    scores = DayScoreSerializer(many=True)


class DayFilter(serializers.Serializer[dict[str, Any]]):
    day = serializers.DateField(required=False, help_text="Today by default.")


class FrequencySerializer(serializers.Serializer[Frequency]):
    """So many times in so many days."""

    times = serializers.IntegerField(min_value=1)
    days = serializers.IntegerField(min_value=1)


class WindowSerializer(serializers.Serializer[Window]):
    """The days that a score looks at, and what they have together: times, or amounts of a measured habit."""

    first = serializers.DateField()
    last = serializers.DateField()
    total = serializers.FloatField()
    asked = serializers.FloatField()

    def to_representation(self, window: Window) -> dict[str, Any]:
        return {
            "first": window.first.isoformat(),
            "last": window.last.isoformat(),
            "total": window.total / ONE,
            "asked": window.asked / ONE,
        }


class TermsSerializer(serializers.Serializer[Terms]):
    """score = previous_score × multiplier + contribution."""

    date = serializers.DateField(source="day")
    score = Share()
    previous_score = Share(source="previous")
    multiplier = Share(help_text="The share of the previous score that is left; 1 when the day was skipped.")
    frequency = FrequencySerializer()
    window = WindowSerializer()
    completion = Share(allow_null=True, help_text="What the window is worth; null when the day was skipped.")
    contribution = Share(help_text="completion × (1 − multiplier).")


class ExplanationSerializer(serializers.Serializer[dict[str, Any]]):
    """The terms that made a score, as numbers and in words."""

    terms = TermsSerializer()
    sentences = serializers.ListField(child=serializers.CharField())


class AheadFilter(serializers.Serializer[dict[str, int]]):
    days = serializers.IntegerField(
        default=7, min_value=1, max_value=MOST_DAYS_AHEAD, help_text="How many days, today included."
    )


class SupposedSerializer(serializers.Serializer[Terms]):
    """The score after a day that has not been lived."""

    date = serializers.DateField(source="day")
    score = Share()


class ForecastSerializer(serializers.Serializer[Forecast]):
    """Today's score as it stands, and after each of the next days if all of them are done or missed."""

    score = Share()
    done = SupposedSerializer(many=True)
    missed = SupposedSerializer(many=True)
