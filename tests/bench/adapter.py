"""From an API Gateway event to WSGI and back, beside the application called without an event."""

from collections.abc import Iterator

from handlers.gateway import gateway_handler
from tests.bench.ratios import Ratio, measured


def ignore(status: str, headers: list[tuple[str, str]]) -> None:
    """What WSGI calls before the body."""


def measure() -> Iterator[Ratio]:
    """Against Django's own handler, since the adapter's share of a request is what matters."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    django = WSGIHandler()
    handler = gateway_handler(django)
    event = {
        "httpMethod": "GET",
        "path": "/api/session",
        "headers": {"host": "localhost", "accept": "application/json"},
        "queryStringParameters": None,
        "requestContext": {"identity": {"sourceIp": "127.0.0.1"}},
        "body": None,
    }

    def direct() -> bytes:
        environ = RequestFactory(headers={"host": "localhost"}).get("/api/session").environ
        response = django(environ, ignore)
        assert response.status_code == 200
        content = b"".join(response)
        response.close()
        return content

    yield measured(
        "a request as an event", lambda: handler(event, None),
        "the same request to WSGI", direct,
        bound=1.35, times=100, source="apig-wsgi alone",
    )  # fmt: skip
