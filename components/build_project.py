"""A CodeBuild project that works for a pipeline: its role, its log, and nothing kept between two builds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import pulumi
import pulumi_aws as aws

from components.documents import Statement, policy_document, trust

IMAGE = "public.ecr.aws/docker/library/debian:13"
"""Where the gate runs too: what a build needs beyond it stands in its build specification."""


class Machine(StrEnum):
    """Environment type and size of a build."""

    SMALL_ARM = "ARM_CONTAINER BUILD_GENERAL1_SMALL"
    """Builds the functions' image without emulation."""
    MEDIUM_X86 = "LINUX_CONTAINER BUILD_GENERAL1_MEDIUM"
    """Two processors and 7 GB: the gate starts databases, browsers and a container."""


@dataclass(frozen=True, kw_only=True)
class BuildProjectArgs:
    project_name: str
    description: str
    account_id: str
    region: str
    role_name: str
    role_path: str
    buildspec: str
    """Path in the repository of what the build does."""
    machine: Machine
    builds_images: bool = False
    """Whether a Docker engine runs in the build, which needs power over its host."""
    minutes: int
    """After which the build is stopped, 5 to 480."""
    variables: Mapping[str, str] = field(default_factory=dict[str, str])
    statements: Sequence[Statement] = ()
    """What the role may do beyond reading the sources, exchanging artifacts and writing its log."""
    connection_arn: pulumi.Input[str]
    """The sources are cloned through it, with their history."""
    artifact_bucket_arn: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    """KMS key of artifacts and log."""
    log_retention_days: int

    def __post_init__(self) -> None:
        if not 5 <= self.minutes <= 480:
            raise ValueError(f"minutes: {self.minutes} is not from 5 to 480")

    @property
    def arn(self) -> str:
        return f"arn:aws:codebuild:{self.region}:{self.account_id}:project/{self.project_name}"

    @property
    def log_group(self) -> str:
        return f"/aws/codebuild/{self.project_name}"


class BuildProject(pulumi.ComponentResource):
    project_name: pulumi.Output[str]
    """Known once its role may do everything it has to."""

    def __init__(self, name: str, args: BuildProjectArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:build_project:BuildProject", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        logs = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name=args.log_group,
            retention_in_days=args.log_retention_days,
            kms_key_id=args.key_arn,
            opts=child,
        )
        role = aws.iam.Role(
            f"{name}-role",
            name=args.role_name,
            path=args.role_path,
            # Of any project of anybody, CodeBuild could otherwise be made to act with it.
            assume_role_policy=trust(
                "codebuild.amazonaws.com", {"StringEquals": {"aws:SourceArn": args.arn}}
            ),
            opts=child,
        )
        # Two policies, since one of a deployment leaves little of what a policy may hold.
        basis = aws.iam.RolePolicy(
            f"{name}-basis", role=role.name, policy=policy_document(_basis(args)), opts=child
        )
        permissions = [basis]
        if args.statements:
            permissions.append(
                aws.iam.RolePolicy(
                    f"{name}-permissions",
                    role=role.name,
                    policy=policy_document(args.statements),
                    opts=child,
                )
            )
        kind, _, size = args.machine.value.partition(" ")
        project = aws.codebuild.Project(
            f"{name}-project",
            name=args.project_name,
            description=args.description,
            service_role=role.arn,
            source={"type": "CODEPIPELINE", "buildspec": args.buildspec},
            artifacts={"type": "CODEPIPELINE"},
            environment={
                "type": kind,
                "compute_type": size,
                "image": IMAGE,
                "image_pull_credentials_type": "SERVICE_ROLE",
                "privileged_mode": args.builds_images,
                "environment_variables": [
                    {"name": variable, "value": value} for variable, value in args.variables.items()
                ],
            },
            encryption_key=args.key_arn,
            build_timeout=args.minutes,
            concurrent_build_limit=1,
            logs_config={"cloudwatch_logs": {"status": "ENABLED", "group_name": logs.name}},
            opts=pulumi.ResourceOptions(parent=self, depends_on=permissions),
        )
        self.project_name = project.name
        self.register_outputs({"project_name": self.project_name})


def _basis(args: BuildProjectArgs) -> list[Statement]:
    def allow(sid: str, actions: list[str], resource: pulumi.Input[str]) -> Statement:
        return {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resource}

    group = f"arn:aws:logs:{args.region}:{args.account_id}:log-group:{args.log_group}:*"
    return [
        allow("Log", ["logs:CreateLogStream", "logs:PutLogEvents"], group),
        allow(
            "Artifacts",
            ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
            pulumi.Output.format("{}/*", args.artifact_bucket_arn),
        ),
        allow("ArtifactsKey", ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], args.key_arn),
        allow("Clone", ["codeconnections:UseConnection"], args.connection_arn),
    ]
