"""ARNs in the forms AWS documents for each type."""

from blueprint.cloud.facts import EC2_PREFIXES, Facts


def arn(facts: Facts) -> str:
    """The documented form for the types whose ARN is not `service:…:type/name`."""
    name, identifier = facts.physical_name, facts.digest(16)
    forms: dict[str, str] = {
        "aws:s3/bucket:Bucket": f"arn:aws:s3:::{name}",
        "aws:iam/role:Role": facts.arn("iam", f"role{facts.input('path', '/')}{name}", regional=False),
        "aws:iam/policy:Policy": facts.arn("iam", f"policy{facts.input('path', '/')}{name}", regional=False),
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider": facts.arn(
            "iam", f"oidc-provider/{facts.input('url').removeprefix('https://')}", regional=False
        ),
        "aws:kms/key:Key": facts.arn("kms", f"key/{facts.uuid}"),
        "aws:kms/alias:Alias": facts.arn("kms", name),
        "aws:secretsmanager/secret:Secret": facts.arn("secretsmanager", f"secret:{name}-{facts.digest(6, 'suffix')}"),
        "aws:rds/cluster:Cluster": facts.arn("rds", f"cluster:{name}"),
        "aws:rds/clusterInstance:ClusterInstance": facts.arn("rds", f"db:{name}"),
        "aws:rds/proxy:Proxy": facts.arn("rds", f"db-proxy:prx-0{identifier}"),
        "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": facts.arn("rds", f"target-group:prx-tg-0{identifier}"),
        "aws:elasticache/serverlessCache:ServerlessCache": facts.arn("elasticache", f"serverlesscache:{name}"),
        "aws:elasticache/user:User": facts.arn("elasticache", f"user:{name}"),
        "aws:elasticache/userGroup:UserGroup": facts.arn("elasticache", f"usergroup:{name}"),
        "aws:lambda/function:Function": facts.arn("lambda", f"function:{name}"),
        "aws:lambda/alias:Alias": facts.arn("lambda", f"function:{facts.last_part('functionName')}:{facts.input('name', name)}"),
        "aws:apigateway/restApi:RestApi": f"arn:aws:apigateway:{facts.region}::/restapis/{facts.digest(10)}",
        "aws:apigateway/stage:Stage": f"arn:aws:apigateway:{facts.region}::/restapis/{facts.input('restApi')}/stages/{facts.input('stageName')}",
        "aws:cloudfront/distribution:Distribution": facts.arn("cloudfront", f"distribution/E{identifier[:13].upper()}", regional=False),
        "aws:cloudfront/function:Function": facts.arn("cloudfront", f"function/{name}", regional=False),
        "aws:wafv2/webAcl:WebAcl": facts.arn("wafv2", f"global/webacl/{name}/{facts.uuid}"),
        "aws:acm/certificate:Certificate": facts.arn("acm", f"certificate/{facts.uuid}"),
        "aws:route53/zone:Zone": f"arn:aws:route53:::hostedzone/Z{identifier.upper()}",
        "aws:cloudwatch/logGroup:LogGroup": facts.arn("logs", f"log-group:{name}"),
        "aws:cloudwatch/logDeliverySource:LogDeliverySource": facts.arn("logs", f"delivery-source:{name}"),
        "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": facts.arn("logs", f"delivery-destination:{name}"),
        "aws:cloudwatch/metricAlarm:MetricAlarm": facts.arn("cloudwatch", f"alarm:{name}"),
        "aws:cloudwatch/compositeAlarm:CompositeAlarm": facts.arn("cloudwatch", f"alarm:{name}"),
        "aws:sns/topic:Topic": facts.arn("sns", name),
        "aws:sqs/queue:Queue": facts.arn("sqs", name),
        "aws:codepipeline/pipeline:Pipeline": facts.arn("codepipeline", name),
        "aws:codebuild/project:Project": facts.arn("codebuild", f"project/{name}"),
    }  # fmt: skip
    if facts.type in EC2_PREFIXES:
        return facts.arn("ec2", f"{_kebab(facts.type)}/{facts.ec2_id}")
    _, module, _ = facts.type.split(":")
    return forms.get(facts.type) or facts.arn(module.partition("/")[0], f"{_kebab(facts.type)}/{name}")


def _kebab(token: str) -> str:
    kind = token.rpartition(":")[2]
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in kind).lstrip("-")
