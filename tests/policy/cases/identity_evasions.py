"""Documents that allow more than they seem to, and others that only seem to allow much."""

from policy.controls.model import UNKNOWN, Verdict
from tests.policy.case import bad, good, unknown
from tests.policy.cases.access import permission
from tests.policy.cases.identities import ANYONE, LAMBDA, allow, attachment, role, role_policy
from tests.policy.cases.openness import EVERYBODY, repository_policy
from tests.policy.cases.services import key
from tests.policy.cases.storage import policy as bucket_policy
from tests.policy.program import Json, Resource

COGNITO = "cognito-identity.amazonaws.com"
EKS = "oidc.eks.us-east-1.amazonaws.com/id/ABC"
EKS_ARN = f"arn:aws:iam::123456789012:oidc-provider/{EKS}"
GITHUB = "token.actions.githubusercontent.com"
GITHUB_ARN = f"arn:aws:iam::123456789012:oidc-provider/{GITHUB}"
ACCOUNT = "123456789012"
SOME_TOPIC = Resource("aws:sns/topic:Topic", "alerts")
KMS_USE = {"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}


def written(document: object, kind: str = "aws:iam/rolePolicy:RolePolicy") -> Resource:
    return Resource(kind, "may", {"policy": Json(document)})


def inline(kind: str, path: str, *statements: object) -> Resource:
    return Resource(kind, "made", {path: Json({"Statement": list(statements)})})


def federated(provider: str, **conditions: object) -> Resource:
    return role({"Federated": provider}, conditions)


def topic_policy(principal: str) -> Resource:
    of_topic = {"Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:123456789012:alerts"}
    publishes = {"Effect": "Allow", "Principal": {"AWS": principal}, **of_topic}
    by_tls = {"Bool": {"aws:SecureTransport": "false"}}
    refused = {"Effect": "Deny", "Principal": "*", "Condition": by_tls, **of_topic}
    document = Json({"Statement": [publishes, refused]})
    return Resource("aws:sns/topicPolicy:TopicPolicy", "who", {"arn": SOME_TOPIC.arn, "policy": document})


def cloudfront(**condition: object) -> Resource:
    return bucket_policy({**ANYONE, "Condition": condition})


CASES = [
    bad("IAM-01", "every spelling in lower case",
        written({"statement": {"effect": "allow", "action": ["*"], "resource": "*"}})),
    bad("IAM-01", "an object instead of a text", Resource(
        "aws:iam/rolePolicy:RolePolicy", "may", {"policy": {"Statement": [allow(["*"])]}})),
    bad("IAM-01", "a question mark and a star", role_policy(allow("?*"))),
    bad("IAM-01", "for a user", written({"Statement": [allow("*")]}, "aws:iam/userPolicy:UserPolicy")),
    bad("IAM-01", "for a group", written({"Statement": [allow("*:*")]}, "aws:iam/groupPolicy:GroupPolicy")),
    bad("IAM-01", "everything, on one condition", role_policy(
        allow("*", "*", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}))),
    bad("IAM-01", "the second of two statements", role_policy(allow("s3:GetObject"), allow("*"))),
    bad("IAM-01", "an effect in capitals", role_policy({**allow("*"), "Effect": "ALLOW"})),
    bad("IAM-01", "a document that is none", Resource(
        "aws:iam/rolePolicy:RolePolicy", "may", {"policy": "Allow everything"}), says="policy"),
    bad("IAM-02", "every service of a letter", role_policy(allow("s*:*"))),
    bad("IAM-02", "a service in capitals", role_policy(allow("IAM:*"))),
    bad("IAM-02", "a wildcard within the verb", role_policy(allow("iam:*Role*"))),
    bad("IAM-02", "a question mark at the end", role_policy(allow("s3:GetObjec?"))),
    good("IAM-02", "a family of harmless verbs", role_policy(allow("logs:Describe*", "*"))),
    bad("IAM-03", "every object of every bucket", role_policy(allow("s3:GetObject", "arn:aws:s3:::*/*"))),
    bad("IAM-03", "every secret of every account", role_policy(
        allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:*"))),
    bad("IAM-03", "every key, by another wildcard", role_policy(
        allow("kms:Decrypt", "arn:aws:kms:us-east-1:123456789012:key/?*"))),
    bad("IAM-03", "the star beside a name", role_policy(
        allow("iam:PassRole", ["arn:aws:iam::123456789012:role/app", "*"]))),
    bad("IAM-03", "a pattern that holds a sensitive action", role_policy(
        allow("secretsmanager:Get*", "*"))),
    bad("IAM-03", "new versions of policies", role_policy(allow("iam:CreatePolicyVersion", "*"))),
    bad("IAM-03", "other functions' code", role_policy(
        allow("lambda:UpdateFunctionCode", "arn:aws:lambda:us-east-1:123456789012:function:*"))),
    good("IAM-03", "interfaces, which AWS offers only on all", role_policy(
        allow(["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "xray:PutTraceSegments"], "*"))),
    good("IAM-03", "a path of parameters", role_policy(
        allow("ssm:GetParameter", "arn:aws:ssm:us-east-1:123456789012:parameter/app/*"))),
    good("IAM-04", "a person signed in by Cognito", federated(COGNITO, StringEquals={
        f"{COGNITO}:aud": "us-east-1:pool"}, **{"ForAnyValue:StringLike": {
            f"{COGNITO}:amr": "authenticated"}})),
    good("IAM-04", "one service account of a cluster", federated(EKS_ARN, StringEquals={
        f"{EKS}:aud": "sts.amazonaws.com", f"{EKS}:sub": "system:serviceaccount:web:api"})),
    good("IAM-04", "two services", role({"Service": ["lambda.amazonaws.com", "edgelambda.amazonaws.com"]})),
    good("IAM-04", "a workspace in every phase of its run", federated(
        "arn:aws:iam::123456789012:oidc-provider/app.terraform.io", StringLike={
            "app.terraform.io:aud": "aws.workload.identity",
            "app.terraform.io:sub": "organization:o:project:p:workspace:w:run_phase:*"})),
    bad("IAM-04", "everybody beside a role", role({"AWS": ["arn:aws:iam::123456789012:role/ci", "*"]})),
    bad("IAM-04", "every account's root", role({"AWS": "arn:aws:iam::*:root"})),
    bad("IAM-04", "everybody, in the organisation or not", role(
        "*", {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4"}})),
    bad("IAM-04", "everybody but one", Resource("aws:iam/role:Role", "api", {"assumeRolePolicy": Json(
        {"Statement": {"Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::1:root"},
                       "Action": "sts:AssumeRole"}})})),
    bad("IAM-04", "an account by nothing but its number", role({"AWS": ACCOUNT}), says=ACCOUNT),
    bad("IAM-04", "people nobody signed in", federated(COGNITO, StringEquals={
        f"{COGNITO}:aud": "us-east-1:pool"}, **{"ForAnyValue:StringLike": {
            f"{COGNITO}:amr": "unauthenticated"}})),
    bad("IAM-04", "every service account of a cluster", federated(EKS_ARN, StringLike={
        f"{EKS}:aud": "sts.amazonaws.com", f"{EKS}:sub": "system:serviceaccount:*:*"})),
    bad("IAM-04", "every audience", federated(GITHUB_ARN, StringLike={
        f"{GITHUB}:aud": "*", f"{GITHUB}:sub": "repo:owner/habits:ref:refs/heads/main"})),
    bad("IAM-04", "every repository of an owner, by a pattern", federated(GITHUB_ARN, StringLike={
        f"{GITHUB}:aud": "sts.amazonaws.com", f"{GITHUB}:sub": "repo:owner/*"})),
    bad("IAM-04", "one repository, or any", federated(GITHUB_ARN, StringLike={
        f"{GITHUB}:aud": "sts.amazonaws.com", f"{GITHUB}:sub": ["repo:owner/habits:*", "repo:*"]})),
    bad("IAM-04", "a subject that may be missing", federated(GITHUB_ARN, StringEquals={
        f"{GITHUB}:aud": "sts.amazonaws.com"}, StringEqualsIfExists={
            f"{GITHUB}:sub": "repo:owner/habits:ref:refs/heads/main"})),
    bad("IAM-05", "an administrator of a job", attachment(
        "arn:aws:iam::aws:policy/job-function/DatabaseAdministrator")),
    bad("IAM-05", "the second edition", attachment("arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess_v2")),
    bad("IAM-05", "in another partition", attachment("arn:aws-cn:iam::aws:policy/AdministratorAccess")),
    bad("IAM-05", "on the role itself", Resource("aws:iam/role:Role", "api", {
        "managedPolicyArns": ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
                              "arn:aws:iam::aws:policy/PowerUserAccess"]})),
    good("IAM-05", "what Lambda needs", attachment(
        "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole")),
    bad("IAM-06", "a key for a repository", Resource(
        "aws:iam/serviceSpecificCredential:ServiceSpecificCredential", "git", {"userName": "ci"})),
    *(
        bad("IAM-07", f"all but one, in {kind}", inline(kind, path, {
            "Effect": "Allow", "Principal": "*", "NotAction": "s3:DeleteBucket", "Resource": "*"}))
        for kind, path in (
            ("aws:secretsmanager/secretPolicy:SecretPolicy", "policy"),
            ("aws:secretsmanager/secret:Secret", "policy"),
            ("aws:ecr/repositoryPolicy:RepositoryPolicy", "policy"),
            ("aws:sqs/queue:Queue", "policy"),
            ("aws:sns/topic:Topic", "policy"),
            ("aws:s3/accessPoint:AccessPoint", "policy"),
            ("aws:ec2/vpcEndpoint:VpcEndpoint", "policy"),
            ("aws:apigateway/restApi:RestApi", "policy"),
            ("aws:efs/fileSystemPolicy:FileSystemPolicy", "policy"),
            ("aws:opensearch/domain:Domain", "accessPolicies"),
        )
    ),
    good("IAM-07", "all but one denied", role_policy(
        {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"})),
    good("S3-05", "an organisation's accounts by a set of values", cloudfront(
        **{"ForAnyValue:StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4"]}})),
    good("S3-05", "an endpoint", cloudfront(StringEquals={"aws:SourceVpce": "vpce-0a1b2c3d"})),
    bad("S3-05", "a set that may be empty", cloudfront(
        **{"ForAllValues:StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4"]}})),
    bad("S3-05", "one organisation, or any", cloudfront(
        StringLike={"aws:PrincipalOrgID": ["o-a1b2c3d4", "o-*"]})),
    bad("S3-05", "the internet in pieces nobody calls large", cloudfront(
        IpAddress={"aws:SourceIp": [f"{first}.0.0.0/8" for first in range(256)]})),
    bad("S3-05", "a header anybody can send", cloudfront(
        StringLike={"aws:Referer": "https://example.com/*"})),
    bad("S3-05", "every account's roles of a name", cloudfront(
        ArnLike={"aws:PrincipalArn": "arn:aws:iam::*:role/reader"})),
    bad("S3-05", "everybody by a canonical id", bucket_policy(
        {**ANYONE, "Principal": {"CanonicalUser": "*"}})),
    bad("S3-05", "everybody beside a service", bucket_policy({**ANYONE, "Principal": {
        "Service": "cloudfront.amazonaws.com", "AWS": "*"}})),
    bad("S3-05", "everybody, at an access point", Resource(
        "aws:s3control/accessPointPolicy:AccessPointPolicy", "open", {
            "policy": Json({"Statement": ANYONE})})),
    bad("KMS-02", "everybody may, for a replica", Resource(
        "aws:kms/replicaKey:ReplicaKey", "copy", {"policy": Json({"Statement": KMS_USE})})),
    bad("KMS-02", "everybody but an account", key(policy=Json({"Statement": {
        **KMS_USE, "Condition": {"StringNotEquals": {"kms:CallerAccount": ACCOUNT}}}}))),
    bad("KMS-02", "every account, as the caller's", key(policy=Json({"Statement": {
        **KMS_USE, "Condition": {"StringLike": {"kms:CallerAccount": "*"}}}}))),
    good("KMS-01", "a replica rotates with its primary", Resource("aws:kms/replicaKey:ReplicaKey", "copy")),
    bad("KMS-01", "gone within a week, as text", key(enableKeyRotation=True, deletionWindowInDays="7")),
    bad("KMS-01", "a replica that is off", Resource("aws:kms/replicaKey:ReplicaKey", "copy", {
        "enabled": False})),
    bad("SEC-03", "everybody, on a condition a missing key meets", Resource(
        "aws:secretsmanager/secretPolicy:SecretPolicy", "db", {"blockPublicPolicy": True, "policy": Json(
            {"Statement": {**EVERYBODY, "Condition": {
                "StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4"}}}})})),
    bad("ECR-04", "a repository of the public gallery", Resource(
        "aws:ecrpublic/repository:Repository", "app", {"repositoryName": "app"}), says="public gallery"),
    bad("ECR-04", "everybody, for the whole registry", Resource(
        "aws:ecr/registryPolicy:RegistryPolicy", "all", {"policy": Json({"Statement": {
            "Principal": {"AWS": "*"}, "Action": "ecr:ReplicateImage", "Resource": "*"}})})),
    good("SNS-02", "a role of this account", SOME_TOPIC, topic_policy(f"arn:aws:iam::{ACCOUNT}:role/api"),
         preview=Verdict.UNDETERMINED),
    good("SNS-02", "another account that may be", SOME_TOPIC, topic_policy("999999999999"),
         settings={"trustedAccounts": ["999999999999"]}),
    bad("SNS-02", "another account", SOME_TOPIC, topic_policy("999999999999"), says="another account",
        preview=Verdict.UNDETERMINED),
    bad("SNS-02", "a role of another account", SOME_TOPIC, topic_policy("arn:aws:iam::999999999999:role/x"),
        preview=Verdict.UNDETERMINED),
    good("ECR-04", "an account", repository_policy({
        "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "ecr:*"})),
    bad("LAM-04", "an API of any account", permission(
        "apigateway.amazonaws.com", sourceArn="arn:aws:execute-api:us-east-1:*:abc/*")),
    bad("LAM-04", "any account, as a source", permission("s3.amazonaws.com", sourceAccount="*")),
    bad("LAM-04", "everybody by a public address", permission("*", functionUrlAuthType="NONE")),
    good("LAM-04", "a bucket of an account", permission(
        "s3.amazonaws.com", sourceArn="arn:aws:s3:::media", sourceAccount=ACCOUNT)),
    good("LAM-04", "an API's every stage", permission(
        "apigateway.amazonaws.com", sourceArn=f"arn:aws:execute-api:us-east-1:{ACCOUNT}:abc/*/*/*")),
    unknown("LAM-04", "a principal not known", permission(UNKNOWN)),
    good("IAM-04", "a service for a source", role(LAMBDA, {"StringEquals": {"aws:SourceAccount": ACCOUNT}})),
]  # fmt: skip
