"""What the internet reaches: CloudFront with its two origins, certificate and addresses."""

from dataclasses import dataclass

import pulumi


@dataclass(frozen=True, kw_only=True)
class Domain:
    """The public name of the site in a Route 53 zone."""

    name: str
    zone_id: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class EdgeArgs:
    prefix: str
    """Prefix of the physical names, `<project>-<environment>`."""
    web_acl_arn: pulumi.Input[str]
    site_domain: pulumi.Input[str]
    """Regional host of the site's bucket."""
    media_domain: pulumi.Input[str]
    """Regional host of the media bucket, which the browser loads from and uploads to."""
    api_domain: pulumi.Input[str]
    """Host of the API's regional endpoint."""
    api_stage: pulumi.Input[str]
    origin_key: pulumi.Input[str]
    """Secret sent to the API as `x-api-key`."""
    log_bucket_arn: pulumi.Input[str]
    """Bucket of the access logs; its policy admits `delivery.logs.amazonaws.com` from us-east-1."""
    domain: Domain | None = None
    """`None` serves under CloudFront's own name and certificate."""
    price_class: str = "PriceClass_100"
    wait_for_deployment: bool = True


class Edge(pulumi.ComponentResource):
    url: pulumi.Output[str]
    """`https://` address of the site, without a trailing slash."""
    domain_name: pulumi.Output[str]
    """Host of the distribution, `<id>.cloudfront.net`."""
    distribution_id: pulumi.Output[str]
    distribution_arn: pulumi.Output[str]

    def __init__(self, name: str, args: EdgeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:edge:Edge", name, None, opts)
