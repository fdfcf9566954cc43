"""The workflows lint clean, hold no key, and walk the way of the drawing, from a commit to production."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from bootstrap.account.place import ENVIRONMENTS, NOTIFY_ENVIRONMENT, PREVIEW_ENVIRONMENT, ROLE_PATH
from tests.delivery.recorded_bootstrap import ACCOUNT, bootstrap

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
NAMES = [file.stem for file in FILES]
TOOLS = Path(sys.executable).parent

each_workflow = pytest.mark.parametrize("name", NAMES)


def text(name: str) -> str:
    return (ROOT / f".github/workflows/{name}.yml").read_text()


def workflow(name: str) -> dict[Any, Any]:
    return yaml.safe_load(text(name))


def triggers(name: str) -> Mapping[str, Any]:
    # In YAML 1.1 the bare word `on` is the truth value.
    return workflow(name)[True]


def jobs(name: str) -> dict[str, dict[str, Any]]:
    return workflow(name)["jobs"]


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in jobs(name).values():
        yield from job.get("steps", [])


def step_names() -> list[str]:
    return [step.get("name", step.get("uses", "")) for step in steps("stack")]


def position(name: str) -> int:
    """Of a step of stack.yml."""
    return step_names().index(name)


def commands(name: str) -> str:
    return "\n".join(step["run"] for step in steps(name) if "run" in step)


def test_actionlint_finds_nothing() -> None:
    finished = subprocess.run(
        [TOOLS / "actionlint", "-shellcheck", TOOLS / "shellcheck", *FILES],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert finished.returncode == 0, finished.stdout


def test_zizmor_finds_nothing_even_when_it_is_pedantic() -> None:
    finished = subprocess.run(
        [TOOLS / "zizmor", "--offline", "--persona=pedantic", "--format=plain", ".github"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"NO_COLOR": "1"},
    )
    assert finished.returncode == 0, finished.stdout


@each_workflow
def test_every_foreign_action_is_pinned_to_a_commit(name: str) -> None:
    used = re.findall(r"uses: (\S+)(.*)", text(name))
    foreign = [(action, comment) for action, comment in used if not action.startswith("$/")]
    assert foreign or name == "deploy"
    for action, comment in foreign:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), f"{action} does not say its version"


@each_workflow
def test_no_workflow_reads_a_secret(name: str) -> None:
    assert "secrets" not in text(name).replace("without any secret", "")


@each_workflow
def test_a_workflow_may_do_nothing_but_what_a_job_asks_for(name: str) -> None:
    assert workflow(name)["permissions"] == {}
    for job in jobs(name).values():
        assert set(job["permissions"].items()) <= {
            ("contents", "read"),
            ("id-token", "write"),
            ("security-events", "write"),
        }


@each_workflow
def test_every_job_ends_by_itself(name: str) -> None:
    assert all("timeout-minutes" in job or "uses" in job for job in jobs(name).values())


def test_pull_requests_run_the_gate_and_nothing_that_knows_aws() -> None:
    assert set(triggers("ci")) == {"pull_request", "workflow_call"}
    assert {name: job["permissions"] for name, job in jobs("ci").items()} == {
        "gate": {"contents": "read"},
        "blueprint": {"contents": "read"},
        "findings": {"security-events": "write"},
    }
    assert ".ci/run" in commands("ci")
    assert "make check test image" in (ROOT / ".ci/run").read_text()


def test_a_pull_request_is_compared_with_the_program_it_would_change() -> None:
    base, *_ = [step for step in steps("ci") if step.get("with", {}).get("path") == "base"]
    assert base["with"]["ref"] == "${{ github.event.pull_request.base.sha }}"
    recorded, compared = [step["run"] for step in steps("ci") if "-m blueprint" in step.get("run", "")]
    assert '--json "../base-$stack.json"' in recorded
    assert '--compare "base-$stack.json"' in compared
    assert '>>"$GITHUB_STEP_SUMMARY"' in compared


def test_findings_are_uploaded_by_line_by_a_job_that_runs_nothing_of_the_change() -> None:
    (record,) = [step["run"] for step in steps("ci") if "--html" in step.get("run", "")]
    assert '--sarif "report/$stack.sarif"' in record
    assert '--svg "report/$stack.svg"' in record
    findings = jobs("ci")["findings"]
    assert "fork != true" in findings["if"]
    assert not [step for step in findings["steps"] if "checkout" in step.get("uses", "")]
    (upload,) = [step["run"] for step in findings["steps"] if "run" in step]
    assert "code-scanning/sarifs" in upload
    assert "scripts/" not in upload
    assert ".venv" not in upload


def test_only_main_is_deployed() -> None:
    assert triggers("deploy")["push"] == {"branches": ["main"]}
    assert set(triggers("deploy")) == {"push", "workflow_dispatch"}


def test_the_stages_are_those_of_the_drawing() -> None:
    needs = {name: job.get("needs") for name, job in jobs("deploy").items()}
    assert needs == {
        "test": None,
        "site": "test",
        "staging": "site",
        "preview": "staging",
        "production": ["staging", "preview"],
        "notify": ["test", "site", "staging", "preview", "production"],
    }


def test_each_stage_runs_in_the_environment_and_role_that_the_bootstrap_made() -> None:
    stages = {name: job["with"] for name, job in jobs("deploy").items() if "with" in job}
    assert {
        name: (stage["command"], stage["stack"], stage["environment"], stage["role"])
        for name, stage in stages.items()
    } == {
        "staging": ("up", "staging", ENVIRONMENTS["staging"], "habits-deploy-staging"),
        "preview": ("preview", "prod", PREVIEW_ENVIRONMENT, "habits-preview"),
        "production": ("up", "prod", ENVIRONMENTS["prod"], "habits-deploy-prod"),
    }
    assert jobs("deploy")["notify"]["environment"] == NOTIFY_ENVIRONMENT
    roles = {role.inputs["name"] for role in bootstrap().of_type("aws:iam/role:Role")}
    assert {stage["role"] for stage in stages.values()} | {"habits-notify"} <= roles
    for name in ("deploy", "stack"):
        assert f"role{ROLE_PATH}" in text(name)


def test_production_gets_the_digest_that_staging_has_tested() -> None:
    tested = "${{ needs.staging.outputs.image-uri }}"
    assert "image-uri" not in jobs("deploy")["staging"]["with"]
    assert jobs("deploy")["preview"]["with"]["image-uri"] == tested
    assert jobs("deploy")["production"]["with"]["image-uri"] == tested
    assert jobs("stack")["pulumi"]["env"]["IMAGE_URI"] == "${{ inputs.image-uri }}"
    assert 'scripts/deliver.sh preview "$STACK" "$IMAGE_URI"' in commands("stack")
    assert 'scripts/deliver.sh up "$STACK" "$IMAGE_URI"' in commands("stack")


def test_the_health_of_a_deployment_is_its_last_step() -> None:
    assert step_names()[-1] == "Wait for its health"
    assert list(steps("stack"))[-1]["run"].startswith('python3 scripts/smoke.py "$URL" "$VERSION"')


def test_a_running_deployment_is_never_cancelled() -> None:
    concurrency = jobs("stack")["pulumi"]["concurrency"]
    assert concurrency["cancel-in-progress"] is False
    assert "inputs.stack" in concurrency["group"]
    assert workflow("deploy")["concurrency"]["cancel-in-progress"] is False


def test_credentials_outlive_the_job_that_holds_them() -> None:
    (credentials,) = [step["with"] for step in steps("stack") if "configure-aws" in step.get("uses", "")]
    assert credentials["role-duration-seconds"] > 60 * jobs("stack")["pulumi"]["timeout-minutes"]


def test_docker_keeps_its_images_in_its_own_store_before_one_is_built() -> None:
    assert position("Let Docker keep images in its own store") < position("Deploy")
    step = list(steps("stack"))[position("Let Docker keep images in its own store")]
    assert '.features["containerd-snapshotter"] = false' in step["run"]


def test_the_end_is_told_whatever_it_was() -> None:
    notify = jobs("deploy")["notify"]
    assert notify["if"] == "always()"
    assert "aws sns publish" in commands("deploy")
    topic = notify["env"]["TOPIC"]
    for variable, value in bootstrap().exports["githubVariables"].items():
        topic = topic.replace(f"${{{{ vars.{variable} }}}}", value)
    assert topic == bootstrap().exports["notificationTopic"]


def test_the_state_is_where_the_bootstrap_put_it() -> None:
    url = jobs("stack")["pulumi"]["env"]["PULUMI_BACKEND_URL"]
    url = url.replace("${{ vars.AWS_ACCOUNT_ID }}", ACCOUNT).replace("${{ vars.AWS_REGION }}", "us-east-1")
    assert url == bootstrap().exports["backendUrl"]


def test_the_command_line_has_the_version_of_the_library() -> None:
    (version,) = [
        step["with"]["pulumi-version"] for step in steps("stack") if "pulumi/" in step.get("uses", "")
    ]
    assert f'"pulumi=={version}"' in (ROOT / "pyproject.toml").read_text()


def test_a_deployment_sees_the_whole_history_to_tell_older_from_newer() -> None:
    checkout, *_ = [step["with"] for step in steps("stack") if "checkout" in step.get("uses", "")]
    assert checkout["fetch-depth"] == 0


def test_every_kind_of_dependency_is_kept_up_to_date() -> None:
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text())["updates"]
    manifests = {
        "github-actions": ".github/workflows",
        "uv": "uv.lock",
        "npm": "package-lock.json",
        "docker": "Dockerfile",
    }
    assert {update["package-ecosystem"] for update in updates} == set(manifests)
    for update in updates:
        for directory in update.get("directories") or [update["directory"]]:
            folder = ROOT / directory.strip("/")
            assert (folder / manifests[update["package-ecosystem"]]).exists(), update
