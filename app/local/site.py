"""The part of CloudFront on one machine: the API's paths go to Django, the rest to the built site."""

from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from whitenoise import WhiteNoise

API_PATHS = ("/api", "/health")


def site_and_api(api: WSGIApplication, dist: Path) -> WSGIApplication:
    """One WSGI application for one origin: `api` under `/api` and `/health`, the files of `dist` elsewhere.

    A path that names no file and has no extension is a page of the single-page application: it gets
    `index.html`, as the function at the edge decides it.
    """

    def pages(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path in API_PATHS or path.startswith("/api/"):
            return api(environ, start_response)
        if "." in path.rsplit("/", 1)[-1] or environ.get("habits.page"):
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b"not found\n"]
        return files(environ | {"PATH_INFO": "/index.html", "habits.page": True}, start_response)

    files = WhiteNoise(pages, root=dist, max_age=0, allow_all_origins=False)
    return files
