"""What the adapter promises: Django sees the browser's request, the browser sees Django's answer."""

import base64
import gzip
import json
from collections.abc import Generator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import re_path
from hypothesis import given
from hypothesis import strategies as st

from handlers.gateway import NotARequestError, gateway_handler, viewer_address
from tests.support.gateway_events import EDGE, HOST, VIEWER, body_of, rest_event


@pytest.fixture(autouse=True)
def connections_of_other_tests_are_left_alone() -> Generator[None]:
    """As Django's test client does: the clean-up around a request would ask for the database."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


PNG = b"\x89PNG\r\n\x1a\n\x00\xff\xfe"


def echo(request: HttpRequest) -> JsonResponse:
    """Everything a view can learn from a request."""
    return JsonResponse(
        {
            "method": request.method,
            "path": request.path,
            "script": request.META["SCRIPT_NAME"],
            "query": {name: request.GET.getlist(name) for name in request.GET},
            "cookies": request.COOKIES,
            "body": base64.b64encode(request.body).decode(),
            "host": request.get_host(),
            "url": request.build_absolute_uri(),
            "secure": request.is_secure(),
            "address": request.META["REMOTE_ADDR"],
            "forwarded": request.META.get("HTTP_X_FORWARDED_FOR"),
            "note": request.headers.get("X-Note"),
            "type": request.content_type,
            "id": request.headers.get("X-Request-Id"),
        }
    )


def two_cookies(_request: HttpRequest) -> HttpResponse:
    response = HttpResponse(status=204)
    response.set_cookie("sessionid", "one")
    response.set_cookie("csrftoken", "two")
    return response


def streamed(_request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        (part for part in (b"day,", b"", "state\nläsa,done\n".encode())), content_type="text/csv"
    )


def squeezed(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        gzip.compress(b'{"a": 1}'), content_type="application/json", headers={"Content-Encoding": "gzip"}
    )


urlpatterns = [
    re_path("^picture$", lambda _: HttpResponse(PNG, content_type="image/png")),
    re_path(
        "^habit$", lambda _: JsonResponse({"name": "läsa 📚"}, json_dumps_params={"ensure_ascii": False})
    ),
    re_path("^cookies$", two_cookies),
    re_path("^export$", streamed),
    re_path("^gzip$", squeezed),
    re_path("", echo),
]


def invoke(event: dict[str, Any]) -> dict[str, Any]:
    """The reply of a handler over nothing but the views above."""
    with override_settings(
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[],
        ALLOWED_HOSTS=[".cloudfront.net", "habits.example.org"],
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
    ):
        return gateway_handler(WSGIHandler())(event, None)


def seen(event: dict[str, Any]) -> dict[str, Any]:
    """What the echoing view saw of `event`."""
    reply = invoke(event)
    assert reply["statusCode"] == 200, reply
    answer: dict[str, Any] = json.loads(body_of(reply))
    return answer


class TestAddress:
    """The client's address is the one CloudFront saw, whatever the client writes."""

    @pytest.mark.parametrize(
        ("forwarded_for", "expected"),
        [
            (f"{VIEWER}, {EDGE}", VIEWER),
            (f"{VIEWER},{EDGE}", VIEWER),
            (VIEWER, VIEWER),  # were API Gateway not to add its peer
            (f"203.0.113.66, {VIEWER}, {EDGE}", VIEWER),
            (f"{EDGE}, {VIEWER}, {EDGE}", VIEWER),
            (f"not an address, {VIEWER}, {EDGE}", VIEWER),
            (f"2001:db8:0:0::7, {EDGE}", "2001:db8::7"),
            (EDGE, EDGE),
            (f"not an address, {EDGE}", EDGE),
        ],
    )
    def test_is_the_last_entry_before_api_gateways_own(self, forwarded_for: str, expected: str) -> None:
        assert seen(rest_event(forwarded_for=forwarded_for))["address"] == expected

    @given(st.text(max_size=60))
    def test_is_not_the_clients_to_choose(self, written: str) -> None:
        assert viewer_address(f"{written}, {VIEWER}, {EDGE}", {"sourceIp": EDGE}) == VIEWER

    def test_several_header_lines_count_as_one_list(self) -> None:
        event = rest_event(headers={"X-Forwarded-For": ["203.0.113.66", f"{VIEWER}, {EDGE}"]})
        assert seen(event)["address"] == VIEWER

    def test_is_empty_in_a_console_test_that_names_none(self) -> None:
        event = rest_event()
        event |= {"multiValueHeaders": None, "headers": {"x-public-host": HOST}}
        event["requestContext"]["identity"] = {"sourceIp": "test-invoke-source-ip"}
        assert seen(event)["address"] == ""

    def test_the_forwarded_list_is_gone_so_that_nothing_else_trusts_it(self) -> None:
        assert seen(rest_event())["forwarded"] is None


class TestHostAndScheme:
    """Host and scheme are those in the browser's address bar."""

    def test_host_is_the_public_one_and_the_answer_is_secure(self) -> None:
        told = seen(rest_event(path="/api/habits"))
        assert (told["host"], told["secure"]) == (HOST, True)
        assert told["url"] == f"https://{HOST}/api/habits"

    def test_a_request_that_did_not_come_through_cloudfront_is_refused(self) -> None:
        event = rest_event()
        del event["multiValueHeaders"]["x-public-host"]
        assert invoke(event)["statusCode"] == 400

    def test_a_header_with_an_underscore_cannot_replace_the_host(self) -> None:
        event = rest_event(headers={"x_public_host": "habits.example.org", "X_Forwarded_Proto": "http"})
        told = seen(event)
        assert (told["host"], told["secure"]) == (HOST, True)

    def test_the_last_hop_decides_the_scheme(self) -> None:
        assert seen(rest_event(headers={"X-Forwarded-Proto": ["https", "http"]}))["secure"] is False
        assert seen(rest_event(headers={"X-Forwarded-Proto": "http, https"}))["secure"] is True

    def test_the_stage_is_no_part_of_any_url(self) -> None:
        told = seen(rest_event(path="/api/session"))
        assert (told["script"], told["path"]) == ("", "/api/session")


