"""ARNs in the forms AWS documents for each type."""

from collections.abc import Callable, Mapping
from typing import Final

from blueprint.cloud.facts import EC2_PREFIXES, Facts


def arn(facts: Facts) -> str:
    """The form in the table, or `service:…:type/name`."""
    if facts.type in FORMS:
        return FORMS[facts.type](facts)
    kind = _kebab(facts.type)
    if facts.type in EC2_PREFIXES:
        return facts.arn("ec2", f"{kind}/{facts.ec2_id}")
    if facts.type in COLON_NAMED:
        service, kind = COLON_NAMED[facts.type]
        return facts.arn(service, f"{kind}:{facts.physical_name}")
    service = facts.type.split(":")[1].partition("/")[0]
    return facts.arn(service, f"{kind}/{facts.physical_name}")


def _kebab(token: str) -> str:
    kind = token.rpartition(":")[2]
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in kind).lstrip("-")


def _identity(kind: str) -> Callable[[Facts], str]:
    """IAM's resources are global and have a path."""
    return lambda facts: facts.arn(
        "iam", f"{kind}{facts.input('path', '/')}{facts.physical_name}", regional=False
    )


def _lambda_alias(facts: Facts) -> str:
    return facts.arn("lambda", f"function:{facts.last_part('functionName')}:{facts.physical_name}")


def _stage(facts: Facts) -> str:
    return (
        f"arn:aws:apigateway:{facts.region}::/restapis/{facts.input('restApi')}/stages/{facts.physical_name}"
    )


def _identity_provider(facts: Facts) -> str:
    return facts.arn("iam", f"oidc-provider/{facts.input('url').removeprefix('https://')}", regional=False)


def _distribution(facts: Facts) -> str:
    return facts.arn("cloudfront", f"distribution/E{facts.digest(13).upper()}", regional=False)


COLON_NAMED: Final[Mapping[str, tuple[str, str]]] = {
    "aws:rds/cluster:Cluster": ("rds", "cluster"),
    "aws:rds/clusterInstance:ClusterInstance": ("rds", "db"),
    "aws:elasticache/serverlessCache:ServerlessCache": ("elasticache", "serverlesscache"),
    "aws:elasticache/user:User": ("elasticache", "user"),
    "aws:elasticache/userGroup:UserGroup": ("elasticache", "usergroup"),
    "aws:backup/vault:Vault": ("backup", "backup-vault"),
    "aws:lambda/function:Function": ("lambda", "function"),
    "aws:cloudwatch/logGroup:LogGroup": ("logs", "log-group"),
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": ("logs", "delivery-source"),
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": ("logs", "delivery-destination"),
    "aws:cloudwatch/metricAlarm:MetricAlarm": ("cloudwatch", "alarm"),
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": ("cloudwatch", "alarm"),
}
"""`service:…:kind:name`."""

FORMS: Final[Mapping[str, Callable[[Facts], str]]] = {
    "aws:s3/bucket:Bucket": lambda facts: f"arn:aws:s3:::{facts.physical_name}",
    "aws:iam/role:Role": _identity("role"),
    "aws:iam/policy:Policy": _identity("policy"),
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": _identity_provider,
    "aws:kms/key:Key": lambda facts: facts.arn("kms", f"key/{facts.uuid}"),
    "aws:kms/alias:Alias": lambda facts: facts.arn("kms", facts.physical_name),
    "aws:secretsmanager/secret:Secret": lambda facts: facts.arn(
        "secretsmanager", f"secret:{facts.physical_name}-{facts.digest(6, 'suffix')}"
    ),
    "aws:rds/proxy:Proxy": lambda facts: facts.arn("rds", f"db-proxy:prx-0{facts.digest(16)}"),
    "aws:lambda/alias:Alias": _lambda_alias,
    "aws:apigateway/restApi:RestApi": lambda facts: (
        f"arn:aws:apigateway:{facts.region}::/restapis/{facts.digest(10)}"
    ),
    "aws:apigateway/stage:Stage": _stage,
    "aws:cloudfront/distribution:Distribution": _distribution,
    "aws:cloudfront/function:Function": lambda facts: facts.arn(
        "cloudfront", f"function/{facts.physical_name}", regional=False
    ),
    "aws:wafv2/webAcl:WebAcl": lambda facts: facts.arn(
        "wafv2", f"global/webacl/{facts.physical_name}/{facts.uuid}"
    ),
    "aws:acm/certificate:Certificate": lambda facts: facts.arn("acm", f"certificate/{facts.uuid}"),
    "aws:route53/zone:Zone": lambda facts: f"arn:aws:route53:::hostedzone/Z{facts.digest(16).upper()}",
    "aws:sesv2/emailIdentity:EmailIdentity": lambda facts: facts.arn(
        "ses", f"identity/{facts.input('emailIdentity')}"
    ),
    "aws:sns/topic:Topic": lambda facts: facts.arn("sns", facts.physical_name),
    "aws:sqs/queue:Queue": lambda facts: facts.arn("sqs", facts.physical_name),
    "aws:codepipeline/pipeline:Pipeline": lambda facts: facts.arn("codepipeline", facts.physical_name),
}
