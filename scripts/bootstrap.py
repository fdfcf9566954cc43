"""Prepares an AWS account, once: says what each step will do, then does it.

The bootstrap makes the bucket that keeps all state, so its own state begins on this disk and moves into the
bucket afterwards. The copy on the disk goes last: as long as it exists, another run continues this one.
"""

# botocore carries no types:
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import botocore.exceptions
import botocore.session
import yaml

from bootstrap.account.place import Place
from bootstrap.account.settings import EMAIL, REPOSITORY
from scripts.preflight import ROOT, Machine, this_machine

STACK = "account"
PROJECT = "habits-bootstrap"
STATE_OBJECT = f".pulumi/stacks/{PROJECT}/{STACK}.json"


class BootstrapError(Exception):
    """The bootstrap cannot go on. One line, says what to do."""


class Pulumi:
    """The command line, over the bootstrap's project and one place for the state."""

    def __init__(self, folder: Path, backend: str) -> None:
        self.folder = folder
        # An empty passphrase opens the state on the disk, also while it moves: there is no secret in it.
        self._environment = os.environ | {"PULUMI_BACKEND_URL": backend, "PULUMI_CONFIG_PASSPHRASE": ""}
        self._environment.pop("PULUMI_CONFIG_PASSPHRASE_FILE", None)

    def run(self, *words: str) -> None:
        """Shows what the command prints. Raises BootstrapError if it fails."""
        if self._finish(words).returncode:
            raise BootstrapError(f"pulumi {words[0]} failed; repair the cause and run make bootstrap again")

    def succeeds(self, *words: str) -> bool:
        return self._finish(words, silent=True).returncode == 0

    def _finish(self, words: Sequence[str], *, silent: bool = False) -> subprocess.CompletedProcess[bytes]:
        command = ["pulumi", *words]
        return subprocess.run(
            command, cwd=self.folder, env=self._environment, capture_output=silent, check=False
        )

    def ensure_stack(self, *options: str) -> None:
        if not self.succeeds("stack", "select", STACK):
            self.run("stack", "init", STACK, *options)

    def up(self, *, confirmed: bool) -> None:
        self.run("up", "--stack", STACK, *(["--yes", "--non-interactive"] if confirmed else []))

    def changes_nothing(self) -> bool:
        return self.succeeds("preview", "--stack", STACK, "--expect-no-changes", "--non-interactive")


def stack_settings(folder: Path) -> dict[str, str]:
    """The texts of the bootstrap's stack file, by full key."""
    document = yaml.safe_load((folder / f"Pulumi.{STACK}.yaml").read_text(encoding="utf-8"))
    settings = cast("Mapping[str, object]", document["config"])
    return {key: value for key, value in settings.items() if isinstance(value, str)}


def missing(machine: Machine, settings: Mapping[str, str]) -> Iterator[str]:
    """What the machine lacks, each with where to get it."""
    if not machine.has_command("pulumi"):
        yield "the Pulumi CLI (https://www.pulumi.com/docs/install/)"
    if problem := machine.credentials_problem():
        yield f"AWS credentials of an administrator (aws configure sso, or AWS_PROFILE: {problem})"
    if not settings.get(f"{PROJECT}:githubRepository"):
        yield "your repository on GitHub (make bootstrap REPOSITORY=owner/name)"


def find_place(region: str) -> Place:
    """Asks AWS whose credentials these are. Raises BootstrapError."""
    try:
        identity = _client("sts", region).get_caller_identity()
    except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError) as error:
        raise BootstrapError(f"AWS does not take the credentials: {' '.join(str(error).split())}") from None
    return Place(account_id=identity["Account"], region=region)


def state_is_in_bucket(place: Place) -> bool:
    """Whether an earlier run ended. Raises BootstrapError if AWS does not say."""
    try:
        _client("s3", place.region).head_object(Bucket=place.state_bucket, Key=STATE_OBJECT)
    except botocore.exceptions.ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            return False
        raise BootstrapError(f"{place.state_bucket}: {error}") from None
    return True


def _client(service: str, region: str) -> Any:
    return botocore.session.get_session().create_client(service, region_name=region)


