"""Where a stack lives, and how its things are called."""

from dataclasses import dataclass

EDGE_REGION = "us-east-1"
"""Where CloudFront has its firewall, certificates, logs and metrics, wherever the application is."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """One environment of the project in one region of one account."""

    project: str
    environment: str
    region: str
    account_id: str
    boundary: str | None = None
    """Path and name of the policy no role made here may exceed; `None` sets no bound."""

    @property
    def prefix(self) -> str:
        """Begins the name of everything: `habits-staging`."""
        return f"{self.project}-{self.environment}"

    @property
    def app_log_group(self) -> str:
        """The log group all functions share."""
        return f"/aws/app/{self.environment}"

    @property
    def permissions_boundary(self) -> str | None:
        """ARN of the boundary, for every role."""
        return f"arn:aws:iam::{self.account_id}:policy/{self.boundary}" if self.boundary else None

    def bucket_name(self, purpose: str) -> str:
        """Bucket names are unique in the world, so they end with the account's number."""
        return f"{self.prefix}-{purpose}-{self.account_id}"

    def arn(self, service: str, resource: str) -> str:
        """The ARN of a regional thing with a fixed name, known before the thing exists."""
        return f"arn:aws:{service}:{self.region}:{self.account_id}:{resource}"

    def service(self, name: str) -> str:
        """The regional endpoint a key may be used through, for `kms:ViaService`."""
        return f"{name}.{self.region}.amazonaws.com"
