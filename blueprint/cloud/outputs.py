"""Outputs that the provider computes, by type: the one table to extend when the program uses a new one."""

import base64
import hashlib
import string
from collections.abc import Callable, Mapping
from typing import Any, Final

from blueprint.cloud.facts import ACCOUNT_ID, Facts

CLOUDFRONT_ZONE_ID: Final = "Z2FDTNDATAQYW2"  # one for all distributions, in every account

ID_FROM: Final[Mapping[str, str]] = {
    "aws:kms/key:Key": "keyId",
    "aws:secretsmanager/secret:Secret": "arn",
    "aws:apigateway/restApi:RestApi": "apiId",
    "aws:apigateway/deployment:Deployment": "deploymentId",
    "aws:apigateway/apiKey:ApiKey": "keyId",
    "aws:apigateway/usagePlan:UsagePlan": "planId",
    "aws:cloudfront/distribution:Distribution": "distributionId",
    "aws:cloudfront/originAccessControl:OriginAccessControl": "controlId",
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": "policyId",
    "aws:cloudfront/cachePolicy:CachePolicy": "policyId",
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": "policyId",
    "aws:wafv2/webAcl:WebAcl": "aclId",
    "aws:acm/certificate:Certificate": "arn",
    "aws:acm/certificateValidation:CertificateValidation": "certificateArn",
    "aws:route53/zone:Zone": "zoneId",
    "aws:sns/topic:Topic": "arn",
    "aws:sqs/queue:Queue": "url",
    "aws:iam/policy:Policy": "arn",
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "arn",
    "aws:codeconnections/connection:Connection": "arn",
    "docker:index/image:Image": "repoDigest",
}
"""Types whose identifier is one of their outputs instead of their name."""


def _random_text(facts: Facts) -> str:
    alphabet = string.ascii_letters + string.digits
    return "".join(alphabet[byte % len(alphabet)] for byte in _random_bytes(facts))


def _random_bytes(facts: Facts) -> bytes:
    """As many as the input `length` or `byteLength` asks for; the same in every run."""
    length = facts.inputs.get("length", facts.inputs.get("byteLength", 32))
    return hashlib.shake_256(f"{facts.type} {facts.name}".encode()).digest(
        length if isinstance(length, int) else 32
    )


def _random_id(facts: Facts) -> dict[str, Any]:
    value = _random_bytes(facts)
    return {
        "hex": value.hex(),
        "dec": str(int.from_bytes(value)),
        "b64Std": base64.standard_b64encode(value).decode(),
        "b64Url": base64.urlsafe_b64encode(value).decode().rstrip("="),
    }


def _vpc(facts: Facts) -> dict[str, Any]:
    return {
        "defaultNetworkAclId": f"acl-0{facts.digest(16, 'acl')}",
        "defaultRouteTableId": f"rtb-0{facts.digest(16, 'rtb')}",
        "defaultSecurityGroupId": f"sg-0{facts.digest(16, 'sg')}",
        "mainRouteTableId": f"rtb-0{facts.digest(16, 'rtb')}",
        "ownerId": ACCOUNT_ID,
    }


def _vpc_endpoint(facts: Facts) -> dict[str, Any]:
    service = facts.input("serviceName")
    host = f"vpce-0{facts.digest(16)}.{service.rpartition('.')[2]}.{facts.region}.vpce.amazonaws.com"
    return {
        "dnsEntries": [{"dnsName": host, "hostedZoneId": f"Z{facts.digest(13).upper()}"}],
        "prefixListId": f"pl-{facts.digest(8)}",
        "state": "available",
    }


def _cluster(facts: Facts) -> dict[str, Any]:
    host = f"{facts.digest(12)}.{facts.region}.rds.amazonaws.com"
    managed = {
        "kmsKeyId": facts.input("masterUserSecretKmsKeyId"),
        "secretArn": facts.arn(
            "secretsmanager", f"secret:rds!cluster-{facts.uuid}-{facts.digest(6, 'suffix')}"
        ),
        "secretStatus": "active",
    }
    return {
        "endpoint": f"{facts.physical_name}.cluster-{host}",
        "readerEndpoint": f"{facts.physical_name}.cluster-ro-{host}",
        "port": 5432,
        "clusterIdentifier": facts.physical_name,
        "clusterResourceId": f"cluster-{facts.digest(26).upper()}",
        "engineVersionActual": facts.input("engineVersion"),
        "hostedZoneId": f"Z{facts.digest(13).upper()}",
        "masterUserSecrets": [managed] if facts.inputs.get("manageMasterUserPassword") else [],
    }


