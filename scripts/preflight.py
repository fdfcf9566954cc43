"""Says in one line what a machine lacks to preview, deploy or destroy a stack, before anything is touched."""

# botocore carries no types:
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import botocore.exceptions
import botocore.session
import yaml

ROOT = Path(__file__).resolve().parent.parent
COMMAND_SECONDS = 30
RUNBOOK = "docs/runbook.md#first-deployment"
TEARDOWN = "docs/runbook.md#teardown"


@dataclass(frozen=True, kw_only=True)
class Machine:
    """How the checks look at the machine; the tests stand in for it."""

    has_command: Callable[[str], bool]
    succeeds: Callable[[Sequence[str]], bool]
    """Whether a command ends with exit code 0."""
    credentials_problem: Callable[[], str | None]


def missing(machine: Machine, command: str, stack: str, *, root: Path = ROOT) -> Iterator[str]:
    """What is missing for `command` (preview, up or destroy), each with where to get it."""
    stack_file = root / f"Pulumi.{stack}.yaml"
    if not stack_file.is_file():
        known = ", ".join(sorted(path.name.split(".")[1] for path in root.glob("Pulumi.*.yaml")))
        yield f"a stack called {stack} (there are: {known})"
    if not machine.has_command("pulumi"):
        yield "the Pulumi CLI (https://www.pulumi.com/docs/install/)"
    elif not machine.succeeds(["pulumi", "whoami", "--non-interactive"]):
        yield f"a place for the state (pulumi login; see {RUNBOOK})"
    if command != "destroy" and (examples := example_settings(stack_file)):
        yield f"your own {', '.join(examples)} in {stack_file.name} (what stands there belongs to an example)"
    if command == "destroy" and is_protected(stack_file):
        yield f"deletionProtection false in {stack_file.name}, deployed before this (see {TEARDOWN})"
    problem = machine.credentials_problem()
    if problem:
        yield f"AWS credentials (aws configure sso, or AWS_PROFILE: {problem})"
    if (
        command == "up"
        and not deploys_existing_image(stack_file)
        and not machine.succeeds(["docker", "info"])
    ):
        yield "a Docker engine that answers (https://docs.docker.com/engine/install/), or the key imageUri"


def deploys_existing_image(stack_file: Path) -> bool:
    """Whether the stack deploys an image that is built already, so that Docker is not needed."""
    return bool(texts(stack_file).get("imageUri"))


def is_protected(stack_file: Path) -> bool:
    """Whether the stack refuses deletion: taking that back is a deliberate step of its own."""
    return settings(stack_file).get("deletionProtection") in (True, "true")


def example_settings(stack_file: Path) -> list[str]:
    """The keys whose values are under example.com, which nobody can own (RFC 2606)."""
    return [key for key, value in texts(stack_file).items() if re.search(r"(^|[.@])example\.com$", value)]


def texts(stack_file: Path) -> dict[str, str]:
    """The stack's own settings that are texts, by bare key."""
    return {key: value for key, value in settings(stack_file).items() if isinstance(value, str)}


def settings(stack_file: Path) -> dict[str, object]:
    """The stack's own settings by bare key; none when there is no such file."""
    if not stack_file.is_file():
        return {}
    match yaml.safe_load(stack_file.read_text(encoding="utf-8")):
        case {"config": dict(given)}:
            return {
                key.removeprefix("habits:"): value for key, value in cast("dict[str, object]", given).items()
            }
        case _:
            return {}


def this_machine() -> Machine:
    return Machine(
        has_command=lambda name: shutil.which(name) is not None,
        succeeds=_succeeds,
        credentials_problem=_credentials_problem,
    )


def _succeeds(command: Sequence[str]) -> bool:
    try:
        finished = subprocess.run(
            command, capture_output=True, timeout=COMMAND_SECONDS, cwd=ROOT, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return finished.returncode == 0


def _credentials_problem() -> str | None:
    """The words of AWS's own resolution: variables, profiles, single sign-on, the role of the machine."""
    try:
        credentials = botocore.session.get_session().get_credentials()
        if credentials is None:
            return "none found"
        credentials.get_frozen_credentials()
    except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError) as error:
        return " ".join(str(error).split())
    return None


def main(arguments: Sequence[str] | None = None, machine: Machine | None = None) -> int:
    """Exit code 0: ready; 1: something is missing; 2: wrong arguments."""
    parser = argparse.ArgumentParser(prog="preflight.py", description=__doc__)
    parser.add_argument("command", choices=["preview", "up", "destroy"])
    parser.add_argument("stack", help="the stack, such as staging")
    options = parser.parse_args(arguments)
    lacking = list(missing(machine or this_machine(), options.command, options.stack))
    if lacking:
        print(f"make {options.command}: missing: {'; '.join(lacking)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
