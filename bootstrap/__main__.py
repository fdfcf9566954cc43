"""Once per account: where the state lives, who may deploy, and who hears of it."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pulumi
import pulumi_aws as aws

# Pulumi starts this program inside its own folder; what both programs are made of stands one above.
sys.path.append(str(Path(__file__).resolve().parents[1]))

from account import permissions
from account.delivery_role import DeliveryRole, DeliveryRoleArgs
from account.documents import Statement, policy_document
from account.gateway_logs import ApiGatewayLogs
from account.github import GitHubIdentity, GitHubIdentityArgs
from account.notices import DeploymentNotices, DeploymentNoticesArgs
from account.place import (
    BOUNDARY_NAME,
    ENVIRONMENTS,
    IMAGE_REPOSITORY,
    NOTIFY_ENVIRONMENT,
    PREVIEW_ENVIRONMENT,
    PROJECT,
    ROLE_PATH,
    Place,
)
from account.settings import BootstrapSettings
from account.state import StateStore, StateStoreArgs

from components.registry import ImageRegistry, ImageRegistryArgs

settings = BootstrapSettings.load()
place = Place(account_id=aws.get_caller_identity().account_id, region=aws.get_region().region)

store = StateStore("state", StateStoreArgs(place=place))
notices = DeploymentNotices(
    "deployments",
    DeploymentNoticesArgs(place=place, key_arn=store.key_arn, email=settings.notification_email),
)
github = GitHubIdentity(
    "github",
    GitHubIdentityArgs(
        repository=settings.github_repository, existing_provider_arn=settings.github_provider_arn
    ),
)
ImageRegistry(
    "images",
    ImageRegistryArgs(
        repository_name=IMAGE_REPOSITORY,
        pulling_functions=place.deployed_functions_arn,
        key_arn=store.key_arn,
        protect=True,
    ),
)


def policy(statements: Callable[[str], Sequence[Statement]]) -> pulumi.Output[str]:
    """A policy that names the key, whose ARN AWS draws."""
    return store.key_arn.apply(lambda key_arn: policy_document(statements(key_arn)))


def delivery_role(
    name: str, environment: str, statements: Callable[[str], Sequence[Statement]]
) -> DeliveryRole:
    return DeliveryRole(
        name,
        DeliveryRoleArgs(
            role_name=f"{PROJECT}-{name}",
            trust_policy=github.trust(environment),
            permissions_policy=policy(statements),
        ),
    )


aws.iam.Policy(
    "workload-boundary",
    name=BOUNDARY_NAME,
    path=ROLE_PATH,
    policy=policy(partial(permissions.boundary, place)),
)
delivery_role("preview", PREVIEW_ENVIRONMENT, partial(permissions.preview, place, tuple(ENVIRONMENTS)))
for stack, environment in ENVIRONMENTS.items():
    delivery_role(f"deploy-{stack}", environment, partial(permissions.deploy, place, stack))
delivery_role("notify", NOTIFY_ENVIRONMENT, partial(permissions.notify, place))
if settings.api_gateway_log_role:
    ApiGatewayLogs("api-gateway-logs")

pulumi.export("backendUrl", place.backend_url)
pulumi.export("secretsProviders", {stack: place.secrets_provider(stack) for stack in ENVIRONMENTS})
pulumi.export("permissionsBoundary", f"{ROLE_PATH}{BOUNDARY_NAME}".lstrip("/"))
pulumi.export("imageRepository", IMAGE_REPOSITORY)
pulumi.export("githubVariables", {"AWS_ACCOUNT_ID": place.account_id, "AWS_REGION": place.region})
pulumi.export("notificationTopic", notices.topic_arn)
