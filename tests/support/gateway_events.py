"""API Gateway REST (proxy) events as they arrive behind CloudFront."""

import base64
import json
from collections.abc import Mapping, Sequence
from http.cookies import SimpleCookie
from typing import Any

from tests.support.runtime_api import Function

VIEWER = "198.51.100.7"
EDGE = "130.176.1.9"
HOST = "d111111abcdef8.cloudfront.net"


def rest_event(
    method: str = "GET",
    path: str = "/",
    *,
    headers: Mapping[str, str | Sequence[str]] | None = None,
    query: Mapping[str, Sequence[str]] | None = None,
    body: bytes | str | None = None,
    forwarded_for: str = f"{VIEWER}, {EDGE}",
) -> dict[str, Any]:
    """The event of one request. Bytes arrive in base64, as binary media types do; text arrives as it is."""
    given: dict[str, str | Sequence[str]] = {
        "Host": "abc123.execute-api.us-east-1.amazonaws.com",
        "X-Forwarded-For": forwarded_for,
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Port": "443",
        "x-public-host": HOST,
        **(headers or {}),
    }
    multiple = {name: [value] if isinstance(value, str) else list(value) for name, value in given.items()}
    return {
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": method,
        "headers": {name: values[-1] for name, values in multiple.items()},
        "multiValueHeaders": multiple,
        "queryStringParameters": {name: values[-1] for name, values in query.items()} if query else None,
        "multiValueQueryStringParameters": {k: list(v) for k, v in query.items()} if query else None,
        "pathParameters": {"proxy": path.lstrip("/")},
        "stageVariables": None,
        "requestContext": {
            "stage": "live",
            "path": f"/live{path}",
            "httpMethod": method,
            "identity": {"sourceIp": EDGE, "userAgent": "Amazon CloudFront"},
            "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
        },
        "body": base64.b64encode(body).decode() if isinstance(body, bytes) else body,
        "isBase64Encoded": isinstance(body, bytes),
    }


def body_of(reply: Mapping[str, Any]) -> bytes:
    """The bytes that API Gateway would send to the browser."""
    text: str = reply["body"]
    return base64.b64decode(text) if reply["isBase64Encoded"] else text.encode()


class Browser:
    """Keeps cookies and answers the CSRF check, across invocations of one function."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.cookies: dict[str, str] = {}

    def call(self, method: str, path: str, data: object = None) -> tuple[int, Any]:
        """Status and JSON of the answer."""
        headers: dict[str, str] = {"Accept": "application/json"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method != "GET":
            headers |= {
                "Content-Type": "application/json",
                "X-CSRFToken": self.cookies.get("csrftoken", ""),
                "Origin": f"https://{HOST}",
                "Referer": f"https://{HOST}/",
            }
        path, _, query = path.partition("?")
        parameters = {name: [value] for name, value in (pair.split("=") for pair in query.split("&") if pair)}
        body = None if data is None else json.dumps(data, ensure_ascii=False)
        reply = self.function.invoke(rest_event(method, path, headers=headers, query=parameters, body=body))
        for cookie in reply["multiValueHeaders"].get("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
        answer = body_of(reply)
        return reply["statusCode"], json.loads(answer) if answer else None
