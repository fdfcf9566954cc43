"""Whether the application can do its work, for load balancers, deployments and people."""

import logging

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connection
from drf_spectacular.utils import extend_schema
from redis.exceptions import RedisError
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

logger = logging.getLogger(__name__)

STATUSES = ["ok", "unavailable"]
SERVICE_STATES = ["up", "down"]


class HealthSerializer(serializers.Serializer[dict[str, str]]):
    """What answers. Without the cache everything works, only slower; without the database nothing does."""

    status = serializers.ChoiceField(STATUSES)
    version = serializers.CharField()
    database = serializers.ChoiceField(SERVICE_STATES)
    cache = serializers.ChoiceField(SERVICE_STATES)


class HealthView(APIView):
    """503 when the database is gone."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="getHealth", tags=["health"], responses={200: HealthSerializer, 503: HealthSerializer}
    )
    def get(self, request: Request) -> Response:
        database = database_answers()
        return Response(
            {
                "status": "ok" if database else "unavailable",
                "version": settings.VERSION,
                "database": "up" if database else "down",
                "cache": "up" if cache_answers() else "down",
            },
            status=200 if database else 503,
        )


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        logger.exception("database unavailable")
        return False
    return True


def cache_answers() -> bool:
    try:
        cache.ping()  # type: ignore[attr-defined]  # core.cache's own
    except RedisError:
        return False
    return True
