"""A rollback moves every serving function to the release before, and none when one cannot go there."""

import re
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import yaml
from moto import mock_aws

from blueprint.recording import record_program
from scripts.preflight import ROOT
from scripts.rollback import ALIAS, SERVING, main

REPOSITORY = "123456789012.dkr.ecr.us-east-1.amazonaws.com/habits-staging"


class Account:
    """An account with the functions of one stack."""

    def __init__(self) -> None:
        self.aws: Any = boto3.client("lambda", region_name="us-east-1")
        role = boto3.client("iam").create_role(RoleName="any", AssumeRolePolicyDocument="{}")
        self.role = role["Role"]["Arn"]

    def deploy(self, release: str, *, function: str, memory: int = 512) -> None:
        """As a deployment does: publish a version, then let the alias serve it."""
        name = f"habits-prod-{function}"
        image, environment = f"{REPOSITORY}@sha256:{release * 64}", {"Variables": {"APP_VERSION": release}}
        if name not in {each["FunctionName"] for each in self.aws.list_functions()["Functions"]}:
            first = self.aws.create_function(
                FunctionName=name,
                Role=self.role,
                PackageType="Image",
                Code={"ImageUri": image},
                Environment=environment,
                MemorySize=memory,
                Publish=True,
            )
            self.aws.create_alias(FunctionName=name, Name=ALIAS, FunctionVersion=first["Version"])
            return
        self.aws.update_function_configuration(FunctionName=name, Environment=environment, MemorySize=memory)
        self.aws.update_function_code(FunctionName=name, ImageUri=image)
        version = self.aws.publish_version(FunctionName=name)["Version"]
        self.aws.update_alias(FunctionName=name, Name=ALIAS, FunctionVersion=version)

    def serving(self) -> dict[str, str]:
        """The release that each function's alias serves."""
        return {
            function: self.aws.get_function_configuration(
                FunctionName=f"habits-prod-{function}", Qualifier=ALIAS
            )["Environment"]["Variables"]["APP_VERSION"]
            for function in SERVING
        }


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        yield Account()


def both(release: str) -> dict[str, str]:
    return dict.fromkeys(SERVING, release)


def test_every_function_goes_back_to_the_release_before(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    for release in "abc":
        for function in SERVING:
            account.deploy(release, function=function)
    assert account.serving() == both("c")
    assert main(["prod"]) == 0
    assert account.serving() == both("b")
    said = capsys.readouterr()
    assert said.out == "b\n", "what /health reports now, for the smoke test"
    assert "habits-prod-api: version 3 -> 2" in said.err
    # The stand-in of AWS shows the newest image of a function for every version, so only its form is certain.
    assert re.search(
        rf"^pulumi config set imageUri {REPOSITORY}@sha256:\w{{64}} --stack prod$", said.err, re.M
    )


def test_another_rollback_goes_one_release_further(account: Account) -> None:
    for release in "abc":
        for function in SERVING:
            account.deploy(release, function=function)
    assert [main(["prod"]), main(["prod"])] == [0, 0]
    assert account.serving() == both("a")


def test_a_change_of_settings_is_no_release(account: Account) -> None:
    for function in SERVING:
        account.deploy("a", function=function)
        account.deploy("b", function=function)
    account.deploy("b", function="api", memory=1024)
    assert main(["prod"]) == 0
    assert account.serving() == both("a"), "although the functions have published differently many versions"


def test_without_an_earlier_release_nothing_moves(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    for function in SERVING:
        account.deploy("a", function=function)
    assert main(["prod"]) == 1
    assert account.serving() == both("a")
    said = capsys.readouterr()
    assert said.err == "make rollback: habits-prod-api: no version before 1 has another release in it\n"
    assert said.out == ""


def test_no_function_moves_when_one_lacks_the_release(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    account.deploy("a", function="api")
    for function in SERVING:
        account.deploy("b", function=function)
    assert main(["prod"]) == 1
    assert account.serving() == both("b")
    assert "habits-prod-tasks: has no version with release a in it" in capsys.readouterr().err


def test_a_stack_that_is_not_deployed_is_told_in_one_line(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prod"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("make rollback: ")
    assert "habits-prod-api" in line


def test_an_unknown_stack_is_told_with_the_stacks_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["produktion"]) == 1
    expected = "make rollback: there is no stack called produktion (there are: prod, staging)\n"
    assert capsys.readouterr().err == expected


def test_missing_credentials_are_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    assert main(["prod"]) == 1
    assert capsys.readouterr().err == "make rollback: Unable to locate credentials\n"


def test_the_functions_and_their_aliases_are_those_of_the_program() -> None:
    recording = record_program("prod")
    aliases = {
        (alias.inputs["functionName"], alias.inputs["name"])
        for alias in recording.of_type("aws:lambda/alias:Alias")
    }
    assert {(f"habits-prod-{function}", ALIAS) for function in SERVING} <= aliases
    for function in recording.of_type("aws:lambda/function:Function"):
        assert function.inputs["publish"] is True, "or there is nothing to go back to"
        assert "APP_VERSION" in function.inputs["environment"]["variables"]


def test_the_workflow_goes_back_only_when_asked_and_asks_the_health() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/rollback.yml").read_text())
    assert set(workflow[True]) == {"workflow_dispatch"}
    assert workflow[True]["workflow_dispatch"]["inputs"]["stack"]["options"] == ["staging", "prod"]
    (job,) = workflow["jobs"].values()
    assert job["environment"] == "${{ inputs.stack == 'prod' && 'production' || 'staging' }}"
    assert job["concurrency"] == {
        "group": "pulumi-up-${{ inputs.stack }}",
        "cancel-in-progress": False,
    }, "the one of a deployment, which it may not meet"
    first, last = [step["run"] for step in job["steps"] if "run" in step]
    assert "make --silent rollback" in first
    assert last.startswith('python3 scripts/smoke.py "$URL" "$VERSION"')
