"""From an API Gateway REST event to WSGI and back: apig-wsgi, with what it gets wrong set right.

What is corrected, and why the viewer's address is found as it is: docs/decisions/0070 and 0071.
"""

import ipaddress
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from apig_wsgi import make_lambda_handler

type Environ = dict[str, Any]
type StartResponse = Callable[..., Callable[[bytes], object]]
type Application = Callable[[Environ, StartResponse], Iterable[bytes]]
type Event = dict[str, Any]
type Reply = dict[str, Any]


class NotARequestError(ValueError):
    """The function was invoked with something else than an API Gateway REST (proxy) event."""


def gateway_handler(application: Application) -> Callable[[Event, object], Reply]:
    """A Lambda handler that answers API Gateway REST proxy events with `application`.

    The handler raises NotARequestError for any other event.
    """
    handle = make_lambda_handler(corrected(application), binary_support=True)

    def handler(event: Event, context: object) -> Reply:
        if not isinstance(event, dict) or not {"httpMethod", "path", "requestContext"} <= event.keys():
            raise NotARequestError("the event is not an API Gateway REST proxy request")
        return handle({**event, "multiValueHeaders": wsgi_headers(event)}, context)

    return handler


def corrected(application: Application) -> Application:
    """`application`, given an environ that tells the truth about path, host, scheme and client."""

    def call(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        event: Event = environ["apig_wsgi.full_event"]
        environ["PATH_INFO"] = unquote_to_bytes(event["path"].encode("utf-8", "replace")).decode("iso-8859-1")
        environ["REMOTE_ADDR"] = viewer_address(
            environ.pop("HTTP_X_FORWARDED_FOR", ""), event["requestContext"].get("identity") or {}
        )
        # The id that API Gateway's access log has, so that one search finds both lines.
        if request_id := event["requestContext"].get("requestId"):
            environ["HTTP_X_REQUEST_ID"] = request_id
        # CloudFront talks to API Gateway under API Gateway's name and tells ours beside it.
        if public_host := environ.pop("HTTP_X_PUBLIC_HOST", None):
            environ["HTTP_HOST"] = public_host
        # Only the last hop's word counts; Django would read the first.
        if forwarded := environ.get("HTTP_X_FORWARDED_PROTO"):
            environ["HTTP_X_FORWARDED_PROTO"] = forwarded.rpartition(",")[2].strip()
            environ["wsgi.url_scheme"] = environ["HTTP_X_FORWARDED_PROTO"]
        return application(environ, start_response)

    return call


def wsgi_headers(event: Event) -> dict[str, list[str]]:
    """The event's headers as WSGI can hold them.

    Names with an underscore are dropped, as web servers do: in WSGI `x_public_host` would become the same
    variable as `x-public-host`, which only CloudFront may set. Cookies that HTTP/2 split are joined by the
    separator that cookies have. Text beyond Latin-1 becomes the Latin-1 view of its UTF-8 bytes (PEP 3333).
    """
    multiple = event.get("multiValueHeaders")
    single = event.get("headers") or {}
    given: Mapping[str, list[str]] = multiple or {name: [value] for name, value in single.items()}
    headers = {
        name: [value.encode("utf-8", "replace").decode("iso-8859-1") for value in values]
        for name, values in given.items()
        if "_" not in name
    }
    return {
        name: ["; ".join(values)] if name.lower() == "cookie" else values for name, values in headers.items()
    }


def viewer_address(forwarded_for: str, identity: Mapping[str, Any]) -> str:
    """The address CloudFront saw: the last X-Forwarded-For entry but the one API Gateway added itself.

    `identity` is the event's `requestContext.identity`, whose `sourceIp` is API Gateway's own peer. Entries
    further left are the client's to invent. Empty when nothing given is an address, as in a console test.
    """
    peer = str(identity.get("sourceIp") or "")
    hops = [hop.strip() for hop in forwarded_for.split(",")]
    if hops[-1] == peer:
        hops.pop()
    for candidate in (hops[-1] if hops else "", peer):
        try:
            return str(ipaddress.ip_address(candidate))
        except ValueError:
            continue
    return ""
