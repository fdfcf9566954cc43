"""The resource types that carry tags and that somebody pays for, or that hold or guard something."""

from typing import Final

_BY_MODULE: Final = {
    "acm": "certificate",
    "apigateway": "apiKey domainName restApi stage usagePlan vpcLink",
    "apigatewayv2": "api domainName stage vpcLink",
    "appsync": "graphQLApi",
    "athena": "workgroup",
    "backup": "plan vault",
    "budgets": "budget",
    "cloudfront": "distribution",
    "cloudtrail": "trail",
    "cloudwatch": "compositeAlarm eventBus eventRule logGroup metricAlarm",
    "codebuild": "project",
    "codepipeline": "pipeline",
    "cognito": "identityPool userPool",
    "docdb": "cluster clusterInstance",
    "dynamodb": "table",
    "ebs": "volume",
    "ec2": "eip flowLog instance internetGateway launchTemplate natGateway networkAcl routeTable "
    "securityGroup subnet vpc vpcEndpoint",
    "ecr": "repository",
    "ecs": "cluster service taskDefinition",
    "efs": "fileSystem",
    "eks": "cluster nodeGroup",
    "elasticache": "cluster replicationGroup serverlessCache subnetGroup user userGroup",
    "iam": "policy role user",
    "kinesis": "firehoseDeliveryStream stream",
    "kms": "key",
    "lambda": "function",
    "lb": "loadBalancer targetGroup",
    "memorydb": "cluster",
    "mq": "broker",
    "msk": "cluster serverlessCluster",
    "neptune": "cluster clusterInstance",
    "opensearch": "domain",
    "rds": "cluster clusterInstance clusterParameterGroup globalCluster instance parameterGroup proxy "
    "proxyEndpoint subnetGroup",
    "redshift": "cluster",
    "redshiftserverless": "namespace workgroup",
    "route53": "healthCheck zone",
    "s3": "bucket bucketV2",
    "scheduler": "scheduleGroup",
    "secretsmanager": "secret",
    "sfn": "stateMachine",
    "sns": "topic",
    "sqs": "queue",
    "ssm": "parameter",
    "wafv2": "ipSet ruleGroup webAcl",
}

TAGGABLE: Final = tuple(
    f"aws:{module}/{name}:{name[0].upper()}{name[1:]}"
    for module, names in _BY_MODULE.items()
    for name in names.split()
)
