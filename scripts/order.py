"""Refuses to deploy a commit over a newer one: two approvals may be given in the wrong order.

Pulumi writes the commit of every update into the stack's history. What is deployed now has to descend from
the last of them, whether that update succeeded or not: a part of it may be live.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).resolve().parent.parent
MOST_UPDATES = 20
"""How far back to look past refreshes and imports, which carry no release."""


class OrderError(Exception):
    """The deployment would not follow what is live, or nobody can tell. One line."""


def deployed_commit(history: Sequence[dict[str, Any]]) -> str | None:
    """The commit of the newest update, as `pulumi stack history --json` tells it; None when there was none.

    A destroyed stack has no release, whatever it had before. An update from outside a repository names none.
    """
    for entry in history:
        if entry["kind"] == "destroy" and entry.get("result") == "succeeded":
            return None
        if entry["kind"] == "update" and (commit := entry["environment"].get("git.head")):
            return commit
    return None


def refuse_older(live: str, root: Path) -> None:
    """Raises OrderError unless the checked-out commit is `live` or descends from it."""
    if _git(root, "cat-file", "-e", f"{live}^{{commit}}"):
        raise OrderError(f"commit {live[:12]} is live, which this repository does not know: push it")
    if _git(root, "merge-base", "--is-ancestor", live, "HEAD"):
        raise OrderError(f"commit {live[:12]} is live, and this one is not made from it: deploy the newest")


def _git(root: Path, *words: str) -> int:
    command = ["git", "-C", str(root), *words]
    return subprocess.run(command, capture_output=True, check=False).returncode


def _history(stack: str) -> Sequence[dict[str, Any]]:
    command = ["pulumi", "stack", "history", "--stack", stack, "--json", "--page-size", str(MOST_UPDATES)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise OrderError(f"the history cannot be read: {' '.join(finished.stderr.split())}")
    # A stack without updates answers `null`.
    return cast("Sequence[dict[str, Any]]", json.loads(finished.stdout or "null") or [])


def main(arguments: Sequence[str] | None = None, *, root: Path = ROOT) -> int:
    """Exit code 0: the deployment follows what is live; 1: it does not; 2: wrong arguments."""
    parser = argparse.ArgumentParser(prog="order.py", description=__doc__)
    parser.add_argument("stack", help="the stack, such as prod")
    options = parser.parse_args(arguments)
    try:
        live = deployed_commit(_history(options.stack))
        if live is not None:
            refuse_older(live, root)
    except OrderError as error:
        print(f"order.py: {options.stack}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
