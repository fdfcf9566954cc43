"""Delivery by GitHub's workflows: a role for each of its environments, and nothing that runs here."""

from collections.abc import Sequence

import pulumi

from components.documents import policy_document

from . import permissions
from .delivery_role import DeliveryRole, DeliveryRoleArgs
from .documents import Statement
from .github import GitHubIdentity, GitHubIdentityArgs
from .notices import DeploymentNotices, DeploymentNoticesArgs
from .place import ENVIRONMENTS, NOTIFY_ENVIRONMENT, PREVIEW_ENVIRONMENT, PROJECT, Place
from .settings import BootstrapSettings


def deliver_by_github(
    settings: BootstrapSettings, place: Place, key_arn: pulumi.Output[str]
) -> DeploymentNotices:
    github = GitHubIdentity(
        "github",
        GitHubIdentityArgs(
            repository=settings.github_repository, existing_provider_arn=settings.github_provider_arn
        ),
    )

    def role(name: str, environment: str, statements: Sequence[Statement]) -> None:
        DeliveryRole(
            name,
            DeliveryRoleArgs(
                role_name=f"{PROJECT}-{name}",
                trust_policy=github.trust(environment),
                permissions_policy=policy_document(statements),
            ),
        )

    role("preview", PREVIEW_ENVIRONMENT, permissions.preview(place, tuple(ENVIRONMENTS), key_arn))
    for stack, environment in ENVIRONMENTS.items():
        role(f"deploy-{stack}", environment, permissions.deploy(place, stack, key_arn))
    role("notify", NOTIFY_ENVIRONMENT, permissions.notify(place, key_arn))

    pulumi.export("githubVariables", {"AWS_ACCOUNT_ID": place.account_id, "AWS_REGION": place.region})
    return DeploymentNotices(
        "deployments", DeploymentNoticesArgs(place=place, key_arn=key_arn, email=settings.notification_email)
    )
