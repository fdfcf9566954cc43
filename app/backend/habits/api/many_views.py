"""Many habits at once: their order, and what they have in common."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import logged_in
from core.asking import validated
from core.errors import invalid
from habits import services
from habits.api.serializers import TagsField


class HabitIdsField(serializers.ListField):
    """Habits, each named once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            child=serializers.UUIDField(), min_length=1, max_length=services.MAX_HABITS, **kwargs
        )


class OrderSerializer(serializers.Serializer[dict[str, Any]]):
    """Habits from the first on; those that are not named follow in the order that they have."""

    habits = HabitIdsField()


class ManyHabitsSerializer(serializers.Serializer[dict[str, Any]]):
    """What is to change in all of these habits."""

    habits = HabitIdsField()
    archived = serializers.BooleanField(required=False)
    add_tags = TagsField(required=False)
    remove_tags = TagsField(required=False)


class ManyHabitsView(APIView):
    """What all requests for many habits have in common."""

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, services.UnknownHabitsError):
            exc = ValidationError({"habits": {str(number): [text] for number, text in exc.wrong.items()}})
        elif isinstance(exc, services.HabitError):
            exc = invalid(exc.field, exc.message)
        return super().handle_exception(exc)


class HabitOrderView(ManyHabitsView):
    """The order of the habits."""

    @extend_schema(
        operation_id="orderHabits", tags=["habits"], request=OrderSerializer, responses={204: None}
    )
    def put(self, request: Request) -> Response:
        given = validated(OrderSerializer, request.data)
        services.reorder(owner=logged_in(request), first=given["habits"])
        return Response(status=204)


class BulkEditView(ManyHabitsView):
    """Archiving and tagging: all of the named habits or none."""

    @extend_schema(
        operation_id="changeHabits", tags=["habits"], request=ManyHabitsSerializer, responses={204: None}
    )
    def post(self, request: Request) -> Response:
        services.change_many(owner=logged_in(request), **validated(ManyHabitsSerializer, request.data))
        return Response(status=204)
