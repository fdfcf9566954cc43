"""Pauses: days on which habits rest."""

from typing import ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import logged_in
from core.asking import validated
from core.errors import invalid
from tracking import pausing
from tracking.models import Pause


class PauseSerializer(serializers.ModelSerializer[Pause]):
    """A range of days, both included, on which one habit rests, those with a tag, or all of them."""

    habit_id = serializers.UUIDField(allow_null=True)

    class Meta:
        model = Pause
        fields: ClassVar = ["id", "habit_id", "tag", "first", "last", "reason"]
        read_only_fields = fields


class PauseWriteSerializer(serializers.ModelSerializer[Pause]):
    """What a person says about a pause."""

    habit_id = serializers.UUIDField(
        required=False, allow_null=True, help_text="All habits rest without it and without a tag."
    )

    class Meta:
        model = Pause
        fields: ClassVar = ["habit_id", "tag", "first", "last", "reason"]


class PausesView(GenericAPIView[Pause]):
    """All pauses of the person who asks, those of a day after those of the days before."""

    serializer_class = PauseSerializer

    @extend_schema(operation_id="listPauses", tags=["pauses"], responses=PauseSerializer(many=True))
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(pausing.pauses_of(logged_in(request)))
        return self.get_paginated_response(PauseSerializer(page or [], many=True).data)

    @extend_schema(
        operation_id="createPause",
        tags=["pauses"],
        request=PauseWriteSerializer,
        responses={201: PauseSerializer},
    )
    def post(self, request: Request) -> Response:
        given = validated(PauseWriteSerializer, request.data)
        owner = logged_in(request)
        try:
            pause = pausing.create_pause(owner=owner, today=owner.today(), **given)
        except pausing.PauseError as error:
            raise invalid(error.field, error.message) from None
        return Response(PauseSerializer(pause).data, status=201)


class PauseView(APIView):
    """One pause."""

    @extend_schema(operation_id="deletePause", tags=["pauses"], responses={204: None})
    def delete(self, request: Request, pause_id: UUID) -> Response:
        pausing.delete_pause(get_object_or_404(pausing.pauses_of(logged_in(request)), pk=pause_id))
        return Response(status=204)
