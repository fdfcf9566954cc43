"""What the internet reaches: CloudFront with its two origins, its log and its addresses."""

from dataclasses import dataclass
from pathlib import Path

import pulumi
import pulumi_aws as aws
from pulumi_aws import cloudfront

from components.place import EDGE_REGION, Place
from components.security_headers import ISOLATION_HEADERS, LEAKING_HEADERS, security_headers

FUNCTIONS = Path(__file__).parent / "functions"

READ_METHODS = ("GET", "HEAD")
ALL_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
API_PATHS = ("/api/*", "/health")

ACCESS_LOG_FIELDS = (
    "date",
    "time",
    "x-edge-location",
    "c-ip",
    "cs-method",
    "cs-protocol",
    "cs-protocol-version",
    "x-host-header",
    "cs-uri-stem",
    "sc-status",
    "sc-content-type",
    "cs-bytes",
    "sc-bytes",
    "time-taken",
    "time-to-first-byte",
    "x-edge-result-type",
    "x-edge-detailed-result-type",
    "x-edge-request-id",
    "cs(User-Agent)",
    "ssl-protocol",
)
"""Neither the cookies, which hold the session, nor the query string, which is the reader's business."""


@dataclass(frozen=True, kw_only=True)
class Domain:
    """The public name of the site in a Route 53 zone."""

    name: str
    zone_id: pulumi.Input[str]
    certificate_arn: pulumi.Input[str]
    """A certificate for the name, issued and in us-east-1."""


@dataclass(frozen=True, kw_only=True)
class EdgeArgs:
    place: Place
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


