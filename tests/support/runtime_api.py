"""Lambda's Runtime API on loopback, for AWS's own runtime client to talk to.

The calls of the public page "Using the Lambda runtime API" that a function makes: next, response, error,
init/error; and with SnapStart restore/next, where it sleeps in its snapshot, and restore/error. One
invocation at a time, as one execution environment has it.
"""

import json
import queue
import subprocess
import time
import uuid
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
PREFIX = "/2018-06-01/runtime/"
STOP = ""
SNAPSHOT = {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"}
"""What Lambda tells a function that it takes a snapshot of."""
PATIENCE_SECONDS = 60
POLL_SECONDS = 0.2


class FunctionError(Exception):
    """The function raised: `kind` is the exception's name."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind
        self.message = message


class InitError(FunctionError):
    """The function's module could not be loaded, or its snapshot not be brought back."""


@dataclass
class RuntimeApi:
    """What is on its way to the function, and what came back."""

    events: queue.Queue[tuple[str, bytes]] = field(default_factory=queue.Queue)
    answers: queue.Queue[tuple[str, Any]] = field(default_factory=queue.Queue)
    restored: Event = field(default_factory=Event)

    def serve(self) -> ThreadingHTTPServer:
        """A server on a free port of loopback."""
        api = self

        class Calls(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if self.path == f"{PREFIX}restore/next":
                    api.answers.put(("restore/next", None))
                    api.restored.wait()
                    self.send_response(200)
                    self.send_header("Content-Length", "0")
                    return self.end_headers()
                if self.path != f"{PREFIX}invocation/next":
                    return self.send_error(404)
                request_id, body = api.events.get()
                if request_id == STOP:
                    self.close_connection = True
                    return None
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Lambda-Runtime-Aws-Request-Id", request_id)
                self.send_header("Lambda-Runtime-Deadline-Ms", str(int((time.time() + 900) * 1000)))
                self.send_header(
                    "Lambda-Runtime-Invoked-Function-Arn",
                    "arn:aws:lambda:us-east-1:123456789012:function:habits-test-api:live",
                )
                self.end_headers()
                self.wfile.write(body)
                return None

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                api.answers.put((self.path.removeprefix(PREFIX), body))
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        return ThreadingHTTPServer(("127.0.0.1", 0), Calls)


@dataclass
class Function:
    """A running function; `log` is the file that its output goes to."""

    api: RuntimeApi
    process: subprocess.Popen[bytes]
    log: Path

    def invoke(self, event: object) -> Any:
        """What the function makes of `event`. Raises FunctionError, InitError; TimeoutError with its log."""
        request_id = str(uuid.uuid4())
        self.api.events.put((request_id, json.dumps(event).encode()))
        call, answer = self.next_answer()
        if call in ("init/error", "restore/error"):
            raise InitError(answer["errorType"], answer["errorMessage"])
        if call == f"invocation/{request_id}/error":
            raise FunctionError(answer["errorType"], answer["errorMessage"])
        assert call == f"invocation/{request_id}/response", call
        return answer

    def sleep(self) -> None:
        """Wait until the function, started with SNAPSHOT, is ready to be kept. Raises InitError."""
        call, answer = self.next_answer()
        if call == "init/error":
            raise InitError(answer["errorType"], answer["errorMessage"])
        assert call == "restore/next", call

    def wake(self) -> None:
        """Go on where it sleeps, as a copy of its snapshot would."""
        self.api.restored.set()

    def next_answer(self) -> tuple[str, Any]:
        """The function's next call; gives up early when its process has ended."""
        for _ in range(int(PATIENCE_SECONDS / POLL_SECONDS)):
            ended = self.process.poll() is not None
            try:
                return self.api.answers.get(timeout=POLL_SECONDS)
            except queue.Empty:
                if ended:
                    break
        raise TimeoutError(f"the function did not answer; its log:\n{self.log.read_text()}")


@contextmanager
def running_function(
    command: Sequence[str], environment: Mapping[str, str], log: Path, folder: Path
) -> Generator[Function]:
    """Start `command`, the runtime client, in `folder`, with `environment` and the API's address alone."""
    api = RuntimeApi()
    server = api.serve()
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"127.0.0.1:{server.server_port}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**environment, "AWS_LAMBDA_RUNTIME_API": address},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Function(api, process, log)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)
        api.restored.set()
        api.events.put((STOP, b""))  # frees the server's thread that still waits for an event
        server.shutdown()
        server.server_close()
