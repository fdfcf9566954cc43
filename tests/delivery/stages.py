"""The way from a commit to production as the architecture draws it, and how each pipeline walks it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from blueprint.recording import Recording

ROOT = Path(__file__).resolve().parents[2]
DRAWN = ("build", "staging", "health", "approval", "production", "notify")
"""Build Stage, Deploy Stage, Test Stage, Manual Approval, Deploy Stage again, Notify Stage."""


def workflow(name: str) -> dict[Any, Any]:
    return yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text())


def of_github() -> list[str]:
    """What the jobs of the workflow do, in the order in which they wait for each other."""
    jobs: dict[str, dict[str, Any]] = workflow("deploy")["jobs"]
    return [stage for name in _in_order(jobs) for stage in _of_job(jobs[name])]


def _in_order(jobs: Mapping[str, Mapping[str, Any]]) -> list[str]:
    ordered: list[str] = []
    while len(ordered) < len(jobs):
        ready = [
            name for name, job in jobs.items() if name not in ordered and set(_needs(job)) <= set(ordered)
        ]
        assert ready, "jobs wait for each other"
        ordered += ready
    return ordered


def _needs(job: Mapping[str, Any]) -> list[str]:
    needs = job.get("needs", [])
    return [needs] if isinstance(needs, str) else needs


def _of_job(job: Mapping[str, Any]) -> Iterator[str]:
    commands = " ".join(step.get("run", "") for step in job.get("steps", []))
    if "make web" in commands:
        yield "build"
    if "aws sns publish" in commands:
        yield "notify"
    match job.get("with"):
        case {"command": "up", "stack": "staging"}:
            yield "staging"
            yield from _last_step_of_a_deployment()
        case {"command": "up", "stack": "prod", "environment": "production"}:
            yield "approval"  # the environment's rule, asked before the job starts
            yield "production"


def _last_step_of_a_deployment() -> Iterator[str]:
    (job,) = workflow("stack")["jobs"].values()
    if "scripts/smoke.py" in job["steps"][-1]["run"]:
        yield "health"


def of_codepipeline(bootstrap: Recording) -> list[str]:
    """What the stages of the pipeline do, and what its notification rule adds."""
    (pipeline,) = bootstrap.of_type("aws:codepipeline/pipeline:Pipeline")
    (rule,) = bootstrap.of_type("aws:codestarnotifications/notificationRule:NotificationRule")
    done = [stage["name"].lower() for stage in pipeline.inputs["stages"] if stage["name"] != "Source"]
    return [*done, *(["notify"] if rule.inputs["resource"] == pipeline.outputs["arn"] else [])]
