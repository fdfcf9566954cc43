"""What the internet reaches: the firewall and CloudFront with its two origins."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pulumi


class FirewallMode(StrEnum):
    """Whether the managed rule groups only count their matches or block them."""

    COUNT = "count"
    BLOCK = "block"


@dataclass(frozen=True, kw_only=True)
class Domain:
    """The public name of the site in a Route 53 zone."""

    name: str
    zone_id: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class EdgeArgs:
    prefix: str
    """Prefix of the physical names, `<project>-<environment>`."""
    region: str
    """Region of the application; the edge itself always lives in us-east-1."""
    account_id: str
    site_bucket_domain: pulumi.Input[str]
    """Regional domain name of the site's bucket."""
    media_origin: pulumi.Input[str]
    """`https://` origin of the media bucket, for the content security policy."""
    api_domain: pulumi.Input[str]
    api_stage: pulumi.Input[str]
    origin_key: pulumi.Input[str]
    """Secret sent to the API as `x-api-key`."""
    log_bucket_arn: pulumi.Input[str]
    """Bucket of the access logs; its policy admits `delivery.logs.amazonaws.com` from us-east-1."""
    log_retention_days: int
    firewall_log_key_arn: pulumi.Input[str] | None = None
    """KMS key in us-east-1 for the firewall's log group; `None` leaves it to the key AWS owns."""
    firewall_mode: FirewallMode = FirewallMode.BLOCK
    rate_limit: int = 2000
    """Requests in five minutes from one address before it is blocked."""
    auth_rate_limit: int = 100
    """The same for `/api/auth`."""
    large_body_paths: Sequence[str] = ()
    """Path prefixes that may carry bodies larger than the firewall can inspect."""
    domain: Domain | None = None
    price_class: str = "PriceClass_100"
    wait_for_deployment: bool = True


class Edge(pulumi.ComponentResource):
    url: pulumi.Output[str]
    """`https://` address of the site, without a trailing slash."""
    domain_name: pulumi.Output[str]
    """Host of the distribution, `<id>.cloudfront.net`."""
    distribution_id: pulumi.Output[str]
    distribution_arn: pulumi.Output[str]
    web_acl_arn: pulumi.Output[str]
    web_acl_name: pulumi.Output[str]
    """Dimension `WebACL` of the firewall's metrics, which are in us-east-1."""

    def __init__(self, name: str, args: EdgeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:edge:Edge", name, None, opts)
