"""Waits until a deployed version answers on `/health`, as the last step of a deployment.

A fresh distribution answers 403 or not at all for some minutes, and for a moment after a release the old
version may still answer: each of these means "ask again", until the time is up.
"""

import argparse
import http.client
import itertools
import json
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

REQUEST_SECONDS = 10.0
FIRST_PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 30.0
SHOWN_CHARACTERS = 80
LARGEST_ANSWER_BYTES = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one request brought: `version` if it was a health report, else `problem` in words for the log."""

    version: str | None = None
    cache: str = "up"
    problem: str = ""


def ask(url: str, seconds: float) -> Answer:
    """One GET. Whatever goes wrong on the way is an answer too, never an exception."""
    request = urllib.request.Request(url, headers={"Accept": "application/json", "Cache-Control": "no-cache"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=seconds) as response:  # noqa: S310 main() allows http(s) only
            body = response.read(LARGEST_ANSWER_BYTES)
    except urllib.error.HTTPError as error:
        with error:
            return Answer(problem=f"status {error.code}")
    except urllib.error.URLError as error:
        return Answer(problem=f"no answer: {error.reason}")
    except (OSError, http.client.HTTPException) as error:
        return Answer(problem=f"no answer: {error or type(error).__name__}")
    return read_report(body)


def read_report(body: bytes) -> Answer:
    """Reads the version out of a health report."""
    try:
        report: object = json.loads(body)
    except ValueError:
        report = None
    match report:
        case {"version": str(version)}:
            return Answer(version=version, cache=str(cast("dict[str, object]", report).get("cache", "up")))
        case _:
            # Often the site's own page: then /health is not routed to the API.
            return Answer(problem=f"not a health report: {body[:SHOWN_CHARACTERS]!r}")


def pauses() -> Iterator[float]:
    """Seconds to wait between requests: doubling, up to half a minute."""
    for power in itertools.count():
        yield min(FIRST_PAUSE_SECONDS * 2**power, LONGEST_PAUSE_SECONDS)


def wait_for(
    url: str,
    version: str,
    *,
    seconds: float,
    request_seconds: float = REQUEST_SECONDS,
    say: Callable[[str], object] = print,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], object] = time.sleep,
) -> bool:
    """Asks `url`/health until it reports `version`; False when `seconds` have passed without.

    No request starts after the end, and none is given more time than is left.
    """
    health = f"{url.rstrip('/')}/health"
    start = clock()
    for attempt, pause in enumerate(pauses(), start=1):
        left = seconds - (clock() - start)
        answer = ask(health, min(request_seconds, max(left, 0.001)))
        spent = f"{clock() - start:.0f} s, attempt {attempt}"
        if answer.version == version:
            say(f"{health}: version {version} answers ({spent})")
            if answer.cache != "up":
                say(f"{health}: warning: the cache is {answer.cache}; pages work without it, more slowly")
            return True
        problem = answer.problem or f"version {answer.version}, waiting for {version}"
        say(f"{health}: {problem} ({spent})")
        if clock() - start + pause >= seconds:
            say(f"{health}: version {version} did not answer within {seconds:g} s")
            return False
        sleep(pause)
    raise AssertionError("pauses() never ends")


def address(text: str) -> str:
    """An http or https address without query, as `argparse` wants a type."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError(f"{text!r} is not an address like https://habits.example.com")
    return text


def duration(text: str) -> float:
    """A positive number of seconds."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0: the version answers; 1: it does not; 2: the arguments are wrong."""
    parser = argparse.ArgumentParser(
        prog="smoke.py",
        description="Waits until URL/health answers the wanted version.",
        epilog="Exit code 0: it answers. 1: it did not within the time. 2: wrong arguments.",
    )
    parser.add_argument("url", type=address, help="the public address, such as https://habits.example.com")
    parser.add_argument("version", help="the version that /health must report")
    parser.add_argument("--seconds", type=duration, default=600.0, help="how long to wait (default: 600)")
    options = parser.parse_args(arguments)
    return 0 if wait_for(options.url, options.version, seconds=options.seconds, say=_say) else 1


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
