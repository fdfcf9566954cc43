"""Delivery by CodePipeline: builds in this account, each with a role of its own."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from components.bucket import PrivateBucket, PrivateBucketArgs
from components.bucket_access import BucketAccess, BucketAccessArgs
from components.build_project import BuildProject, BuildProjectArgs, Machine
from components.documents import policy_document
from components.pipeline import DeliveryPipeline, DeliveryPipelineArgs, PipelineProjects

from . import permissions
from .documents import Statement
from .notices import DeploymentNotices, DeploymentNoticesArgs
from .place import BUILDING_STACK, ENVIRONMENTS, PROJECT, ROLE_PATH, Place
from .settings import BootstrapSettings

BRANCH = "main"
BUILDSPECS = "bootstrap/buildspecs"
ARTIFACT_DAYS = 30
"""As long as somebody may take to approve."""
LOG_DAYS = 90
DEPLOYMENT_MINUTES = 110
"""A first deployment takes 40 minutes, and one that is stopped leaves the stack locked."""
NOTIFICATIONS = "codestar-notifications.amazonaws.com"


def deliver_by_codepipeline(
    settings: BootstrapSettings, place: Place, state_key_arn: pulumi.Output[str]
) -> DeploymentNotices:
    key_arn = _key(place)
    artifacts = _artifacts(place, key_arn)
    notices = DeploymentNotices(
        "deployments",
        DeploymentNoticesArgs(
            place=place, key_arn=key_arn, email=settings.notification_email, publisher=NOTIFICATIONS
        ),
    )
    connection = aws.codeconnections.Connection("source", name=f"{PROJECT}-source", provider_type="GitHub")

    def project(
        purpose: str,
        description: str,
        buildspec: str,
        role: str,
        minutes: int,
        *,
        machine: Machine = Machine.SMALL_ARM,
        builds_images: bool = False,
        variables: dict[str, str] | None = None,
        statements: Sequence[Statement] = (),
    ) -> pulumi.Output[str]:
        args = BuildProjectArgs(
            project_name=f"{PROJECT}-pipeline-{purpose}",
            description=description,
            account_id=place.account_id,
            region=place.region,
            role_name=f"{PROJECT}-{role}",
            role_path=ROLE_PATH,
            buildspec=f"{BUILDSPECS}/{buildspec}.yml",
            machine=machine,
            builds_images=builds_images,
            minutes=minutes,
            variables=variables or {},
            statements=statements,
            connection_arn=connection.arn,
            artifact_bucket_arn=artifacts.bucket_arn,
            key_arn=key_arn,
            log_retention_days=LOG_DAYS,
        )
        return BuildProject(role, args).project_name

    def pulumi_project(
        purpose: str, command: str, stack: str, role: str, statements: Sequence[Statement]
    ) -> pulumi.Output[str]:
        return project(
            purpose,
            f"make {command} STACK={stack}",
            "pulumi",
            role,
            DEPLOYMENT_MINUTES,
            # Only the stack that builds has a Docker engine; the others deploy what is built.
            builds_images=command == "up" and stack == BUILDING_STACK,
            variables={"COMMAND": command, "STACK": stack, "PULUMI_BACKEND_URL": place.backend_url},
            statements=statements,
        )

    def deploy(purpose: str, stack: str) -> pulumi.Output[str]:
        statements = permissions.deploy(place, stack, state_key_arn)
        return pulumi_project(purpose, "up", stack, f"deploy-{stack}", statements)

    pipeline = DeliveryPipeline(
        "pipeline",
        DeliveryPipelineArgs(
            pipeline_name=PROJECT,
            account_id=place.account_id,
            region=place.region,
            role_name=f"{PROJECT}-pipeline",
            role_path=ROLE_PATH,
            repository=settings.github_repository,
            branch=BRANCH,
            connection_arn=connection.arn,
            projects=PipelineProjects(
                # The gate tries the image in a Docker engine, as it does for a pull request.
                gate=project(
                    "gate",
                    "Tests, policy pack, site",
                    "gate",
                    "gate",
                    60,
                    machine=Machine.MEDIUM_X86,
                    builds_images=True,
                ),
                staging=deploy("staging", "staging"),
                health=project("health", "Waits for /health", "health", "health", 30),
                preview=pulumi_project(
                    "preview",
                    "preview",
                    "prod",
                    "preview",
                    permissions.preview(place, tuple(ENVIRONMENTS), state_key_arn),
                ),
                production=deploy("production", "prod"),
            ),
            artifact_bucket_name=artifacts.bucket_name,
            key_arn=key_arn,
            topic_arn=notices.topic_arn,
        ),
    )
    pulumi.export("pipeline", pipeline.pipeline_name)
    # GitHub's owner has to agree to the connection once, in the console: until then it is PENDING.
    pulumi.export("connection", connection.arn)
    return notices


def _key(place: Place) -> pulumi.Output[str]:
    """Artifacts, logs and notices; apart from the state's key, which no build but a deployment may use."""
    groups = f"arn:aws:logs:{place.region}:{place.account_id}:log-group:/aws/codebuild/{PROJECT}-pipeline-*"
    key = aws.kms.Key(
        "pipeline-key",
        description=f"Artifacts, logs and notices of the pipeline of {PROJECT}",
        enable_key_rotation=True,
        deletion_window_in_days=14,
        policy=policy_document(
            [
                {
                    "Sid": "AccountDecidesByIam",
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:aws:iam::{place.account_id}:root"},
                    "Action": "kms:*",
                    "Resource": "*",
                },
                {
                    "Sid": "Logs",
                    "Effect": "Allow",
                    "Principal": {"Service": f"logs.{place.region}.amazonaws.com"},
                    "Action": [
                        "kms:Encrypt",
                        "kms:Decrypt",
                        "kms:ReEncrypt*",
                        "kms:GenerateDataKey*",
                        "kms:DescribeKey",
                    ],
                    "Resource": "*",
                    "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
                },
                {
                    "Sid": "Notices",
                    "Effect": "Allow",
                    "Principal": {"Service": NOTIFICATIONS},
                    "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
                    "Resource": "*",
                    "Condition": {"StringEquals": {"kms:ViaService": f"sns.{place.region}.amazonaws.com"}},
                },
            ]
        ),
    )
    aws.kms.Alias("pipeline-key", name=f"alias/{PROJECT}-pipeline", target_key_id=key.key_id)
    return key.arn


def _artifacts(place: Place, key_arn: pulumi.Output[str]) -> BucketAccess:
    name = f"{PROJECT}-pipeline-{place.account_id}-{place.region}"
    bucket = PrivateBucket(
        "artifacts",
        PrivateBucketArgs(
            bucket_name=name,
            key_arn=key_arn,
            keep_replaced_days=1,
            expire_days=ARTIFACT_DAYS,
            protect=False,  # built from the repository at any time
        ),
    )
    return BucketAccess("artifacts", BucketAccessArgs(bucket=bucket.bucket_name, bucket_name=name))
