"""Tasks of a day; entries and streaks of a habit."""

import datetime as dt
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import logged_in
from core.asking import validated
from core.errors import invalid
from habits.api.views import question
from tracking import selectors, services, standings
from tracking.api.ranges import ComingFilter, RangeFilter, coming_asked, range_asked
from tracking.api.serializers import (
    BestFilter,
    DaySerializer,
    EntriesSerializer,
    PlannedDaysSerializer,
    StreaksSerializer,
    TaskFilter,
)


def check_near(field: str, day: dt.date, today: dt.date) -> None:
    """Raises ValidationError for a day on which nothing can be recorded or planned."""
    if not services.FIRST_DAY <= day <= today + services.SKIPS_AHEAD:
        raise invalid(field, f"{day} is too far from today, which is {today}.")


class TasksView(APIView):
    """What is due on a day."""

    @extend_schema(operation_id="listTasks", tags=["tasks"], parameters=[TaskFilter], responses=DaySerializer)
    def get(self, request: Request) -> Response:
        wanted = validated(TaskFilter, request.query_params)
        owner = logged_in(request)
        today = owner.today()
        day = wanted.get("date", today)
        check_near("date", day, today)
        found = standings.day_of(owner, day, today=today)
        return Response(DaySerializer(found, context={"standings": found.standings}).data)


class PlannedTasksView(APIView):
    """What is due in a range of days."""

    @extend_schema(
        operation_id="listTasksBetween",
        tags=["tasks"],
        parameters=[ComingFilter],
        responses=PlannedDaysSerializer,
    )
    def get(self, request: Request) -> Response:
        owner = logged_in(request)
        today = owner.today()
        first, last = coming_asked(request, today=today)
        check_near("from", first, today)
        check_near("to", last, today)
        found = selectors.days_of(owner, first, last)
        planned = [{"date": day, "tasks": tasks} for day, tasks in found.items()]
        return Response(PlannedDaysSerializer({"days": planned}).data)


class EntriesView(APIView):
    """What was recorded of a habit."""

    @extend_schema(
        operation_id="listEntries", tags=["entries"], parameters=[RangeFilter], responses=EntriesSerializer
    )
    def get(self, request: Request, habit_id: UUID) -> Response:
        asked = question(request, habit_id, RangeFilter)
        first, last = range_asked(asked.query, today=asked.today)
        entries = selectors.entries_between(asked.habit, first, last)
        return Response(EntriesSerializer({"entries": entries}).data)


class StreaksView(APIView):
    """The current streak of a habit and the best ones."""

    @extend_schema(
        operation_id="listStreaks", tags=["streaks"], parameters=[BestFilter], responses=StreaksSerializer
    )
    def get(self, request: Request, habit_id: UUID) -> Response:
        asked = question(request, habit_id, BestFilter)
        found = selectors.streak_lists(asked.owner, asked.habit, asked.query["best"], today=asked.today)
        return Response(StreaksSerializer(found).data)
