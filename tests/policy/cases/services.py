"""Functions, secrets, logs, topics, keys and the edge, good and bad."""

from policy.controls.model import UNKNOWN
from tests.policy.case import bad, good, unknown
from tests.policy.cases.data import KEY
from tests.policy.cases.placement import GROUP, PRIVATE, function
from tests.policy.program import Resource

ASYMMETRIC = {"keyUsage": "SIGN_VERIFY", "customerMasterKeySpec": "ECC_NIST_P256"}
CERTIFICATE = {
    "acmCertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/1",
    "sslSupportMethod": "sni-only",
    "minimumProtocolVersion": "TLSv1.2_2021",
}
HTTPS = {"viewerProtocolPolicy": "redirect-to-https"}


def variables(**props: object) -> Resource:
    return function(environment={"variables": {"LOG_LEVEL": "INFO"}}, **props)


def secret(**props: object) -> Resource:
    return Resource("aws:secretsmanager/secret:Secret", "database", props)


def group(**props: object) -> Resource:
    return Resource("aws:cloudwatch/logGroup:LogGroup", "app", props)


def topic(**props: object) -> Resource:
    return Resource("aws:sns/topic:Topic", "alarms", props)


def queue(**props: object) -> Resource:
    return Resource("aws:sqs/queue:Queue", "failed", props)


def key(**props: object) -> Resource:
    return Resource("aws:kms/key:Key", "data", props)


def distribution(default: object = HTTPS, *ordered: object, **props: object) -> Resource:
    behaviours = {"defaultCacheBehavior": default, "orderedCacheBehaviors": list(ordered)}
    return Resource("aws:cloudfront/distribution:Distribution", "edge", {**behaviours, **props})


CASES = [
    good("LAM-01", "a function in the network", PRIVATE, GROUP, function(PRIVATE.id)),
    bad("LAM-01", "a function without a network", function(), says="vpcConfig.subnetIds"),
    bad("LAM-01", "no subnets", function(vpcConfig={"subnetIds": [], "securityGroupIds": ["sg-1"]})),
    bad(
        "LAM-01",
        "no security groups",
        function(vpcConfig={"subnetIds": ["subnet-1"]}),
        says="vpcConfig.securityGroupIds",
    ),
    unknown("LAM-01", "a network that is not known", function(vpcConfig=UNKNOWN)),
    good("LAM-03", "variables and a key", KEY, variables(kmsKeyArn=KEY.arn)),
    good("LAM-03", "no variables, no key", function()),
    bad("LAM-03", "variables without a key", variables(), says="kmsKeyArn"),
    bad(
        "LAM-03",
        "variables with values that are not known",
        function(environment={"variables": {"HOST": UNKNOWN}}),
    ),
    bad("LAM-03", "variables under the key AWS manages", variables(kmsKeyArn="alias/aws/lambda")),
    unknown("LAM-03", "an environment that is not known", function(environment=UNKNOWN)),
    good("SEC-01", "a key of the program", KEY, secret(kmsKeyId=KEY.arn)),
    bad("SEC-01", "no key", secret(), says="kmsKeyId"),
    bad("SEC-01", "the key AWS manages", secret(kmsKeyId="alias/aws/secretsmanager"), says="AWS manages"),
    good("LOG-02", "a key of the program", KEY, group(kmsKeyId=KEY.arn)),
    bad("LOG-02", "no key", group(retentionInDays=30), says="kmsKeyId"),
    good("SNS-01", "a topic with a key of the program", KEY, topic(kmsMasterKeyId=KEY.id)),
    bad("SNS-01", "a topic without a key", topic(), says="kmsMasterKeyId"),
    bad("SNS-01", "the key CloudWatch cannot use", topic(kmsMasterKeyId="alias/aws/sns"), says="AWS manages"),
    bad("SNS-01", "a queue with the queue service's own encryption", queue(sqsManagedSseEnabled=True)),
    good("KMS-01", "a rotating key", key(enableKeyRotation=True)),
    good("KMS-01", "an asymmetric key cannot rotate", key(**ASYMMETRIC)),
    good(
        "KMS-01",
        "a shorter wait where the stack allows it",
        key(enableKeyRotation=True, deletionWindowInDays=7),
        settings={"minDeletionWindowDays": 7},
    ),
    bad("KMS-01", "no rotation", key(), says="enableKeyRotation"),
    bad("KMS-01", "disabled", key(enableKeyRotation=True, isEnabled=False), says="isEnabled"),
    bad(
        "KMS-01",
        "gone within a week",
        key(enableKeyRotation=True, deletionWindowInDays="7"),
        says="shorter than 14",
    ),
    bad(
        "KMS-01",
        "the lockout check bypassed",
        key(enableKeyRotation=True, bypassPolicyLockoutSafetyCheck=True),
    ),
    bad(
        "KMS-01",
        "gone within a week, whether it rotates or not",
        key(enableKeyRotation=UNKNOWN, deletionWindowInDays=7),
    ),
    unknown("KMS-01", "rotation not known", key(enableKeyRotation=UNKNOWN)),
    good("CF-02", "HTTPS in every behaviour", distribution(HTTPS, {"viewerProtocolPolicy": "https-only"})),
    bad(
        "CF-02",
        "HTTP in the default behaviour",
        distribution({"viewerProtocolPolicy": "allow-all"}),
        says="defaultCacheBehavior",
    ),
    bad(
        "CF-02",
        "HTTP in one ordered behaviour",
        distribution(HTTPS, HTTPS, {"viewerProtocolPolicy": "allow-all"}),
        says="orderedCacheBehaviors[1]",
    ),
    bad(
        "CF-02",
        "HTTP beside a behaviour that is not known",
        distribution({"viewerProtocolPolicy": UNKNOWN}, {"viewerProtocolPolicy": "allow-all"}),
    ),
    unknown("CF-02", "a behaviour that is not known", distribution(HTTPS, UNKNOWN)),
    good("CF-03", "an own certificate and TLS 1.2", distribution(viewerCertificate=CERTIFICATE)),
    good(
        "CF-03",
        "CloudFront's certificate where the stack allows it",
        distribution(viewerCertificate={"cloudfrontDefaultCertificate": True}),
        settings={"defaultCertificateAllowed": True},
    ),
    bad(
        "CF-03",
        "CloudFront's certificate",
        distribution(viewerCertificate={"cloudfrontDefaultCertificate": True}),
        says="TLS 1.0",
    ),
    bad(
        "CF-03",
        "aliases without a certificate",
        distribution(aliases=["habits.example"]),
        settings={"defaultCertificateAllowed": True},
        says="aliases",
    ),
    bad(
        "CF-03",
        "an old protocol",
        distribution(viewerCertificate=CERTIFICATE | {"minimumProtocolVersion": "TLSv1"}),
        says="minimumProtocolVersion",
    ),
    bad(
        "CF-03",
        "no protocol named",
        distribution(viewerCertificate={"acmCertificateArn": "arn:x", "sslSupportMethod": "sni-only"}),
    ),
    bad(
        "CF-03",
        "a dedicated address",
        distribution(viewerCertificate=CERTIFICATE | {"sslSupportMethod": "vip"}),
        says="sni-only",
    ),
    unknown("CF-03", "a certificate that is not known", distribution(viewerCertificate=UNKNOWN)),
]