class TestPath:
    """A path reaches Django as the characters that were meant."""

    @pytest.mark.parametrize(
        ("sent", "expected"),
        [
            ("/", "/"),
            ("/api/habits/l%C3%A4sa", "/api/habits/läsa"),
            ("/api/habits/läsa", "/api/habits/läsa"),
            ("/api/habits/読書", "/api/habits/読書"),
            ("/api/habits/a%2Fb%20c", "/api/habits/a/b c"),
            ("/api/habits/a+b", "/api/habits/a+b"),
            ("/api/habits/100%", "/api/habits/100%"),
            ("/api/habits/%zz", "/api/habits/%zz"),
            ("/api/habits/%FF", "/api/habits/%FF"),
            ("/api/habits/\ud800", "/api/habits/?"),
        ],
    )
    def test_is_decoded_once(self, sent: str, expected: str) -> None:
        assert seen(rest_event(path=sent))["path"] == expected


class TestQueryAndCookies:
    """Nothing that is repeated is lost."""

    def test_repeated_keys_keep_every_value_in_order(self) -> None:
        query = {"tag": ["b", "a", "b"], "q": ["läsa & 100%", ""], "empty": [""]}
        assert seen(rest_event(query=query))["query"] == query

    def test_no_query_is_an_empty_one(self) -> None:
        assert seen(rest_event())["query"] == {}

    def test_cookies_in_several_lines_are_all_read(self) -> None:
        event = rest_event(headers={"cookie": ["sessionid=one; csrftoken=two", "theme=dark"]})
        assert seen(event)["cookies"] == {"sessionid": "one", "csrftoken": "two", "theme": "dark"}

    def test_several_cookies_are_all_set(self) -> None:
        reply = invoke(rest_event(path="/cookies"))
        cookies = reply["multiValueHeaders"]["Set-Cookie"]
        assert [cookie.partition(";")[0] for cookie in cookies] == ["sessionid=one", "csrftoken=two"]
        assert (reply["statusCode"], body_of(reply)) == (204, b"")

    @pytest.mark.parametrize("value", ["läsa", "読書"])
    def test_header_text_beyond_ascii_stops_nothing(self, value: str) -> None:
        told = seen(rest_event(headers={"X-Note": value, "Cookie": f"note={value}"}))
        assert told["note"].encode("iso-8859-1").decode() == value
        assert told["cookies"] == {"note": value}


class TestBody:
    """Bytes arrive and leave as they are."""

    @pytest.mark.parametrize("body", [b"", b'{"name": "l\xc3\xa4sa"}', PNG, bytes(range(256)) * 40])
    def test_a_request_body_arrives_byte_for_byte(self, body: bytes) -> None:
        event = rest_event("POST", headers={"Content-Type": "application/octet-stream"}, body=body)
        told = seen(event)
        assert base64.b64decode(told["body"]) == body
        assert (told["method"], told["type"]) == ("POST", "application/octet-stream")

    def test_a_text_body_that_is_not_base64_arrives_too(self) -> None:
        event = rest_event("POST", body='{"name": "läsa"}')
        assert base64.b64decode(seen(event)["body"]).decode() == '{"name": "läsa"}'

    @pytest.mark.parametrize(
        ("path", "expected"), [("/habit", '{"name": "läsa 📚"}'), ("/export", "day,state\nläsa,done\n")]
    )
    def test_json_and_text_leave_as_text(self, path: str, expected: str) -> None:
        reply = invoke(rest_event(path=path))
        assert (reply["isBase64Encoded"], reply["body"]) == (False, expected)

    def test_bytes_leave_in_base64(self) -> None:
        reply = invoke(rest_event(path="/picture"))
        assert reply["isBase64Encoded"] is True
        assert body_of(reply) == PNG

    def test_a_compressed_answer_leaves_in_base64_whatever_its_type(self) -> None:
        reply = invoke(rest_event(path="/gzip"))
        assert reply["isBase64Encoded"] is True
        assert gzip.decompress(body_of(reply)) == b'{"a": 1}'


class TestLifeOfARequest:
    """What hangs on a request's end happens, and what is no request is refused."""

    def test_its_id_is_api_gateways_whatever_the_client_says(self) -> None:
        told = seen(rest_event(headers={"X-Request-Id": "chosen-by-the-client"}))
        assert told["id"] == rest_event()["requestContext"]["requestId"]

    @pytest.mark.parametrize("path", ["/", "/export"])
    def test_request_finished_is_sent_once(self, path: str) -> None:
        ends: list[object] = []

        def note(**kwargs: object) -> None:
            ends.append(kwargs["sender"])

        request_finished.connect(note)
        try:
            invoke(rest_event(path=path))
        finally:
            request_finished.disconnect(note)
        assert ends == [WSGIHandler]

    @pytest.mark.parametrize(
        "event", [{}, {"task": "housekeeping"}, {"version": "2.0", "rawPath": "/"}, [], "x", None]
    )
    def test_an_event_that_is_no_request_is_named_so(self, event: Any) -> None:
        with pytest.raises(NotARequestError, match="not an API Gateway REST proxy request"):
            invoke(event)
