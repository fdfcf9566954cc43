"""Which request creates which resource, and where the two call a thing differently."""

from tests.program.service_models import Call

OWN = ("region", "tags", "tagsAll")
"""Inputs of the provider, whatever the resource."""


def call(service: str, operation: str, within: str = "", /, *, apart: str = "", **names: str) -> Call:
    """`apart` lists, by spaces, what the request does not carry under any name."""
    return Call(
        service=service,
        operation=operation,
        within=within,
        names=names,
        apart=frozenset({*OWN, *apart.split()}),
    )


CALLS: dict[str, Call] = {
    "aws:acm/certificate:Certificate": call("acm", "RequestCertificate"),
    "aws:apigateway/apiKey:ApiKey": call("apigateway", "CreateApiKey"),
    "aws:apigateway/restApi:RestApi": call("apigateway", "CreateRestApi", apart="body failOnWarnings"),
    "aws:apigateway/stage:Stage": call(
        "apigateway",
        "CreateStage",
        restApi="restApiId",
        deployment="deploymentId",
        xrayTracingEnabled="tracingEnabled",
        apart="accessLogSettings",
    ),
    "aws:apigateway/usagePlan:UsagePlan": call("apigateway", "CreateUsagePlan"),
    "aws:apigateway/usagePlanKey:UsagePlanKey": call("apigateway", "CreateUsagePlanKey"),
    "aws:backup/plan:Plan": call(
        "backup",
        "CreateBackupPlan",
        "BackupPlan",
        name="BackupPlanName",
        schedule="ScheduleExpression",
        startWindow="StartWindowMinutes",
        completionWindow="CompletionWindowMinutes",
        targetVaultName="TargetBackupVaultName",
        deleteAfter="DeleteAfterDays",
        destinationVaultArn="DestinationBackupVaultArn",
    ),
    "aws:backup/selection:Selection": call(
        "backup", "CreateBackupSelection", "BackupSelection", name="SelectionName", apart="planId"
    ),
    "aws:backup/vault:Vault": call(
        "backup",
        "CreateBackupVault",
        name="BackupVaultName",
        kmsKeyArn="EncryptionKeyArn",
        apart="forceDestroy",
    ),
    "aws:budgets/budget:Budget": call(
        "budgets", "CreateBudget", "Budget", name="BudgetName", apart="limitAmount limitUnit notifications"
    ),
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": call(
        "chatbot", "CreateSlackChannelConfiguration"
    ),
    "aws:cloudfront/distribution:Distribution": call(
        "cloudfront",
        "CreateDistribution",
        "DistributionConfig",
        orderedCacheBehaviors="CacheBehaviors",
        originId="Id",
        name="HeaderName",
        value="HeaderValue",
        apart="CallerReference cachedMethods",
    ),
    "aws:cloudfront/function:Function": call(
        "cloudfront",
        "CreateFunction",
        code="FunctionCode",
        apart="runtime comment publish FunctionConfig",
    ),
    "aws:cloudfront/originAccessControl:OriginAccessControl": call(
        "cloudfront", "CreateOriginAccessControl", "OriginAccessControlConfig"
    ),
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": call(
        "cloudfront", "CreateResponseHeadersPolicy", "ResponseHeadersPolicyConfig"
    ),
    "aws:cloudwatch/dashboard:Dashboard": call("cloudwatch", "PutDashboard"),
    "aws:cloudwatch/metricAlarm:MetricAlarm": call(
        "cloudwatch",
        "PutMetricAlarm",
        name="AlarmName",
        metricQueries="Metrics",
        evaluateLowSampleCountPercentiles="EvaluateLowSampleCountPercentile",
        apart="metric",
    ),
    "aws:cloudwatch/logGroup:LogGroup": call(
        "logs", "CreateLogGroup", name="logGroupName", apart="retentionInDays"
    ),
    "aws:cloudwatch/logDelivery:LogDelivery": call(
        "logs", "CreateDelivery", s3DeliveryConfigurations="s3DeliveryConfiguration"
    ),
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": call("logs", "PutDeliveryDestination"),
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": call("logs", "PutDeliverySource"),
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": call(
        "logs",
        "PutMetricFilter",
        name="filterName metricName",
        pattern="filterPattern",
        metricTransformation="metricTransformations",
        namespace="metricNamespace",
        value="metricValue",
    ),
    "aws:codebuild/project:Project": call("codebuild", "CreateProject", buildTimeout="timeoutInMinutes"),
    "aws:codeconnections/connection:Connection": call(
        "codeconnections", "CreateConnection", name="ConnectionName"
    ),
    "aws:codepipeline/pipeline:Pipeline": call(
        "codepipeline",
        "CreatePipeline",
        "pipeline",
        apart="artifactStores actionTypeId category owner provider version inputArtifacts outputArtifacts",
    ),
    "aws:codestarnotifications/notificationRule:NotificationRule": call(
        "codestar-notifications", "CreateNotificationRule", address="TargetAddress"
    ),
    "aws:ec2/flowLog:FlowLog": call("ec2", "CreateFlowLogs", vpcId="ResourceIds", apart="ResourceType"),
    "aws:ec2/natGateway:NatGateway": call("ec2", "CreateNatGateway"),
    "aws:ec2/securityGroup:SecurityGroup": call(
        "ec2", "CreateSecurityGroup", name="GroupName", apart="GroupName"
    ),
    "aws:ec2/subnet:Subnet": call("ec2", "CreateSubnet", apart="mapPublicIpOnLaunch"),
    "aws:ec2/vpc:Vpc": call("ec2", "CreateVpc", apart="enableDnsSupport enableDnsHostnames"),
    "aws:ec2/vpcEndpoint:VpcEndpoint": call("ec2", "CreateVpcEndpoint", policy="PolicyDocument"),
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": call(
        "ecr", "PutLifecyclePolicy", repository="repositoryName", policy="lifecyclePolicyText"
    ),
    "aws:ecr/replicationConfiguration:ReplicationConfiguration": call("ecr", "PutReplicationConfiguration"),
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": call(
        "ecr",
        "CreateRepositoryCreationTemplate",
        appliedFors="appliedFor",
        encryptionConfigurations="encryptionConfiguration",
    ),
    "aws:ecr/repository:Repository": call(
        "ecr",
        "CreateRepository",
        name="repositoryName",
        encryptionConfigurations="encryptionConfiguration",
        apart="forceDelete",
    ),
    "aws:ecr/repositoryPolicy:RepositoryPolicy": call(
        "ecr", "SetRepositoryPolicy", repository="repositoryName", policy="policyText"
    ),
    "aws:elasticache/serverlessCache:ServerlessCache": call(
        "elasticache", "CreateServerlessCache", name="ServerlessCacheName", ecpuPerSeconds="ECPUPerSecond"
    ),
    "aws:elasticache/user:User": call("elasticache", "CreateUser"),
    "aws:elasticache/userGroup:UserGroup": call("elasticache", "CreateUserGroup"),
    "aws:iam/role:Role": call(
        "iam", "CreateRole", name="RoleName", assumeRolePolicy="AssumeRolePolicyDocument"
    ),
    "aws:iam/rolePolicy:RolePolicy": call(
        "iam", "PutRolePolicy", role="RoleName", policy="PolicyDocument", apart="PolicyName"
    ),
    "aws:kms/alias:Alias": call("kms", "CreateAlias", name="AliasName"),
    "aws:kms/key:Key": call("kms", "CreateKey", apart="enableKeyRotation deletionWindowInDays"),
    "aws:lambda/alias:Alias": call("lambda", "CreateAlias"),
    "aws:lambda/function:Function": call(
        "lambda", "CreateFunction", name="FunctionName", commands="Command", apart="imageUri Code"
    ),
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": call(
        "lambda", "PutFunctionEventInvokeConfig"
    ),
    "aws:lambda/invocation:Invocation": call("lambda", "Invoke", input="Payload", apart="triggers"),
    "aws:lambda/permission:Permission": call(
        "lambda", "AddPermission", function="FunctionName", apart="StatementId"
    ),
    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": call(
        "lambda", "PutProvisionedConcurrencyConfig"
    ),
    "aws:rds/cluster:Cluster": call(
        "rds",
        "CreateDBCluster",
        clusterIdentifier="DBClusterIdentifier",
        iamDatabaseAuthenticationEnabled="EnableIAMDatabaseAuthentication",
        enabledCloudwatchLogsExports="EnableCloudwatchLogsExports",
        apart="skipFinalSnapshot finalSnapshotIdentifier",
    ),
    "aws:rds/clusterInstance:ClusterInstance": call(
        "rds",
        "CreateDBInstance",
        identifier="DBInstanceIdentifier",
        clusterIdentifier="DBClusterIdentifier",
        instanceClass="DBInstanceClass",
        performanceInsightsEnabled="EnablePerformanceInsights",
    ),
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": call(
        "rds",
        "CreateDBClusterParameterGroup",
        family="DBParameterGroupFamily",
        apart="parameters DBClusterParameterGroupName",
    ),
    "aws:rds/proxy:Proxy": call("rds", "CreateDBProxy", name="DBProxyName", auths="Auth"),
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": call(
        "rds", "ModifyDBProxyTargetGroup", apart="TargetGroupName"
    ),
    "aws:rds/proxyTarget:ProxyTarget": call(
        "rds", "RegisterDBProxyTargets", dbClusterIdentifier="DBClusterIdentifiers"
    ),
    "aws:rds/subnetGroup:SubnetGroup": call(
        "rds", "CreateDBSubnetGroup", description="DBSubnetGroupDescription", apart="DBSubnetGroupName"
    ),
    "aws:s3/bucket:Bucket": call("s3", "CreateBucket", apart="forceDestroy"),
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": call(
        "s3", "PutBucketCors", "CORSConfiguration", apart="bucket"
    ),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": call(
        "s3", "PutBucketLifecycleConfiguration", "LifecycleConfiguration", apart="bucket"
    ),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": call(
        "s3", "PutBucketOwnershipControls", "OwnershipControls", rule="Rules", apart="bucket"
    ),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": call(
        "s3", "PutPublicAccessBlock", "PublicAccessBlockConfiguration", apart="bucket"
    ),
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": call(
        "s3",
        "PutBucketReplication",
        "ReplicationConfiguration",
        id="ID",
        apart="bucket",
        replicaKmsKeyId="ReplicaKmsKeyID",
    ),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": call(
        "s3",
        "PutBucketEncryption",
        "ServerSideEncryptionConfiguration",
        kmsMasterKeyId="KMSMasterKeyID",
        apart="bucket",
    ),
    "aws:s3/bucketVersioning:BucketVersioning": call("s3", "PutBucketVersioning"),
    "aws:s3/bucketObjectv2:BucketObjectv2": call("s3", "PutObject", apart="source sourceHash"),
    "aws:scheduler/schedule:Schedule": call("scheduler", "CreateSchedule"),
    "aws:scheduler/scheduleGroup:ScheduleGroup": call("scheduler", "CreateScheduleGroup"),
    "aws:secretsmanager/secret:Secret": call(
        "secretsmanager", "CreateSecret", replicas="AddReplicaRegions", apart="recoveryWindowInDays"
    ),
    "aws:secretsmanager/secretVersion:SecretVersion": call("secretsmanager", "PutSecretValue"),
    "aws:sesv2/emailIdentity:EmailIdentity": call("sesv2", "CreateEmailIdentity"),
    "aws:sns/topic:Topic": call("sns", "CreateTopic", apart="kmsMasterKeyId"),
    "aws:sns/topicSubscription:TopicSubscription": call("sns", "Subscribe", topic="TopicArn"),
    "aws:sqs/queue:Queue": call(
        "sqs", "CreateQueue", name="QueueName", apart="kmsMasterKeyId messageRetentionSeconds"
    ),
    "aws:wafv2/webAcl:WebAcl": call("wafv2", "CreateWebACL", apart="requestBodies"),
    "aws:wafv2/webAclAssociation:WebAclAssociation": call("wafv2", "AssociateWebACL"),
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": call(
        "wafv2", "PutLoggingConfiguration", "LoggingConfiguration"
    ),
}
