"""Which tier of the architecture a resource type belongs to."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from blueprint.graph import Resource


class Tier(StrEnum):
    """The tiers, in the order in which a request passes them."""

    EDGE = "Edge"
    SITE = "Site and storage"
    API = "API"
    NETWORK = "Network"
    DATA = "Data"
    SECURITY = "Security"
    MONITORING = "Monitoring"
    DELIVERY = "Delivery"


SERVICES: Final[Mapping[str, Tier]] = {
    "cloudfront": Tier.EDGE,
    "wafv2": Tier.EDGE,
    "acm": Tier.EDGE,
    "route53": Tier.EDGE,
    "pricingplanmanager": Tier.EDGE,
    "s3": Tier.SITE,
    "apigateway": Tier.API,
    "lambda": Tier.API,
    "scheduler": Tier.API,
    "sqs": Tier.API,
    "sesv2": Tier.API,
    "ec2": Tier.NETWORK,
    "vpc": Tier.NETWORK,
    "rds": Tier.DATA,
    "elasticache": Tier.DATA,
    "iam": Tier.SECURITY,
    "kms": Tier.SECURITY,
    "secretsmanager": Tier.SECURITY,
    "random": Tier.SECURITY,
    "cloudwatch": Tier.MONITORING,
    "sns": Tier.MONITORING,
    "chatbot": Tier.MONITORING,
    "budgets": Tier.MONITORING,
    "xray": Tier.MONITORING,
    "ecr": Tier.DELIVERY,
    "docker": Tier.DELIVERY,
    "codebuild": Tier.DELIVERY,
    "codepipeline": Tier.DELIVERY,
    "codeconnections": Tier.DELIVERY,
    "codestarnotifications": Tier.DELIVERY,
}
"""By the service in an AWS type token (`aws:rds/cluster:Cluster`), or by the provider of the others."""

EXCEPTIONS: Final[Mapping[str, Tier]] = {
    "aws:lambda/invocation:Invocation": Tier.DELIVERY,  # the migration before traffic moves
}


def tier_of(token: str) -> Tier:
    """The tier of a type token. What has no entry is about how things get there: Delivery."""
    provider, module, _ = token.split(":")
    service = module.partition("/")[0] if provider == "aws" else provider
    return EXCEPTIONS.get(token) or SERVICES.get(service, Tier.DELIVERY)


def by_tier(resources: Iterable[Resource]) -> dict[Tier, list[Resource]]:
    """What a provider makes, by tier in their order. Components and provider settings belong to none."""
    tiers: dict[Tier, list[Resource]] = {tier: [] for tier in Tier}
    for resource in resources:
        if resource.custom and not resource.type.startswith("pulumi:"):
            tiers[tier_of(resource.type)].append(resource)
    return {tier: found for tier, found in tiers.items() if found}
