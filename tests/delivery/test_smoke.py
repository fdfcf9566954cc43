"""The smoke test says yes to the wanted version only, and always comes to an end."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from scripts.smoke import main, wait_for
from tests.delivery.health_server import Reply, healthy, serving


@dataclass
class Time:
    """A clock that only pausing moves."""

    now: float = 0.0
    pauses: list[float] = field(default_factory=list[float])

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


@dataclass(frozen=True)
class Outcome:
    passed: bool
    lines: list[str]
    time: Time
    paths: list[str]


def smoke(replies: Sequence[Reply], *, seconds: float = 600, request_seconds: float = 5) -> Outcome:
    time, lines = Time(), list[str]()
    with serving(replies) as server:
        passed = wait_for(
            server.url,
            "v2",
            seconds=seconds,
            request_seconds=request_seconds,
            say=lines.append,
            clock=time.clock,
            sleep=time.sleep,
        )
    return Outcome(passed, lines, time, server.paths)


def free_address() -> str:
    """An address where nothing listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}"


def test_the_wanted_version_passes_at_once() -> None:
    outcome = smoke([healthy("v2")])
    assert outcome.passed
    assert outcome.paths == ["/health"]
    assert outcome.time.pauses == []


@pytest.mark.parametrize(
    ("first", "shown"),
    [
        pytest.param(Reply(status=403, body=b"Forbidden"), "status 403", id="403-from-a-fresh-distribution"),
        pytest.param(Reply(status=503), "status 503", id="503-while-the-database-wakes"),
        pytest.param(Reply(status=404), "status 404", id="404"),
        pytest.param(healthy("v1"), "version v1, waiting for v2", id="the-old-version"),
        pytest.param(Reply(cut=True), "no answer", id="a-cut-connection"),
        pytest.param(Reply(body=b"<!doctype html>"), "not a health report", id="the-site-instead-of-the-api"),
        pytest.param(Reply(body=b'{"status": "ok"}'), "not a health report", id="a-report-without-version"),
        pytest.param(Reply(body=b'["v2"]'), "not a health report", id="json-of-another-shape"),
    ],
)
def test_it_asks_again_after_anything_but_the_wanted_version(first: Reply, shown: str) -> None:
    outcome = smoke([first, first, healthy("v2")])
    assert outcome.passed
    assert len(outcome.paths) == 3
    assert shown in outcome.lines[0]


def test_a_request_without_answer_is_given_up_and_repeated() -> None:
    outcome = smoke([Reply(hang=True), healthy("v2")], request_seconds=0.05)
    assert outcome.passed
    assert "no answer" in outcome.lines[0]


def test_a_version_that_never_comes_fails_within_the_time() -> None:
    outcome = smoke([healthy("v1")], seconds=100)
    assert not outcome.passed
    assert outcome.time.now < 100
    assert outcome.lines[-1].endswith("version v2 did not answer within 100 s")


def test_pauses_double_up_to_half_a_minute() -> None:
    outcome = smoke([Reply(status=503)], seconds=200)
    assert outcome.time.pauses == [2, 4, 8, 16, 30, 30, 30, 30, 30]


def test_an_address_where_nothing_listens_fails_within_the_time() -> None:
    time, lines = Time(), list[str]()
    assert not wait_for(
        free_address(), "v2", seconds=20, say=lines.append, clock=time.clock, sleep=time.sleep
    )
    assert len(lines) == len(time.pauses) + 2


def test_a_missing_cache_passes_with_a_warning() -> None:
    outcome = smoke([healthy("v2", cache="down")])
    assert outcome.passed
    assert "warning: the cache is down" in outcome.lines[-1]


def test_a_slash_at_the_end_of_the_address_is_not_doubled() -> None:
    with serving([healthy("v2")]) as server:
        assert main([f"{server.url}/", "v2"]) == 0
    assert server.paths == ["/health"]


def test_exit_code_1_means_the_version_does_not_answer(capsys: pytest.CaptureFixture[str]) -> None:
    with serving([healthy("v1")]) as server:
        assert main([server.url, "v2", "--seconds", "0.5"]) == 1
    assert "did not answer within 0.5 s" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["habits.example.com", "v2"], "'habits.example.com' is not an address like https://"),
        (["file:///etc/passwd", "v2"], "'file:///etc/passwd' is not an address"),
        (["https://habits.example.com"], "version"),
        (["https://habits.example.com", "v2", "--seconds", "0"], "'0' is not a number of seconds above 0"),
        (["https://habits.example.com", "v2", "--seconds", "soon"], "'soon' is not a number"),
        (["https://habits.example.com", "v2", "--seconds", "inf"], "'inf' is not a number"),
    ],
)
def test_exit_code_2_names_the_wrong_argument(
    arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2
    assert named in capsys.readouterr().err


def test_help_tells_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["--help"])
    assert exit_.value.code == 0
    assert "Exit code 0: it answers. 1:" in capsys.readouterr().out
