"""Choosing a digest, and stopping it from a mail."""

from typing import ClassVar

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import RecordedSession
from accounts.api.person import logged_in
from core.errors import UnavailableError
from digests import services
from digests.models import Digest
from digests.timing import Rhythm

RHYTHMS = [(rhythm.value, rhythm.value) for rhythm in Rhythm]


class DigestSerializer(serializers.ModelSerializer[Digest]):
    """How often a person is written to, and at which hour of their own clock."""

    rhythm = serializers.ChoiceField(RHYTHMS, help_text="A weekly one comes on the first day of the week.")

    class Meta:
        model = Digest
        fields: ClassVar = ["rhythm", "hour"]


class DigestView(APIView):
    """A mail with what was done and what is due."""

    authentication_classes = (RecordedSession,)

    @extend_schema(operation_id="getDigest", tags=["account"], responses=DigestSerializer)
    def get(self, request: Request) -> Response:
        return Response(DigestSerializer(services.digest_of(logged_in(request))).data)

    @extend_schema(
        operation_id="putDigest", tags=["account"], request=DigestSerializer, responses=DigestSerializer
    )
    def put(self, request: Request) -> Response:
        user = logged_in(request)
        given = DigestSerializer(services.digest_of(user), data=request.data)
        given.is_valid(raise_exception=True)
        try:
            digest = services.choose(
                user=user,
                rhythm=Rhythm(given.validated_data["rhythm"]),
                hour=given.validated_data.get("hour", Digest().hour),
                site=request.build_absolute_uri("/").rstrip("/"),
            )
        except services.NoMailError:
            raise UnavailableError("This installation sends no e-mail; ask whoever runs it.") from None
        return Response(DigestSerializer(digest).data)


class StopDigestView(APIView):
    """Stop the digest from the mail itself. The signed link is the permission; the body does not matter."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="stopDigest",
        tags=["account"],
        auth=[],
        parameters=[OpenApiParameter("key", OpenApiTypes.STR, required=True, description="From the mail.")],
        request=None,
        responses={204: None},
        extensions={"x-refuses": ["404"]},
    )
    def post(self, request: Request) -> Response:
        try:
            services.stop(request.query_params.get("key", ""))
        except services.LinkError:
            raise Http404 from None
        return Response(status=204)
