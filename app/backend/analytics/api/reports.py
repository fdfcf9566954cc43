"""Answers that can be had as JSON or as CSV: `?format=csv`, or a header `Accept` that prefers it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.csv_rows import csv_text
from core.errors import invalid


class CsvRenderer(BaseRenderer):
    """The rows of a report, which are its only list; a report without one is a row itself."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        context = renderer_context or {}
        if context["response"].exception:
            return JSONRenderer().render(data)
        report = data.serializer
        for name, field in report.fields.items():
            if isinstance(field, serializers.ListSerializer):
                rows: Any = field.child
                return csv_text(list(rows.fields), data[name]).encode()
        return csv_text(list(report.fields), [data]).encode()


class NamedFormat(DefaultContentNegotiation):
    """A format that does not exist is a mistake in the query, not an address without anything."""

    def filter_renderers(self, renderers: Any, format: str) -> Any:  # noqa: A002  the framework's own name
        """Raises ValidationError."""
        found = [renderer for renderer in renderers if renderer.format == format]
        if not found:
            known = " or ".join(renderer.format for renderer in renderers)
            raise invalid("format", f"{format!r} is not {known}.")
        return found


class ReportView(APIView):
    """A view whose answer is a table."""

    renderer_classes = (JSONRenderer, CsvRenderer)
    content_negotiation_class = NamedFormat


def answer(request: Request, serializer: serializers.BaseSerializer[Any], name: str) -> Response:
    """The report, as a file called `name` when it is CSV."""
    headers = {}
    if request.accepted_renderer.format == CsvRenderer.format:
        headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return Response(serializer.data, headers=headers)


def documented[View: Callable[..., Any]](
    operation_id: str,
    serializer: type[serializers.BaseSerializer[Any]],
    parameters: Sequence[type[serializers.Serializer[Any]]],
    tag: str = "analytics",
) -> Callable[[View], View]:
    """The contract of a report."""
    return extend_schema(
        operation_id=operation_id,
        tags=[tag],
        parameters=list(parameters),
        responses={(200, "application/json"): serializer, (200, "text/csv"): OpenApiTypes.STR},
    )
