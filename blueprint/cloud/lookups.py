"""Answers to the provider functions a program may call: who am I, which zones, which managed policy."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Final

from blueprint.cloud.facts import ACCOUNT_ID

Arguments = Mapping[str, Any]


class UnansweredLookupError(Exception):
    """The program calls a provider function without an answer here; an empty one would only fail later."""


def answer(token: str, arguments: Arguments, *, region: str) -> dict[str, Any]:
    """The function's arguments and results. Raises UnansweredLookupError for an unknown function."""
    if token not in LOOKUPS:
        raise UnansweredLookupError(f"{token}: no answer in blueprint/cloud/lookups.py")
    own_region = arguments.get("region")
    return {**arguments, **LOOKUPS[token](arguments, own_region if isinstance(own_region, str) else region)}


SECRETS: Final[Mapping[str, frozenset[str]]] = {
    "aws:ecr/getAuthorizationToken:getAuthorizationToken": frozenset({"authorizationToken", "password"}),
    "aws:secretsmanager/getRandomPassword:getRandomPassword": frozenset({"randomPassword"}),
}


def _caller(_: Arguments, __: str) -> dict[str, Any]:
    arn = f"arn:aws:iam::{ACCOUNT_ID}:user/deployer"
    return {"id": ACCOUNT_ID, "accountId": ACCOUNT_ID, "arn": arn, "userId": "AIDAEXAMPLEEXAMPLE000"}


def _region(_: Arguments, region: str) -> dict[str, Any]:
    return {"id": region, "name": region, "region": region, "endpoint": f"ec2.{region}.amazonaws.com",
            "description": region}  # fmt: skip


def _zones(arguments: Arguments, region: str) -> dict[str, Any]:
    """Six zones; the fourth bears the zone id `use1-az3`, as it does in many accounts."""
    prefix = "".join((region.split("-")[0], region.split("-")[1][0], region.split("-")[2]))
    ids = [f"{prefix}-az{number}" for number in (1, 2, 4, 3, 5, 6)]
    zones = list(zip([f"{region}{letter}" for letter in "abcdef"], ids, strict=True))
    offered = [
        (name, zone_id)
        for name, zone_id in zones
        if name not in arguments.get("excludeNames", [])
        and zone_id not in arguments.get("excludeZoneIds", [])
    ]
    return {
        "id": region,
        "names": [name for name, _ in offered],
        "zoneIds": [zone_id for _, zone_id in offered],
        "groupNames": [region],
    }


def _managed_policy(arguments: Arguments, _: str) -> dict[str, Any]:
    """CloudFront's managed policies are looked up by name; the identifiers are made up, but stable."""
    digits = hashlib.sha256(str(arguments.get("name") or arguments.get("id")).encode()).hexdigest()
    identifier = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))
    return {"id": identifier, "etag": digits[32:45].upper(), "comment": ""}


def _prefix_list(arguments: Arguments, _: str) -> dict[str, Any]:
    digits = hashlib.sha256(str(arguments.get("name") or arguments.get("prefixListId")).encode()).hexdigest()
    return {"id": f"pl-{digits[:8]}", "prefixListId": f"pl-{digits[:8]}", "ownerId": "AWS", "version": 1,
            "maxEntries": 55, "addressFamily": "IPv4",
            "entries": [{"cidr": "192.0.2.0/24", "description": ""}],
            "cidrBlocks": ["192.0.2.0/24"]}  # fmt: skip


def _ip_ranges(arguments: Arguments, _: str) -> dict[str, Any]:
    return {"id": "1700000000", "cidrBlocks": ["192.0.2.0/24"], "ipv6CidrBlocks": ["2001:db8::/32"],
            "createDate": "2026-01-01-00-00-00", "syncToken": 1700000000,
            "services": list(arguments.get("services", []))}  # fmt: skip


def _registry_token(_: Arguments, region: str) -> dict[str, Any]:
    endpoint = f"https://{ACCOUNT_ID}.dkr.ecr.{region}.amazonaws.com"
    return {"id": region, "userName": "AWS", "password": "recorded-registry-password",
            "authorizationToken": "recorded-registry-token", "proxyEndpoint": endpoint,
            "expiresAt": "2026-01-01T12:00:00Z"}  # fmt: skip


def _zone(arguments: Arguments, _: str) -> dict[str, Any]:
    zone_id = arguments.get("zoneId") or "Z0123456789EXAMPLE"
    return {"id": zone_id, "zoneId": zone_id, "arn": f"arn:aws:route53:::hostedzone/{zone_id}",
            "name": arguments.get("name", "example.com"), "callerReference": "", "comment": "",
            "nameServers": ["ns-101.awsdns-37.org"], "primaryNameServer": "ns-101.awsdns-37.org"}  # fmt: skip


def _partition(_: Arguments, __: str) -> dict[str, Any]:
    return {
        "id": "aws",
        "partition": "aws",
        "dnsSuffix": "amazonaws.com",
        "reverseDnsPrefix": "com.amazonaws",
    }


LOOKUPS: Final[Mapping[str, Callable[[Arguments, str], dict[str, Any]]]] = {
    "aws:index/getCallerIdentity:getCallerIdentity": _caller,
    "aws:index/getRegion:getRegion": _region,
    "aws:index/getPartition:getPartition": _partition,
    "aws:index/getAvailabilityZones:getAvailabilityZones": _zones,
    "aws:index/getIpRanges:getIpRanges": _ip_ranges,
    "aws:cloudfront/getCachePolicy:getCachePolicy": _managed_policy,
    "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": _managed_policy,
    "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy": _managed_policy,
    "aws:ec2/getManagedPrefixList:getManagedPrefixList": _prefix_list,
    "aws:ec2/getPrefixList:getPrefixList": _prefix_list,
    "aws:ecr/getAuthorizationToken:getAuthorizationToken": _registry_token,
    "aws:route53/getZone:getZone": _zone,
    "aws:secretsmanager/getRandomPassword:getRandomPassword": lambda _, __: {
        "id": "random", "randomPassword": "recorded-random-password"
    },
}  # fmt: skip
