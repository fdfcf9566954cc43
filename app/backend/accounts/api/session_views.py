"""Where a person is logged in, and how they log out there."""

from uuid import UUID

from django.contrib.auth import logout
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import open_sessions
from accounts.api.authentication import RecordedSession
from accounts.api.person import logged_in
from accounts.api.serializers import OpenSessionSerializer
from accounts.models import OpenSession


class OpenSessionsView(GenericAPIView[OpenSession]):
    """The sessions of the person who asks, the last used first."""

    authentication_classes = (RecordedSession,)
    serializer_class = OpenSessionSerializer

    @extend_schema(operation_id="listSessions", tags=["account"], responses=OpenSessionSerializer(many=True))
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(open_sessions.of(logged_in(request)))
        context = {"session_key": request.session.session_key}
        return self.get_paginated_response(OpenSessionSerializer(page, many=True, context=context).data)


class OpenSessionView(APIView):
    """One of these sessions."""

    authentication_classes = (RecordedSession,)

    @extend_schema(operation_id="endSession", tags=["account"], responses={204: None})
    def delete(self, request: Request, session_id: UUID) -> Response:
        opened = get_object_or_404(open_sessions.of(logged_in(request)), pk=session_id)
        if opened.session_id == request.session.session_key:
            logout(request)
        else:
            open_sessions.end([opened])
        return Response(status=204)
