"""The function behind API Gateway: Django, loaded and warmed while Lambda initialises."""
# ruff: noqa: E402

import gc

# Nothing becomes garbage while modules load; collecting all the same takes a tenth of a cold start.
gc.disable()

import logging
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections

import handlers.snapshot  # noqa: F401 - registers what happens around a snapshot
from handlers.gateway import gateway_handler

# The session of a visitor without a cookie: goes through every middleware and a view, reads no database.
WARM_UP_PATH = "/api/session"


def warm_up_event(host: str) -> dict[str, Any]:
    """A request that makes Django import the URL configuration, which it leaves to the first request."""
    return {
        "httpMethod": "GET",
        "path": WARM_UP_PATH,
        "headers": {"x-public-host": host, "x-forwarded-proto": "https"},
        "queryStringParameters": None,
        "requestContext": {"identity": {"sourceIp": "127.0.0.1"}},
        "body": None,
    }


def an_allowed_host(allowed: Sequence[str]) -> str:
    """`habits.example.org` as it is; a name below `.cloudfront.net`."""
    return f"warm-up{allowed[0]}" if allowed[0].startswith(".") else allowed[0]


handler = gateway_handler(get_wsgi_application())
logging.disable(logging.INFO)  # no line for a request that nobody made
handler(warm_up_event(an_allowed_host(settings.ALLOWED_HOSTS)), None)
logging.disable(logging.NOTSET)
connections["default"]  # imports the database backend, without connecting

gc.collect()
gc.freeze()
gc.enable()