def _cluster_instance(facts: Facts) -> dict[str, Any]:
    return {
        "identifier": facts.physical_name,
        "endpoint": f"{facts.physical_name}.{facts.digest(12)}.{facts.region}.rds.amazonaws.com",
        "port": 5432,
        "dbiResourceId": f"db-{facts.digest(26).upper()}",
        "writer": True,
    }


def _serverless_cache(facts: Facts) -> dict[str, Any]:
    host = f"{facts.physical_name}-{facts.digest(6)}.serverless.use1.cache.amazonaws.com"
    return {
        "endpoints": [{"address": host, "port": 6379}],
        "readerEndpoints": [{"address": host, "port": 6380}],
        "status": "available",
        "fullEngineVersion": facts.input("majorEngineVersion"),
    }


def _bucket(facts: Facts) -> dict[str, Any]:
    name = facts.physical_name
    return {
        "bucket": name,
        "bucketDomainName": f"{name}.s3.amazonaws.com",
        "bucketRegionalDomainName": f"{name}.s3.{facts.region}.amazonaws.com",
        "bucketRegion": facts.region,
        "hostedZoneId": "Z3AQBSTGFYJSTF",
    }


def _function(facts: Facts) -> dict[str, Any]:
    arn = facts.arn("lambda", f"function:{facts.physical_name}")
    return {
        "version": "1" if facts.inputs.get("publish") else "$LATEST",
        "invokeArn": _invoke_arn(facts, arn),
        "qualifiedArn": f"{arn}:1",
        "qualifiedInvokeArn": _invoke_arn(facts, f"{arn}:1"),
    }


def _alias(facts: Facts) -> dict[str, Any]:
    function = facts.last_part("functionName")
    return {
        "invokeArn": _invoke_arn(facts, facts.arn("lambda", f"function:{function}:{facts.physical_name}"))
    }


def _invoke_arn(facts: Facts, function_arn: str) -> str:
    return f"arn:aws:apigateway:{facts.region}:lambda:path/2015-03-31/functions/{function_arn}/invocations"


def _rest_api(facts: Facts) -> dict[str, Any]:
    identifier = facts.digest(10)
    return {
        "apiId": identifier,
        "executionArn": facts.arn("execute-api", identifier),
        "rootResourceId": facts.digest(10, "root"),
    }


def _stage(facts: Facts) -> dict[str, Any]:
    api, stage = facts.input("restApi"), facts.input("stageName")
    return {
        "executionArn": facts.arn("execute-api", f"{api}/{stage}"),
        "invokeUrl": f"https://{api}.execute-api.{facts.region}.amazonaws.com/{stage}",
    }


def _distribution(facts: Facts) -> dict[str, Any]:
    return {
        "distributionId": f"E{facts.digest(13).upper()}",
        "domainName": f"d{facts.digest(13)}.cloudfront.net",
        "hostedZoneId": CLOUDFRONT_ZONE_ID,
        "status": "Deployed",
        "etag": facts.digest(13, "etag").upper(),
    }


def _certificate(facts: Facts) -> dict[str, Any]:
    """One validation record per distinct name; a wildcard shares the record of its parent domain."""
    names = [facts.input("domainName"), *facts.inputs.get("subjectAlternativeNames", [])]
    options = [
        {
            "domainName": name,
            "resourceRecordName": f"_{facts.digest(32, bare)}.{bare}.",
            "resourceRecordType": "CNAME",
            "resourceRecordValue": f"_{facts.digest(32, bare + ' value')}.acm-validations.aws.",
        }
        for name in names
        for bare in [name.removeprefix("*.")]
    ]
    return {"domainValidationOptions": options, "status": "PENDING_VALIDATION", "type": "AMAZON_ISSUED"}


def _zone(facts: Facts) -> dict[str, Any]:
    return {
        "zoneId": f"Z{facts.digest(16).upper()}",
        "nameServers": [f"ns-{number}.awsdns-{number % 64:02}.org" for number in (101, 612, 1123, 1634)],
        "primaryNameServer": "ns-101.awsdns-37.org",
    }


def _email_identity(facts: Facts) -> dict[str, Any]:
    tokens = [facts.digest(32, f"dkim {number}") for number in range(3)]
    return {"identityType": "DOMAIN", "dkimSigningAttributes": {"tokens": tokens}}


