"""From a commit to production by CodePipeline: build, staging, `/health`, a person's approval, production."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.documents import Statement, policy_document, trust

SOURCE, SITE = "Source", "Site"
"""Artifacts: the commit, and the web app as it was built from it."""
STAGING = "Staging"
"""Namespace of what the deployment of staging tells: `url`, `version`, `image_uri`."""
PRODUCTION = "Production"
ENDS = ("failed", "succeeded", "canceled", "superseded")
"""How an execution can end; each is told."""


@dataclass(frozen=True, kw_only=True)
class PipelineProjects:
    """Names of the CodeBuild projects that do the stages' work."""

    gate: pulumi.Input[str]
    """Tests, judges both stacks by the policy pack, builds the site."""
    staging: pulumi.Input[str]
    health: pulumi.Input[str]
    """Waits until `URL` answers `VERSION`."""
    preview: pulumi.Input[str]
    """Shows whoever approves what production would change; may change nothing."""
    production: pulumi.Input[str]

    def names(self) -> list[pulumi.Input[str]]:
        return [self.gate, self.staging, self.health, self.preview, self.production]


@dataclass(frozen=True, kw_only=True)
class DeliveryPipelineArgs:
    pipeline_name: str
    account_id: str
    region: str
    role_name: str
    role_path: str
    repository: str
    """`owner/name`"""
    branch: str
    connection_arn: pulumi.Input[str]
    projects: PipelineProjects
    artifact_bucket_name: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    """KMS key of the artifacts and of the topic."""
    topic_arn: pulumi.Input[str]
    """Asks for approval and hears how it ended; its policy admits codestar-notifications.amazonaws.com."""

    @property
    def arn(self) -> str:
        return f"arn:aws:codepipeline:{self.region}:{self.account_id}:{self.pipeline_name}"


class DeliveryPipeline(pulumi.ComponentResource):
    pipeline_name: pulumi.Output[str]

    def __init__(
        self, name: str, args: DeliveryPipelineArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("habits:pipeline:DeliveryPipeline", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-role",
            name=args.role_name,
            path=args.role_path,
            assume_role_policy=trust(
                "codepipeline.amazonaws.com", {"StringEquals": {"aws:SourceArn": args.arn}}
            ),
            opts=child,
        )
        permissions = aws.iam.RolePolicy(
            f"{name}-permissions", role=role.name, policy=policy_document(_permissions(args)), opts=child
        )
        pipeline = aws.codepipeline.Pipeline(
            f"{name}-pipeline",
            name=args.pipeline_name,
            pipeline_type="V2",
            # A newer commit overtakes an older one that waits before a stage.
            execution_mode="SUPERSEDED",
            role_arn=role.arn,
            artifact_stores=[
                {
                    "type": "S3",
                    "location": args.artifact_bucket_name,
                    "encryption_key": {"type": "KMS", "id": args.key_arn},
                }
            ],
            stages=_stages(args),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[permissions]),
        )
        aws.codestarnotifications.NotificationRule(
            f"{name}-end",
            name=f"{args.pipeline_name}-end",
            resource=pipeline.arn,
            event_type_ids=[f"codepipeline-pipeline-pipeline-execution-{end}" for end in ENDS],
            detail_type="FULL",
            targets=[{"address": args.topic_arn}],
            opts=child,
        )
        self.pipeline_name = pipeline.name
        self.register_outputs({"pipeline_name": self.pipeline_name})


def _stages(args: DeliveryPipelineArgs) -> Sequence[aws.codepipeline.PipelineStageArgs]:
    projects = args.projects
    tested = {"IMAGE_URI": f"#{{{STAGING}.image_uri}}"}

    def stage(
        name: str, *actions: aws.codepipeline.PipelineStageActionArgs
    ) -> aws.codepipeline.PipelineStageArgs:
        return aws.codepipeline.PipelineStageArgs(name=name, actions=list(actions))

    return [
        stage("Source", _source(args)),
        stage("Build", _build("Gate", projects.gate, [SOURCE], outputs=[SITE])),
        stage("Staging", _build("Deploy", projects.staging, [SOURCE, SITE], namespace=STAGING)),
        stage("Health", _health(projects.health, STAGING)),
        stage(
            "Approval",
            _build("Preview", projects.preview, [SOURCE, SITE], variables=tested),
            _approval(args),
        ),
        stage(
            "Production",
            _build("Deploy", projects.production, [SOURCE, SITE], variables=tested, namespace=PRODUCTION),
            _health(projects.health, PRODUCTION, order=2),
        ),
    ]


