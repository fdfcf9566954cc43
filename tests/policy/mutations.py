"""For each control that applies to our stacks, the mistakes it is there to find."""

from tests.policy.mutation import GONE, PROD, IdOf, Mutation, retyped, set_to, unguarded, without

CLUSTER, WRITER = "Cluster:database-cluster", "ClusterInstance:database-writer"
PARAMETERS = "ClusterParameterGroup:database-parameters"
PROXY, CACHE = "Proxy:proxy-proxy", "ServerlessCache:cache-cache"
API, STAGE, METHODS = "RestApi:rest-api-api", "Stage:rest-api-stage", "MethodSettings:rest-api-methods"
EDGE, ORIGIN_ACCESS = "Distribution:edge-distribution", "OriginAccessControl:edge-site-access"
FUNCTION, VPC, NAT = "Function:api-function", "Vpc:network-vpc", "NatGateway:network-nat-us-east-1a"
ENDPOINT, FLOW_LOG = "VpcEndpoint:endpoints-logs", "FlowLog:network-flow-log"
PRIVATE, PUBLIC = "Subnet:network-private-us-east-1a", "Subnet:network-public-us-east-1a"
RULE = "SecurityGroupIngressRule:groups-functions-to-proxy-5432"
OUTBOUND = "SecurityGroupEgressRule:groups-functions-to-internet"
MEDIA, SITE_POLICY, MEDIA_POLICY = (
    "Bucket:media-bucket",
    "BucketPolicy:site-policy",
    "BucketPolicy:media-policy",
)
BLOCK = "BucketPublicAccessBlock:media-public-access-block"
ENCRYPTION = "BucketServerSideEncryptionConfiguration:media-encryption"
BY_DEFAULT = "applyServerSideEncryptionByDefault"
VERSIONING, OWNERSHIP = "BucketVersioning:media-versioning", "BucketOwnershipControls:media-ownership"
IMAGES, PULL = "Repository:image-repository", "RepositoryPolicy:image-pull"
LOGS, KEY = "LogGroup:app-logs", "Key:keys-data"
ROLE, PERMITS = "Role:api-role", "RolePolicy:api-run"
ACL, ACL_LOGGING = "WebAcl:web-firewall-acl", "WebAclLoggingConfiguration:web-firewall-logging"
TOPIC, TOPIC_POLICY = "Topic:monitoring-topic", "TopicPolicy:monitoring-topic-policy"
QUEUE, QUEUE_POLICY = "Queue:dead-letters-queue", "QueuePolicy:dead-letters-policy"
SECRET, PERMISSION = "Secret:database-user-secret", "Permission:rest-api-permission"
LOGIN = "MethodSettings:rest-api-api-auth-login-post"
HEADERS = "ResponseHeadersPolicy:edge-headers"
CERTIFICATE, ALARM = "Certificate:certificate-certificate", "MetricAlarm:monitoring-api-errors"
ANYONE = {
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::x/*",
}
EVERYTHING = {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::x/*"}
TOKEN = "ghp_" + "a1B2c3D4e5" * 4

NETWORK = [
    set_to("NET-01", FUNCTION, "vpcConfig.subnetIds[0]", IdOf(PUBLIC)),
    set_to("NET-01", PROXY, "vpcSubnetIds[0]", IdOf(PUBLIC)),
    set_to("NET-01", CACHE, "subnetIds[0]", IdOf(PUBLIC)),
    set_to("NET-01", "SubnetGroup:database-subnets", "subnetIds[0]", IdOf(PUBLIC), on=CLUSTER),
    set_to("NET-01", ENDPOINT, "subnetIds[0]", IdOf(PUBLIC)),
    without("NET-02", "RouteTableAssociation:network-private-us-east-1a", PRIVATE),
    set_to("NET-03", PRIVATE, "mapPublicIpOnLaunch", True),
    without("NET-04", "DefaultSecurityGroup:network-default-group", VPC),
    without("NET-05", FLOW_LOG, VPC),
    set_to("NET-05", FLOW_LOG, "trafficType", "ACCEPT", on=VPC),
    set_to("NET-06", RULE, "cidrIpv4", "0.0.0.0/0", ("NET-07", "proxy-proxy")),
    set_to("NET-07", RULE, "toPort", 6000, on=PROXY),
    set_to("NET-07", RULE, "cidrIpv4", "10.0.0.0/16", on=PROXY),
    set_to("NET-07", RULE, "referencedSecurityGroupId", IdOf("SecurityGroup:groups-endpoints"), on=PROXY),
    set_to("NET-08", OUTBOUND, "ipProtocol", "-1"),
    set_to("NET-10", ENDPOINT, "privateDnsEnabled", False),
    set_to("NET-10", ENDPOINT, "securityGroupIds", GONE),
    set_to("NET-11", ENDPOINT, "policy", GONE),
    set_to("NET-11", ENDPOINT, "policy.Statement[0].Condition", GONE),
    set_to("NET-12", CLUSTER, "dbSubnetGroupName", GONE),
    set_to("NET-13", NAT, "subnetId", IdOf(PRIVATE)),
    set_to("NET-13", "Route:network-private-us-east-1b-nat", "natGatewayId", IdOf(NAT), on=NAT, stacks=PROD),
    set_to("NET-14", FUNCTION, "vpcConfig.subnetIds[1]", IdOf(PRIVATE)),
    set_to("NET-14", CACHE, "subnetIds[1]", IdOf(PRIVATE)),
]  # fmt: skip

DATA = [
    set_to("LAM-01", FUNCTION, "vpcConfig", GONE),
    set_to("LAM-02", FUNCTION, "environment.variables.DB_PASSWORD", "only-for-tests"),
    set_to("LAM-03", FUNCTION, "kmsKeyArn", GONE),
    set_to("LAM-04", PERMISSION, "sourceArn", GONE),
    set_to("RDS-01", CLUSTER, "storageEncrypted", GONE),
    set_to("RDS-02", CLUSTER, "kmsKeyId", "alias/aws/rds"),
    set_to("RDS-03", WRITER, "publiclyAccessible", True),
    set_to("RDS-03", CLUSTER, "publiclyAccessible", "true"),
    set_to("RDS-04", CLUSTER, "iamDatabaseAuthenticationEnabled", GONE),
    set_to("RDS-05", CLUSTER, "deletionProtection", False, stacks=PROD),
    set_to("RDS-06", CLUSTER, "backupRetentionPeriod", 1.0),
    set_to("RDS-07", CLUSTER, "manageMasterUserPassword", GONE),
    set_to("RDS-07", CLUSTER, "masterPassword", "only-for-tests"),
    set_to("RDS-07", CLUSTER, "masterUserSecretKmsKeyId", GONE),
    set_to("RDS-08", CLUSTER, "enabledCloudwatchLogsExports", []),
    set_to("RDS-09", PARAMETERS, "parameters[name=rds.force_ssl].value", "0", on=CLUSTER),
    set_to("RDS-09", CLUSTER, "dbClusterParameterGroupName", GONE),
    set_to("PRX-01", PROXY, "requireTls", False),
    set_to("PRX-02", PROXY, "auths[0].clientPasswordAuthType", "POSTGRES_MD5"),
    set_to("PRX-02", PROXY, "auths", []),
    set_to("PRX-03", PROXY, "debugLogging", True),
    set_to("CACHE-01", CACHE, "subnetIds", GONE),
    set_to("CACHE-01", CACHE, "securityGroupIds", GONE, ("NET-07", "cache-cache")),
    set_to("CACHE-02", CACHE, "kmsKeyId", GONE),
    set_to("CACHE-03", CACHE, "userGroupId", GONE),
    set_to("CACHE-03", "User:cache-valkey-app", "accessString", "on ~* +@all", on=CACHE),
    set_to("SEC-01", SECRET, "kmsKeyId", GONE),
    set_to("SEC-03", SECRET, "recoveryWindowInDays", 0, stacks=PROD),
    set_to("SEC-05", FUNCTION, "description", f"pull with {TOKEN}"),
    set_to("KMS-01", KEY, "enableKeyRotation", GONE),
    set_to("KMS-01", KEY, "deletionWindowInDays", 7),
    set_to("KMS-02", KEY, "policy", GONE),
    set_to("KMS-02", KEY, "policy.Statement[0].Principal", "*"),
]  # fmt: skip

STORAGE = [
    without("S3-01", BLOCK, MEDIA),
    set_to("S3-01", BLOCK, "restrictPublicBuckets", False, on=MEDIA),
    without("S3-02", ENCRYPTION, MEDIA),
    set_to("S3-02", ENCRYPTION, f"rules[0].{BY_DEFAULT}.sseAlgorithm", "AES256", on=MEDIA),
    without("S3-03", VERSIONING, MEDIA),
    set_to("S3-03", VERSIONING, "versioningConfiguration.status", "Suspended", on=MEDIA),
    without("S3-04", MEDIA_POLICY, MEDIA),
    set_to("S3-04", MEDIA_POLICY, "policy.Statement[Sid=OnlyByTls].Action", "s3:GetObject", on=MEDIA),
    set_to("S3-05", MEDIA_POLICY, "policy.Statement[0]", ANYONE, ("S3-04", "media-bucket")),
    set_to("S3-06", OWNERSHIP, "rule.objectOwnership", "ObjectWriter", on=MEDIA),
    set_to("S3-06", MEDIA, "acl", "public-read", ("S3-09", "media-bucket")),
    set_to("ECR-01", IMAGES, "imageTagMutability", GONE),
    set_to("ECR-02", IMAGES, "imageScanningConfiguration.scanOnPush", False),
    set_to("ECR-03", IMAGES, "encryptionConfigurations", GONE),
    set_to("ECR-04", PULL, "policy.Statement[0].Condition", GONE),
    unguarded("META-02", CLUSTER, protect=False),
    set_to("META-02", IMAGES, "forceDelete", True, stacks=PROD),
    retyped("META-05", "Dashboard:monitoring-dashboard", "aws:location/map:Map"),
    set_to("META-03", LOGS, "region", "ap-southeast-1"),
    unguarded("META-04", CLUSTER, ignore_changes=("storageEncrypted",)),
]  # fmt: skip

EDGES = [
    set_to("API-01", STAGE, "accessLogSettings", GONE),
    set_to("API-02", METHODS, "settings.throttlingRateLimit", GONE, on=STAGE),
    set_to("API-02", METHODS, "settings.dataTraceEnabled", True, on=STAGE),
    without("API-02", METHODS, STAGE),
    set_to("API-02", LOGIN, "settings.dataTraceEnabled", True, on=STAGE),
    set_to("API-03", METHODS, "settings.cachingEnabled", True),
    set_to("API-04", API, "body.paths[/health][x-amazon-apigateway-any-method].security", [], on=STAGE),
    set_to("API-05", API, "endpointConfiguration.types", ["EDGE"]),
    set_to("API-07", API, "securityPolicy", "TLS_1_0"),
    set_to("CF-01", EDGE, "webAclId", GONE),
    set_to("CF-02", EDGE, "orderedCacheBehaviors[0].viewerProtocolPolicy", "allow-all"),
    set_to("CF-03", EDGE, "viewerCertificate.minimumProtocolVersion", "TLSv1.1_2016"),
    set_to("CF-04", EDGE, "origins[originId=site].originAccessControlId", GONE),
    set_to("CF-04", ORIGIN_ACCESS, "signingBehavior", "never", on=EDGE),
    set_to("CF-04", SITE_POLICY, "policy.Statement[Sid=OnlyThisDistribution].Condition", GONE, on=EDGE),
    set_to("CF-05", EDGE, "origins[originId=api].customOriginConfig.originProtocolPolicy", "match-viewer"),
    without("CF-06", "LogDeliverySource:edge-log-source", EDGE),
    without("CF-06", "LogDelivery:edge-log-delivery", EDGE),
    set_to("TLS-01", CERTIFICATE, "validationMethod", "EMAIL"),
    set_to("TLS-01", CERTIFICATE, "domainName", "*.example.com"),
    set_to("TLS-02", EDGE, "viewerCertificate.acmCertificateArn", "arn:aws:acm:eu-west-1:1:certificate/1"),
    set_to("WAF-01", ACL, "rules[name=CommonRuleSet].overrideAction", {"count": {}}),
    set_to("WAF-01", ACL, "rules[name=CommonRuleSet].statement", {"geoMatchStatement": {}}),
    without("WAF-02", ACL_LOGGING, ACL),
    set_to("WAF-02", ACL_LOGGING, "redactedFields", [], on=ACL),
    set_to("WAF-02", ACL_LOGGING, "logDestinationConfigs", [], on=ACL),
    set_to("ALM-01", ALARM, "alarmActions", []),
    set_to("LOG-01", LOGS, "retentionInDays", GONE),
    set_to("LOG-02", LOGS, "kmsKeyId", GONE),
    set_to("LOG-03", FUNCTION, "loggingConfig", GONE),
    set_to("SNS-01", TOPIC, "kmsMasterKeyId", "alias/aws/sns"),
    set_to("SNS-01", QUEUE, "kmsMasterKeyId", GONE),
    set_to("SNS-02", TOPIC_POLICY, "policy.Statement[Sid=OnlyByTls].Condition", GONE),
    set_to("SNS-02", QUEUE_POLICY, "policy.Statement[0].Effect", "Allow"),
]  # fmt: skip

IDENTITY = [
    set_to("IAM-01", PERMITS, "policy.Statement[0]", EVERYTHING),
    set_to("IAM-02", PERMITS, "policy.Statement[0].Action", ["s3:Get*"]),
    set_to("IAM-03", PERMITS, "policy.Statement[0]", {
        "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}),
    set_to("IAM-04", ROLE, "assumeRolePolicy.Statement[0].Principal", {"AWS": "*"}),
    set_to("IAM-05", ROLE, "managedPolicyArns", ["arn:aws:iam::aws:policy/AdministratorAccess"]),
    set_to("IAM-07", PERMITS, "policy.Statement[0]", {
        "Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:s3:::x/*"}),
]  # fmt: skip

ADVICE = [
    set_to("NET-09", RULE, "description", "Managed by Pulumi"),
    set_to("LAM-06", FUNCTION, "imageUri", "123456789012.dkr.ecr.us-east-1.amazonaws.com/habits:latest"),
    set_to("LAM-07", FUNCTION, "runtime", "python3.8"),
    set_to("RDS-10", WRITER, "autoMinorVersionUpgrade", False),
    set_to("RDS-10", CLUSTER, "masterUsername", "postgres"),
    without("S3-07", "BucketLogging:media-logging", MEDIA),
    without("S3-08", "BucketLifecycleConfiguration:media-lifecycle", MEDIA),
    set_to("S3-09", MEDIA, "versioning", {"enabled": True}),
    without("ECR-05", "LifecyclePolicy:image-lifecycle", IMAGES),
    set_to("CF-07", EDGE, "orderedCacheBehaviors[0].responseHeadersPolicyId", GONE),
    set_to("CF-07", HEADERS, "securityHeadersConfig.frameOptions", GONE, on=EDGE),
    set_to("CF-07", HEADERS, "securityHeadersConfig.contentSecurityPolicy", GONE, on=EDGE),
    without("ALM-02", ALARM, FUNCTION),
    without("ALM-02", "TopicSubscription:monitoring-email", TOPIC),
    set_to("LOG-04", LOGS, "kmsKeyId", IdOf(KEY)),
    set_to("IAM-08", "Function:tasks-function", "role", IdOf(ROLE), on=ROLE),
]  # fmt: skip

MUTATIONS: list[Mutation] = [*NETWORK, *DATA, *STORAGE, *EDGES, *IDENTITY, *ADVICE]

NOT_APPLICABLE = {
    "LAM-05": "no function has an address of its own",
    "CACHE-04": "the cache is serverless",
    "SEC-04": "secrets are in Secrets Manager, settings in variables: there are no parameters",
    "API-06": "the API is one definition, whose operations API-04 looks at; no method stands alone",
    "IAM-06": "there are no users",
    "CI-01": "builds run where the code is hosted",
    "CI-02": "builds run where the code is hosted",
    "CI-03": "builds run where the code is hosted",
    "CI-04": "builds run where the code is hosted",
    "CI-05": "releases are approved where the code is hosted",
    "DNS-01": "the zone is somebody else's",
    "OTHER-01": "there is no other store",
    "OTHER-02": "there is no other server",
    "OTHER-03": "there is no other service with an address",
    "OTHER-04": "there is no other service with a policy of its own",
}
"""Controls without a resource to judge in our stacks."""
