"""What runs: which code, in which edition, under whose name."""

from typing import Final

from ..control import Frameworks, Problem, Problems, Setting, control, every, expect
from ..graph import Subject
from ..model import Level, Severity
from ..resource_types import CODEBUILD_PROJECT, FUNCTION, PIPELINE, ROLE
from ..values import chained


@control(
    id="LAM-06",
    title="Functions run an image by its digest",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    types=(FUNCTION,),
    why="A tag says what an image is called, a digest what it is. With a tag nobody can tell afterwards "
    "which code ran, and a pushed tag does not even start a deployment.",
    fix="Set imageUri to the repository and the digest the build gave (@sha256:...).",
    url="https://docs.aws.amazon.com/lambda/latest/dg/images-create.html",
)
def image_by_digest(function: Subject) -> Problems:
    if function.present("imageUri"):
        yield from expect(lambda: "@sha256:" in function.text("imageUri"), "imageUri names no digest")


# Runtimes that AWS no longer patches, with the last day, as its list of runtimes has them.
_ENDED: Final = {
    "nodejs20.x": "2026-04-30", "nodejs18.x": "2025-09-01", "nodejs16.x": "2024-06-12",
    "nodejs14.x": "2023-12-04", "nodejs12.x": "2023-03-31", "nodejs10.x": "2021-07-30",
    "python3.10": "2026-10-31", "python3.9": "2025-12-15", "python3.8": "2024-10-14",
    "python3.7": "2023-12-04", "python3.6": "2022-07-18", "python2.7": "2021-07-15",
    "ruby3.2": "2026-03-31", "ruby2.7": "2023-12-07", "ruby2.5": "2021-07-30",
    "java8": "2024-01-08", "go1.x": "2024-01-08", "provided": "2024-01-08", "provided.al2": "2026-07-31",
    "dotnet7": "2024-05-14", "dotnet6": "2024-12-20", "dotnet5.0": "2022-05-10",
    "dotnetcore3.1": "2023-04-03", "dotnetcore2.1": "2022-01-05",
}  # fmt: skip


@control(
    id="LAM-07",
    title="Functions run on runtimes that are still patched",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    types=(FUNCTION,),
    frameworks=Frameworks(fsbp=("Lambda.2",), checkov=("CKV_AWS_363",)),
    why="After its last day a runtime gets no security fixes, and some months later no deployment either.",
    fix="Choose a newer runtime, or ship the function as an image whose base you keep current.",
    url="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
)
def runtime_is_patched(function: Subject) -> Problems:
    runtime = function.text("runtime")
    if runtime in _ENDED:
        yield Problem(f"the runtime is not patched since {_ENDED[runtime]}")


@control(
    id="IAM-08",
    title="Each workload has a role of its own",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    types=(ROLE,),
    reads_stack=True,
    settings={
        "boundaryRequired": Setting(
            default=False, description="Whether each role needs a permissions boundary"
        )
    },
    why="A shared role grants each of its users what only one of them needs, and the trail names all of them "
    "as one.",
    fix="Create one role for each function, build project or pipeline.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
)
def role_for_one(role: Subject) -> Problems:
    kinds = (("role", FUNCTION), ("serviceRole", CODEBUILD_PROJECT), ("roleArn", PIPELINE))

    def shared() -> Problems:
        users = sorted(
            user.view.name for user in chained(role.stack.sources(role, path, kind) for path, kind in kinds)
        )
        if len(users) > 1:
            yield Problem(f"is shared by {', '.join(users)}")

    yield from every(
        [
            shared(),
            expect(
                lambda: not role.settings["boundaryRequired"] or role.present("permissionsBoundary"),
                "permissionsBoundary is not set",
            ),
        ]
    )
