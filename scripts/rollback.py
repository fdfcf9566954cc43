"""Points a stack's functions back at the release before: seconds, no build, no change of the database.

Says what it does on standard error. On standard output stands the version that `/health` reports afterwards.
"""

# botocore carries no types:
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import botocore.exceptions
import botocore.session
import yaml

ROOT = Path(__file__).resolve().parent.parent
PROJECT = "habits"
SERVING = ("api", "tasks")
"""The functions whose aliases serve. The first decides which release is the previous one."""
ALIAS = "live"


class RollbackError(Exception):
    """Nothing to go back to, or AWS refuses. One line; nothing has changed unless it says so."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """A published version of a function, and the release in it: the version that the application reports."""

    number: int
    release: str


@dataclass(frozen=True, kw_only=True)
class Function:
    """A function, the version its alias serves, and every version it has published, newest first."""

    name: str
    serving: Version
    versions: tuple[Version, ...]
    revision: str

    @classmethod
    def read(cls, aws: Any, name: str) -> Self:
        alias = aws.get_alias(FunctionName=name, Name=ALIAS)
        pages = aws.get_paginator("list_versions_by_function").paginate(FunctionName=name)
        versions = sorted(
            (
                Version(number=int(each["Version"]), release=each["Environment"]["Variables"]["APP_VERSION"])
                for page in pages
                for each in page["Versions"]
                if each["Version"] != "$LATEST"
            ),
            key=lambda version: -version.number,
        )
        (serving,) = (each for each in versions if each.number == int(alias["FunctionVersion"]))
        return cls(name=name, serving=serving, versions=tuple(versions), revision=alias["RevisionId"])

    def previous(self) -> Version | None:
        """The newest version before the one that serves, with another release in it."""
        for version in self.versions:
            if version.number < self.serving.number and version.release != self.serving.release:
                return version
        return None

    def newest_with(self, release: str) -> Version | None:
        return next((version for version in self.versions if version.release == release), None)


def plan(functions: Sequence[Function]) -> list[tuple[Function, Version]]:
    """Which version each function goes back to: all of them to one release. Raises RollbackError."""
    first, *_ = functions
    previous = first.previous()
    if previous is None:
        raise RollbackError(
            f"{first.name}: no version before {first.serving.number} has another release in it"
        )
    moves: list[tuple[Function, Version]] = []
    for function in functions:
        version = function.newest_with(previous.release)
        if version is None:
            raise RollbackError(f"{function.name}: has no version with release {previous.release} in it")
        moves.append((function, version))
    return moves


def roll_back(aws: Any, stack: str) -> str:
    """Moves the aliases; returns the release that serves now. Raises RollbackError."""
    moved: list[str] = []
    try:
        functions = [Function.read(aws, f"{PROJECT}-{stack}-{name}") for name in SERVING]
        moves = plan(functions)
        for function, version in moves:
            # Refused if a deployment has moved the alias in between.
            aws.update_alias(
                FunctionName=function.name,
                Name=ALIAS,
                FunctionVersion=str(version.number),
                RevisionId=function.revision,
            )
            moved.append(function.name)
            tell(f"{function.name}: version {function.serving.number} -> {version.number}")
    except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError) as error:
        done = f" ({', '.join(moved)} moved already)" if moved else ""
        raise RollbackError(f"{' '.join(str(error).split())}{done}") from None
    function, version = moves[0]
    code = aws.get_function(FunctionName=function.name, Qualifier=str(version.number))["Code"]
    tell(
        "The program still names the newer release; the next deployment would bring it back. Before that:",
        f"pulumi config set imageUri {code['ImageUri']} --stack {stack}",
    )
    return version.release


def tell(*lines: str) -> None:
    print(*lines, sep="\n", file=sys.stderr)


def region_of(stack: str, root: Path) -> str:
    """The region in the stack file. Raises RollbackError if there is no such stack."""
    stack_file = root / f"Pulumi.{stack}.yaml"
    if not stack_file.is_file():
        known = ", ".join(sorted(path.name.split(".")[1] for path in root.glob("Pulumi.*.yaml")))
        raise RollbackError(f"there is no stack called {stack} (there are: {known})")
    return yaml.safe_load(stack_file.read_text(encoding="utf-8"))["config"]["aws:region"]


def main(arguments: Sequence[str] | None = None, *, root: Path = ROOT) -> int:
    """Exit code 0: rolled back; 1: refused with one line; 2: wrong arguments."""
    parser = argparse.ArgumentParser(prog="rollback.py", description=__doc__)
    parser.add_argument("stack", help="the stack, such as prod")
    options = parser.parse_args(arguments)
    try:
        region = region_of(options.stack, root)
        aws = botocore.session.get_session().create_client("lambda", region_name=region)
        release = roll_back(aws, options.stack)
    except RollbackError as error:
        tell(f"make rollback: {error}")
        return 1
    print(release)
    return 0


if __name__ == "__main__":
    sys.exit(main())
