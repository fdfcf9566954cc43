"""The score of a habit: its history, what made it, what the next days would do to it."""

import datetime as dt
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.errors import invalid
from habits.api.views import question
from tracking import strength
from tracking.api.ranges import RangeFilter, range_asked
from tracking.api.score_serializers import (
    AheadFilter,
    DayFilter,
    ExplanationSerializer,
    ForecastSerializer,
    ScoresSerializer,
)
from tracking.score_words import sentences


def check_lived(field: str, day: dt.date, today: dt.date) -> None:
    """Raises ValidationError for a day to come."""
    if day > today:
        raise invalid(field, f"{day} has not been lived yet: today is {today}.")


class ScoresView(APIView):
    """How strong a habit was, day by day."""

    @extend_schema(
        operation_id="listScores", tags=["score"], parameters=[RangeFilter], responses=ScoresSerializer
    )
    def get(self, request: Request, habit_id: UUID) -> Response:
        asked = question(request, habit_id, RangeFilter)
        first, last = range_asked(asked.query, today=asked.today)
        check_lived("to", last, asked.today)
        scores = strength.scores_between(asked.owner, asked.habit, first, last, today=asked.today)
        return Response(ScoresSerializer({"scores": scores}).data)


class ExplanationView(APIView):
    """Why a score is what it is."""

    @extend_schema(
        operation_id="explainScore", tags=["score"], parameters=[DayFilter], responses=ExplanationSerializer
    )
    def get(self, request: Request, habit_id: UUID) -> Response:
        asked = question(request, habit_id, DayFilter)
        day: dt.date = asked.query.get("day", asked.today)
        check_lived("day", day, asked.today)
        terms = strength.terms_of(asked.owner, asked.habit, day)
        if terms is None:
            raise invalid("day", f"The habit had not begun on {day}.")
        words = sentences(asked.habit.measure, asked.habit.unit, terms)
        return Response(ExplanationSerializer({"terms": terms, "sentences": words}).data)


class ForecastView(APIView):
    """What doing or missing the next days would make of the score. Writes nothing."""

    @extend_schema(
        operation_id="forecastScore", tags=["score"], parameters=[AheadFilter], responses=ForecastSerializer
    )
    def get(self, request: Request, habit_id: UUID) -> Response:
        asked = question(request, habit_id, AheadFilter)
        found = strength.forecast(asked.owner, asked.habit, asked.query["days"], today=asked.today)
        return Response(ForecastSerializer(found).data)
