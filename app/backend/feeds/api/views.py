"""The feed as its owner sees it, and as a calendar program reads it."""

import hashlib
from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import RecordedSession
from accounts.api.person import logged_in
from feeds import services
from feeds.api.throttles import FeedAddressThrottle, FeedThrottle
from feeds.calendars import calendar_of
from feeds.models import Feed

MEDIA_TYPE = "text/calendar"
PATH = "/api/feed.ics"
FRESH_SECONDS = 15 * 60


class FeedSerializer(serializers.ModelSerializer[Feed]):
    """A feed without its address, which is shown once."""

    class Meta:
        model = Feed
        fields: ClassVar = ["created_at", "last_read_at"]
        read_only_fields = fields


class FeedStateSerializer(serializers.Serializer[dict[str, Any]]):
    """The feed, if there is one. `last_read_at` is exact to the hour."""

    feed = FeedSerializer(allow_null=True)


class OpenedFeedSerializer(serializers.Serializer[dict[str, Any]]):
    """A new feed with its address, which is shown this once."""

    url = serializers.CharField(help_text="For a calendar program to subscribe to. Who has it may read.")
    created_at = serializers.DateTimeField()


class AnythingIsWelcome(BaseContentNegotiation):
    """There is one thing to read here, whatever a calendar program says it would like."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser:
        return next(iter(parsers))

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        renderer = next(iter(renderers))
        return renderer, renderer.media_type


class FeedView(APIView):
    """What is due, as a calendar under an address that only its owner knows."""

    authentication_classes = (RecordedSession,)

    @extend_schema(operation_id="getFeed", tags=["feed"], responses=FeedStateSerializer)
    def get(self, request: Request) -> Response:
        feed = services.feed_of(logged_in(request))
        return Response(FeedStateSerializer({"feed": feed}).data)

    @extend_schema(
        operation_id="openFeed", tags=["feed"], request=None, responses={201: OpenedFeedSerializer}
    )
    def post(self, request: Request) -> Response:
        """Make a new address. An older one ends at once."""
        feed, secret = services.open_feed(logged_in(request))
        # In the query, which the logs of neither CloudFront nor API Gateway keep.
        url = request.build_absolute_uri(f"{PATH}?key={secret}")
        return Response(OpenedFeedSerializer({"url": url, "created_at": feed.created_at}).data, status=201)

    @extend_schema(operation_id="closeFeed", tags=["feed"], responses={204: None})
    def delete(self, request: Request) -> Response:
        services.close_feed(logged_in(request))
        return Response(status=204)


class CalendarView(APIView):
    """The calendar itself. The address is the permission, so a wrong one is told nothing."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (FeedThrottle, FeedAddressThrottle)
    content_negotiation_class = AnythingIsWelcome

    @extend_schema(
        operation_id="readFeed",
        tags=["feed"],
        auth=[],
        parameters=[OpenApiParameter("key", OpenApiTypes.STR, required=True, description="The secret.")],
        responses={(200, MEDIA_TYPE): OpenApiTypes.BINARY, 304: None},
        extensions={"x-throttled": True, "x-refuses": ["404"]},
    )
    def get(self, request: Request) -> HttpResponseBase:
        feed = services.find(request.query_params.get("key", ""))
        if feed is None:
            raise Http404
        body = calendar_of(feed, timezone.now())
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {"ETag": etag, "Cache-Control": f"private, max-age={FRESH_SECONDS}"}
        response = HttpResponse(body, content_type=f"{MEDIA_TYPE}; charset=utf-8", headers=headers)
        return get_conditional_response(request._request, etag=etag, response=response) or response
