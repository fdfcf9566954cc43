"""The list of habits and each habit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import logged_in
from accounts.models import User
from core.asking import validated
from core.errors import invalid
from habits import selectors, services
from habits.api.serializers import HabitSerializer, HabitWriteSerializer, TagsSerializer
from habits.measures import HabitKind
from habits.models import MAX_TAG, Habit
from tracking import standings
from tracking.checkpoint_rows import with_checkpoints
from uploads import services as uploads


def represent(owner: User, habits: Sequence[Habit]) -> list[dict[str, Any]]:
    """Habits, which come with their checkpoints, as JSON."""
    found = standings.standings(owner, habits, today=owner.today())
    return list(HabitSerializer(habits, many=True, context={"standings": found}).data)


def own_habit(request: Request, habit_id: UUID) -> Habit:
    """The habit if it is the asking person's own, with its checkpoint; everyone else's is a 404."""
    return get_object_or_404(with_checkpoints(selectors.habits_of(logged_in(request))), pk=habit_id)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked about a habit of one's own."""

    habit: Habit
    owner: User
    today: date
    """The owner's."""
    query: dict[str, Any]
    """Validated."""


def question(
    request: Request, habit_id: UUID, query: type[serializers.BaseSerializer[Any]] = serializers.Serializer
) -> Question:
    """What `request` asks about the habit: 404 for everyone else's, ValidationError for a wrong query."""
    habit = own_habit(request, habit_id)
    owner = logged_in(request)
    given = validated(query, request.query_params)
    return Question(habit=habit, owner=owner, today=owner.today(), query=given)


def changed(given: dict[str, Any]) -> services.Changes:
    """The validated part of the request that a service takes."""
    return cast(services.Changes, {name: value for name, value in given.items() if name != "kind"})


class HabitFilter(serializers.Serializer[dict[str, Any]]):
    archived = serializers.BooleanField(default=False, help_text="The archived ones instead of the others.")
    tag = serializers.CharField(required=False, max_length=MAX_TAG, help_text="Only those that have it.")


class HabitsView(GenericAPIView[Habit]):
    """All habits of the person who asks."""

    serializer_class = HabitSerializer

    @extend_schema(
        operation_id="listHabits",
        tags=["habits"],
        parameters=[HabitFilter],
        responses=HabitSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        wanted = validated(HabitFilter, request.query_params)
        owner = logged_in(request)
        page = self.paginate_queryset(with_checkpoints(selectors.habits_of(owner, **wanted)))
        return self.get_paginated_response(represent(owner, page or []))

    @extend_schema(
        operation_id="createHabit",
        tags=["habits"],
        request=HabitWriteSerializer,
        responses={201: HabitSerializer},
    )
    def post(self, request: Request) -> Response:
        given = validated(HabitWriteSerializer, request.data)
        owner = logged_in(request)
        try:
            habit = services.create_habit(
                owner=owner,
                today=owner.today(),
                kind=HabitKind(given["kind"]),
                schedule=given["schedule"],
                details=changed(given),
            )
        except services.HabitError as error:
            raise invalid(error.field, error.message) from None
        return Response(represent(owner, [own_habit(request, habit.id)])[0], status=201)


class HabitView(APIView):
    """One habit."""

    @extend_schema(operation_id="getHabit", tags=["habits"], responses=HabitSerializer)
    def get(self, request: Request, habit_id: UUID) -> Response:
        return Response(represent(logged_in(request), [own_habit(request, habit_id)])[0])

    @extend_schema(
        operation_id="changeHabit",
        tags=["habits"],
        request=HabitWriteSerializer(partial=True),
        responses=HabitSerializer,
    )
    def patch(self, request: Request, habit_id: UUID) -> Response:
        owner = logged_in(request)
        habit = own_habit(request, habit_id)
        given = validated(HabitWriteSerializer, request.data, partial=True)
        if given.get("kind", habit.kind) != habit.kind:
            raise invalid("kind", "The kind of a habit cannot change. Make a new habit and archive this one.")
        try:
            services.change_habit(habit=habit, today=owner.today(), changes=changed(given))
        except services.HabitError as error:
            raise invalid(error.field, error.message) from None
        return Response(represent(owner, [own_habit(request, habit_id)])[0])

    @extend_schema(operation_id="deleteHabit", tags=["habits"], responses={204: None})
    def delete(self, request: Request, habit_id: UUID) -> Response:
        habit = own_habit(request, habit_id)
        photos = uploads.keys_of_habit(habit)
        services.delete_habit(habit=habit)
        uploads.delete_objects(photos)
        return Response(status=204)


class TagsView(APIView):
    """The words that group habits."""

    @extend_schema(operation_id="listTags", tags=["habits"], responses=TagsSerializer)
    def get(self, request: Request) -> Response:
        used = selectors.tags_of(logged_in(request))
        return Response(TagsSerializer({"tags": [{"name": name, "habits": n} for name, n in used]}).data)