class Edge(pulumi.ComponentResource):
    url: pulumi.Output[str]
    """`https://` address of the site, without a trailing slash."""
    domain_name: pulumi.Output[str]
    """Host of the distribution, `<id>.cloudfront.net`."""
    distribution_id: pulumi.Output[str]
    distribution_arn: pulumi.Output[str]

    def __init__(self, name: str, args: EdgeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:edge:Edge", name, None, opts)
        self._child = pulumi.ResourceOptions(parent=self)
        distribution = self._distribution(name, args)
        self._access_log(name, args, distribution)
        host: pulumi.Input[str] = distribution.domain_name
        if args.domain is not None:
            self._addresses(name, args.domain, distribution)
            host = args.domain.name

        self.url = pulumi.Output.concat("https://", host)
        self.domain_name = distribution.domain_name
        self.distribution_id = distribution.id
        self.distribution_arn = distribution.arn
        self.register_outputs(
            {
                "url": self.url,
                "domain_name": self.domain_name,
                "distribution_id": self.distribution_id,
                "distribution_arn": self.distribution_arn,
            }
        )

    def _distribution(self, name: str, args: EdgeArgs) -> cloudfront.Distribution:
        headers = cloudfront.ResponseHeadersPolicy(
            f"{name}-headers",
            name=f"{args.place.prefix}-security",
            security_headers_config=security_headers(args.media_domain),
            custom_headers_config={
                "items": [
                    {"header": header, "value": value, "override": True}
                    for header, value in ISOLATION_HEADERS.items()
                ]
            },
            remove_headers_config={"items": [{"header": header} for header in LEAKING_HEADERS]},
            opts=self._child,
        )
        return cloudfront.Distribution(
            f"{name}-distribution",
            comment=args.place.prefix,
            enabled=True,
            is_ipv6_enabled=True,
            http_version="http2and3",
            aliases=None if args.domain is None else [args.domain.name],
            web_acl_id=args.web_acl_arn,
            default_root_object="index.html",
            origins=[self._site_origin(name, args), self._api_origin(args)],
            default_cache_behavior={
                "target_origin_id": "site",
                "viewer_protocol_policy": "redirect-to-https",
                "allowed_methods": READ_METHODS,
                "cached_methods": READ_METHODS,
                "compress": True,
                "cache_policy_id": self._cache_policy("Managed-CachingOptimized"),
                "response_headers_policy_id": headers.id,
                "function_associations": [self._on_request(name, args, "site_route")],
            },
            ordered_cache_behaviors=self._api_behaviors(name, args, headers),
            restrictions={"geo_restriction": {"restriction_type": "none"}},
            viewer_certificate=_viewer_certificate(args.domain),
            opts=self._child,
        )

    def _site_origin(self, name: str, args: EdgeArgs) -> cloudfront.DistributionOriginArgsDict:
        access = cloudfront.OriginAccessControl(
            f"{name}-site-access",
            name=f"{args.place.prefix}-site",
            origin_access_control_origin_type="s3",
            signing_behavior="always",
            signing_protocol="sigv4",
            opts=self._child,
        )
        return {"origin_id": "site", "domain_name": args.site_domain, "origin_access_control_id": access.id}

    def _api_origin(self, args: EdgeArgs) -> cloudfront.DistributionOriginArgsDict:
        return {
            "origin_id": "api",
            "domain_name": args.api_domain,
            "origin_path": pulumi.Output.concat("/", args.api_stage),
            "custom_headers": [{"name": "x-api-key", "value": pulumi.Output.secret(args.origin_key)}],
            "custom_origin_config": {
                "http_port": 80,
                "https_port": 443,
                "origin_protocol_policy": "https-only",
                "origin_ssl_protocols": ["TLSv1.2"],
                "origin_read_timeout": 30,  # seconds; API Gateway gives up after 29
                "origin_keepalive_timeout": 60,
            },
        }

    def _api_behaviors(
        self, name: str, args: EdgeArgs, headers: cloudfront.ResponseHeadersPolicy
    ) -> list[cloudfront.DistributionOrderedCacheBehaviorArgsDict]:
        # The viewer's Host has to stay behind: API Gateway answers 403 to any but its own.
        forwarded = cloudfront.get_origin_request_policy_output(
            name="Managed-AllViewerExceptHostHeader", opts=pulumi.InvokeOptions(parent=self)
        )
        uncached = self._cache_policy("Managed-CachingDisabled")
        public_host = self._on_request(name, args, "public_host")
        return [
            {
                "path_pattern": path,
                "target_origin_id": "api",
                "viewer_protocol_policy": "https-only",
                "allowed_methods": ALL_METHODS,
                "cached_methods": READ_METHODS,
                "cache_policy_id": uncached,
                "origin_request_policy_id": forwarded.id,
                "response_headers_policy_id": headers.id,
                "function_associations": [public_host],
            }
            for path in API_PATHS
        ]

    def _cache_policy(self, policy_name: str) -> pulumi.Output[str | None]:
        """Looked up by name, since AWS reserves the right to change the identifiers of its policies."""
        return cloudfront.get_cache_policy_output(name=policy_name, opts=pulumi.InvokeOptions(parent=self)).id

    def _on_request(
        self, name: str, args: EdgeArgs, script: str
    ) -> cloudfront.DistributionDefaultCacheBehaviorFunctionAssociationArgsDict:
        label = script.replace("_", "-")
        function = cloudfront.Function(
            f"{name}-{label}",
            name=f"{args.place.prefix}-{label}",
            runtime="cloudfront-js-2.0",
            code=(FUNCTIONS / f"{script}.js").read_text(encoding="utf-8"),
            publish=True,
            opts=self._child,
        )
        return {"event_type": "viewer-request", "function_arn": function.arn}

    def _addresses(self, name: str, domain: Domain, distribution: cloudfront.Distribution) -> None:
        for record_type in ("A", "AAAA"):
            aws.route53.Record(
                f"{name}-{record_type.lower()}",
                zone_id=domain.zone_id,
                name=domain.name,
                type=record_type,
                aliases=[
                    {
                        "name": distribution.domain_name,
                        "zone_id": distribution.hosted_zone_id,
                        "evaluate_target_health": False,
                    }
                ],
                opts=self._child,
            )

    def _access_log(self, name: str, args: EdgeArgs, distribution: cloudfront.Distribution) -> None:
        source = aws.cloudwatch.LogDeliverySource(
            f"{name}-log-source",
            region=EDGE_REGION,
            name=f"{args.place.prefix}-cloudfront",
            log_type="ACCESS_LOGS",
            resource_arn=distribution.arn,
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=True),
        )
        destination = aws.cloudwatch.LogDeliveryDestination(
            f"{name}-log-destination",
            region=EDGE_REGION,
            name=f"{args.place.prefix}-cloudfront",
            output_format="json",
            delivery_destination_configuration={"destination_resource_arn": args.log_bucket_arn},
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=True),
        )
        aws.cloudwatch.LogDelivery(
            f"{name}-log-delivery",
            region=EDGE_REGION,
            delivery_source_name=source.name,
            delivery_destination_arn=destination.arn,
            record_fields=ACCESS_LOG_FIELDS,
            s3_delivery_configurations=[
                {"suffix_path": "{DistributionId}/{yyyy}/{MM}/{dd}", "enable_hive_compatible_path": False}
            ],
            opts=self._child,
        )


def _viewer_certificate(domain: Domain | None) -> cloudfront.DistributionViewerCertificateArgsDict:
    if domain is None:
        return {"cloudfront_default_certificate": True}
    return {
        "acm_certificate_arn": domain.certificate_arn,
        "minimum_protocol_version": "TLSv1.2_2021",
        "ssl_support_method": "sni-only",
    }
