"""A server whose answers are scripted, one per request; the last one repeats."""

import json
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, kw_only=True)
class Reply:
    status: int = 200
    body: bytes = b""
    hang: bool = False
    """Answers only when the test is over."""
    cut: bool = False
    """Closes the connection without an answer."""


def healthy(version: str, cache: str = "up") -> Reply:
    report = {"status": "ok", "version": version, "database": "up", "cache": cache}
    return Reply(body=json.dumps(report).encode())


@dataclass(kw_only=True)
class HealthServer:
    url: str
    paths: list[str] = field(default_factory=list[str])
    """What was asked for, in order."""


@contextmanager
def serving(replies: Sequence[Reply]) -> Generator[HealthServer]:
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = replies[min(len(state.paths), len(replies) - 1)]
            state.paths.append(self.path)
            if reply.hang:
                over.wait()
            if reply.cut or reply.hang:
                self.close_connection = True
                return
            self.send_response(reply.status)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class names it
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state = HealthServer(url=f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield state
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()
