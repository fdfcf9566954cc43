"""Build projects and pipelines."""

import re
from typing import Final

from ..control import ENCRYPTION, Frameworks, Problem, Problems, Setting, control, every, expect
from ..documents import covers
from ..embedded_json import embedded_list
from ..encryption import customer_key
from ..graph import Subject
from ..model import Level, Severity
from ..resource_types import CODEBUILD_PROJECT, PIPELINE, SOURCE_CREDENTIAL
from ..secret_material import is_secret_name, secret_in
from ..values import Block, chained

_USER_IN_URL: Final = re.compile(r"^[a-z][a-z0-9+.-]*://[^/@]+@", re.IGNORECASE)


@control(
    id="CI-01",
    title="Build projects hold no credentials",
    severity=Severity.CRITICAL,
    types=(CODEBUILD_PROJECT, PIPELINE, SOURCE_CREDENTIAL),
    frameworks=Frameworks(fsbp=("CodeBuild.1", "CodeBuild.2")),
    why="A project's variables and its repository's address are shown to everyone who may look at the "
    "project, and printed by many build tools.",
    fix="Use type SECRETS_MANAGER for secret variables, the project's role instead of access keys, and a "
    "connection instead of a token in the address.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-2",
)
def no_plain_credentials(project: Subject) -> Problems:
    if project.view.type == SOURCE_CREDENTIAL:
        if project.text("authType") not in ("CODECONNECTIONS", "SECRETS_MANAGER"):
            yield Problem("hands CodeBuild a token of its own instead of a connection")
        return
    if project.view.type == PIPELINE:
        actions = chained(stage.blocks("actions") for stage in project.blocks("stages"))
        yield from every(_action_problems(action.block("configuration")) for action in actions)
        return

    def source(place: Block) -> Problems:
        if _USER_IN_URL.match(place.text("location")):
            yield Problem(f"{place.path}.location holds credentials", place.path)

    sources = chained(project.blocks(path) for path in ("source", "secondarySources"))
    yield from every(
        [
            every(map(_variable_problems, project.blocks("environment.environmentVariables"))),
            every(map(source, sources)),
        ]
    )


def _variable_problems(entry: Block) -> Problems:
    name = entry.text("name")
    if entry.text("type", default="PLAINTEXT").upper() != "PLAINTEXT":
        return
    if is_secret_name(name):
        yield Problem(f"variable {name} is named like a secret but is of type PLAINTEXT", name)
    elif kind := secret_in(entry.text("value")):
        yield Problem(f"variable {name} holds what looks like {kind}", name)


def _action_problems(configuration: Block) -> Problems:
    """A pipeline's action: a token among its settings, or variables for a build, as JSON."""
    for name in configuration.names():
        if is_secret_name(name):
            yield Problem(f"{configuration.path}.{name} holds a token", name)
    yield from every(map(_variable_problems, embedded_list(configuration, "EnvironmentVariables")))


@control(
    id="CI-02",
    title="Build artifacts are encrypted with a key of the account",
    severity=Severity.MEDIUM,
    types=(CODEBUILD_PROJECT, PIPELINE),
    families=(ENCRYPTION,),
    frameworks=Frameworks(checkov=("CKV_AWS_78", "CKV_AWS_147", "CKV_AWS_219")),
    why="Artifacts are the program about to run in production, and often its configuration.",
    fix="Set encryptionKey on the project, encryptionKey with type KMS on each artifact store of a "
    "pipeline, and leave encryptionDisabled out.",
    url="https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html",
)
def artifacts_encrypted(resource: Subject) -> Problems:
    def artifact(place: Block) -> Problems:
        if place.flag("encryptionDisabled"):
            yield Problem(f"{place.path}.encryptionDisabled is true", place.path)

    if resource.view.type == PIPELINE:
        yield from every(
            customer_key(store, "encryptionKey.id") for store in resource.blocks("artifactStores")
        )
        return
    places = chained(
        resource.blocks(path) for path in ("artifacts", "secondaryArtifacts", "logsConfig.s3Logs")
    )
    yield from every([customer_key(resource, "encryptionKey"), every(map(artifact, places))])


@control(
    id="CI-03",
    title="Builds are logged and not shown to the world",
    severity=Severity.MEDIUM,
    types=(CODEBUILD_PROJECT,),
    frameworks=Frameworks(fsbp=("CodeBuild.3", "CodeBuild.4"), checkov=("CKV_AWS_314", "CKV_AWS_311")),
    why="A build that left no log cannot be explained afterwards. A public project shows its log and its "
    "artifacts to everybody.",
    fix="Leave logsConfig.cloudwatchLogs on or enable encrypted s3Logs, and leave projectVisibility PRIVATE.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-4",
)
def builds_logged(project: Subject) -> Problems:
    def on(path: str, default: str) -> bool:
        return project.text(f"logsConfig.{path}.status", default=default).upper() == "ENABLED"

    yield from every(
        [
            expect(
                lambda: on("cloudwatchLogs", "ENABLED") or on("s3Logs", "DISABLED"),
                "no log of a build is kept",
            ),
            expect(
                lambda: not project.flag("logsConfig.s3Logs.encryptionDisabled"),
                "logsConfig.s3Logs.encryptionDisabled is true",
            ),
            expect(
                lambda: project.text("projectVisibility", default="PRIVATE") == "PRIVATE",
                "projectVisibility is not PRIVATE",
            ),
        ]
    )


@control(
    id="CI-04",
    title="Builds run without power over their host",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    types=(CODEBUILD_PROJECT,),
    frameworks=Frameworks(checkov=("CKV_AWS_316",)),
    settings={
        "imageBuilders": Setting(
            default=(), description="Names (with * and ?) of projects that build container images and need it"
        )
    },
    why="A privileged container reaches the devices of its host. Only building container images needs that.",
    fix="Leave environment.privilegedMode out, or list the project in imageBuilders.",
    url="https://docs.aws.amazon.com/codebuild/latest/userguide/create-project.html",
)
def builds_unprivileged(project: Subject) -> Problems:
    allowed = any(covers(pattern, project.view.name) for pattern in project.settings["imageBuilders"])
    if not allowed and project.flag("environment.privilegedMode"):
        yield Problem("environment.privilegedMode is true")


@control(
    id="CI-05",
    title="Somebody approves before a pipeline reaches production",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    types=(PIPELINE,),
    why="Without a stop, whoever can push can deploy, and so can whoever stole the token the pipeline reads "
    "the code with.",
    fix="Put an action of category Approval before the stage that deploys to production, and take the source "
    "through a connection (CodeStarSourceConnection).",
    url="https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html",
)
def release_is_approved(pipeline: Subject) -> Problems:
    approved = False
    for stage in list(pipeline.blocks("stages")):
        for action in stage.blocks("actions"):
            category = action.text("category")
            approved = approved or category == "Approval"
            names = f"{stage.text('name')} {action.text('name')}".lower()
            if category in ("Deploy", "Build", "Invoke") and "prod" in names and not approved:
                yield Problem(f"{action.path} reaches production unapproved", action.path)
            if category == "Source" and action.text("owner") == "ThirdParty":
                yield Problem(f"{action.path} reads the code with a token", action.path)
