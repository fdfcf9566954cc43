"""Where the bootstrap stands, and the names it gives: fixed, so workflows and policies can spell them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

EDGE_REGION = "us-east-1"
"""CloudFront's certificates, firewall and log deliveries live there, wherever the application does."""

PROJECT = "habits"
"""Name of the main Pulumi project; its resources are called `habits-<stack>-…`."""

ENVIRONMENTS: Mapping[str, str] = MappingProxyType({"staging": "staging", "prod": "production"})
"""GitHub environment that deploys each stack."""
BUILDING_STACK = "staging"
"""The stack whose deployment builds the image; every other one deploys an image that is there."""
PREVIEW_ENVIRONMENT = "preview"
NOTIFY_ENVIRONMENT = "notify"

IMAGE_REPOSITORY = f"{PROJECT}/app"
"""Repository of the images that all stacks run: what staging has tested stays when staging goes."""

ROLE_PATH = f"/{PROJECT}-delivery/"
"""Path of the roles made here, apart from the roles that a deployment makes."""

BOUNDARY_NAME = f"{PROJECT}-workload-boundary"

STACK_CONTEXT = "stack"
"""Key of the KMS encryption context by which one stack's secrets are kept from another stack's role."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """An account and a region, and the names that follow from them."""

    account_id: str
    region: str
    replica_region: str | None = None
    """Where a stack may keep copies."""

    @property
    def regions(self) -> list[str]:
        """All in which a deployment may make something: CloudFront's things are in one of their own."""
        return sorted({self.region, EDGE_REGION, self.replica_region or self.region})

    @property
    def state_bucket(self) -> str:
        return f"{PROJECT}-state-{self.account_id}-{self.region}"

    @property
    def state_bucket_arn(self) -> str:
        return f"arn:aws:s3:::{self.state_bucket}"

    @property
    def key_alias(self) -> str:
        return f"alias/{PROJECT}-delivery"

    @property
    def backend_url(self) -> str:
        """What `pulumi login` takes."""
        return f"s3://{self.state_bucket}?region={self.region}"

    def secrets_provider(self, stack: str) -> str:
        """What `pulumi stack init --secrets-provider` takes."""
        return f"awskms://{self.key_alias}?region={self.region}&context_{STACK_CONTEXT}={stack}"

    def deployed_role_arn(self, stack: str) -> str:
        """Pattern of the roles that a deployment of the stack makes."""
        return f"arn:aws:iam::{self.account_id}:role/{PROJECT}-{stack}-*"

    @property
    def deployed_functions_arn(self) -> str:
        """Pattern of the functions that the deployments of all stacks make."""
        return f"arn:aws:lambda:{self.region}:{self.account_id}:function:{PROJECT}-*"

    @property
    def topic(self) -> str:
        return f"{PROJECT}-deployments"

    @property
    def topic_arn(self) -> str:
        return f"arn:aws:sns:{self.region}:{self.account_id}:{self.topic}"

    @property
    def boundary_arn(self) -> str:
        return f"arn:aws:iam::{self.account_id}:policy{ROLE_PATH}{BOUNDARY_NAME}"
