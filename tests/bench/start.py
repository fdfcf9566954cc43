"""The function's cold start: what importing it costs, and what is left for the first answer."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping

from tests.bench.ratios import Ratio, measured

PYTHON = ".tools/app/bin/python"
"""With the image's libraries alone: several import whatever they find."""

BARE_DJANGO = """
from django.conf import settings
settings.configure(ROOT_URLCONF="__main__", ALLOWED_HOSTS=["*"], SECRET_KEY="x", INSTALLED_APPS=[])
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.test import RequestFactory
from django.urls import path
urlpatterns = [path("", lambda request: JsonResponse({"status": "ok"}))]
application = get_wsgi_application()
b"".join(application(RequestFactory().get("/").environ, lambda status, headers: None))
"""
FUNCTION = "import handlers.api"
ANSWERS = """
import json, time, handlers.api
event = handlers.api.warm_up_event("localhost")
def answer():
    before = time.process_time()
    handlers.api.handler(event, None)
    return time.process_time() - before
first = answer()
print(json.dumps([first, sorted(answer() for _ in range(99))[49]]))
"""


def measure(environment: Mapping[str, str]) -> Iterator[Ratio]:
    """`environment` configures the function; neither database nor cache is asked before the first request."""
    yield measured(
        "start of the API function", lambda: _python(FUNCTION, environment),
        "bare Django with one view", lambda: _python(BARE_DJANGO, environment),
        bound=1.95, source="with Redis, and boto3 nowhere",
    )  # fmt: skip
    first, warm = json.loads(_python(ANSWERS, environment))
    yield Ratio(subject="first answer", baseline="a warm one", value=first / warm, bound=3)


def _python(code: str, environment: Mapping[str, str]) -> str:
    return subprocess.run(
        [PYTHON, "-c", code], env=os.environ | environment, check=True, capture_output=True, text=True
    ).stdout
