"""What is open to strangers, or lies open: policies, side doors, literals, certificates; good and bad."""

from policy.controls.model import UNKNOWN
from tests.policy.case import bad, good, unknown
from tests.policy.cases.api import API
from tests.policy.cases.network import OLD_RULE, group
from tests.policy.cases.services import secret
from tests.policy.cases.settings import TOKEN
from tests.policy.program import Json, Resource

EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
APP = group("app")
WORLD = "0.0.0.0/0"
PULL = {
    "Effect": "Allow",
    "Principal": {"Service": "lambda.amazonaws.com"},
    "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
}
OF_THE_ACCOUNT = {"StringEquals": {"aws:SourceAccount": "123456789012"}}
EVERYBODY = {"Effect": "Allow", "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}
MAPPING = "aws:apigateway/basePathMapping:BasePathMapping"


def egress(**props: object) -> Resource:
    return Resource(EGRESS, "out", {"securityGroupId": APP.id, "ipProtocol": "tcp", **props})


def ports(first: object, last: object, **props: object) -> Resource:
    return egress(fromPort=first, toPort=last, cidrIpv4=WORLD, **props)


def old_egress(**props: object) -> Resource:
    return Resource(OLD_RULE, "out", {"securityGroupId": APP.id, "type": "egress", **props})


def repository_policy(*statements: object) -> Resource:
    document = Json({"Version": "2012-10-17", "Statement": list(statements)})
    return Resource("aws:ecr/repositoryPolicy:RepositoryPolicy", "app", {"policy": document})


def secret_policy(*statements: object, **props: object) -> Resource:
    document = Json({"Version": "2012-10-17", "Statement": list(statements)})
    return Resource("aws:secretsmanager/secretPolicy:SecretPolicy", "db", {"policy": document, **props})


def api(*kinds: object, **props: object) -> Resource:
    return Resource(API.type, "regional", {"endpointConfiguration": {"types": list(kinds)}, **props})


def mapped(**props: object) -> tuple[Resource, Resource]:
    behind = api("REGIONAL", **props)
    return Resource(MAPPING, "api", {"restApi": behind.id, "domainName": "api.example.com"}), behind


def method(**props: object) -> Resource:
    return Resource("aws:apigateway/method:Method", "get", {"restApi": API.id, "httpMethod": "GET", **props})


def certificate(**props: object) -> Resource:
    asked = {"domainName": "habits.example.com", "validationMethod": "DNS", **props}
    return Resource("aws:acm/certificate:Certificate", "site", asked)


SECOND_API = Resource(API.type, "second", {"endpointConfiguration": {"types": "PRIVATE"}})

CASES = [
    good("NET-08", "HTTPS to the world", ports(443, 443)),
    good("NET-08", "everything, to a group", egress(ipProtocol="-1", referencedSecurityGroupId="sg-1")),
    good("NET-08", "everything, inside the network", egress(ipProtocol="-1", cidrIpv4="10.0.0.0/16")),
    good("NET-08", "an inbound rule is not its business", old_egress(type="ingress", cidrBlocks=[WORLD])),
    good("NET-08", "a group without outbound rules", APP),
    bad("NET-08", "every protocol to the world", egress(ipProtocol="-1", cidrIpv4=WORLD), says=WORLD),
    bad("NET-08", "every port to the world", ports(0, 65535), says="more than one port"),
    bad("NET-08", "a range of ports to the world", ports(443, 8443)),
    bad("NET-08", "everything to IPv6", egress(ipProtocol="-1", cidrIpv6="::/0"), says="::/0"),
    bad("NET-08", "an old rule", APP, old_egress(protocol="all", cidrBlocks=[WORLD])),
    bad(
        "NET-08", "an inline rule, to the world in two halves",
        group("app", egress=[{"protocol": "-1", "fromPort": 0, "toPort": 0,
                              "cidrBlocks": ["0.0.0.0/1", "128.0.0.0/1"]}]),
        says=WORLD,
    ),
    bad("NET-08", "everything to the world beside a range not known", old_egress(
        protocol="-1", cidrBlocks=[UNKNOWN, WORLD],
    )),
    unknown("NET-08", "a port not known", ports(UNKNOWN, 443)),
    good("ECR-04", "a service for this account", repository_policy({**PULL, "Condition": OF_THE_ACCOUNT})),
    good("ECR-04", "a role", repository_policy({**PULL, "Principal": {"AWS": "arn:aws:iam::1:role/ci"}})),
    bad("ECR-04", "a service for anybody", repository_policy(PULL), says="whoever it acts for"),
    bad("ECR-04", "everybody", repository_policy({**PULL, "Principal": {"AWS": "*"}}), says="everybody"),
    bad(
        "ECR-04", "a service for any account",
        repository_policy({**PULL, "Condition": {"StringLike": {"aws:SourceAccount": "*"}}}),
    ),
    unknown("ECR-04", "a policy not known", Resource(
        "aws:ecr/repositoryPolicy:RepositoryPolicy", "app", {"policy": UNKNOWN},
    )),
    good("SEC-03", "recoverable for a month", secret(recoveryWindowInDays=30)),
    good("SEC-03", "recoverable as AWS does by default", secret()),
    good("SEC-03", "gone at once where it may", secret(recoveryWindowInDays=0),
         settings={"minRecoveryDays": 0}),
    good("SEC-03", "a role reads it", secret_policy(
        {**EVERYBODY, "Principal": {"AWS": "arn:aws:iam::123456789012:role/api"}}, blockPublicPolicy=True,
    )),
    bad("SEC-03", "gone at once", secret(recoveryWindowInDays=0), says="recoveryWindowInDays"),
    bad("SEC-03", "everybody reads it", secret_policy(EVERYBODY, blockPublicPolicy=True), says="everybody"),
    bad("SEC-03", "everybody, written at the secret", secret(policy=Json({"Statement": EVERYBODY}))),
    bad("SEC-03", "public policies not blocked", secret_policy(), says="blockPublicPolicy"),
    unknown("SEC-03", "a window not known", secret(recoveryWindowInDays=UNKNOWN)),
    good("SEC-05", "a secret where secrets belong", Resource(
        "aws:secretsmanager/secretVersion:SecretVersion", "db", {"secretId": "db", "secretString": TOKEN},
    )),
    good("SEC-05", "a value computed later is no literal", group("app", tags={"note": UNKNOWN})),
    good("SEC-05", "a digest is no secret", group("app", tags={"commit": "a" * 40})),
    bad("SEC-05", "a token in a text", group("app", description=f"pull with {TOKEN}"), says="description"),
    bad("SEC-05", "a token deep inside", group("app", tags={"a": UNKNOWN, "b": {"c": ["x", TOKEN]}}),
        says="b.c[1]"),
    good("API-05", "a regional API without a domain", api("REGIONAL")),
    good("API-05", "a domain of its own only", *mapped(disableExecuteApiEndpoint=True)),
    good("API-05", "another API has the domain", *mapped(disableExecuteApiEndpoint=True), SECOND_API),
    bad("API-05", "an edge-optimised API", api("EDGE"), says="REGIONAL"),
    bad("API-05", "an API that says nothing", API, says="REGIONAL"),
    bad("API-05", "a domain with a side door", *mapped(), says="disableExecuteApiEndpoint"),
    unknown("API-05", "a kind not known", api(UNKNOWN)),
    good("API-06", "IAM", method(authorization="AWS_IAM")),
    good("API-06", "a key", method(authorization="NONE", apiKeyRequired=True)),
    good("API-06", "a browser's preflight", method(authorization="NONE", httpMethod="OPTIONS")),
    bad("API-06", "nothing asked", method(authorization="NONE"), says="authorization is NONE"),
    bad("API-06", "nothing said", method()),
    unknown("API-06", "authorization not known", method(authorization=UNKNOWN)),
    good("TLS-01", "one host, validated by DNS", certificate()),
    good("TLS-01", "an imported one", Resource(
        "aws:acm/certificate:Certificate", "site", {"certificateBody": "pem", "privateKey": UNKNOWN},
    )),
    good("TLS-01", "a wildcard where it may", certificate(domainName="*.example.com"),
         settings={"wildcardsAllowed": True}),
    bad("TLS-01", "validated by e-mail", certificate(validationMethod="EMAIL"), says="not DNS"),
    bad("TLS-01", "a wildcard", certificate(domainName="*.example.com"), says="wildcard"),
    bad("TLS-01", "a wildcard among the names", certificate(subjectAlternativeNames=[UNKNOWN, "*.b.org"])),
    bad("TLS-01", "a short key", certificate(keyAlgorithm="RSA_1024"), says="RSA_1024"),
    bad("TLS-01", "hidden from the public logs", certificate(
        options={"certificateTransparencyLoggingPreference": "DISABLED"}), says="DISABLED"),
    unknown("TLS-01", "a validation not known", certificate(validationMethod=UNKNOWN)),
]  # fmt: skip
