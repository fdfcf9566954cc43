"""The web application firewall in front of CloudFront, and its log."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pulumi


class FirewallMode(StrEnum):
    """Whether the managed rule groups only count their matches or block them."""

    COUNT = "count"
    BLOCK = "block"


@dataclass(frozen=True, kw_only=True)
class WebFirewallArgs:
    acl_name: str
    """Name of the access control list; dimension `WebACL` of its metrics, which are in us-east-1."""
    mode: FirewallMode
    rate_limit: int
    """Requests in five minutes from one address before it is blocked."""
    auth_rate_limit: int = 100
    """The same for `/api/auth`, where passwords are guessed."""
    large_body_paths: Sequence[str] = ()
    """Path prefixes that may carry bodies larger than the firewall can inspect."""
    log_retention_days: int
    log_key_arn: pulumi.Input[str] | None = None
    """KMS key in us-east-1, where the log group has to be; `None` leaves it to the key that AWS owns."""


class WebFirewall(pulumi.ComponentResource):
    acl_arn: pulumi.Output[str]
    acl_name: pulumi.Output[str]

    def __init__(self, name: str, args: WebFirewallArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:web_firewall:WebFirewall", name, None, opts)