def _image(facts: Facts) -> dict[str, Any]:
    name = facts.input("imageName")
    return {"baseImageName": name, "repoDigest": f"{name.rpartition(':')[0]}@sha256:{facts.digest(64)}"}


OUTPUTS: Final[Mapping[str, Callable[[Facts], dict[str, Any]]]] = {
    "aws:ec2/vpc:Vpc": _vpc,
    "aws:ec2/eip:Eip": lambda facts: {
        "allocationId": facts.ec2_id,
        "publicIp": f"203.0.113.{int(facts.digest(2), 16)}",
    },
    "aws:ec2/natGateway:NatGateway": lambda facts: {"publicIp": f"203.0.113.{int(facts.digest(2), 16)}"},
    "aws:ec2/vpcEndpoint:VpcEndpoint": _vpc_endpoint,
    "aws:kms/key:Key": lambda facts: {"keyId": facts.uuid},
    "aws:secretsmanager/secretVersion:SecretVersion": lambda facts: {
        "versionId": facts.uuid,
        "arn": facts.input("secretId"),
    },
    "aws:rds/cluster:Cluster": _cluster,
    "aws:rds/clusterInstance:ClusterInstance": _cluster_instance,
    "aws:rds/proxy:Proxy": lambda facts: {
        "endpoint": f"{facts.physical_name}.proxy-{facts.digest(12)}.{facts.region}.rds.amazonaws.com"
    },
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": lambda _: {"name": "default"},
    "aws:elasticache/serverlessCache:ServerlessCache": _serverless_cache,
    "aws:s3/bucket:Bucket": _bucket,
    "aws:s3/bucketObjectv2:BucketObjectv2": lambda facts: {
        "etag": facts.digest(32),
        "versionId": facts.digest(32, "v"),
    },
    "aws:ecr/repository:Repository": lambda facts: {
        "registryId": ACCOUNT_ID,
        "repositoryUrl": f"{ACCOUNT_ID}.dkr.ecr.{facts.region}.amazonaws.com/{facts.physical_name}",
    },
    "docker:index/image:Image": _image,
    "aws:lambda/function:Function": _function,
    "aws:lambda/alias:Alias": _alias,
    "aws:lambda/invocation:Invocation": lambda _: {"result": '{"status": "ok"}'},
    "aws:apigateway/restApi:RestApi": _rest_api,
    "aws:apigateway/deployment:Deployment": lambda facts: {"deploymentId": facts.digest(6)},
    "aws:apigateway/stage:Stage": _stage,
    "aws:apigateway/apiKey:ApiKey": lambda facts: {"keyId": facts.digest(10), "value": _random_text(facts)},
    "aws:apigateway/usagePlan:UsagePlan": lambda facts: {"planId": facts.digest(6)},
    "aws:cloudfront/distribution:Distribution": _distribution,
    "aws:cloudfront/originAccessControl:OriginAccessControl": lambda facts: {
        "controlId": f"E{facts.digest(13).upper()}"
    },
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": lambda facts: {"policyId": facts.uuid},
    "aws:cloudfront/cachePolicy:CachePolicy": lambda facts: {"policyId": facts.uuid},
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": lambda facts: {"policyId": facts.uuid},
    "aws:wafv2/webAcl:WebAcl": lambda facts: {"aclId": facts.uuid, "capacity": 1100},
    "aws:acm/certificate:Certificate": _certificate,
    "aws:route53/zone:Zone": _zone,
    "aws:route53/record:Record": lambda facts: {"fqdn": facts.input("name")},
    "aws:cloudwatch/dashboard:Dashboard": lambda facts: {
        "dashboardArn": f"arn:aws:cloudwatch::{ACCOUNT_ID}:dashboard/{facts.physical_name}"
    },
    "aws:sesv2/emailIdentity:EmailIdentity": _email_identity,
    "aws:sns/topic:Topic": lambda _: {"owner": ACCOUNT_ID},
    "aws:sqs/queue:Queue": lambda facts: {
        "url": f"https://sqs.{facts.region}.amazonaws.com/{ACCOUNT_ID}/{facts.physical_name}"
    },
    "random:index/randomPassword:RandomPassword": lambda facts: {"result": _random_text(facts)},
    "random:index/randomString:RandomString": lambda facts: {"result": _random_text(facts)},
    "random:index/randomId:RandomId": _random_id,
    "random:index/randomBytes:RandomBytes": _random_id,
    "random:index/randomUuid:RandomUuid": lambda facts: {"result": facts.uuid},
    "random:index/randomPet:RandomPet": lambda facts: {"id": facts.physical_name},
}
