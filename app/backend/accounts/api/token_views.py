"""API tokens: their list, a new one, and an end to one."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import tokens
from accounts.api.authentication import RecordedSession
from accounts.api.person import logged_in
from accounts.api.token_serializers import (
    ApiTokenSerializer,
    ApiTokenWriteSerializer,
    IssuedTokenSerializer,
)
from accounts.models import ApiToken
from core.errors import WHOLE_REQUEST, invalid


class ApiTokensView(GenericAPIView[ApiToken]):
    """The API tokens of the person who asks, the newest first."""

    authentication_classes = (RecordedSession,)
    serializer_class = ApiTokenSerializer

    @extend_schema(operation_id="listTokens", tags=["account"], responses=ApiTokenSerializer(many=True))
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(tokens.of(logged_in(request)))
        return self.get_paginated_response(ApiTokenSerializer(page, many=True).data)

    @extend_schema(
        operation_id="createToken",
        tags=["account"],
        request=ApiTokenWriteSerializer,
        responses={201: IssuedTokenSerializer},
    )
    def post(self, request: Request) -> Response:
        given = ApiTokenWriteSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            token, secret = tokens.issue(user=logged_in(request), **given.validated_data)
        except tokens.TooManyTokensError:
            raise invalid(WHOLE_REQUEST, f"One person can have {tokens.MAX_TOKENS} API tokens.") from None
        return Response(IssuedTokenSerializer(token, context={"secret": secret}).data, status=201)


class ApiTokenView(APIView):
    """One of these tokens."""

    authentication_classes = (RecordedSession,)

    @extend_schema(operation_id="revokeToken", tags=["account"], responses={204: None})
    def delete(self, request: Request, token_id: UUID) -> Response:
        tokens.revoke(get_object_or_404(tokens.of(logged_in(request)), pk=token_id))
        return Response(status=204)
