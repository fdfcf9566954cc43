"""Roles and what identities may do, good and bad."""

from policy.controls.model import UNKNOWN, Verdict
from tests.policy.case import bad, good, unknown
from tests.policy.program import Json, Resource

OPEN = Verdict.UNDETERMINED
SECRET = Resource("aws:secretsmanager/secret:Secret", "database")
GITHUB = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
ANYONE = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::media/*"}


def role_policy(*statements: object, of: str = "rolePolicy:RolePolicy") -> Resource:
    return Resource(f"aws:iam/{of}", "may", {"policy": Json({"Statement": list(statements)})})


def allow(action: object, resource: object = "arn:aws:s3:::media/*", **more: object) -> dict[str, object]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def role(principal: object, condition: object = None, **props: object) -> Resource:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    if condition:
        statement["Condition"] = condition
    return Resource("aws:iam/role:Role", "api", {"assumeRolePolicy": Json({"Statement": statement}), **props})


def inline(document: object) -> Resource:
    return Resource("aws:iam/role:Role", "api", {"inlinePolicies": [{"name": "x", "policy": document}]})


def github(**sub: object) -> dict[str, object]:
    issuer = "token.actions.githubusercontent.com"
    return {
        operator: {f"{issuer}:sub": value} | ({f"{issuer}:aud": "sts.amazonaws.com"})
        for operator, value in sub.items()
    }


def attachment(arn: object) -> Resource:
    return Resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "extra", {"policyArn": arn})


LAMBDA = {"Service": "lambda.amazonaws.com"}
ROOT = {"AWS": "arn:aws:iam::999999999999:root"}

CASES = [
    good("IAM-01", "named actions", role_policy(allow(["s3:GetObject", "s3:PutObject"]))),
    good("IAM-01", "everything denied", role_policy({"Effect": "Deny", "Action": "*", "Resource": "*"})),
    bad("IAM-01", "everything", role_policy(allow("*"))),
    bad("IAM-01", "everything in a list", role_policy(allow(["s3:GetObject", "*"]))),
    bad("IAM-01", "everything of every service", role_policy(allow("*:*"))),
    bad("IAM-01", "everything with more stars", role_policy(allow("**"), of="policy:Policy")),
    bad("IAM-01", "without an effect", role_policy({"Action": "*", "Resource": "*"})),
    bad(
        "IAM-01",
        "a lone statement",
        Resource("aws:iam/policy:Policy", "may", {"policy": Json({"Statement": allow("*")})}),
    ),
    bad(
        "IAM-01", "elements in lower case", role_policy({"effect": "Allow", "action": ["*"], "resource": "*"})
    ),
    bad(
        "IAM-01",
        "a document that is no text",
        Resource("aws:iam/userPolicy:UserPolicy", "may", {"policy": {"Statement": [allow("*")]}}),
    ),
    bad("IAM-01", "inside the role", inline(Json({"Statement": [allow("*")]}))),
    bad(
        "IAM-01",
        "no JSON",
        Resource("aws:iam/rolePolicy:RolePolicy", "may", {"policy": "{'Statement': []}"}),
        says="JSON",
    ),
    bad(
        "IAM-01",
        "beside an action that is not known",
        Resource("aws:iam/rolePolicy:RolePolicy", "may", {"policy": {"Statement": [allow([UNKNOWN, "*"])]}}),
    ),
    unknown(
        "IAM-01",
        "a text that is not known",
        Resource("aws:iam/rolePolicy:RolePolicy", "may", {"policy": UNKNOWN}),
    ),
    good(
        "IAM-02",
        "patterns AWS documents as one",
        role_policy(allow(["kms:GenerateDataKey*", "kms:reencrypt*"])),
    ),
    good("IAM-02", "a pattern in a harmless service", role_policy(allow("logs:Describe*"))),
    good(
        "IAM-02",
        "a pattern this stack allows",
        role_policy(allow("s3:Get*")),
        settings={"allowedPatterns": ["s3:Get*"]},
    ),
    bad("IAM-02", "a whole service", role_policy(allow("xray:*")), says="xray:*"),
    bad("IAM-02", "a family of a sensitive service", role_policy(allow("s3:Get*")), says="s3:get*"),
    bad("IAM-02", "a question mark", role_policy(allow("iam:PassRol?"))),
    bad("IAM-02", "the same verb of every service", role_policy(allow("*:Get*"))),
    bad(
        "IAM-02",
        "a text that is not known",
        SECRET,
        role_policy(allow("s3:Get*", SECRET.arn)),
        preview=OPEN,
    ),
    good(
        "IAM-03",
        "a named secret",
        SECRET,
        role_policy(allow("secretsmanager:GetSecretValue", SECRET.arn)),
        preview=OPEN,
    ),
    good("IAM-03", "the objects of one bucket", role_policy(allow("s3:GetObject", "arn:aws:s3:::media/*"))),
    good(
        "IAM-03",
        "the secrets of one path",
        role_policy(
            allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-east-1:1:secret:habits/prod/*")
        ),
    ),
    good(
        "IAM-03",
        "actions AWS offers on * only",
        role_policy(allow(["ec2:CreateNetworkInterface", "xray:PutTraceSegments"], "*")),
    ),
    bad(
        "IAM-03",
        "every secret",
        role_policy(allow("secretsmanager:GetSecretValue", "*")),
        says="every resource",
    ),
    bad(
        "IAM-03",
        "every secret of the account",
        role_policy(
            allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-east-1:123456789012:secret:*")
        ),
    ),
    bad("IAM-03", "every key", role_policy(allow("KMS:Decrypt", "arn:aws:kms:*:*:key/*"))),
    bad("IAM-03", "every bucket", role_policy(allow("s3:GetObject", "arn:aws:s3:::*/*"))),
    bad(
        "IAM-03",
        "every role to pass on, by a pattern",
        role_policy(allow("iam:Pass*", ["arn:aws:iam::1:role/*"])),
    ),
    bad(
        "IAM-03",
        "one of several resources",
        role_policy(allow("lambda:InvokeFunction", ["arn:aws:lambda:r:1:function:a", "*"])),
    ),
    good("IAM-04", "a service", role(LAMBDA)),
    good("IAM-04", "one role of another account", role({"AWS": "arn:aws:iam::999999999999:role/deploy"})),
    good("IAM-04", "an account with an external id", role(ROOT, {"StringEquals": {"sts:ExternalId": "x1"}})),
    good(
        "IAM-04", "an account this stack trusts", role(ROOT), settings={"trustedAccounts": ["999999999999"]}
    ),
    good(
        "IAM-04",
        "one repository and environment",
        role({"Federated": GITHUB}, github(StringEquals="repo:owner/habits:environment:production")),
    ),
    bad("IAM-04", "everybody", role("*"), says="everybody"),
    bad("IAM-04", "everybody, in a list", role({"AWS": ["*"]})),
    bad("IAM-04", "every account", role({"AWS": "arn:aws:iam::*:root"})),
    bad("IAM-04", "an account by its number", role({"AWS": "999999999999"}), says="account 999999999999"),
    bad("IAM-04", "an account by its root", role(ROOT)),
    bad(
        "IAM-04",
        "a condition that a missing key satisfies",
        role(ROOT, {"StringEqualsIfExists": {"sts:ExternalId": "x1"}}),
    ),
    bad(
        "IAM-04",
        "every repository of an owner",
        role({"Federated": GITHUB}, github(StringLike="repo:owner/*")),
    ),
    bad("IAM-04", "every repository", role({"Federated": GITHUB}, github(StringLike="repo:*"))),
    bad("IAM-04", "no subject", role({"Federated": GITHUB}), says="audience and subject"),
    unknown(
        "IAM-04",
        "a trust that is not known",
        Resource("aws:iam/role:Role", "api", {"assumeRolePolicy": UNKNOWN}),
    ),
    good("IAM-05", "a policy of the account", attachment("arn:aws:iam::123456789012:policy/PowerUserAccess")),
    good("IAM-05", "a narrow policy of AWS", attachment("arn:aws:iam::aws:policy/AmazonRDSReadOnlyAccess")),
    bad(
        "IAM-05",
        "the administrator's",
        attachment("arn:aws:iam::aws:policy/AdministratorAccess"),
        says="Administrator",
    ),
    bad(
        "IAM-05", "full access to a service", attachment("arn:aws-us-gov:iam::aws:policy/AmazonS3FullAccess")
    ),
    bad(
        "IAM-05",
        "in the role itself",
        role(LAMBDA, managedPolicyArns=["arn:aws:iam::aws:policy/PowerUserAccess"]),
    ),
    unknown("IAM-05", "a policy that is not known", attachment(UNKNOWN)),
    good(
        "IAM-07",
        "denied by what is left out",
        role_policy({"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"}),
    ),
    bad(
        "IAM-07",
        "every other action",
        role_policy({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}),
        says="NotAction",
    ),
    bad(
        "IAM-07",
        "every other resource",
        role_policy(allow("s3:GetObject", None, NotResource="arn:aws:s3:::x")),
        says="NotResource",
    ),
    bad(
        "IAM-07",
        "every other action, inside the role",
        inline({"Statement": {"NotAction": [UNKNOWN]}}),
        says="NotAction",
    ),
    unknown(
        "IAM-07",
        "a text that is not known",
        Resource("aws:iam/rolePolicy:RolePolicy", "may", {"policy": UNKNOWN}),
    ),
    bad("IAM-06", "a user", Resource("aws:iam/user:User", "deploy"), says="User"),
    bad(
        "IAM-06",
        "a key for a user that is not known",
        Resource("aws:iam/accessKey:AccessKey", "deploy", {"user": UNKNOWN}),
    ),
]
