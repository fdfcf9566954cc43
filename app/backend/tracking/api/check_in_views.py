"""Checking in: one day, an amount more, many days at once, and taking it back."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import logged_in
from accounts.models import User
from core.asking import validated
from core.errors import invalid
from habits.api.views import own_habit
from habits.models import Habit
from habits.selectors import habits_of
from tracking import selectors, services
from tracking.api.serializers import (
    UNKNOWN,
    AmountWriteSerializer,
    DateSerializer,
    EntryWriteSerializer,
    EraseFilter,
    ManyRecordedSerializer,
    ManyWriteSerializer,
    RecordedSerializer,
)
from tracking.checkpoint_rows import with_checkpoints
from tracking.models import Entry, State

DATE_IN_PATH = OpenApiParameter("date", dt.date, OpenApiParameter.PATH, description="A day, as YYYY-MM-DD.")


def date_in_path(text: str) -> dt.date:
    """Raises ValidationError unless `text` is a day."""
    return cast(dt.date, validated(DateSerializer, {"date": text})["date"])


def change_said(owner: User, habit: Habit, day: dt.date, given: dict[str, Any]) -> services.Change:
    """Raises EntryError."""
    return services.said(owner, habit, day, **given | {"state": State(given["state"])})


def answer(owner: User, changes: Sequence[services.Change], left: Sequence[Entry | None]) -> Any:
    """The days of `changes` with what was `left` of them, and the streaks that this leads to.

    Raises Habit.NotUpdated when a habit has been deleted meanwhile.
    """
    ids = {change.habit.id for change in changes}
    # Read again: what was known before the change may rest on the day that changed.
    habits = with_checkpoints(habits_of(owner)).filter(pk__in=ids)
    streaks = selectors.streaks(owner, list(habits), today=owner.today())
    if streaks.keys() != ids:
        raise Habit.NotUpdated("a habit was deleted meanwhile")
    recorded = [
        {
            "habit_id": change.habit.id,
            "date": change.day,
            "state": entry.state if entry else UNKNOWN,
            "amount": entry.amount if entry else None,
            "note": entry.note if entry else "",
            "recorded_at": entry.recorded_at if entry else None,
            "key": change.key,
            "current_streak": streaks[change.habit.id],
        }
        for change, entry in zip(changes, left, strict=True)
    ]
    return RecordedSerializer(recorded, many=True).data


def answer_one(owner: User, change: services.Change) -> Response:
    return Response(answer(owner, [change], [services.make_one(change)])[0])


class CheckInView(APIView):
    """What all check-ins of one day have in common."""

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, services.EntryError):
            exc = invalid(exc.field, exc.message)
        return super().handle_exception(exc)


class EntryView(CheckInView):
    """One day of a habit."""

    @extend_schema(
        operation_id="putEntry",
        tags=["entries"],
        parameters=[DATE_IN_PATH],
        request=EntryWriteSerializer,
        responses=RecordedSerializer,
    )
    def put(self, request: Request, habit_id: UUID, date: str) -> Response:
        habit = own_habit(request, habit_id)
        day = date_in_path(date)
        given = validated(EntryWriteSerializer, request.data)
        owner = logged_in(request)
        return answer_one(owner, change_said(owner, habit, day, given))

    @extend_schema(
        operation_id="deleteEntry",
        tags=["entries"],
        parameters=[DATE_IN_PATH, EraseFilter],
        responses={204: None},
    )
    def delete(self, request: Request, habit_id: UUID, date: str) -> Response:
        habit = own_habit(request, habit_id)
        day = date_in_path(date)
        wanted = validated(EraseFilter, request.query_params)
        services.make_one(services.erased(logged_in(request), habit, day, **wanted))
        return Response(status=204)


class AmountsView(CheckInView):
    """Amounts that add up to what was done on a day."""

    @extend_schema(
        operation_id="addAmount",
        tags=["entries"],
        parameters=[DATE_IN_PATH],
        request=AmountWriteSerializer,
        responses=RecordedSerializer,
    )
    def post(self, request: Request, habit_id: UUID, date: str) -> Response:
        habit = own_habit(request, habit_id)
        day = date_in_path(date)
        given = validated(AmountWriteSerializer, request.data)
        owner = logged_in(request)
        return answer_one(owner, services.added(owner, habit, day, **given))


class UndoView(CheckInView):
    """One check-in of a day."""

    @extend_schema(
        operation_id="undoCheckIn",
        tags=["entries"],
        parameters=[DATE_IN_PATH],
        responses={200: RecordedSerializer},
    )
    def delete(self, request: Request, habit_id: UUID, date: str, check_in_id: UUID) -> Response:
        habit = own_habit(request, habit_id)
        change = services.undone(habit, date_in_path(date), key=check_in_id)
        return answer_one(logged_in(request), change)


class ManyView(APIView):
    """Many check-ins in one request."""

    @extend_schema(
        operation_id="putEntries",
        tags=["entries"],
        request=ManyWriteSerializer,
        responses=ManyRecordedSerializer,
    )
    def post(self, request: Request) -> Response:
        given = validated(ManyWriteSerializer, request.data)
        owner = logged_in(request)
        changes = changes_said(owner, given["entries"])
        try:
            left = services.make(changes)
        except services.ManyError as error:
            raise mistakes(error.errors) from None
        return Response({"entries": answer(owner, changes, left)})


def changes_said(owner: User, items: Sequence[dict[str, Any]]) -> list[services.Change]:
    """Raises ValidationError with the mistakes of every item that has one."""
    ids = {item["habit_id"] for item in items}
    habits = {habit.id: habit for habit in habits_of(owner).filter(pk__in=ids)}
    changes, errors = [], {}
    for number, item in enumerate(items):
        day, habit = item.pop("date"), habits.get(item.pop("habit_id"))
        try:
            if habit is None:
                raise services.EntryError("habit_id", "There is no such habit.")
            changes.append(change_said(owner, habit, day, item))
        except services.EntryError as error:
            errors[number] = error
    if errors:
        raise mistakes(errors)
    return changes


def mistakes(errors: dict[int, services.EntryError]) -> ValidationError:
    """An answer that names each mistake by the place of its item and its field."""
    return ValidationError(
        {"entries": {str(number): {error.field: [error.message]} for number, error in errors.items()}}
    )
