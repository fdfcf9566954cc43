"""What the internet reaches: the edge, and behind it the site and the API."""

from dataclasses import dataclass
from pathlib import Path

import pulumi
import pulumi_aws as aws

from components.api import RestApi, RestApiArgs, Throttle
from components.bucket_access import BucketAccess, BucketAccessArgs, from_distribution
from components.certificate import Certificate, CertificateArgs
from components.contract import read_contract
from components.edge import Domain, Edge, EdgeArgs
from components.mail import Mail, MailArgs, domain_of
from components.place import EDGE_REGION, Place
from components.settings import StackSettings
from components.site import Site, SiteArgs
from components.tiers.compute import Compute
from components.tiers.data import Data
from components.tiers.storage import Storage
from components.web_firewall import WebFirewall, WebFirewallArgs

CONTRACT = Path("app/openapi.json")


@dataclass(frozen=True, kw_only=True)
class Public:
    api: RestApi
    firewall: WebFirewall
    edge: Edge | None
    mail: Mail | None

    @property
    def url(self) -> pulumi.Output[str]:
        """Of the site; without an edge, of the API, which answers those only who show it the origin key."""
        if self.edge is not None:
            return self.edge.url
        return pulumi.Output.format("https://{}/{}", self.api.domain_name, self.api.stage_name)


def build_public(
    settings: StackSettings, place: Place, storage: Storage, data: Data, compute: Compute
) -> Public:
    api = RestApi(
        "rest-api",
        RestApiArgs(
            place=place,
            contract=read_contract(CONTRACT),
            function_name=compute.api.function_name,
            function_alias=compute.api.alias_name,
            invoke_arn=compute.api.invoke_arn,
            origin_key=data.origin_key.value,
            log_key_arn=storage.keys.operations_arn,
            log_retention_days=settings.log_retention_days,
            throttle=Throttle(rate=settings.throttle_rate, burst=settings.throttle_burst),
        ),
    )
    far = settings.edge_enabled and place.region != EDGE_REGION
    firewall = WebFirewall(
        "web-firewall",
        WebFirewallArgs(
            place=place,
            mode=settings.waf_mode,
            rate_limit=settings.waf_rate_limit,
            log_retention_days=settings.log_retention_days,
            log_key_arn=None if far else storage.keys.operations_arn,
            protect=settings.deletion_protection,
            stage_arn=None if settings.edge_enabled else api.stage_arn,
        ),
    )
    zone_id = aws.route53.get_zone(name=settings.hosted_zone).zone_id if settings.hosted_zone else None
    edge = _edge(settings, place, storage, data, api, firewall, zone_id) if settings.edge_enabled else None
    if edge is not None:
        # A page of the new release must not meet the API of the old one.
        Site(
            "site-files",
            SiteArgs(directory=Path(settings.site_directory), bucket_name=storage.site.bucket_name),
            pulumi.ResourceOptions(depends_on=[compute.api]),
        )
        _uploads(storage, edge)
    BucketAccess(
        "site",
        BucketAccessArgs(
            bucket=storage.site.bucket_name,
            bucket_name=place.bucket_name("site"),
            statements=[from_distribution(place.bucket_name("site"), edge.distribution_arn)] if edge else [],
        ),
    )
    mail = _mail(settings, place, zone_id)
    return Public(api=api, firewall=firewall, edge=edge, mail=mail)


def _edge(
    settings: StackSettings,
    place: Place,
    storage: Storage,
    data: Data,
    api: RestApi,
    firewall: WebFirewall,
    zone_id: str | None,
) -> Edge:
    return Edge(
        "edge",
        EdgeArgs(
            place=place,
            web_acl_arn=firewall.acl_arn,
            site_domain=storage.site.domain_name,
            media_domain=storage.media.domain_name,
            api_domain=api.domain_name,
            api_stage=api.stage_name,
            origin_key=data.origin_key.value,
            log_bucket_arn=storage.log_access.bucket_arn,
            domain=_domain(settings, zone_id),
        ),
    )


def _uploads(storage: Storage, edge: Edge) -> None:
    """The browser posts an upload straight to the bucket, with a form that the API has signed."""
    aws.s3.BucketCorsConfiguration(
        "media-uploads",
        bucket=storage.media.bucket_name,
        cors_rules=[
            {
                "allowed_methods": ["POST"],
                "allowed_origins": [edge.url],
                "allowed_headers": ["*"],
                "max_age_seconds": 3600,
            }
        ],
    )


def _domain(settings: StackSettings, zone_id: str | None) -> Domain | None:
    if settings.domain is None or zone_id is None:
        return None
    certificate = Certificate("certificate", CertificateArgs(domain_name=settings.domain, zone_id=zone_id))
    return Domain(name=settings.domain, zone_id=zone_id, certificate_arn=certificate.arn)


def _mail(settings: StackSettings, place: Place, zone_id: str | None) -> Mail | None:
    if settings.mail_sender is None:
        return None
    ours = f".{domain_of(settings.mail_sender)}".endswith(f".{settings.hosted_zone}")
    return Mail(
        "mail",
        MailArgs(place=place, sender=settings.mail_sender, zone_id=zone_id if ours else None),
    )
