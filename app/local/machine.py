"""Say in one line what this machine lacks, before anything is installed or started.

Runs on the system's own Python, before the project's environment exists: the standard library only.
"""

import argparse
import re
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = (3, 11)
NODE = (20, 19)


def python_problem() -> str | None:
    """Whether this interpreter is too old to fetch the project's own."""
    if sys.version_info >= PYTHON:
        return None
    return f"python3 is {sys.version_info[0]}.{sys.version_info[1]}; wanted: 3.11 or newer"


def node_problem() -> str | None:
    """Whether Node.js or npm is missing or too old."""
    wanted = f"wanted: Node.js {NODE[0]}.{NODE[1]} or newer with npm, see https://nodejs.org"
    versions: list[str] = []
    for program in ("node", "npm"):
        try:
            answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return f"{program} is not installed; {wanted}"
        versions.append(answer.stdout.strip())
    if tuple(int(part) for part in re.findall(r"\d+", versions[0]))[:2] < NODE:
        return f"node is {versions[0]}; {wanted}"
    return None


def folder_problem() -> str | None:
    """Whether the checkout cannot be written to."""
    try:
        with tempfile.TemporaryFile(dir=ROOT):
            return None
    except OSError as error:
        return f"cannot write into {ROOT} ({error.strerror}); wanted: a folder of your own"


def port_problem(text: str) -> str | None:
    """Whether `text` is no TCP port of an ordinary user, or one that something listens on."""
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:
        return f"PORT: '{text}' is not a port; wanted: a number from 1024 to 65535"
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", int(text)))
        except OSError:
            return f"PORT: {text} is taken on 127.0.0.1; stop what listens there or choose another: PORT=8001"
    return None


def main() -> None:
    """Exit with 1 and one line when something is missing."""
    parser = argparse.ArgumentParser(description="Say in one line what this machine lacks.")
    parser.add_argument("--port", help="also ask whether this TCP port of 127.0.0.1 is free")
    port: str | None = parser.parse_args().port
    problem = python_problem() or node_problem() or folder_problem()
    if problem is None and port is not None:
        problem = port_problem(port)
    if problem:
        sys.exit(f"error: {problem}")


if __name__ == "__main__":
    main()
