"""The score of a habit: its history, what made it, what the next days would do to it."""

import datetime as dt
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import logged_in
from core.errors import invalid
from habits.api.views import own_habit
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
        habit = own_habit(request, habit_id)
        owner = logged_in(request)
        today = owner.today()
        first, last = range_asked(request, today=today)
        check_lived("to", last, today)
        scores = strength.scores_between(owner, habit, first, last, today=today)
        return Response(ScoresSerializer({"scores": scores}).data)


class ExplanationView(APIView):
    """Why a score is what it is."""

    @extend_schema(
        operation_id="explainScore", tags=["score"], parameters=[DayFilter], responses=ExplanationSerializer
    )
    def get(self, request: Request, habit_id: UUID) -> Response:
        habit = own_habit(request, habit_id)
        wanted = DayFilter(data=request.query_params)
        wanted.is_valid(raise_exception=True)
        owner = logged_in(request)
        today = owner.today()
        day: dt.date = wanted.validated_data.get("day", today)
        check_lived("day", day, today)
        terms = strength.terms_of(owner, habit, day)
        if terms is None:
            raise invalid("day", f"The habit had not begun on {day}.")
        return Response(
            ExplanationSerializer(
                {"terms": terms, "sentences": sentences(habit.measure, habit.unit, terms)}
            ).data
        )


class ForecastView(APIView):
    """What doing or missing the next days would make of the score. Writes nothing."""

    @extend_schema(
        operation_id="forecastScore", tags=["score"], parameters=[AheadFilter], responses=ForecastSerializer
    )
    def get(self, request: Request, habit_id: UUID) -> Response:
        habit = own_habit(request, habit_id)
        wanted = AheadFilter(data=request.query_params)
        wanted.is_valid(raise_exception=True)
        owner = logged_in(request)
        number: int = wanted.validated_data["days"]
        found = strength.forecast(owner, habit, number, today=owner.today())
        return Response(ForecastSerializer(found).data)
