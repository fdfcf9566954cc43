"""Once per account: where the state lives, who may deploy, and who hears of it."""

import sys
from pathlib import Path

import pulumi
import pulumi_aws as aws

# Pulumi starts this program inside its own folder; what both programs are made of stands one above.
sys.path.append(str(Path(__file__).resolve().parents[1]))

from account import permissions
from account.codepipeline_delivery import deliver_by_codepipeline
from account.gateway_logs import ApiGatewayLogs
from account.github_delivery import deliver_by_github
from account.place import BOUNDARY_NAME, ENVIRONMENTS, IMAGE_REPOSITORY, ROLE_PATH, Place
from account.settings import BootstrapSettings, Delivery
from account.state import StateStore, StateStoreArgs

from components.documents import policy_document
from components.registry import ImageRegistry, ImageRegistryArgs

settings = BootstrapSettings.load()
place = Place(
    account_id=aws.get_caller_identity().account_id,
    region=aws.get_region().region,
    replica_region=settings.replica_region,
)

store = StateStore("state", StateStoreArgs(place=place))
ImageRegistry(
    "images",
    ImageRegistryArgs(
        repository_name=IMAGE_REPOSITORY,
        pulling_functions=place.deployed_functions_arn,
        key_arn=store.key_arn,
        protect=True,
    ),
)
aws.iam.Policy(
    "workload-boundary",
    name=BOUNDARY_NAME,
    path=ROLE_PATH,
    policy=policy_document(permissions.boundary(place, store.key_arn)),
)
deliver = {Delivery.GITHUB: deliver_by_github, Delivery.CODEPIPELINE: deliver_by_codepipeline}
notices = deliver[settings.delivery](settings, place, store.key_arn)
if settings.api_gateway_log_role:
    ApiGatewayLogs("api-gateway-logs")

pulumi.export("backendUrl", place.backend_url)
pulumi.export("secretsProviders", {stack: place.secrets_provider(stack) for stack in ENVIRONMENTS})
pulumi.export("permissionsBoundary", f"{ROLE_PATH}{BOUNDARY_NAME}".lstrip("/"))
pulumi.export("imageRepository", IMAGE_REPOSITORY)
pulumi.export("notificationTopic", notices.topic_arn)
