"""What happens around every request: an id, one line in the log, no caching by anyone on the way."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase

logger = logging.getLogger("access")

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


class RequestLog:
    """Gives the request an id and writes one line when it is answered.

    The line holds the route, not the path, and neither query, body, header nor address.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-Id", "")
        used = given if REQUEST_ID.fullmatch(given) else str(uuid.uuid4())
        token = request_id.set(used)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = used
            logger.info(
                "request",
                extra={
                    "method": request.method,
                    "route": request.resolver_match.route if request.resolver_match else None,
                    "status": response.status_code,
                    "milliseconds": round((time.perf_counter() - started) * 1000, 1),
                },
            )
            return response
        finally:
            request_id.reset(token)


class WithRequestId(logging.Filter):
    """Puts the current request's id into every log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


def no_store(get_response: GetResponse) -> GetResponse:
    """Forbid caching: every answer belongs to one person at one moment."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
