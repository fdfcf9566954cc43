"""The local server sends each path where CloudFront would send it."""

from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment
from wsgiref.util import setup_testing_defaults

import pytest

from app.local.site import site_and_api

PAGE = "<!doctype html><title>Habits</title>"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/index-1a2b.js").write_text("// code")
    return tmp_path


def api(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "application/json")])
    return [b"the API at " + environ["PATH_INFO"].encode()]


def get(dist: Path, path: str) -> tuple[str, str]:
    environ: WSGIEnvironment = {}
    setup_testing_defaults(environ)
    environ["PATH_INFO"] = path
    status: list[str] = []

    def start_response(line: str, *_rest: object) -> None:
        status.append(line)

    body = b"".join(site_and_api(api, dist)(environ, start_response))  # type: ignore[arg-type]
    return status[0], body.decode()


@pytest.mark.parametrize("path", ["/api/session", "/api", "/api/no-such-thing.js", "/health"])
def test_the_api_gets_its_paths(dist: Path, path: str) -> None:
    assert get(dist, path) == ("200 OK", f"the API at {path}")


@pytest.mark.parametrize("path", ["/", "/index.html", "/habits", "/habits/1234", "/apiary", "/healthy"])
def test_a_page_of_the_app_is_the_index_file(dist: Path, path: str) -> None:
    assert get(dist, path) == ("200 OK", PAGE)


def test_a_file_is_served(dist: Path) -> None:
    assert get(dist, "/assets/index-1a2b.js") == ("200 OK", "// code")


@pytest.mark.parametrize("path", ["/assets/gone-9f9f.js", "/favicon.ico", "/../pyproject.toml"])
def test_a_missing_file_is_not_answered_with_a_page(dist: Path, path: str) -> None:
    assert get(dist, path)[0] == "404 Not Found"