def _source(args: DeliveryPipelineArgs) -> aws.codepipeline.PipelineStageActionArgs:
    return aws.codepipeline.PipelineStageActionArgs(
        name="Commit",
        category="Source",
        owner="AWS",
        provider="CodeStarSourceConnection",
        version="1",
        output_artifacts=[SOURCE],
        configuration={
            "ConnectionArn": args.connection_arn,
            "FullRepositoryId": args.repository,
            "BranchName": args.branch,
            # With the history: a deployment looks whether anything newer is live.
            "OutputArtifactFormat": "CODEBUILD_CLONE_REF",
            "DetectChanges": "true",
        },
    )


def _build(
    name: str,
    project: pulumi.Input[str],
    inputs: Sequence[str],
    *,
    outputs: Sequence[str] = (),
    variables: Mapping[str, str] | None = None,
    namespace: str | None = None,
    order: int = 1,
    category: str = "Build",
) -> aws.codepipeline.PipelineStageActionArgs:
    settings = [
        {"name": key, "value": value, "type": "PLAINTEXT"} for key, value in (variables or {}).items()
    ]
    return aws.codepipeline.PipelineStageActionArgs(
        name=name,
        category=category,
        owner="AWS",
        provider="CodeBuild",
        version="1",
        run_order=order,
        namespace=namespace,
        input_artifacts=list(inputs),
        output_artifacts=list(outputs),
        configuration={
            "ProjectName": project,
            "PrimarySource": SOURCE,
            "EnvironmentVariables": json.dumps(settings),
        },
    )


def _health(
    project: pulumi.Input[str], deployed: str, *, order: int = 1
) -> aws.codepipeline.PipelineStageActionArgs:
    variables = {"URL": f"#{{{deployed}.url}}", "VERSION": f"#{{{deployed}.version}}"}
    return _build("Health", project, [SOURCE], variables=variables, order=order, category="Test")


def _approval(args: DeliveryPipelineArgs) -> aws.codepipeline.PipelineStageActionArgs:
    return aws.codepipeline.PipelineStageActionArgs(
        name="Approve",
        category="Approval",
        owner="AWS",
        provider="Manual",
        version="1",
        run_order=2,
        configuration={
            "NotificationArn": args.topic_arn,
            "CustomData": f"#{{{STAGING}.url}} serves #{{{STAGING}.version}}. What production would change "
            "is in the log of the action Preview.",
        },
    )


def _permissions(args: DeliveryPipelineArgs) -> list[Statement]:
    def allow(
        sid: str, actions: list[str], resources: Sequence[pulumi.Input[str]], **condition: object
    ) -> Statement:
        statement: dict[str, object] = {
            "Sid": sid,
            "Effect": "Allow",
            "Action": actions,
            "Resource": list(resources),
        }
        return statement | ({"Condition": condition} if condition else {})

    bucket = pulumi.Output.format("arn:aws:s3:::{}", args.artifact_bucket_name)
    projects = [
        pulumi.Output.format("arn:aws:codebuild:{}:{}:project/{}", args.region, args.account_id, name)
        for name in args.projects.names()
    ]
    return [
        allow("Commits", ["codeconnections:UseConnection"], [args.connection_arn]),
        allow("Builds", ["codebuild:BatchGetBuilds", "codebuild:StartBuild"], projects),
        allow(
            "Artifacts",
            ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
            [pulumi.Output.format("{}/*", bucket)],
        ),
        allow("ArtifactBucket", ["s3:GetBucketVersioning"], [bucket]),
        allow(
            "Keys",
            ["kms:Decrypt", "kms:GenerateDataKey"],
            [args.key_arn],
            StringEquals={
                "kms:ViaService": [f"{service}.{args.region}.amazonaws.com" for service in ("s3", "sns")]
            },
        ),
        allow("AskForApproval", ["sns:Publish"], [args.topic_arn]),
    ]
