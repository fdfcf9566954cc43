"""The two scripts that run in CloudFront, run here by Node."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

FUNCTIONS = Path(__file__).resolve().parents[2] / "components" / "functions"
CLOUDFRONT_LIMIT_BYTES = 10_240


def run(script: str, requests: list[dict[str, Any]]) -> list[Any]:
    """The requests as the script's handler returns them."""
    source = (FUNCTIONS / script).read_text()
    program = (
        f"{source};console.log(JSON.stringify({json.dumps(requests)}.map(request => handler({{request}}))))"
    )
    done = subprocess.run(["node", "--eval", program], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def routes(*uris: str) -> list[str]:
    return [request["uri"] for request in run("site_route.js", [{"uri": uri} for uri in uris])]


def test_addresses_inside_the_app_are_answered_with_the_app() -> None:
    assert routes("/", "/habits", "/habits/", "/habits/1b9d/edit", "/v1.2/habits") == ["/index.html"] * 5


def test_files_stay_what_they_are_so_that_a_missing_one_is_an_error() -> None:
    files = ["/assets/index-Diwr_T-a.js", "/sw.js", "/favicon.ico", "/missing.png", "/index.html"]
    assert routes(*files) == files


@settings(max_examples=5)  # each starts Node
@given(st.lists(st.text(st.characters(codec="ascii", categories=["L", "N", "P"])), min_size=1, max_size=50))
def test_the_app_or_the_file_itself_and_nothing_else(paths: list[str]) -> None:
    uris = [f"/{path}" for path in paths]
    expected = [uri if "." in uri.rsplit("/", 1)[-1] else "/index.html" for uri in uris]
    assert routes(*uris) == expected


def request(**headers: str) -> dict[str, Any]:
    return {
        "uri": "/api/session",
        "headers": {name.replace("_", "-"): {"value": value} for name, value in headers.items()},
    }


def test_the_application_learns_the_host_the_viewer_asked_for() -> None:
    [answered] = run("public_host.js", [request(host="habits.example.com", cookie="session=1")])
    assert answered["headers"]["x-public-host"] == {"value": "habits.example.com"}
    assert answered["headers"]["cookie"] == {"value": "session=1"}
    assert answered["uri"] == "/api/session"


def test_a_viewer_cannot_choose_the_host_itself() -> None:
    [answered] = run("public_host.js", [request(host="habits.example.com", x_public_host="evil.example")])
    assert answered["headers"]["x-public-host"] == {"value": "habits.example.com"}


@pytest.mark.parametrize("script", sorted(path.name for path in FUNCTIONS.glob("*.js")))
def test_a_script_fits_into_cloudfront(script: str) -> None:
    assert len((FUNCTIONS / script).read_bytes()) <= CLOUDFRONT_LIMIT_BYTES
