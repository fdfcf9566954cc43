"""Errors as problem details (RFC 9457), whoever notices them: a view, the URL resolver or a middleware."""

import logging
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ObjectNotUpdated, PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from psycopg.errors import ForeignKeyViolation
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
WHOLE_REQUEST = ""

type Problem = dict[str, Any]


class UnavailableError(exceptions.APIException):
    """503: what an answer needs does not answer itself."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_detail = "The database does not answer. Try again in a moment."
    default_code = "unavailable"


def invalid(field: str, message: str) -> exceptions.ValidationError:
    """The error that says what is wrong with one field of the request."""
    return exceptions.ValidationError({field: [message]})


def problem(status: int, detail: str, errors: list[dict[str, str]] | None = None) -> Problem:
    """The body of an error answer. An error's field is empty when it concerns the request as a whole."""
    title = HTTPStatus(status).phrase
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "errors": errors or [],
    }


def problem_response(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler. None for a defect of ours, which Django logs and answers with 500."""
    if isinstance(error, (OperationalError, InterfaceError)):
        logger.exception("database unavailable")
        error = UnavailableError()
    if has_vanished(error):
        error = exceptions.NotFound()
    response = exception_handler(error, dict(context))
    if response is None:
        return None
    if isinstance(error, exceptions.ValidationError):
        errors = list(flattened(as_serializer_error(error)))
        body = problem(response.status_code, "The request has mistakes.", errors)
    else:
        body = problem(response.status_code, described(error))
    response.data = body
    response.content_type = MEDIA_TYPE
    return response


def has_vanished(error: Exception) -> bool:
    """Whether a row was deleted by another request after this one had found it."""
    return isinstance(error, ObjectNotUpdated) or isinstance(error.__cause__, ForeignKeyViolation)


def described(error: Exception) -> str:
    """One sentence for the person or program that asked."""
    match error:
        case Http404() | exceptions.NotFound():
            return "There is nothing at this address."
        case PermissionDenied():
            return "This is not allowed."
        case exceptions.APIException():
            return str(error.detail)
        case _:
            return ""


def flattened(errors: Any, field: str = WHOLE_REQUEST) -> Iterator[dict[str, str]]:
    """Nested error lists of serializers as pairs of a dotted field and a message."""
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            whole = name in (api_settings.NON_FIELD_ERRORS_KEY, WHOLE_REQUEST)
            yield from flattened(inner, field if whole else f"{field}.{name}".lstrip("."))
    elif isinstance(errors, list):
        for inner in errors:
            yield from flattened(inner, field)
    else:
        yield {"field": field, "message": str(errors)}


def answer(status: int, detail: str) -> HttpResponse:
    return JsonResponse(problem(status, detail), status=status, content_type=MEDIA_TYPE)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(HTTPStatus.BAD_REQUEST, "The request cannot be understood.")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(HTTPStatus.FORBIDDEN, "This is not allowed.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(HTTPStatus.FORBIDDEN, f"CSRF Failed: {reason}")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(HTTPStatus.NOT_FOUND, "There is nothing at this address.")


def server_error(request: HttpRequest) -> HttpResponse:
    return answer(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side.")