def prepare(place: Place, settings: Mapping[str, str], *, root: Path, confirmed: bool) -> None:
    """Brings the account to what the program says. Raises BootstrapError."""
    folder = root / "bootstrap"
    local = root / ".local" / "bootstrap"
    bucket = Pulumi(folder, place.backend_url)
    if local.exists() or not state_is_in_bucket(place):
        _begin(folder, local, settings, confirmed=confirmed)
        _move(place, folder, local, bucket)
    else:
        say(f"The state is in s3://{place.state_bucket} already: comparing the account with the program.")
        bucket.ensure_stack()
        _configure(bucket, settings)
        if bucket.changes_nothing():
            say("Nothing to change.")
        else:
            bucket.up(confirmed=confirmed)
    say(
        f"The account is ready. Commit bootstrap/Pulumi.{STACK}.yaml, then:",
        f"pulumi login '{place.backend_url}'",
        "The next commands are in docs/runbook.md#first-deployment; what they ask for follows.",
    )
    bucket.run("stack", "output", "--stack", STACK)


def _begin(folder: Path, local: Path, settings: Mapping[str, str], *, confirmed: bool) -> None:
    say("1. Begin a state on this disk, since the bucket for it does not exist yet.", f"   {local}")
    local.mkdir(parents=True, exist_ok=True)
    disk = Pulumi(folder, local.as_uri())
    disk.ensure_stack()
    _configure(disk, settings)
    say(
        "2. Make the state bucket, the key of the stacks' secrets, the images' repository, the roles that",
        "   deploy and their boundary, the topic that hears of it, and API Gateway's log role. Pulumi shows",
        "   them first.",
    )
    disk.up(confirmed=confirmed)


def _move(place: Place, folder: Path, local: Path, bucket: Pulumi) -> None:
    say(f"3. Move the state from this disk into s3://{place.state_bucket}.")
    deployment = local / "deployment.json"
    Pulumi(folder, local.as_uri()).run("stack", "export", "--stack", STACK, "--file", str(deployment))
    if not json.loads(deployment.read_text(encoding="utf-8"))["deployment"].get("resources"):
        deployment.unlink()
        raise BootstrapError("nothing was made, so there is no state to move; run make bootstrap again")
    provider = f"awskms://{place.key_alias}?region={place.region}"
    bucket.ensure_stack("--secrets-provider", provider)
    bucket.run("stack", "import", "--stack", STACK, "--file", str(deployment))
    say("4. Look whether anything changed on the way, then forget the state on this disk.")
    bucket.run("preview", "--stack", STACK, "--expect-no-changes", "--non-interactive")
    shutil.rmtree(local)


def _configure(pulumi: Pulumi, settings: Mapping[str, str]) -> None:
    present = stack_settings(pulumi.folder)
    for key, value in settings.items():
        if present.get(key) != value:
            pulumi.run("config", "set", "--stack", STACK, key, value)


def say(*lines: str) -> None:
    # Before what a child process prints, even into a pipe.
    print(*lines, sep="\n", flush=True)


def _repository(text: str) -> str:
    if text and not REPOSITORY.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a repository as owner/name")
    return text


def _email(text: str) -> str:
    if text and not EMAIL.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not an e-mail address")
    return text


def main(arguments: Sequence[str] | None = None, *, machine: Machine | None = None, root: Path = ROOT) -> int:
    """Exit code 0: the account is ready; 1: something is missing or failed; 2: wrong arguments."""
    parser = argparse.ArgumentParser(prog="bootstrap.py", description=__doc__)
    parser.add_argument(
        "--repository", type=_repository, default="", help="repository that may deploy, as owner/name"
    )
    parser.add_argument(
        "--email", type=_email, default="", help="address that hears how each deployment ended"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask before something is made")
    options = parser.parse_args(arguments)
    asked = {
        f"{PROJECT}:githubRepository": options.repository,
        f"{PROJECT}:notificationEmail": options.email,
    }
    given = {key: value for key, value in asked.items() if value}
    settings = stack_settings(root / "bootstrap") | given
    if lacking := list(missing(machine or this_machine(), settings)):
        print(f"make bootstrap: missing: {'; '.join(lacking)}", file=sys.stderr)
        return 1
    try:
        place = find_place(settings["aws:region"])
        say(f"Account {place.account_id}, region {place.region}.")
        prepare(place, given, root=root, confirmed=options.yes)
    except BootstrapError as error:
        print(f"make bootstrap: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
